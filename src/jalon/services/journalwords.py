"""The words of the journal: kinds of events, and who acts when no account does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from jalon.infocentre.journal.event import Kind
from jalon.kernel.texts import Language, Text
from jalon.review.words import say_date

KINDS: Mapping[str, Text] = {
    Kind.ABSENCE_DECLARED: Text("absence expliquée", "absence explained"),
    Kind.ABSENCE_WITHDRAWN: Text("absence retirée", "absence withdrawn"),
    Kind.ACCOUNT_CHANGED: Text("compte modifié", "account changed"),
    Kind.ACCOUNT_CLOSED: Text("compte fermé", "account closed"),
    Kind.ACCOUNT_INVITED: Text("lien envoyé à un compte", "link sent to an account"),
    Kind.ACCOUNT_MADE: Text("compte créé", "account made"),
    Kind.ACCOUNT_OPENED: Text("compte rouvert", "account opened again"),
    Kind.ACCOUNT_PROOFS_FORGOTTEN: Text("seconds facteurs oubliés", "second factors forgotten"),
    Kind.ACTION_DECIDED: Text("action décidée", "action decided"),
    Kind.ACTION_DONE: Text("action faite", "action done"),
    Kind.CAMPAIGN_CHANGED: Text("campagne modifiée", "campaign changed"),
    Kind.CAMPAIGN_CLOSED: Text("campagne close", "campaign closed"),
    Kind.CAMPAIGN_DRAFT: Text("campagne remise en préparation", "campaign back in preparation"),
    Kind.CAMPAIGN_MADE: Text("campagne préparée", "campaign prepared"),
    Kind.CAMPAIGN_OPEN: Text("campagne ouverte", "campaign opened"),
    Kind.CARDS_TRIED: Text("jeu d’essai passé", "test-cards tried"),
    Kind.CONTRACT_CHANGED: Text("contrat modifié", "contract changed"),
    Kind.DELIVERY_RECEIVED: Text("livraison reçue", "delivery received"),
    Kind.DELIVERY_REFUSED: Text("livraison refusée", "delivery refused"),
    Kind.DELIVERY_SENT: Text("fichier envoyé", "file sent"),
    Kind.EXPLANATION_ACCEPTED: Text("explication acceptée", "explanation accepted"),
    Kind.EXPLANATION_PROPOSED: Text("explication proposée", "explanation proposed"),
    Kind.FIGURES_COMPUTED: Text("chiffres calculés", "figures computed"),
    Kind.GRID_SAVED: Text("grille enregistrée", "grid saved"),
    Kind.IDENTITY_DECIDED: Text("identité décidée", "identity decided"),
    Kind.KEYS_ROTATED: Text("clé changée", "key changed"),
    Kind.OVERRIDE_APPROVED: Text("dérogation approuvée", "override approved"),
    Kind.OVERRIDE_MADE: Text("écart accepté", "deviation accepted"),
    Kind.OVERRIDE_PROPOSED: Text("dérogation demandée", "override asked for"),
    Kind.OVERRIDE_REFUSED: Text("dérogation refusée", "override refused"),
    Kind.PURGE_DONE: Text("purge faite", "purge done"),
    Kind.RELEASE_PUBLISHED: Text("chiffres publiés", "figures published"),
    Kind.REMINDERS_ASKED: Text("rappels demandés", "reminders asked for"),
    Kind.REMINDERS_SENT: Text("rappels envoyés", "reminders sent"),
    Kind.RETURN_ACCEPTED: Text("remise acceptée et verrouillée", "return accepted and locked"),
    Kind.RETURN_REOPENED: Text("remise rouverte", "return reopened"),
    Kind.RETURN_SENT_BACK: Text("remise renvoyée à l’unité", "return sent back to the unit"),
    Kind.RETURN_SIGNED: Text("remise signée", "return signed"),
    Kind.RETURN_SUBMITTED: Text("remise soumise à la signature", "return submitted for signature"),
    Kind.REVIEW_ASKED: Text("revue demandée", "review asked for"),
    Kind.REVIEW_WRITTEN: Text("revue écrite", "review written"),
    Kind.RIGHT_GRANTED: Text("droit accordé", "right granted"),
    Kind.RIGHT_REVOKED: Text("droit retiré", "right revoked"),
    Kind.TOKEN_MADE: Text("jeton d’API créé", "API token made"),
    Kind.TOKEN_REVOKED: Text("jeton d’API révoqué", "API token revoked"),
    Kind.VINTAGE_ASKED: Text("gel demandé", "freezing asked for"),
    Kind.VINTAGE_FROZEN: Text("millésime figé", "vintage frozen"),
    Kind.WAIVER_GIVEN: Text("dérogation accordée", "waiver given"),
}

COMMAND_LINE = "command line"
"""The actor of what is done in a terminal: the name of whoever is there is personal, and proves nothing."""

OPERATOR = "operator"
"""The role of whoever runs commands."""

_ACTORS = {COMMAND_LINE: Text("ligne de commande", "command line"), "site": Text("le site", "the site")}
_ROLES = {OPERATOR: Text("exploitation", "operator")}


_DETAILS = {
    "accepted": Text("acceptées", "accepted"),
    "answers": Text("réponses", "answers"),
    "as_of": Text("au", "as of"),
    "bytes": Text("octets", "bytes"),
    "decision": Text("décision", "decision"),
    "decisions": Text("décisions", "decisions"),
    "deliveries": Text("livraisons", "deliveries"),
    "delivery": Text("livraison", "delivery"),
    "demonstration": Text("démonstration", "demonstration"),
    "digest": Text("empreinte", "digest"),
    "doubts": Text("doutes", "doubts"),
    "expires": Text("jusqu’au", "expires"),
    "figures": Text("chiffres", "figures"),
    "groups": Text("groupes", "groups"),
    "harvests": Text("moissons interrompues", "interrupted harvests"),
    "indicators": Text("indicateurs", "indicators"),
    "job": Text("tâche", "job"),
    "kept": Text("déjà à jour", "up to date"),
    "key": Text("clé", "key"),
    "keys": Text("clés", "keys"),
    "language": Text("langue", "language"),
    "left": Text("sans effet", "without effect"),
    "letters": Text("lettres", "letters"),
    "measured": Text("mesuré", "measured"),
    "number": Text("n°", "no."),
    "outcome": Text("issue", "outcome"),
    "passed": Text("réussi", "passed"),
    "period": Text("période", "period"),
    "public": Text("publique", "public"),
    "quarantine": Text("quarantaines", "quarantines"),
    "reason": Text("motif", "reason"),
    "received": Text("fichiers reçus", "received files"),
    "refused": Text("refusées", "refused"),
    "right": Text("justes", "right"),
    "role": Text("rôle", "role"),
    "rows": Text("lignes", "rows"),
    "scopes": Text("portées", "scopes"),
    "seal": Text("sceau", "seal"),
    "set_aside": Text("mises de côté", "set aside"),
    "sha256": Text("SHA-256", "SHA-256"),
    "until": Text("jusqu’au", "until"),
    "value": Text("valeur", "value"),
    "version": Text("version", "version"),
    "vintage": Text("millésime", "vintage"),
    "way": Text("voie", "way"),
}
_ANSWERS = {True: Text("oui", "yes"), False: Text("non", "no")}
_HASH = 64
"""Letters of a SHA-256, which a person knows by the first ones."""


def detail_words(name: str, value: object) -> Text:
    """A detail in words; one that Jalon does not know is told as it is."""
    title = _DETAILS.get(name) or Text.same(name)
    said = _ANSWERS[value] if isinstance(value, bool) else _day(value) or Text.same(_short(value))
    return Text(f"{title.fr} {said.fr}", f"{title.en} {said.en}")


def _day(value: object) -> Text | None:
    """A day as each language writes it; None for what is none."""
    if not isinstance(value, str) or _DAY.fullmatch(value) is None:
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return Text(say_date(day, Language.FR), say_date(day, Language.EN))


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _short(value: object) -> str:
    if isinstance(value, list | tuple):
        return " ".join(map(_short, value))
    text = str(value)
    return f"{text[:12]}…" if len(text) == _HASH else text


def kind_words(kind: str) -> Text:
    """A kind of event in words; one that Jalon does not make itself is told as it is."""
    return KINDS.get(kind) or Text.same(kind)


def actor_words(actor: str) -> Text:
    """Who acts; an account is told by its identifier."""
    return _ACTORS.get(actor) or Text.same(actor)


def role_words(role: str) -> Text:
    """As what somebody acts."""
    return _ROLES.get(role) or Text.same(role)
