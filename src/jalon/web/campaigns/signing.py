"""Sign-off up the hierarchy: submitted, signed, accepted and locked; sent back or reopened with a reason."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from jalon.dossier.perimeter import INSTITUTE
from jalon.kernel.texts import Text
from jalon.services.returns import Contents, contents_of
from jalon.web.campaigns.known import totals_now
from jalon.web.campaigns.models import Campaign, CampaignState, Return, ReturnState, SentBack, Signature
from jalon.web.campaigns.owing import obstacles, owed_of
from jalon.web.campaigns.refusing import CannotDo
from jalon.web.desk import desk, unit_label
from jalon.web.journal.notes import note
from jalon.web.rights.decide import require
from jalon.web.rights.roles import Right
from jalon.web.site.asking import language

if TYPE_CHECKING:
    from jalon.web.site.asking import Request

_LEAST_REASON = 10


@dataclass(frozen=True, slots=True)
class Step:
    """A step up: from which state, by which right, and under what name the journal knows it."""

    left: str
    reached: str
    right: Right
    event: str


STEPS = {
    "submit": Step(ReturnState.OPEN, ReturnState.SUBMITTED, Right.SUBMIT, "return.submitted"),
    "sign": Step(ReturnState.SUBMITTED, ReturnState.SIGNED, Right.SIGN, "return.signed"),
    "accept": Step(ReturnState.SIGNED, ReturnState.ACCEPTED, Right.ACCEPT, "return.accepted"),
}

_DOWN: Mapping[str, tuple[Right, ...]] = {
    ReturnState.SUBMITTED: (Right.SIGN, Right.ACCEPT),
    ReturnState.SIGNED: (Right.ACCEPT,),
    ReturnState.ACCEPTED: (Right.RUN_CAMPAIGNS,),
}
"""Who may send a return back, by the state in which it is; from the last one, it is a reopening."""

STATEMENTS = {
    "submit": Text(
        "Ce qui est dû est là, ou son absence est motivée\u00a0; les écarts sont expliqués.",
        "What is owed is there, or its absence is explained; deviations are accounted for.",
    ),
    "sign": Text(
        "Je certifie ces données au nom de l’unité.", "I certify these data in the name of the unit."
    ),
    "accept": Text("La remise est acceptée et verrouillée.", "The return is accepted and locked."),
}


def return_of(campaign: Campaign, unit: str) -> Return:
    """The return of a unit, made at the first question."""
    return Return.objects.select_related("campaign").get_or_create(campaign=campaign, unit=unit)[0]


def contents_now(one: Return) -> Contents:
    """What a signature would be put to now."""
    dossier = desk().dossier()
    sources = [name for name in dossier.sources if one.campaign.asks(name)]
    return contents_of(
        dossier,
        desk().workspace(),
        totals_now(),
        unit=one.unit,
        sources=sources,
        periods=one.campaign.periods,
    )


def signed_contents(one: Return) -> dict[str, object]:
    """What is signed, as it is kept: data, figures, and the absences that the unit declared."""
    now = contents_now(one)
    absences = {f"{item.source} {item.period}": item.because for item in one.absences.all()}
    return {"deliveries": dict(now.deliveries), "figures": dict(now.figures), "absences": absences}


def digest_of(contents: Mapping[str, object]) -> str:
    """The hash of what is signed."""
    return hashlib.sha256(json.dumps(dict(contents), sort_keys=True).encode()).hexdigest()


def take_step(
    request: Request, one: Return, name: str, *, version: int, statement: str, minutes: int | None
) -> None:
    """Go one step up.

    Raises:
        Refused: the right is missing.
        CannotDo: somebody moved it meanwhile, something is in the way, or one did the step before.
    """
    step = STEPS[name]
    require(request.who, step.right, one.unit, unit_label(one.unit))
    with transaction.atomic():
        held = _held(one, version)
        _check_step(request, held, step)
        contents = signed_contents(held)
        _check_covered(held, step, contents)
        Signature.objects.create(
            of=held,
            step=step.reached,
            by=request.user,
            role=_role(request, step.right),
            statement=statement or STATEMENTS[name].say(language()),
            contents=contents,
            digest=digest_of(contents),
        )
        held.state, held.version = step.reached, held.version + 1
        if name == "submit":
            held.minutes = minutes if minutes is not None else held.minutes
            touch(held)
        held.save()
        note(
            request.who,
            step.event,
            right=step.right,
            unit=held.unit,
            subject=held.campaign.slug,
            digest=digest_of(contents),
        )


def _held(one: Return, version: int) -> Return:
    held = Return.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=one.pk)
    if held.version != version:
        raise CannotDo(
            "Cette remise a changé d’état depuis que vous avez ouvert la page. Rien n’a été "
            "enregistré\u00a0: relisez-la, puis recommencez.",
            "This return changed state since you opened the page. Nothing was saved: read it again, then "
            "start over.",
        )
    return held


def _check_step(request: Request, held: Return, step: Step) -> None:
    if not held.campaign.is_open:
        raise CannotDo("Cette campagne n’est pas ouverte.", "This campaign is not open.")
    if held.state != step.left:
        raise CannotDo("La remise n’en est pas à cette étape.", "The return is not at this step.")
    owed = owed_of(held.campaign, [held.unit]).get(held.unit, [])
    left = obstacles(held, owed)
    if left:
        told = left[0].text
        raise CannotDo(
            f"Il reste à faire avant cela\u00a0: {told.fr}. La liste est en tête de page.",
            f"Something comes first: {told.en}. The list is at the head of the page.",
        )
    last = standing(held)
    if last and last[-1].by_id == request.user.pk:
        raise CannotDo(
            "Vous avez déjà signé l’étape précédente\u00a0: la suivante revient à quelqu’un d’autre.",
            "You signed the step before: the next one is for somebody else.",
        )


def _check_covered(held: Return, step: Step, contents: Mapping[str, object]) -> None:
    """What is accepted is what the director signed."""
    last = standing(held)
    if step.reached == ReturnState.ACCEPTED and last and last[-1].digest != digest_of(contents):
        raise CannotDo(
            "Des données ou des chiffres ont changé depuis la signature\u00a0: elle ne les couvre plus. "
            "Renvoyez la remise pour qu’elle soit signée de nouveau.",
            "Data or figures changed since the signature, which no longer covers them. Send the return back "
            "so that it is signed again.",
        )


def send_back(request: Request, one: Return, *, version: int, because: str) -> None:
    """Send a return back to the unit, or open again one that was accepted.

    Signatures are withdrawn and stay visible.

    Raises:
        Refused: the right is missing.
        CannotDo: somebody moved it meanwhile, there is nothing to send back, or no reason is given.
    """
    with transaction.atomic():
        held = _held(one, version)
        right = _right_down(request, held)
        if len(because.strip()) < _LEAST_REASON:
            raise CannotDo(
                "Dites pourquoi, en quelques mots\u00a0: l’unité doit savoir quoi reprendre.",
                "Say why, in a few words: the unit has to know what to take up again.",
            )
        SentBack.objects.create(
            of=held, left=held.state, because=because.strip(), by=request.user, role=_role(request, right)
        )
        held.signatures.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
        event = "return.reopened" if held.state == ReturnState.ACCEPTED else "return.sent-back"
        held.state, held.version = ReturnState.OPEN, held.version + 1
        held.save()
        note(request.who, event, right=right, unit=held.unit, subject=held.campaign.slug)


def _right_down(request: Request, held: Return) -> Right:
    if held.state not in _DOWN or not held.campaign.is_open:
        raise CannotDo("Il n’y a rien à renvoyer.", "There is nothing to send back.")
    for right in _DOWN[held.state]:
        if request.who.may(right, held.unit):
            return right
    require(request.who, _DOWN[held.state][0], held.unit, unit_label(held.unit))
    raise AssertionError("unreachable")


def may_send_back(request: Request, one: Return) -> bool:
    """True when the one who asks may send it back now."""
    rights = _DOWN.get(one.state, ())
    return one.campaign.is_open and any(request.who.may(right, one.unit) for right in rights)


def next_step(request: Request, one: Return) -> str:
    """The step that the one who asks may take now; empty when there is none."""
    for name, step in STEPS.items():
        if one.campaign.is_open and step.left == one.state and request.who.may(step.right, one.unit):
            return name
    return ""


def standing(one: Return) -> list[Signature]:
    """The signatures that were not withdrawn, first given first."""
    return list(one.signatures.filter(withdrawn_at=None).select_related("by"))


def uncovered(one: Return) -> dict[int, list[Text]]:
    """By signature that stands, what has changed since: nothing when it covers what is there."""
    found = standing(one)
    if not found:
        return {}
    now = signed_contents(one)
    return {
        signature.pk: _changes(signature.contents, now)
        for signature in found
        if signature.digest != digest_of(now)
    }


_PARTS = {
    "deliveries": Text("livraison {name} changée", "delivery {name} changed"),
    "figures": Text("chiffre {name}\u00a0: {before} puis {after}", "figure {name}: {before}, now {after}"),
    "absences": Text("absence déclarée pour {name} changée", "absence declared for {name} changed"),
}


def _changes(signed: Mapping[str, Mapping[str, str]], now: Mapping[str, object]) -> list[Text]:
    found = []
    for part, words in _PARTS.items():
        before, after = dict(signed.get(part, {})), dict(now[part])  # type: ignore[call-overload]
        for name in sorted(before.keys() | after.keys()):
            if before.get(name) != after.get(name):
                values = {"name": name, "before": before.get(name, "—"), "after": after.get(name, "—")}
                found.append(Text(words.fr.format(**values), words.en.format(**values)))
    return found


def _role(request: Request, right: Right) -> str:
    return request.who.roles_with(right)[0].value


def touch(one: Return) -> None:
    """Note that the unit did something: the time spent is measured from first to last. Not saved here."""
    now = timezone.now()
    one.first_at = one.first_at or now
    one.last_at = now


def require_unlocked(one: Return, source: str = "") -> None:
    """Refuse what would change a locked return, or another open one that asks for the same source.

    Raises:
        CannotDo: it is locked.
    """
    if not one.campaign.is_open:
        raise CannotDo(
            "Cette campagne n’est pas ouverte\u00a0: rien ne peut y être envoyé.",
            "This campaign is not open: nothing can be sent to it.",
        )
    accepted = Return.objects.filter(state=ReturnState.ACCEPTED, campaign__state=CampaignState.OPEN)
    # A file that speaks for several units would change the data of each of them.
    concerned = accepted if source and one.unit == INSTITUTE else accepted.filter(unit=one.unit)
    for item in concerned.select_related("campaign"):
        if item.pk == one.pk or (source and item.campaign.asks(source)):
            name = unit_label(item.unit)
            raise CannotDo(
                f"La remise est acceptée et verrouillée ({name.fr}). Seule la direction du pilotage peut "
                "la rouvrir, avec un motif.",
                f"The return is accepted and locked ({name.en}). Only the steering directorate can open it "
                "again, with a reason.",
            )
