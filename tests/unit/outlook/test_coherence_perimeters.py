"""Targets put together where units count for a part or have merged; worked by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from builders import baseline, figure, figure_set, indicator, org_unit, target
from coherent import answer, house, persons, quotients, rows, share, told
from jalon.dossier.catalogue import Dossier
from jalon.dossier.perimeter import Membership, OrgUnit, Perimeter
from jalon.dossier.successions import Change, ChangeKind
from jalon.dossier.target import TargetForm
from jalon.figures.figure import Figure
from jalon.kernel.missing import Between
from jalon.kernel.texts import Text
from jalon.outlook.coherence.model import Answer

LEVEL, RELATIVE = TargetForm.LEVEL, TargetForm.RELATIVE
STUDENTS = indicator(measure=rows())
MERGER = Change(
    id="merger", on=date(2020, 1, 1), kind=ChangeKind.MERGE, before=("north", "south"), after=("union",)
)


def half(name: str) -> OrgUnit:
    return replace(org_unit(name), memberships=(Membership(since=date(1900, 1, 1), share=Decimal("0.5")),))


SCHOOLS = (org_unit("north"), org_unit("south"), half("east"))


def parts_of(whole: Figure, **parts: str) -> Figure:
    partial = tuple((unit, Decimal(part)) for unit, part in parts.items())
    return replace(whole, completeness=replace(whole.completeness, partial=partial))


def with_merger(dossier: Dossier, units: Iterable[OrgUnit]) -> Dossier:
    return replace(dossier, perimeter=Perimeter.of(Text.same("Institute"), tuple(units), (MERGER,)))


def test_a_partial_member_brings_its_part_of_its_target() -> None:
    levels = {"north": "100 persons", "south": "200 persons", "east": "300 persons"}
    targets = [target(LEVEL, "450 persons", name="whole")]
    targets += [target(LEVEL, text, unit=unit, name=unit) for unit, text in levels.items()]
    found = answer(house([STUDENTS], targets, SCHOOLS))
    # 100 + 200 + 300 / 2, not 600
    assert (found.answer, found.implied, found.gap) == (Answer.ADDS_UP, 450, 0)
    east = found.contributions[-1]
    assert east.goal == 300, "its own target is its whole"
    assert east.assumption.en == "counted for 50%"


def test_what_a_partial_member_still_has_to_bring_is_its_part() -> None:
    targets = [target(LEVEL, "450 persons", name="whole")]
    targets += [target(LEVEL, "150 persons", unit=unit, name=unit) for unit in ("north", "south")]
    found = answer(house([STUDENTS], targets, SCHOOLS), rest_stays=True)
    assert found.answer is Answer.NOT_KNOWN
    figures = figure_set([figure(200, 2018, unit="east", received=("east",))])
    stays = answer(house([STUDENTS], targets, SCHOOLS), figures, rest_stays=True)
    assert (stays.implied, stays.gap) == (400, -50)


def test_growth_of_partial_members_starts_from_their_parts() -> None:
    # 100 + 100 + 200 / 2 = 300 in 2018; + 10 % everywhere is 330.
    targets = [target(RELATIVE, "+10 %", base=baseline(), name="whole")]
    targets += [
        target(RELATIVE, "+10 %", unit=unit, base=baseline(), name=unit)
        for unit in ("north", "south", "east")
    ]
    alone = [
        figure(value, 2018, unit=unit, received=(unit,))
        for unit, value in {"north": 100, "south": 100, "east": 200}.items()
    ]
    whole = parts_of(figure(300, 2018, received=("north", "south", "east")), east="0.5")
    found = answer(house([STUDENTS], targets, SCHOOLS), figure_set([whole, *alone]))
    assert (found.answer, found.asked, found.implied) == (Answer.ADDS_UP, 330, 330)
    for line in found.contributions:
        assert line.share_of_effort == line.share_of_base, "each a third: East's 200 count for 100"


def test_a_share_is_weighed_by_the_part_of_its_school() -> None:
    women = share(rows("sex = 'F'"), rows())
    targets = [target(LEVEL, "30 %", of="women", name="whole")]
    targets += [
        target(LEVEL, text, of="women", unit=unit, name=unit)
        for unit, text in {"north": "20 %", "south": "20 %", "east": "60 %"}.items()
    ]
    figures = figure_set(quotients({"north": (20, 100), "south": (20, 100), "east": (60, 200)}))
    found = answer(house([women], targets, SCHOOLS), figures)
    # (20 + 20 + 60) / (100 + 100 + 100): East's 200 count for 100
    assert round(found.implied, 6) == Decimal("33.333333")
    assert found.answer is Answer.EXCEEDS


def test_distinct_counts_of_partial_members_have_logical_bounds() -> None:
    counted = indicator("students", measure=persons())
    targets = [target(LEVEL, "240 persons", name="whole")]
    targets += [target(LEVEL, "100 persons", unit=unit, name=unit) for unit in ("north", "south", "east")]
    found = answer(house([counted], targets, SCHOOLS))
    # at least the largest, at most 100 + 100 + 100 / 2
    assert isinstance(found.implied, Between)
    assert (found.implied.low, found.implied.high) == (100, 250)
    assert found.answer is Answer.DEPENDS


def test_a_merged_school_is_asked_for_those_it_came_from() -> None:
    # North 100 and South 50 in 2018 are Union since 2020; + 20 % is asked of the 200 of then.
    units = [org_unit(name) for name in ("north", "south", "union", "east")]
    targets = [
        target(RELATIVE, "+20 %", base=baseline(), name="whole"),
        target(LEVEL, "180 persons", unit="union", name="union"),
        target(LEVEL, "60 persons", unit="east", name="east"),
    ]
    dossier = with_merger(house([STUDENTS], targets, units), units)
    alone = [
        figure(value, 2018, unit=unit, received=(unit,))
        for unit, value in {"north": 100, "south": 50, "east": 50}.items()
    ]
    figures = figure_set([figure(200, 2018, received=("north", "south", "east")), *alone])
    found = answer(dossier, figures, on=2021)
    assert (found.answer, found.asked, found.implied) == (Answer.ADDS_UP, 240, 240)
    assert "Union" not in told(found.words)
    assert not [one for one in found.findings if "not in the baseline" in one.text.en]
