"""From a folder to a resolved dossier: what a reader is given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from faults.base import BASE, indicator, write_base
from jalon.dossier.catalogue import Dossier, in_force_rules
from jalon.dossier.perimeter import Membership, OrgUnit, Perimeter
from jalon.dossier.resolve import read_dossier
from jalon.kernel.issues import Issues
from jalon.kernel.periods import Calendar, Period
from jalon.kernel.texts import Text


def year(number: int) -> Period:
    return Period(Calendar.YEAR, number)


def read(folder: Path, **changes: str) -> Dossier:
    """The base dossier with some files replaced: ``contract`` stands for ``contract.yaml``."""
    write_base(folder)
    for name, text in changes.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    issues = Issues()
    dossier = read_dossier(folder, issues)
    assert dossier is not None, list(issues)
    return dossier


PERIMETER = """\
institute: The schools
units:
  - unit: stays
    name: Stays
  - unit: joins
    name: Joins
    member: [{since: 2020-01-01}]
  - unit: late
    name: Late
    member: [{since: 2020-01-02}]
  - unit: leaves
    name: Leaves
    member: [{until: 2020-01-01}]
  - unit: returns
    name: Returns
    codes: {uai: 0000001A}
    parent: stays
    member: [{until: 2019-01-01}, {since: 2021-01-01}]
"""


@pytest.mark.parametrize(
    ("period", "members"),
    [
        (2018, ["leaves", "returns"]),
        (2019, ["leaves"]),
        (2020, ["joins"]),
        (2021, ["joins", "late", "returns"]),
    ],
)
def test_a_unit_belongs_when_it_is_a_member_on_the_first_day(
    period: int, members: list[str], tmp_path: Path
) -> None:
    perimeter = read(tmp_path, perimeter=PERIMETER).perimeter
    assert [unit.id for unit in perimeter.members(year(period))] == members
    assert [unit.id for unit in perimeter.groups] == ["stays"], "a group is no member beside those below it"


def test_the_first_day_is_that_of_the_calendar() -> None:
    since = Membership(since=date(2020, 9, 1))
    name = Text.same("North")
    unit = OrgUnit(id="north", name=name, short=name, codes={}, memberships=(since,))
    assert unit.membership(Period(Calendar.ACADEMIC_YEAR, 2020).start)
    assert not unit.membership(year(2020).start)
    assert unit.membership(Period.parse("2020-09", Calendar.MONTH).start)
    perimeter = Perimeter(name=Text.same("All"), units=(unit,))
    assert perimeter.label("north") == name
    assert perimeter.label("institute") == Text.same("All")


def test_the_version_in_force_is_the_one_of_the_day(tmp_path: Path) -> None:
    base = BASE["indicators/students.yaml"]
    old = base.replace("since: 2010-01-01", "since: 2010-01-01\nuntil: 2015-01-01")
    new = base.replace("since: 2010-01-01", "since: 2015-01-01").replace("owner: Registry", "owner: Studies")
    dossier = read(tmp_path, indicators__students=new, indicators__older=old)
    assert [version.since.year for version in dossier.indicators["students"]] == [2010, 2015]
    assert dossier.indicator("students", date(2014, 12, 31)).owner == "Registry"
    assert dossier.indicator("students", date(2015, 1, 1)).owner == "Studies"
    assert dossier.indicator("students").owner == "Studies"
    with pytest.raises(KeyError):
        dossier.indicator("none")


def test_a_target_of_several_units_becomes_one_a_unit(tmp_path: Path) -> None:
    contract = BASE["contract.yaml"].replace(
        "    form: relative\n", "    unit: [institute, north, south]\n    form: relative\n"
    )
    targets = read(tmp_path, contract=contract).contract.targets
    assert [(target.id, target.unit) for target in targets] == [
        ("students-2025/institute", "institute"),
        ("students-2025/north", "north"),
        ("students-2025/south", "south"),
        ("women-2025", "institute"),
    ]
    assert {replace(target, id="", unit="") for target in targets[:3]} == {
        replace(targets[0], id="", unit="")
    }
    assert targets[0].low is not None
    assert (targets[0].low.value, targets[0].low.signed, targets[0].is_relative) == (Decimal(20), True, True)


def test_a_target_follows_the_calendar_of_its_indicator(tmp_path: Path) -> None:
    entrants = indicator(
        "entrants", "measure: {kind: distinct, entity: enrolment, key: person}\nunit: persons\n"
    )
    dossier = read(
        tmp_path,
        indicators__entrants=entrants.replace("calendar: year", "calendar: academic-year"),
        contract=BASE["contract.yaml"]
        .replace("indicator: women", "indicator: entrants")
        .replace('value: "30 %"\n    horizon: 2025', 'value: "30 persons"\n    horizon: 2025-26'),
    )
    assert dossier.contract.targets[1].horizon == Period(Calendar.ACADEMIC_YEAR, 2025)


def test_a_unit_that_owes_nothing_is_exempt_for_a_span(tmp_path: Path) -> None:
    exempt = "not_expected:\n  - {unit: south, because: merged, since: 2020-01-01, until: 2022-01-01}\n"
    source = read(tmp_path, sources__enrolments=BASE["sources/enrolments.yaml"] + exempt).sources[
        "enrolments"
    ]
    found = [number for number in range(2018, 2024) if source.exemption("south", year(number))]
    assert found == [2020, 2021]
    assert source.exemption("north", year(2020)) is None


def test_a_source_of_one_file_a_unit_has_one_feed_a_unit(tmp_path: Path) -> None:
    text = (
        BASE["sources/enrolments.yaml"]
        .replace(
            "file: data/enrolments.csv\n",
            "files: [{unit: north, file: data/enrolments.csv}, {unit: south}]\n",
        )
        .replace("unit: {column: school, codes: uai}\n", "")
    )
    feeds = read(tmp_path, sources__enrolments=text).sources["enrolments"].feeds
    assert [(feed.id, feed.unit, feed.path) for feed in feeds] == [
        ("enrolments/north", "north", "data/enrolments.csv"),
        ("enrolments/south", "south", ""),
    ]


def test_the_contract_may_give_its_own_verdict_rules(tmp_path: Path) -> None:
    own = "verdicts: {method: linear-gap, on_track: -0.10, behind: -0.50}\nparties:"
    dossier = read(tmp_path, contract=BASE["contract.yaml"].replace("parties:", own))
    assert (dossier.rules.on_track, dossier.rules.behind) == (Decimal("-0.10"), Decimal("-0.50"))


def test_the_shipped_verdict_rules_are_those_in_force_when_the_contract_starts(tmp_path: Path) -> None:
    dossier = read(tmp_path)
    (shipped,) = dossier.default_rules
    assert dossier.rules == shipped
    later = replace(shipped, since=date(2030, 1, 1))
    assert in_force_rules((shipped, later), date(2029, 12, 31)) is shipped
    assert in_force_rules((later, shipped), date(2031, 1, 1)) is later
    assert in_force_rules((later,), date(1990, 1, 1)) is later


def test_names_lead_to_things(tmp_path: Path) -> None:
    dossier = read(tmp_path)
    assert [source.id for source in dossier.sources_of("enrolment-count")] == ["enrolments"]
    assert dossier.sources_of("energy-use") == ()
    assert dossier.unit_of(dossier.indicator("women")).dimension == "share"
    assert [target.id for target in dossier.contract.targets_of("more-students")] == [
        "students-2025",
        "women-2025",
    ]
