"""Marks of states: a shape and a word, never a colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any  # what templates hand over

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from jalon.infocentre.deliveries import Outcome
from jalon.kernel.texts import Text
from jalon.review.document import Tone
from jalon.review.render.symbols import symbol
from jalon.services.reportpage import OUTCOMES
from jalon.web.campaigns.models import CampaignState, ReturnState, UploadState
from jalon.web.campaigns.running import NotAccepted, not_accepted
from jalon.web.desk import unit_label
from jalon.web.rights.roles import ROLES, Role
from jalon.web.site.asking import language

register = template.Library()

_WORDS: Mapping[str, tuple[Tone, Text]] = {
    f"campaign-{CampaignState.DRAFT}": (Tone.MISSING, Text("en préparation", "being prepared")),
    f"campaign-{CampaignState.OPEN}": (Tone.NEAR, Text("ouverte", "open")),
    f"campaign-{CampaignState.CLOSED}": (Tone.GOOD, Text("close", "closed")),
    f"return-{ReturnState.OPEN}": (Tone.MISSING, Text("à remplir", "to fill in")),
    f"return-{ReturnState.SUBMITTED}": (Tone.NEAR, Text("soumise à la signature", "submitted for signature")),
    f"return-{ReturnState.SIGNED}": (Tone.NEAR, Text("signée, à accepter", "signed, to be accepted")),
    f"return-{ReturnState.ACCEPTED}": (Tone.GOOD, Text("acceptée et verrouillée", "accepted and locked")),
    f"upload-{UploadState.UNDER_WAY}": (Tone.MISSING, Text("en cours", "under way")),
    f"upload-{UploadState.LOADED}": (Tone.GOOD, Text("pris", "taken")),
    f"upload-{UploadState.REFUSED}": (Tone.OFF, Text("refusé", "refused")),
    f"upload-{UploadState.STOPPED}": (
        Tone.OFF,
        Text("arrêté, rien n’a été pris", "stopped, nothing was taken"),
    ),
    "way-file": (Tone.NEUTRAL, Text("fichier", "file")),
    "way-grid": (Tone.NEUTRAL, Text("grille", "grid")),
    "way-source": (Tone.NEUTRAL, Text("pris à la source", "fetched from the source")),
    "way-again": (Tone.NEUTRAL, Text("relu après dérogation", "read again after an override")),
    "override-proposed": (Tone.NEAR, Text("à décider", "to be decided")),
    "override-approved": (Tone.GOOD, Text("approuvée", "approved")),
    "override-refused": (Tone.OFF, Text("refusée", "refused")),
    "explanation-proposed": (Tone.NEAR, Text("proposée", "proposed")),
    "explanation-accepted": (Tone.GOOD, Text("acceptée", "accepted")),
    "letter-waiting": (Tone.MISSING, Text("à envoyer", "to be sent")),
    "letter-leaving": (Tone.NEAR, Text("part", "leaving")),
    "letter-sent": (Tone.GOOD, Text("envoyée", "sent")),
    "letter-failed": (Tone.OFF, Text("n’a pas pu partir", "could not leave")),
    "letter-unsure": (Tone.OFF, Text("peut-être partie", "may have left")),
}
_OUTCOME_TONES = {
    Outcome.ACCEPTED: Tone.GOOD,
    Outcome.WITH_RESERVATIONS: Tone.NEAR,
    Outcome.REFUSED: Tone.OFF,
}


@register.simple_tag
def returns_not_accepted() -> list[NotAccepted]:
    """See :func:`not_accepted`: for the page that freezes a vintage."""
    return not_accepted()


@register.simple_tag
def mark(tone: Tone, word: Text) -> SafeString:
    """The shape of a tone beside a word."""
    # The shape is ours: nothing of it comes from data.
    shape = mark_safe(symbol(tone, "currentColor").replace("<svg ", '<svg aria-hidden="true" ', 1))
    return format_html(
        '<span class="mark"><span class="tone {}">{}</span>{}</span>', tone.value, shape, word.say(language())
    )


@register.simple_tag
def state(kind: str, value: Any) -> SafeString:
    """The state of something, by its kind: ``{% state "return" one.state %}``."""
    return mark(*_WORDS[f"{kind}-{value}"])


@register.simple_tag
def outcome(value: str) -> SafeString:
    """What became of a delivery."""
    found = Outcome(value)
    return mark(_OUTCOME_TONES[found], OUTCOMES[found])


@register.filter
def unit(name: str) -> str:
    """The name of a unit in the reader's language."""
    return unit_label(name).say(language()) if name else "—"


@register.filter
def role(name: str) -> str:
    """The name of a role in the reader's language."""
    return ROLES[Role(name)].say(language())


@register.filter
def in_mine(texts: Mapping[str, str]) -> str:
    """Of a text kept in both languages, the reader's."""
    return texts.get(language().value, "")


@register.filter
def at(mapping: Mapping[Any, Any], key: Any) -> Any:
    """The value under a key; nothing when there is none."""
    return mapping.get(key, "")
