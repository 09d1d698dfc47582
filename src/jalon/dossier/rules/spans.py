"""What holds for a time must hold for at least a day, and one version at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jalon.dossier.raw.folder import RawDossier
from jalon.kernel.dated import overlapping
from jalon.kernel.decoding import EPOCH
from jalon.kernel.issues import Issues, Place


@dataclass(frozen=True, slots=True)
class _Written:
    since: date
    until: date | None
    place: Place


def check_spans(raw: RawDossier, issues: Issues) -> None:
    """An end that is not after its start would be in force on no day, in silence."""
    for span in _spans(raw):
        # EPOCH stands for a date that could not be read, which is already told.
        if span.until is not None and EPOCH < span.until <= span.since:
            issues.error("until-before-since", span.place, since=span.since, until=span.until)


def _spans(raw: RawDossier) -> Iterator[_Written]:
    contract = raw.contract
    if not contract.faulty & {"since", "until"}:
        yield _Written(contract.value.since, contract.value.until, contract.at("until"))
    for target in contract.value.targets:
        yield _Written(target.since, target.until, contract.at(f"targets.{target.id}.until"))
    for indicator in raw.indicators:
        yield _Written(indicator.value.since, indicator.value.until, indicator.at("until"))
    for unit in raw.org_units:
        for number, member in enumerate(unit.value.memberships):
            yield _Written(member.since, member.until, unit.at(f"member.{number}"))
    for source in raw.sources:
        if source.value.since is not None:
            yield _Written(source.value.since, source.value.until, source.at("until"))
        for item in source.value.not_expected:
            yield _Written(item.since, item.until, source.at(f"not_expected.{item.unit}.until"))
    for rule in raw.disclosure:
        yield _Written(rule.value.since, rule.value.until, rule.at("until"))


def check_memberships(raw: RawDossier, issues: Issues) -> None:
    """A unit has one membership at a time: two would give it two parts on one day."""
    for unit in raw.org_units:
        if "member" in unit.faulty:
            continue
        written = [
            _Written(member.since, member.until, unit.at(f"member.{number}.since"))
            for number, member in enumerate(unit.value.memberships)
        ]
        for first, second in overlapping(written):
            issues.error("memberships-overlap", second.place, unit=unit.value.id, first=first.place)


def check_versions(raw: RawDossier, issues: Issues) -> None:
    """Versions of one indicator never overlap in time."""
    by_name: dict[str, list[_Written]] = {}
    for item in raw.indicators:
        if item.value.id and not item.faulty & {"since", "until"}:
            version = _Written(item.value.since, item.value.until, item.at("since"))
            by_name.setdefault(item.value.id, []).append(version)
    for name, versions in by_name.items():
        for first, second in overlapping(versions):
            issues.error("versions-overlap", second.place, name=name, first=first.place)
