"""Merges and splits must be about units that are there, and agree with the memberships that are written."""

from __future__ import annotations

from datetime import date, timedelta

from jalon.dossier.perimeter import INSTITUTE, OrgUnit, Perimeter
from jalon.dossier.raw.folder import RawDossier
from jalon.dossier.raw.located import Located
from jalon.dossier.successions import Change, ChangeKind, in_order, lives
from jalon.kernel.decoding import EPOCH
from jalon.kernel.issues import Issues
from jalon.kernel.suggestions import hint

_DAY = timedelta(days=1)
_OF_SEVERAL = {ChangeKind.MERGE: "merge-of-several", ChangeKind.SPLIT: "split-of-several"}


def check_successions(raw: RawDossier, issues: Issues) -> None:
    """Every change is about known units at the bottom of the tree, members before or from that day on."""
    sound = [change for change in raw.changes if _is_readable(change) and _names_units(raw, change, issues)]
    _one_name_each(raw, issues)
    if len(sound) != len(raw.changes) or any(unit.faulty & {"member", "unit"} for unit in raw.org_units):
        return
    for change in sound:
        _check_sides(change, issues)
    changes = tuple(in_order(change.value for change in raw.changes))
    perimeter = Perimeter.of(raw.institute, tuple(unit.value for unit in raw.org_units), changes)
    told = {unit.value.id for unit in raw.org_units if _is_contradicted(unit, changes, issues)}
    for change in sound:
        _check_members(change, perimeter, told, issues)


def _is_readable(change: Located[Change]) -> bool:
    return not change.faulty & {"on", "from", "into", "kind"}


def _names_units(raw: RawDossier, change: Located[Change], issues: Issues) -> bool:
    """True when both sides name units that rows can belong to."""
    known = [unit.value.id for unit in raw.org_units]
    groups = {unit.value.parent for unit in raw.org_units} - {INSTITUTE}
    sides = [("from", unit) for unit in change.value.before] + [("into", unit) for unit in change.value.after]
    is_sound = True
    for side, unit in sides:
        place = change.at(f"{side}.{unit}")
        if unit not in known:
            issues.error("unknown-name", place, kind="unit", name=unit, known=hint(unit, known))
        elif unit in groups:
            issues.error("change-of-a-group", place, unit=unit)
        is_sound = is_sound and unit in known and unit not in groups
    return is_sound


def _one_name_each(raw: RawDossier, issues: Issues) -> None:
    first: dict[str, Located[Change]] = {}
    for change in raw.changes:
        name = change.value.id
        if name and name in first:
            place = first[name].at("change")
            issues.error("duplicate-name", change.at("change"), kind="change", name=name, first=place)
        first.setdefault(name, change)


def _check_sides(change: Located[Change], issues: Issues) -> None:
    """A merge makes one unit, a split starts from one; a change from a unit to itself changes nothing."""
    value = change.value
    key, side = ("into", value.after) if value.kind is ChangeKind.MERGE else ("from", value.before)
    if len(side) > 1:
        issues.error(_OF_SEVERAL[value.kind], change.at(key), change=value.id, units=", ".join(side))
    if set(value.before) == set(value.after):
        issues.error("change-of-nothing", change.at("into"), change=value.id)


def _is_contradicted(unit: Located[OrgUnit], changes: tuple[Change, ...], issues: Issues) -> bool:
    """True when a membership begins or ends where the successions say that the unit is not there."""
    spans = lives(unit.value.id, changes)
    for number, member in enumerate(unit.value.memberships):
        starts_in = member.since == EPOCH or any(member.since in span for span in spans)
        ends_in = member.until is None or any(member.until - _DAY in span for span in spans)
        if not (starts_in and ends_in):
            day = member.since if not starts_in else member.until
            place = unit.at(f"member.{number}.since" if not starts_in else f"member.{number}")
            issues.error("membership-against-change", place, unit=unit.value.id, day=day)
            return True
    return False


def _check_members(change: Located[Change], perimeter: Perimeter, told: set[str], issues: Issues) -> None:
    """Units that give way are members the day before and those that carry on are members on the day."""
    value = change.value
    for side, units, day in (("from", value.before, value.on - _DAY), ("into", value.after, value.on)):
        for unit in units:
            if unit not in told and unit not in perimeter.parts(day):
                _tell(change, side, unit, day, issues)
    before = perimeter.parts(value.on - _DAY)
    for unit in set(value.after) - set(value.before) - told:
        if unit in before:
            place = change.at(f"into.{unit}")
            issues.error("change-begins-a-member", place, change=value.id, unit=unit, day=value.on)


def _tell(change: Located[Change], side: str, unit: str, day: date, issues: Issues) -> None:
    place = change.at(f"{side}.{unit}")
    issues.error("change-of-a-non-member", place, change=change.value.id, unit=unit, day=day)
