"""Laws of verdicts: what must not change a verdict does not, and better is never judged worse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from builders import baseline, dossier, figure_set, indicator, series, target, year
from jalon.dossier.indicator import Direction
from jalon.dossier.target import Target, TargetForm
from jalon.kernel.missing import Missing, Value
from jalon.kernel.units import Quantity
from jalon.outlook.judge import judge
from jalon.outlook.verdict import Verdict, Word

BASE, HORIZON = 2018, 2023
FROM_WORST = (Word.MOVING_AWAY, Word.FAR_BEHIND, Word.BEHIND, Word.ON_TRACK, Word.NOT_REACHED, Word.REACHED)
FLIPPED = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}


@dataclass(frozen=True)
class Story:
    """A target on one indicator, and the year and value observed."""

    start: Decimal
    goal: Decimal
    when: int
    value: Decimal
    direction: Direction
    unit: str = "%"
    base: int = BASE
    horizon: int = HORIZON

    def asked(self) -> Target:
        measured = indicator(unit=self.unit, direction=self.direction)
        unit = dossier([measured], []).unit_of(measured)
        bare = target(TargetForm.LEVEL, "1 persons", base=baseline(self.base), horizon=self.horizon)
        return replace(bare, low=Quantity(self.goal, unit))

    def figures(self) -> Mapping[int, Value | Decimal]:
        return {self.base: self.start, self.when: self.value}

    def told(self) -> Verdict:
        measured = indicator(unit=self.unit, direction=self.direction)
        house = dossier([measured], [self.asked()])
        (found,) = judge(house, figure_set(series(self.figures())), as_of=year(self.when).end)
        return found


shares = st.decimals(min_value=0, max_value=100, places=2)
directions = st.sampled_from([Direction.UP, Direction.DOWN])
years = st.integers(BASE + 1, HORIZON)


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Any story, with a fifth of them exactly on a threshold or on the path, where a verdict could flip."""
    start, goal, when = draw(shares), draw(shares), draw(years)
    expected = start + (goal - start) * (when - BASE) / (HORIZON - BASE)
    lag = draw(st.sampled_from(["0", "-0.05", "-0.40"]))
    edge = expected + (goal - start) * Decimal(lag)
    value = draw(st.one_of(shares, shares, shares, shares, st.just(edge)))
    return Story(start, goal, when, value, draw(directions))


def essence(verdict: Verdict) -> tuple[Word, Value, Decimal | None, bool]:
    share = None if isinstance(verdict.gap_share, Missing) else abs(verdict.gap_share)
    return verdict.word, verdict.progress, share, verdict.met_at_baseline


@given(stories())
def test_a_share_and_its_complement_get_the_same_verdict(story: Story) -> None:
    complement = replace(
        story,
        start=100 - story.start,
        goal=100 - story.goal,
        value=100 - story.value,
        direction=FLIPPED[story.direction],
    )
    assert essence(story.told()) == essence(complement.told())


@given(stories())
def test_the_unit_of_measurement_does_not_matter(story: Story) -> None:
    thousands = replace(story, unit="kEUR")
    units = replace(
        story, unit="EUR", start=story.start * 1000, goal=story.goal * 1000, value=story.value * 1000
    )
    assert essence(thousands.told()) == essence(units.told())


@given(stories())
def test_the_sign_does_not_matter_when_the_direction_goes_with_it(story: Story) -> None:
    opposite = replace(
        story, start=-story.start, goal=-story.goal, value=-story.value, direction=FLIPPED[story.direction]
    )
    assert essence(story.told()) == essence(opposite.told())


@given(stories(), shares)
def test_a_better_value_never_gives_a_worse_word(story: Story, other: Decimal) -> None:
    worse, better = sorted([story.value, other], reverse=story.direction is Direction.DOWN)
    words = [replace(story, value=value).told().word for value in (worse, better)]
    assert FROM_WORST.index(words[0]) <= FROM_WORST.index(words[1])


@given(shares, shares, years, directions)
def test_exactly_on_the_path_is_on_track(
    start: Decimal, goal: Decimal, when: int, direction: Direction
) -> None:
    assume(when < HORIZON)
    assume(goal > start if direction is Direction.UP else goal < start)
    on_path = start + (goal - start) * (when - BASE) / (HORIZON - BASE)
    assert Story(start, goal, when, on_path, direction).told().word is Word.ON_TRACK


def test_women_and_men_of_the_same_cohort_get_the_same_word() -> None:
    # Compound rates call 24 → 26.1 (goal 30) moderate and 76 → 73.9 (goal 70) limited: the same students.
    women = Story(
        Decimal(24), Decimal(30), 2025, Decimal("26.1"), Direction.UP, base=2022, horizon=2027
    ).told()
    men = Story(
        Decimal(76), Decimal(70), 2025, Decimal("73.9"), Direction.DOWN, base=2022, horizon=2027
    ).told()
    assert women.word is men.word is Word.BEHIND
    assert women.progress == men.progress == Decimal("0.35")
    assert women.gap_share == men.gap_share == Decimal("-0.25")
