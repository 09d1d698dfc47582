"""Every figure of the INSA example against :mod:`oracles.by_hand`, a second computation of the raw files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from jalon.dossier.catalogue import Dossier
from jalon.figures.figure import Figure, FigureSet, Scope, State
from jalon.infocentre.workspace import Workspace
from jalon.kernel.missing import Missing, Value
from jalon.kernel.periods import Period
from jalon.kernel.texts import Language
from jalon.review.document import Row
from jalon.review.sections.glance import glance
from jalon.services.check import open_checked
from jalon.services.compute import compute
from jalon.services.lineage import trace
from jalon.services.load import deliveries, load
from jalon.services.places import workspace_of
from jalon.services.progress import Silent
from jalon.services.show import stored_figures
from jalon.services.telling import context_of
from jalon.services.together import Question, together
from oracles import by_hand
from oracles.by_hand import ACCOUNT_INDICATORS, INDICATORS, SCHOOLS, Expected

DAY = date(2025, 12, 31)
EXAMPLE = by_hand.DATA.parent
SCOPES = (Scope.AS_IT_WAS, Scope.LIKE_FOR_LIKE)
NAMES = pytest.mark.parametrize("indicator", INDICATORS)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> tuple[Dossier, Workspace]:
    dossier = open_checked(EXAMPLE)
    workspace = workspace_of(dossier, tmp_path_factory.mktemp("home"))
    assert load(dossier, workspace, as_of=DAY, progress=Silent()).is_whole
    compute(dossier, workspace, as_of=DAY, progress=Silent())
    return dossier, workspace


@pytest.fixture(scope="module")
def figures(place: tuple[Dossier, Workspace]) -> FigureSet:
    return stored_figures(place[1], totals_only=False)


def same(found: Value | None, expected: Fraction | None) -> bool:
    """Equal to 35 digits: both computations are exact, one in fractions, one in 40-digit decimals."""
    if not isinstance(found, Decimal):
        return expected is None
    return expected is not None and abs(Fraction(found) - expected) <= abs(expected) / 10**35


def assert_same(figure: Figure, expected: Expected) -> None:
    where = (figure.indicator, figure.unit, figure.period.label)
    for name in ("value", "numerator", "denominator"):
        found = getattr(figure, name)
        assert same(found, getattr(expected, name)), (*where, name, found, getattr(expected, name))


def get(figures: FigureSet, indicator: str, unit: str, year: int, scope: Scope = Scope.AS_IT_WAS) -> Figure:
    series = figures.series(indicator, unit, scope)
    return next(figure for figure in series if figure.period.label == str(year))


@NAMES
def test_every_school_in_every_year(figures: FigureSet, indicator: str) -> None:
    for year in by_hand.years(indicator):
        for school in by_hand.members(year):
            figure, expected = get(figures, indicator, school, year), INDICATORS[indicator](school, year)
            assert_same(figure, expected)
            if isinstance(figure.value, Missing):
                assert figure.value.reason == expected.reason, (school, year)
                assert figure.value.detail.fr, "the reason has its words"
            assert figure.completeness.expected == ((school,) if by_hand.owes(indicator, school) else ())


@NAMES
def test_the_institute_in_every_year(figures: FigureSet, indicator: str) -> None:
    for year in by_hand.years(indicator):
        figure, expected = get(figures, indicator, "institute", year), by_hand.whole(indicator, year)
        assert_same(figure, expected.figure)
        assert_who(figure, expected)
        assert zeroed(figure) == expected.figure.zeroed, year


def assert_who(figure: Figure, expected: by_hand.Whole) -> None:
    found = figure.completeness
    assert found.expected == expected.expected
    assert found.received == expected.received
    assert {gap.unit: gap.why.reason for gap in found.missing} == expected.missing
    assert tuple(gap.unit for gap in found.not_expected) == expected.not_expected
    assert figure.state is state(expected)


def state(expected: by_hand.Whole) -> State:
    if not expected.figure.is_known:
        return State.MISSING
    return State.INCOMPLETE if expected.missing else State.COMPLETE


def zeroed(figure: Figure) -> int:
    found = [flag.partition(":")[2] for flag in figure.flags if flag.startswith("read-as-zero:")]
    return int(found[0]) if found else 0


@NAMES
def test_like_for_like_in_every_year(figures: FigureSet, indicator: str) -> None:
    schools = by_hand.comparable(indicator)
    for year in by_hand.years(indicator):
        figure = get(figures, indicator, "institute", year, Scope.LIKE_FOR_LIKE)
        expected = by_hand.whole(indicator, year, schools)
        assert_same(figure, expected.figure)
        assert_who(figure, expected)


@NAMES
def test_any_schools_put_together(place: tuple[Dossier, Workspace], indicator: str) -> None:
    """From the stored states, without a row: two schools, and the schools that have a value in 2022."""
    pair = ("lyon", "toulouse")
    (series,) = together(*place, Question(indicators=(indicator,), units=pair))
    for figure in series.figures:
        assert_same(figure, by_hand.whole(indicator, int(figure.period.label), pair).figure)
    (series,) = together(*place, Question(indicators=(indicator,), base="2022"))
    assert series.kept is not None
    kept = tuple(series.kept.parts)
    assert kept == by_hand.whole(indicator, 2022).received
    for figure in series.figures:
        assert_same(figure, by_hand.whole(indicator, int(figure.period.label), kept).figure)


def test_2012_on_the_perimeter_of_2022_is_without_rennes(place: tuple[Dossier, Workspace]) -> None:
    question = Question(indicators=("engineering-students",), base="2022", periods=("2012",))
    (series,) = together(*place, question)
    (figure,) = series.figures
    assert (figure.value, figure.completeness.fraction) == (11215, "5/5")
    assert series.kept is not None
    assert "rennes" in [gap.unit for gap in series.kept.left_out]


def test_a_line_of_the_price_index_leads_to_the_amounts_it_brings_to_2022(
    place: tuple[Dossier, Workspace], figures: FigureSet
) -> None:
    dossier, workspace = place
    (prices,) = [
        one.delivery for one in deliveries(dossier, workspace) if one.delivery.entity == "price-index"
    ]
    # Line 4 is the index of all items, month by month; line 2 is that without tobacco, which is not used.
    entered = {
        (one.indicator, one.unit, one.period): one.counted
        for one in trace(dossier, workspace, prices.id, 4).figures
    }
    in_euros_of_2022 = {
        (one.indicator, one.unit, one.period.label)
        for one in figures.figures
        if one.indicator in {"european-research", "own-research-resources"}
        and one.scope is Scope.AS_IT_WAS
        and not one.breakdown
        and not isinstance(one.value, Missing)
    }
    assert ("european-research", "lyon", "2020") in in_euros_of_2022
    assert entered.keys() == in_euros_of_2022
    assert set(entered.values()) == {True}
    assert {one.counted for one in trace(dossier, workspace, prices.id, 2).figures} == {False}


@NAMES
def test_there_is_no_other_figure(figures: FigureSet, indicator: str) -> None:
    years = by_hand.years(indicator)
    wanted = {("institute", scope, str(year)) for year in years for scope in SCOPES}
    wanted |= {(school, Scope.AS_IT_WAS, str(year)) for year in years for school in by_hand.members(year)}
    found = [f for f in figures.figures if f.indicator == indicator and not f.breakdown]
    assert {(figure.unit, figure.scope, figure.period.label) for figure in found} == wanted
    assert len(found) == len(wanted)


@pytest.mark.parametrize(
    ("column", "raw"),
    [
        ("sex", "Sexe"),
        ("discipline", "Secteur.disciplinaire"),
        ("origin", "Attractivité.internationale"),
    ],
)
def test_engineering_students_by_category(figures: FigureSet, column: str, raw: str) -> None:
    found = [
        figure
        for figure in figures.figures
        if figure.indicator == "engineering-students" and [name for name, _ in figure.breakdown] == [column]
    ]
    for figure in found:
        year, cells = int(figure.period.label), {raw: figure.breakdown[0][1]}
        schools = by_hand.members(year) if figure.unit == "institute" else [figure.unit]
        alone = [by_hand.engineering_students(school, year, **cells) for school in schools]
        assert_same(figure, Expected(by_hand.total(alone)))
    shown = {(figure.unit, figure.period.label, figure.breakdown[0][1]) for figure in found}
    assert shown >= set(reported(raw)), "no category with students is left out"
    assert len(found) == len(shown)


def reported(raw: str) -> Iterator[tuple[str, str, str]]:
    """Every school, year and category in which the file counts engineering students."""
    of_school = {code: school for school, code in SCHOOLS.items()}
    for row in by_hand.enrolments():
        if row["Diplôme"] == "Formations d'ingénieurs":
            yield of_school[row["pid"]], row["Rentrée"], row[raw]
            yield "institute", row["Rentrée"], row[raw]


@NAMES
def test_categories_of_an_incomplete_year_say_who_is_missing(figures: FigureSet, indicator: str) -> None:
    for figure in figures.figures:
        if figure.indicator == indicator and figure.is_institute and figure.breakdown:
            assert_who(figure, by_hand.whole(indicator, int(figure.period.label)))


# What was published or announced, without any computation of ours


def test_engineering_students_of_2012_are_those_published(figures: FigureSet) -> None:
    count = get(figures, "engineering-students", "institute", 2012)
    women = get(figures, "women-engineering", "institute", 2012)
    assert count.value == 12723
    assert isinstance(women.value, Decimal)
    assert round(women.value, 2) == Decimal("30.03")
    assert women.denominator == 12723


@pytest.mark.parametrize("year", [2016, 2017])
@pytest.mark.parametrize("indicator", ["own-research-resources", "european-research"])
def test_nobody_reported_research_income_in_2016_and_2017(
    figures: FigureSet, indicator: str, year: int
) -> None:
    for unit in ("institute", *by_hand.members(year)):
        figure = get(figures, indicator, unit, year)
        assert figure.state is State.MISSING
        assert isinstance(figure.value, Missing)
        assert figure.value.reason == "missing-at-source"
    assert get(figures, indicator, "institute", year).completeness.fraction == "0/6"


def test_research_income_of_2013_is_four_schools_of_six(figures: FigureSet) -> None:
    figure = get(figures, "own-research-resources", "institute", 2013)
    assert figure.state is State.INCOMPLETE
    assert figure.completeness.fraction == "4/6"
    assert [gap.unit for gap in figure.completeness.missing] == ["centre-val-de-loire", "rouen"]


@pytest.mark.parametrize("indicator", ACCOUNT_INDICATORS)
def test_budgets_of_2024_are_no_accounts(figures: FigureSet, indicator: str) -> None:
    figure = get(figures, indicator, "institute", 2024)
    assert figure.state is State.MISSING
    assert figure.completeness.fraction == "0/7"
    assert isinstance(figure.value, Missing)
    assert "budget" in figure.value.detail.en


@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_rennes_is_named_once_its_enrolments_stop(figures: FigureSet, year: int) -> None:
    figure = get(figures, "engineering-students", "institute", year)
    assert figure.completeness.fraction == "5/6"
    (gap,) = figure.completeness.missing
    assert (gap.unit, gap.why.reason) == ("rennes", "missing-at-source")
    assert "2021" in gap.why.detail.en
    assert get(figures, "own-research-resources", "rennes", min(year, 2023)).state is State.COMPLETE


def test_hauts_de_france_is_a_member_from_2020_and_owes_no_enrolment(figures: FigureSet) -> None:
    assert figures.get("own-resources-share", "hauts-de-france", period(figures, 2019)) is None
    assert get(figures, "own-resources-share", "hauts-de-france", 2020).state is State.COMPLETE
    figure = get(figures, "engineering-students", "hauts-de-france", 2020)
    assert isinstance(figure.value, Missing)
    assert figure.value.reason == "not-applicable"
    whole = get(figures, "engineering-students", "institute", 2020)
    assert whole.completeness.fraction == "6/6"
    assert whole.state is State.COMPLETE


def period(figures: FigureSet, year: int) -> Period:
    return get(figures, "own-resources-share", "institute", year).period


def test_prices_of_2024_cover_nine_months() -> None:
    assert by_hand.price_level(2024) is None
    assert sum(month.startswith("2024-") for month in by_hand.months()) == 9


def test_constant_euros_of_2022_leave_2022_as_it_is(figures: FigureSet) -> None:
    row = by_hand.closed("lyon", 2022)
    assert row is not None
    nominal = sum((Fraction(row[line] or 0) for line in by_hand.RESEARCH_LINES), Fraction(0))
    assert same(get(figures, "own-research-resources", "lyon", 2022).value, nominal)


def test_no_number_of_the_glance_stands_without_its_unit(place: tuple[Dossier, Workspace]) -> None:
    """A school without a baseline has an amount in a row of percentages: 0.68 alone would read as one."""
    context = context_of(*place, language=Language.EN, as_of=DAY)
    rows = [row for row in glance(context).rows if isinstance(row, Row)]
    shown = [cell.text for row in rows for cell in row.cells[1:] if cell.text not in {"", "—"}]
    amounts = [text for text in shown if not text.endswith("%")]
    assert len(shown) > 20
    assert amounts == ["0.68\u00a0M€ constant 2022", "0.24\u00a0M€ constant 2022"]
