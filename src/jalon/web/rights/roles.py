"""The roles of the site and what each may do: one table, read by every page and by the tests."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from jalon.dossier.entity import Sensitivity
from jalon.kernel.texts import Text


class Role(StrEnum):
    """What somebody is, for a unit or for the whole institution."""

    DIRECTORATE = "directorate"
    DIRECTOR = "director"
    STEWARD = "steward"
    CONTROLLER = "controller"
    MINISTRY = "ministry"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


ROLES = {
    Role.DIRECTORATE: Text("direction du pilotage", "steering directorate"),
    Role.DIRECTOR: Text("direction d’école", "school director"),
    Role.STEWARD: Text("référent de données", "data steward"),
    Role.CONTROLLER: Text("contrôle de gestion", "management controller"),
    Role.MINISTRY: Text("lecture du ministère", "ministry reader"),
    Role.AUDITOR: Text("audit", "auditor"),
    Role.ADMINISTRATOR: Text("administration du site", "administrator"),
}


class Right(StrEnum):
    """Something that can be done on the site."""

    READ_CONTRACT = "read-contract"
    READ_VINTAGES = "read-vintages"
    READ_FIGURES = "read-figures"
    READ_CATALOGUE = "read-catalogue"
    READ_DELIVERIES = "read-deliveries"
    READ_ROWS = "read-rows"
    READ_CAMPAIGNS = "read-campaigns"
    READ_JOURNAL = "read-journal"
    SEND = "send"
    EXPLAIN = "explain"
    PROPOSE_OVERRIDE = "propose-override"
    APPROVE_OVERRIDE = "approve-override"
    SUBMIT = "submit"
    SIGN = "sign"
    ACCEPT = "accept"
    RUN_CAMPAIGNS = "run-campaigns"
    COMPUTE = "compute"
    FREEZE = "freeze"
    EDIT_CONTRACT = "edit-contract"
    GRANT = "grant"
    USE_API = "use-api"


RIGHTS = {
    Right.READ_CONTRACT: Text("lire le contrat", "read the contract"),
    Right.READ_VINTAGES: Text("lire les millésimes signés", "read signed vintages"),
    Right.READ_FIGURES: Text("lire les chiffres du jour", "read the figures of the day"),
    Right.READ_CATALOGUE: Text("lire le catalogue des données", "read the data catalogue"),
    Right.READ_DELIVERIES: Text("lire les livraisons et leurs rapports", "read deliveries and their reports"),
    Right.READ_ROWS: Text("lire les lignes reçues", "read the rows received"),
    Right.READ_CAMPAIGNS: Text("lire les campagnes", "read campaigns"),
    Right.READ_JOURNAL: Text("lire le journal", "read the journal"),
    Right.SEND: Text("envoyer des données", "send data"),
    Right.EXPLAIN: Text("expliquer un chiffre", "explain a figure"),
    Right.PROPOSE_OVERRIDE: Text("proposer une dérogation", "propose an override"),
    Right.APPROVE_OVERRIDE: Text("approuver une dérogation", "approve an override"),
    Right.SUBMIT: Text("soumettre à la signature", "submit for signature"),
    Right.SIGN: Text("signer pour l’unité", "sign for the unit"),
    Right.ACCEPT: Text("accepter une remise signée", "accept a signed return"),
    Right.RUN_CAMPAIGNS: Text("conduire une campagne", "run a campaign"),
    Right.COMPUTE: Text("lancer le calcul", "start the computation"),
    Right.FREEZE: Text("figer et signer un millésime", "freeze and sign a vintage"),
    Right.EDIT_CONTRACT: Text("modifier le contrat", "edit the contract"),
    Right.GRANT: Text("gérer les comptes", "manage accounts"),
    Right.USE_API: Text("utiliser l’API", "use the API"),
}


class Reach(StrEnum):
    """How far a right goes: the units of the membership, or every unit."""

    OWN = "own"
    ALL = "all"


_READ_ALL = dict.fromkeys(
    (Right.READ_CONTRACT, Right.READ_VINTAGES, Right.READ_FIGURES, Right.READ_CATALOGUE), Reach.ALL
)
_READ_OWN = dict.fromkeys((Right.READ_DELIVERIES, Right.READ_CAMPAIGNS), Reach.OWN)
_READ_THE_WORK = dict.fromkeys((Right.READ_DELIVERIES, Right.READ_CAMPAIGNS), Reach.ALL)

GRANTS: Mapping[Role, Mapping[Right, Reach]] = {
    Role.DIRECTORATE: {
        **_READ_ALL,
        **_READ_THE_WORK,
        Right.READ_JOURNAL: Reach.ALL,
        Right.EXPLAIN: Reach.ALL,
        Right.APPROVE_OVERRIDE: Reach.ALL,
        Right.ACCEPT: Reach.ALL,
        Right.RUN_CAMPAIGNS: Reach.ALL,
        Right.COMPUTE: Reach.ALL,
        Right.FREEZE: Reach.ALL,
        Right.EDIT_CONTRACT: Reach.ALL,
        Right.USE_API: Reach.ALL,
    },
    Role.DIRECTOR: {
        **_READ_ALL,
        **_READ_OWN,
        Right.EXPLAIN: Reach.OWN,
        Right.APPROVE_OVERRIDE: Reach.OWN,
        Right.SIGN: Reach.OWN,
        Right.USE_API: Reach.OWN,
    },
    Role.STEWARD: {
        **_READ_ALL,
        **_READ_OWN,
        Right.READ_ROWS: Reach.OWN,
        Right.SEND: Reach.OWN,
        Right.EXPLAIN: Reach.OWN,
        Right.PROPOSE_OVERRIDE: Reach.OWN,
        Right.SUBMIT: Reach.OWN,
        Right.USE_API: Reach.OWN,
    },
    Role.CONTROLLER: {
        **_READ_ALL,
        **_READ_OWN,
        Right.READ_ROWS: Reach.OWN,
        Right.EXPLAIN: Reach.OWN,
        Right.COMPUTE: Reach.ALL,
        Right.USE_API: Reach.OWN,
    },
    Role.MINISTRY: {Right.READ_CONTRACT: Reach.ALL, Right.READ_VINTAGES: Reach.ALL, Right.USE_API: Reach.ALL},
    Role.AUDITOR: {
        **_READ_ALL,
        **_READ_THE_WORK,
        Right.READ_ROWS: Reach.ALL,
        Right.READ_JOURNAL: Reach.ALL,
        Right.USE_API: Reach.ALL,
    },
    Role.ADMINISTRATOR: {Right.READ_JOURNAL: Reach.ALL, Right.GRANT: Reach.ALL},
}
"""Duties are apart: who sends does not sign, who signs does not accept, who keeps accounts reads no data."""

SEEN: Mapping[Role, frozenset[Sensitivity]] = {
    Role.STEWARD: frozenset({Sensitivity.PUBLIC, Sensitivity.INTERNAL, Sensitivity.PERSONAL}),
    Role.CONTROLLER: frozenset({Sensitivity.PUBLIC, Sensitivity.INTERNAL}),
    Role.AUDITOR: frozenset({Sensitivity.PUBLIC, Sensitivity.INTERNAL}),
}
"""The columns of rows that a role may read, where it may read rows; a special column is shown to nobody."""
