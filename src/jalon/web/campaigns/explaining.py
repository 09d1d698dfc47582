"""Explanations and actions: what a unit says of a figure, and what somebody is to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from jalon.kernel.periods import Period
from jalon.services.returns import told_value
from jalon.web.campaigns.known import figure_now
from jalon.web.campaigns.models import (
    Action,
    CampaignState,
    Explanation,
    ExplanationState,
    Return,
    ReturnState,
)
from jalon.web.campaigns.refusing import CannotDo
from jalon.web.desk import desk, unit_label
from jalon.web.journal.notes import note
from jalon.web.rights.decide import Who, require
from jalon.web.rights.roles import Right

if TYPE_CHECKING:
    from jalon.web.site.asking import Request

LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Remembered:
    """The explanation accepted for the period before, to be looked at again, with what changed since."""

    explanation: Explanation
    value_then: str
    value_now: str

    @property
    def is_same(self) -> bool:
        """True when the figure did not move."""
        return self.value_then == self.value_now


@dataclass(frozen=True, slots=True)
class Told:
    """All that is said of a figure to one reader.

    Attributes:
        indicator, unit, period: which figure.
        value: the figure as it stands, as text; empty when it was not computed.
        current: the last version, None when nobody explained it.
        earlier: the versions before it.
        remembered: what was accepted a period earlier, when nothing is said yet.
        actions: what is to be done.
        version: the number of the last version, which forms carry.
        may_explain, may_accept: what the reader may do.
    """

    indicator: str
    unit: str
    period: str
    value: str
    current: Explanation | None
    earlier: tuple[Explanation, ...]
    remembered: Remembered | None
    actions: tuple[Action, ...]
    may_explain: bool
    may_accept: bool

    @property
    def version(self) -> int:
        """The number of the last version."""
        return self.current.version if self.current else 0


def explanations_of(indicator: str, unit: str, period: str) -> list[Explanation]:
    """The versions of what is said of a figure, the last one first."""
    return list(
        Explanation.objects.filter(indicator=indicator, unit=unit, period=period).select_related(
            "by", "accepted_by"
        )
    )


def actions_of(indicator: str, unit: str, period: str) -> list[Action]:
    """The actions decided on a figure, those to be done first."""
    found = Action.objects.filter(indicator=indicator, unit=unit, period=period).select_related(
        "by", "done_by"
    )
    return sorted(found, key=lambda one: (one.done_at is not None, one.due, one.pk))


def told_of(who: Who, indicator: str, unit: str, period: str) -> Told:
    """What somebody may be told of a figure.

    Whoever reads the campaigns of the unit reads all of it; others read what was accepted.
    """
    versions, actions = explanations_of(indicator, unit, period), actions_of(indicator, unit, period)
    is_inside = who.may(Right.READ_CAMPAIGNS, unit) or who.may(Right.EXPLAIN, unit)
    if not is_inside:
        versions = [one for one in versions if one.is_accepted][:1]
    current = versions[0] if versions else None
    return Told(
        indicator=indicator,
        unit=unit,
        period=period,
        value=value_now(indicator, unit, period),
        current=current,
        earlier=tuple(versions[1:]),
        remembered=remembered_of(indicator, unit, period) if is_inside and current is None else None,
        actions=tuple(actions) if is_inside else (),
        may_explain=who.may(Right.EXPLAIN, unit) and not is_locked(unit, period),
        may_accept=_may_accept(who, unit) and current is not None and not current.is_accepted,
    )


def told_by_unit(who: Who, unit: str, periods: list[str]) -> list[Told]:
    """What is said of the figures of a unit, for some periods: those of which something is said."""
    about = Explanation.objects.filter(unit=unit, period__in=periods).values_list("indicator", "period")
    acted = Action.objects.filter(unit=unit, period__in=periods).values_list("indicator", "period")
    return [told_of(who, indicator, unit, period) for indicator, period in sorted({*about, *acted})]


def remembered_of(indicator: str, unit: str, period: str) -> Remembered | None:
    """What was accepted for the period before, with the figure then and now."""
    calendar = desk().dossier().indicator(indicator).calendar
    before = Period.parse(period, calendar).shift(-1).label
    accepted = [one for one in explanations_of(indicator, unit, before) if one.is_accepted]
    if not accepted:
        return None
    return Remembered(accepted[0], accepted[0].value, value_now(indicator, unit, period))


def value_now(indicator: str, unit: str, period: str) -> str:
    """The figure as it stands, as text; empty when it was not computed."""
    figure = figure_now(indicator, unit, period)
    return told_value(figure) if figure else ""


def is_figure(indicator: str, period: str) -> bool:
    """True for a cell that exists: an indicator of the dossier, a period of its calendar."""
    dossier = desk().dossier()
    if indicator not in dossier.indicators:
        return False
    try:
        found = Period.parse(period, dossier.indicator(indicator).calendar)
    except ValueError:
        return False
    return found.label == period


def is_locked(unit: str, period: str) -> bool:
    """True when a return that asks for the period is accepted in an open campaign."""
    accepted = Return.objects.filter(
        unit=unit, state=ReturnState.ACCEPTED, campaign__state=CampaignState.OPEN
    ).select_related("campaign")
    return any(period in one.campaign.periods for one in accepted)


def _require_unlocked(unit: str, period: str) -> None:
    if is_locked(unit, period):
        raise CannotDo(
            "La remise de l’unité est acceptée et verrouillée\u00a0: ce qui est dit de ses chiffres ne "
            "change plus.",
            "The unit's return is accepted and locked: what is said of its figures no longer changes.",
        )


def _clean(text: str) -> str:
    found = text.strip()
    if not found or len(found) > LONGEST:
        raise CannotDo(
            f"Écrivez un texte de {LONGEST} caractères au plus.",
            f"Write a text of {LONGEST} characters at most.",
        )
    return found


def explain(
    request: Request, indicator: str, unit: str, period: str, *, text: str, version: int
) -> Explanation:
    """Add a version to what is said of a figure.

    Raises:
        Refused: the right is missing.
        CannotDo: the return is locked, there is no text, or somebody wrote since ``version`` was read.
    """
    require(request.who, Right.EXPLAIN, unit, unit_label(unit))
    _require_unlocked(unit, period)
    made = Explanation(
        indicator=indicator,
        unit=unit,
        period=period,
        version=version + 1,
        text=_clean(text),
        value=value_now(indicator, unit, period),
        by=request.user,
    )
    last = explanations_of(indicator, unit, period)
    if (last[0].version if last else 0) != version:
        raise _written_meanwhile(last[0])
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            note(
                request.who,
                "explanation.proposed",
                right=Right.EXPLAIN,
                unit=unit,
                subject=f"{indicator} {period}",
                version=made.version,
            )
    except IntegrityError:
        raise _written_meanwhile(explanations_of(indicator, unit, period)[0]) from None
    return made


def _written_meanwhile(last: Explanation) -> CannotDo:
    name = str(last.by or "—")
    return CannotDo(
        f"{name} a écrit entre-temps\u00a0: «\u00a0{last.text}\u00a0». Votre texte est ci-dessous\u00a0: "
        "relisez, puis enregistrez.",
        f"{name} wrote meanwhile: “{last.text}”. Your text is below: read again, then save.",
    )


def _may_accept(who: Who, unit: str) -> bool:
    return who.may(Right.SIGN, unit) or who.may(Right.ACCEPT, unit)


def accept(request: Request, explanation: Explanation) -> None:
    """Accept what somebody else said of a figure.

    Raises:
        Refused: the right is missing.
        CannotDo: the return is locked, a later version is there, or it is one's own text.
    """
    unit = explanation.unit
    right = Right.SIGN if request.who.may(Right.SIGN, unit) else Right.ACCEPT
    require(request.who, right, unit, unit_label(unit))
    _require_unlocked(unit, explanation.period)
    if explanation.by_id == request.user.pk:
        raise CannotDo("On n’accepte pas son propre texte.", "Nobody accepts their own text.")
    with transaction.atomic():
        newest = explanations_of(explanation.indicator, unit, explanation.period)[0]
        if newest.pk != explanation.pk:
            raise _written_meanwhile(newest)
        Explanation.objects.filter(pk=explanation.pk, state=ExplanationState.PROPOSED).update(
            state=ExplanationState.ACCEPTED, accepted_by=request.user, accepted_at=timezone.now()
        )
        note(
            request.who,
            "explanation.accepted",
            right=right,
            unit=unit,
            subject=f"{explanation.indicator} {explanation.period}",
            version=explanation.version,
        )


def decide_action(
    request: Request, indicator: str, unit: str, period: str, *, text: str, owner: str, due: date
) -> Action:
    """Decide on an action about a figure.

    Raises:
        Refused: the right is missing.
        CannotDo: there is no text, or nobody is named.
    """
    require(request.who, Right.EXPLAIN, unit, unit_label(unit))
    if not owner.strip():
        raise CannotDo("Dites qui s’en charge.", "Say who is in charge.")
    with transaction.atomic():
        made = Action.objects.create(
            indicator=indicator,
            unit=unit,
            period=period,
            text=_clean(text),
            owner=owner.strip()[:120],
            due=due,
            by=request.user,
        )
        note(request.who, "action.decided", right=Right.EXPLAIN, unit=unit, subject=f"{indicator} {period}")
    return made


def close_action(request: Request, action: Action) -> None:
    """Say that an action is done.

    Raises:
        Refused: the right is missing.
    """
    require(request.who, Right.EXPLAIN, action.unit, unit_label(action.unit))
    with transaction.atomic():
        changed = Action.objects.filter(pk=action.pk, done_at=None).update(
            done_at=timezone.now(), done_by=request.user
        )
        if changed:
            note(
                request.who,
                "action.done",
                right=Right.EXPLAIN,
                unit=action.unit,
                subject=f"{action.indicator} {action.period}",
            )
