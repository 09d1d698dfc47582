"""The words of the journal: kinds of events, and who acts when no account does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from jalon.infocentre.journal.event import Kind
from jalon.kernel.texts import Language, Text
from jalon.review.words import say_date

KINDS: Mapping[str, Text] = {
    Kind.ACTION_ADDED: Text("action ajoutée", "action added"),
    Kind.CAMPAIGN_CLOSED: Text("campagne close", "campaign closed"),
    Kind.CAMPAIGN_OPENED: Text("campagne ouverte", "campaign opened"),
    Kind.CARDS_TRIED: Text("jeu d’essai passé", "test-cards tried"),
    Kind.CONTRACT_CHANGED: Text("contrat modifié", "contract changed"),
    Kind.DELIVERY_RECEIVED: Text("livraison reçue", "delivery received"),
    Kind.DELIVERY_REFUSED: Text("livraison refusée", "delivery refused"),
    Kind.DELIVERY_WITHDRAWN: Text("livraison retirée", "delivery withdrawn"),
    Kind.EXPLANATION_WRITTEN: Text("explication écrite", "explanation written"),
    Kind.FIGURES_COMPUTED: Text("chiffres calculés", "figures computed"),
    Kind.GRID_SAVED: Text("grille enregistrée", "grid saved"),
    Kind.IDENTITY_DECIDED: Text("identité décidée", "identity decided"),
    Kind.KEYS_ROTATED: Text("clé changée", "key changed"),
    Kind.LOGIN_FAILED: Text("connexion refusée", "sign-in failed"),
    Kind.OVERRIDE_MADE: Text("écart accepté", "deviation accepted"),
    Kind.PURGE_DONE: Text("purge faite", "purge done"),
    Kind.RELEASE_PUBLISHED: Text("chiffres publiés", "figures published"),
    Kind.REVIEW_WRITTEN: Text("revue écrite", "review written"),
    Kind.RIGHT_GRANTED: Text("droit accordé", "right granted"),
    Kind.RIGHT_REVOKED: Text("droit retiré", "right revoked"),
    Kind.SUBMISSION_REOPENED: Text("saisie rouverte", "submission reopened"),
    Kind.SUBMISSION_SIGNED: Text("saisie signée", "submission signed"),
    Kind.TARGET_CHANGED: Text("cible modifiée", "target changed"),
    Kind.TOKEN_MADE: Text("jeton d’API créé", "API token made"),
    Kind.TOKEN_REVOKED: Text("jeton d’API révoqué", "API token revoked"),
    Kind.VINTAGE_FROZEN: Text("millésime figé", "vintage frozen"),
    Kind.VINTAGE_SIGNED: Text("millésime signé", "vintage signed"),
    Kind.WAIVER_GIVEN: Text("dérogation accordée", "waiver given"),
}

SITE_KINDS: Mapping[str, Text] = {
    "absence.declared": Text("absence motivée", "absence explained"),
    "absence.withdrawn": Text("absence retirée", "absence withdrawn"),
    "account.changed": Text("compte modifié", "account changed"),
    "account.closed": Text("compte fermé", "account closed"),
    "account.invited": Text("invitation envoyée", "invitation sent"),
    "account.made": Text("compte créé", "account made"),
    "account.opened": Text("compte rouvert", "account opened again"),
    "account.proofs-forgotten": Text("seconds facteurs oubliés", "second factors forgotten"),
    "action.decided": Text("action décidée", "action decided"),
    "action.done": Text("action faite", "action done"),
    "campaign.changed": Text("campagne modifiée", "campaign changed"),
    "campaign.draft": Text("campagne remise en préparation", "campaign back in preparation"),
    "campaign.made": Text("campagne préparée", "campaign prepared"),
    "campaign.open": Text("campagne ouverte", "campaign opened"),
    "delivery.sent": Text("fichier envoyé", "file sent"),
    "explanation.accepted": Text("explication acceptée", "explanation accepted"),
    "explanation.proposed": Text("explication proposée", "explanation proposed"),
    "override.approved": Text("dérogation approuvée", "override approved"),
    "override.proposed": Text("dérogation demandée", "override asked for"),
    "override.refused": Text("dérogation refusée", "override refused"),
    "reminders.asked": Text("rappels demandés", "reminders asked for"),
    "reminders.sent": Text("rappels envoyés", "reminders sent"),
    "return.accepted": Text("remise acceptée et verrouillée", "return accepted and locked"),
    "return.reopened": Text("remise rouverte", "return opened again"),
    "return.sent-back": Text("remise renvoyée à l’unité", "return sent back to the unit"),
    "return.signed": Text("remise signée", "return signed"),
    "return.submitted": Text("remise soumise", "return submitted"),
    "review.asked": Text("revue demandée", "review asked for"),
    "vintage.asked": Text("gel demandé", "freeze asked for"),
}
"""Kinds of events that the site adds to those of Jalon itself."""

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
    "decision": Text("décision", "decision"),
    "decisions": Text("décisions", "decisions"),
    "deliveries": Text("livraisons", "deliveries"),
    "delivery": Text("livraison", "delivery"),
    "demonstration": Text("démonstration", "demonstration"),
    "doubts": Text("doutes", "doubts"),
    "expires": Text("jusqu’au", "expires"),
    "figures": Text("chiffres", "figures"),
    "groups": Text("groupes", "groups"),
    "indicators": Text("indicateurs", "indicators"),
    "kept": Text("déjà à jour", "up to date"),
    "key": Text("clé", "key"),
    "job": Text("tâche", "job"),
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
    "received": Text("fichiers reçus", "received files"),
    "refused": Text("refusées", "refused"),
    "right": Text("justes", "right"),
    "rows": Text("lignes", "rows"),
    "scopes": Text("portées", "scopes"),
    "seal": Text("sceau", "seal"),
    "set_aside": Text("mises de côté", "set aside"),
    "sha256": Text("SHA-256", "SHA-256"),
    "until": Text("jusqu’au", "until"),
    "version": Text("version", "version"),
    "vintage": Text("millésime", "vintage"),
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
    return KINDS.get(kind) or SITE_KINDS.get(kind) or Text.same(kind)


def actor_words(actor: str) -> Text:
    """Who acts; an account is told by its identifier."""
    return _ACTORS.get(actor) or Text.same(actor)


def role_words(role: str) -> Text:
    """As what somebody acts."""
    return _ROLES.get(role) or Text.same(role)
