"""Overrides: a value, an explanation, and somebody else who takes it on; then the file is read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from jalon.infocentre.deliveries import Ledger
from jalon.infocentre.finding import Finding
from jalon.infocentre.overrides import covers, on_the_side_of
from jalon.kernel.texts import Text
from jalon.services.load import load
from jalon.services.overrides import override, overrides_of
from jalon.services.progress import Progress
from jalon.services.returns import Deviation
from jalon.web.campaigns.loading import ask_compute, kept_file
from jalon.web.campaigns.models import Campaign, OverrideRequest, OverrideState, Return, Upload
from jalon.web.campaigns.owing import deviations_in
from jalon.web.campaigns.refusing import CannotDo
from jalon.web.campaigns.signing import require_unlocked, touch
from jalon.web.desk import desk, today, unit_label
from jalon.web.jobs.models import Job
from jalon.web.jobs.running import ask
from jalon.web.jobs.works import work
from jalon.web.journal.notes import note
from jalon.web.rights.decide import Who, require
from jalon.web.rights.roles import Right

if TYPE_CHECKING:
    from jalon.web.site.asking import Request

OVERRIDE = "override"
_LEAST_WORDS = 10


@dataclass(frozen=True, slots=True)
class Standing:
    """A deviation with the requests made about it, the last one first."""

    deviation: Deviation
    requests: tuple[OverrideRequest, ...]

    @property
    def finding(self) -> Finding:
        """What failed."""
        return self.deviation.finding

    @property
    def anchor(self) -> str:
        """Its place in the page of the unit."""
        return f"deviation-{self.finding.rule}-{self.finding.period}"

    @property
    def waiting(self) -> OverrideRequest | None:
        """The request that awaits a decision."""
        return next((one for one in self.requests if one.state == OverrideState.PROPOSED), None)

    @property
    def may_be_asked(self) -> bool:
        """True when an override can be proposed."""
        return self.deviation.is_to_explain and self.waiting is None


def standing_of(campaign: Campaign, unit: str) -> list[Standing]:
    """The deviations of a unit in a campaign, with what was asked about each."""
    asked = list(OverrideRequest.objects.filter(unit=unit).select_related("by", "decided_by", "job"))
    return [
        Standing(one, tuple(item for item in asked if _is_about(item, one.finding)))
        for one in deviations_in(campaign, unit)
    ]


def _is_about(request: OverrideRequest, finding: Finding) -> bool:
    return (request.rule, request.period) == (finding.rule, finding.period)


def deviation_named(campaign: Campaign, unit: str, rule: str, period: str) -> Standing | None:
    """A deviation of a unit, by its rule and period."""
    found = standing_of(campaign, unit)
    return next((one for one in found if (one.finding.rule, one.finding.period) == (rule, period)), None)


def propose(
    request: Request, one: Return, about: Standing, *, value: Decimal, because: str
) -> OverrideRequest:
    """Ask for a value to be accepted.

    Raises:
        Refused: the right is missing.
        CannotDo: the return is locked, the value does not cover what is measured, there is no explanation, or
            another request waits.
    """
    require(request.who, Right.PROPOSE_OVERRIDE, one.unit, unit_label(one.unit))
    finding = about.finding
    value = on_the_side_of(finding.measured, value)
    require_unlocked(one, about.deviation.delivery.source)
    _check(about, value, because)
    try:
        with transaction.atomic():
            made = OverrideRequest.objects.create(
                of=one,
                rule=finding.rule,
                unit=one.unit,
                period=finding.period,
                source=about.deviation.delivery.source,
                delivery=about.deviation.delivery.id,
                measured=f"{finding.measured:f}",
                value=f"{value:f}",
                sign=finding.sign,
                because=because.strip(),
                by=request.user,
            )
            touch(one)
            one.save(update_fields=["first_at", "last_at"])
            note(
                request.who,
                "override.proposed",
                right=Right.PROPOSE_OVERRIDE,
                unit=one.unit,
                subject=f"{finding.rule} {finding.period}",
                value=made.value,
            )
    except IntegrityError:
        raise _WAITS from None
    return made


_WAITS = CannotDo(
    "Une demande attend déjà une décision pour cette règle.",
    "A request already awaits a decision for this rule.",
)


def _check(about: Standing, value: Decimal, because: str) -> None:
    finding = about.finding
    if about.waiting is not None:
        raise _WAITS
    if not covers(value, finding.measured):
        measured = f"{round(finding.measured, 2):f}{finding.sign}"
        raise CannotDo(
            f"La valeur proposée doit couvrir ce qui est mesuré\u00a0: au moins {measured}.",
            f"The value proposed must cover what is measured: at least {measured}.",
        )
    if len(because.strip()) < _LEAST_WORDS:
        raise CannotDo(
            "Expliquez l’écart en quelques mots\u00a0: qui approuve doit pouvoir en juger.",
            "Explain the deviation in a few words: whoever approves must be able to judge.",
        )


def may_decide(who: Who, user_pk: int | None, one: OverrideRequest) -> bool:
    """True when somebody may approve or refuse a request: never their own."""
    is_waiting = one.state == OverrideState.PROPOSED
    return is_waiting and who.may(Right.APPROVE_OVERRIDE, one.unit) and one.by_id != user_pk


def decide(request: Request, one: OverrideRequest, *, is_approved: bool, reason: str) -> None:
    """Approve or refuse a request; approved, it is applied and the file read again by a job.

    Raises:
        Refused: the right is missing.
        CannotDo: it is one's own request, it was decided meanwhile, it is refused without a reason, or the
            return is locked.
    """
    require(request.who, Right.APPROVE_OVERRIDE, one.unit, unit_label(one.unit))
    if one.by_id == request.user.pk:
        raise CannotDo("On n’approuve pas sa propre demande.", "Nobody approves their own request.")
    if not is_approved and len(reason.strip()) < _LEAST_WORDS:
        raise CannotDo(
            "Dites pourquoi vous refusez, en quelques mots.", "Say why you refuse, in a few words."
        )
    with transaction.atomic():
        held = (
            OverrideRequest.objects.select_for_update(of=("self",))
            .select_related("of__campaign")
            .get(pk=one.pk)
        )
        if held.state != OverrideState.PROPOSED:
            raise CannotDo("Cette demande a déjà été décidée.", "This request was decided already.")
        require_unlocked(held.of, held.source)
        held.state = OverrideState.APPROVED if is_approved else OverrideState.REFUSED
        held.decided_by, held.decided_at, held.reason = request.user, timezone.now(), reason.strip()
        if is_approved:
            held.job = ask(OVERRIDE, request.user, unit=held.unit, request=held.pk)
        held.save()
        note(
            request.who,
            f"override.{held.state}",
            right=Right.APPROVE_OVERRIDE,
            unit=held.unit,
            subject=f"{held.rule} {held.period}",
            value=held.value,
        )


@work(OVERRIDE, Text("Application d’une dérogation", "Application of an override"))
def apply_override(job: Job, progress: Progress) -> Mapping[str, Any]:
    """Write an approved override in its log, once, then read the file again."""
    one = OverrideRequest.objects.select_related("of__campaign", "decided_by").get(pk=job.asked["request"])
    dossier, workspace = desk().dossier(), desk().workspace()
    if not _is_written(one):
        override(
            dossier,
            workspace,
            rule=one.rule,
            unit=one.unit,
            period=one.period,
            value=Decimal(one.value),
            because=one.because,
            by=str(one.decided_by),
            day=today(),
        )
    return _read_again(one, progress)


def _is_written(one: OverrideRequest) -> bool:
    wanted = (one.rule, one.unit, one.period, Decimal(one.value), one.because)
    return any(
        (item.rule, item.unit, item.period, item.accepted, item.because) == wanted
        for item in overrides_of(desk().workspace())
    )


def _read_again(one: OverrideRequest, progress: Progress) -> Mapping[str, Any]:
    dossier, workspace = desk().dossier(), desk().workspace()
    delivery = Ledger(workspace).find(one.delivery)
    if delivery is None or not kept_file(delivery).is_file():
        return {"file": "gone"}
    loaded = load(
        dossier,
        workspace,
        as_of=today(),
        progress=progress,
        feeds=(delivery.feed,),
        file=kept_file(delivery),
        name=delivery.file,
    )
    again = loaded.deliveries[0] if loaded.deliveries else None
    if again is None:
        return {"stopped": True}
    with transaction.atomic():
        Upload.objects.get_or_create(
            of=one.of,
            kind=Upload.Kind.AGAIN,
            source=one.source,
            feed=again.feed,
            delivery=again.id,
            defaults={"name": again.file, "outcome": again.outcome.value, "by": one.by, "job": one.job},
        )
        ask_compute(one.decided_by)
    return {"delivery": again.id, "outcome": again.outcome.value}
