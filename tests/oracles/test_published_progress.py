"""The method ``growth-ratio`` gives every progress value and status that a statistical office published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from builders import RULES
from jalon.kernel.exact import exact
from jalon.kernel.issues import Issues
from jalon.kernel.missing import present
from jalon.kernel.strictyaml import Record, Scalar, read_yaml
from jalon.outlook.methods.growth_ratio import Growth, near_limit, progress, status
from jalon.outlook.verdict import Word

FILE = Path(__file__).parents[1] / "data" / "progress_canada" / "indicator_calculation_components.yml"
WORDS = {
    "target_achieved": Word.REACHED,
    "substantial_progress": Word.SUBSTANTIAL,
    "moderate_progress": Word.MODERATE,
    "limited_progress": Word.LIMITED,
    "deterioration": Word.DETERIORATION,
    "not_available": Word.NOT_MEASURABLE,
}


@dataclass(frozen=True)
class Published:
    """One series as published."""

    name: str
    cells: Mapping[str, str]

    def number(self, key: str) -> Decimal | None:
        text = self.cells[key]
        return None if text in {"null", ""} else Decimal(text)

    def required(self, key: str) -> Decimal:
        number = self.number(key)
        assert number is not None, f"{self.name} has no {key}"
        return number

    @property
    def growth(self) -> Growth:
        base_year = self.required("base_year")
        return Growth(
            base=self.required("base_value"),
            current=self.required("current_value"),
            years=self.required("current_year") - base_year,
            target=self.number("target"),
            target_years=self.required("target_year") - base_year,
            sense=int(self.required("direction")),
            limit=self.number("limit"),
        )


def read() -> Iterator[Published]:
    issues = Issues()
    whole = read_yaml(FILE, FILE.name, issues)
    assert whole is not None
    assert not list(issues)
    for indicator in whole.entries.values():
        assert isinstance(indicator, Record)
        for name, series in indicator.entries.items():
            if isinstance(series, Record):
                cells = {key: node.text for key, node in series.entries.items() if isinstance(node, Scalar)}
                yield Published(name, cells)


SERIES = list(read())
MEASURED = [series for series in SERIES if series.number("progress_value") is not None]


def words(growth: Growth) -> Word:
    with exact():
        return status(growth, progress(growth), RULES)


def test_the_file_is_the_one_described() -> None:
    assert (len(SERIES), len(MEASURED)) == (132, 125)
    assert Counter(series.cells["status"] for series in MEASURED) == {
        "deterioration": 51,
        "substantial_progress": 33,
        "moderate_progress": 19,
        "limited_progress": 18,
        "target_achieved": 4,
    }


@pytest.mark.parametrize("series", MEASURED, ids=lambda series: series.name)
def test_a_published_progress_and_status(series: Published) -> None:
    with exact():
        found = present(progress(series.growth))
    published = series.required("progress_value")
    assert found is not None
    assert abs(found - published) <= abs(published) * Decimal("1e-9")
    assert words(series.growth) is WORDS[series.cells["status"]]


def test_a_series_without_two_years_has_no_status() -> None:
    left = [series for series in SERIES if series not in MEASURED]
    assert {WORDS[series.cells["status"]] for series in left} == {Word.NOT_MEASURABLE}
    single = [series for series in left if series.number("current_year") is not None]
    assert {words(series.growth) for series in single} == {Word.NOT_MEASURABLE}


def test_two_statuses_come_from_the_nearness_of_a_limit() -> None:
    far = {series.name: words(_without_limit(series)) for series in MEASURED}
    published = {series.name: WORDS[series.cells["status"]] for series in MEASURED}
    assert {name for name in far if far[name] is not published[name]} == {"9-4-1", "17-1-1"}


def _without_limit(series: Published) -> Growth:
    growth = series.growth
    return Growth(
        base=growth.base,
        current=growth.current,
        years=growth.years,
        target=growth.target,
        target_years=growth.target_years,
        sense=growth.sense,
    )


@pytest.mark.parametrize(
    ("base", "limit", "part"),
    [("0", "100", "1"), ("100", "100", "0"), ("200", "100", "1"), ("0", "0", "1"), ("50", "0", "1")],
)
def test_growth_asked_for_fades_near_the_limit(base: str, limit: str, part: str) -> None:
    growth = Growth(
        base=Decimal(base),
        current=Decimal(1),
        years=Decimal(1),
        target=None,
        target_years=Decimal(5),
        sense=1,
        limit=Decimal(limit),
    )
    assert near_limit(growth, RULES.limit_exponent) == Decimal(part)


def test_the_other_side_of_the_limit_is_as_near() -> None:
    parts = []
    for base in ("80", "120"):
        growth = Growth(
            base=Decimal(base),
            current=Decimal(1),
            years=Decimal(1),
            target=None,
            target_years=Decimal(5),
            sense=-1,
            limit=Decimal(100),
        )
        parts.append(near_limit(growth, RULES.limit_exponent))
    assert parts[0] == parts[1] == pytest.approx(Decimal("0.62869"), rel=Decimal("1e-4"))


@pytest.mark.parametrize(
    ("base", "current", "target", "sense", "word"),
    [
        ("0", "5", "10", 1, Word.SUBSTANTIAL),  # 0.001 → 5 → 10: nearly all the (huge) growth is made
        ("-10", "-5", "-2", 1, Word.MODERATE),  # both negative: towards zero is up; 20.6 % a year of 27.5 %
        ("-10", "-12", "-2", 1, Word.DETERIORATION),
        ("-10", "5", "20", 1, Word.NOT_MEASURABLE),  # through zero: no rate
        ("-10", "-5", "20", 1, Word.NOT_MEASURABLE),
        ("10", "12", "10", 1, Word.REACHED),  # met, whatever the growth
        ("10", "8", "10", 1, Word.NOT_MEASURABLE),  # no growth is required
        ("10", "0", "20", 1, Word.DETERIORATION),
        ("10", "0", "0", -1, Word.REACHED),
    ],
)
def test_zero_negative_and_no_growth(base: str, current: str, target: str, sense: int, word: Word) -> None:
    growth = Growth(
        base=Decimal(base),
        current=Decimal(current),
        years=Decimal(3),
        target=Decimal(target),
        target_years=Decimal(5),
        sense=sense,
    )
    with exact():
        assert status(growth, progress(growth), RULES) is word
