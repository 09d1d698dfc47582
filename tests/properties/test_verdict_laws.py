"""Laws of verdicts: what must not change a verdict does not, and better is never judged worse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from builders import RULES, baseline, dossier, figure_set, indicator, series, target, year
from jalon.dossier.catalogue import Dossier
from jalon.dossier.indicator import Direction
from jalon.dossier.target import Target, TargetForm
from jalon.figures.figure import FigureSet
from jalon.kernel.missing import Missing, Value, present
from jalon.kernel.units import Quantity
from jalon.outlook.judge import judge, side_by_side
from jalon.outlook.sides import SideBySide
from jalon.outlook.verdict import MethodAnswer, PaceWord, Verdict, Word

BASE, HORIZON = 2018, 2023
EPSILON = Decimal("1e-30")
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
        (found,) = judge(self._dossier(), self._figures(), as_of=year(self.when).end)
        return found

    def side_by_side(self) -> SideBySide:
        (found,) = side_by_side(self._dossier(), self._figures(), as_of=year(self.when).end)
        return found

    def answer(self, method: str) -> MethodAnswer:
        return next(answer for answer in self.side_by_side().answers if answer.method == method)

    def _dossier(self) -> Dossier:
        measured = indicator(unit=self.unit, direction=self.direction)
        return dossier([measured], [self.asked()])

    def _figures(self) -> FigureSet:
        return figure_set(series(self.figures()))


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


def essence(verdict: Verdict) -> tuple[object, ...]:
    """What the three answers say, whatever the framing."""
    share = None if isinstance(verdict.gap_share, Missing) else abs(verdict.gap_share)
    where = (verdict.word, verdict.progress, share, verdict.met_at_baseline)
    return (*where, verdict.pace.word, verdict.pace.ratio, verdict.forecast)


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


@given(stories(), st.decimals(min_value=-1000, max_value=1000, places=1))
def test_adding_a_constant_to_every_value_and_target_changes_nothing(story: Story, more: Decimal) -> None:
    plain = replace(story, unit="EUR")
    moved = replace(plain, start=story.start + more, goal=story.goal + more, value=story.value + more)
    assert essence(plain.told()) == essence(moved.told())


PACES_FROM_WORST = (
    PaceWord.WRONG_WAY,
    PaceWord.STANDING_STILL,
    PaceWord.TOO_SLOW,
    PaceWord.ENOUGH,
    PaceWord.AHEAD,
    PaceWord.NOTHING_LEFT,
)


@given(stories(), shares)
def test_a_better_value_never_has_a_slower_pace(story: Story, other: Decimal) -> None:
    assume(story.when < HORIZON)
    worse, better = sorted([story.value, other], reverse=story.direction is Direction.DOWN)
    words = [replace(story, value=value).told().pace.word for value in (worse, better)]
    assert PACES_FROM_WORST.index(words[0]) <= PACES_FROM_WORST.index(words[1])


@given(shares, shares, years, directions)
def test_exactly_on_a_straight_line_the_pace_is_enough(
    start: Decimal, goal: Decimal, when: int, direction: Direction
) -> None:
    assume(when < HORIZON)
    assume(goal > start if direction is Direction.UP else goal < start)
    on_path = start + (goal - start) * (when - BASE) / (HORIZON - BASE)
    assert Story(start, goal, when, on_path, direction).told().pace.word is PaceWord.ENOUGH


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


def framed(value: Decimal) -> tuple[Story, Story]:
    """The same students told as a share of women (24 → 30 %) and as a share of men."""
    women = Story(Decimal(24), Decimal(30), 2025, value, Direction.UP, base=2022, horizon=2027)
    men = Story(Decimal(76), Decimal(70), 2025, 100 - value, Direction.DOWN, base=2022, horizon=2027)
    return women, men


def test_women_and_men_of_the_same_cohort_get_the_same_word() -> None:
    # Compound rates call 24 → 26.1 (goal 30) moderate and 76 → 73.9 (goal 70) limited: the same students.
    women, men = (story.told() for story in framed(Decimal("26.1")))
    assert women.word is men.word is Word.BEHIND
    assert women.progress == men.progress == Decimal("0.35")
    assert women.gap_share == men.gap_share == Decimal("-0.25")
    assert women.pace.word is men.pace.word is PaceWord.TOO_SLOW
    assert women.pace.observed == Decimal("0.7")
    assert women.pace.required == Decimal("1.95")


def test_only_the_growth_rule_changes_its_word_with_the_framing() -> None:
    differ: dict[str, list[str]] = {}
    for tenth in range(240, 301):
        women, men = (story.side_by_side() for story in framed(Decimal(tenth) / 10))
        for one, other in zip(women.answers, men.answers, strict=True):
            if one.word is not other.word:
                differ.setdefault(one.method, []).append(str(Decimal(tenth) / 10))
    assert differ == {"growth-ratio": ["26.1", "26.2", "27.3", "27.4"]}


def test_the_methods_side_by_side_say_that_they_disagree_and_why() -> None:
    women, men = (story.side_by_side() for story in framed(Decimal("26.1")))
    words = [{answer.method: answer.word for answer in side.answers} for side in (women, men)]
    assert [found["growth-ratio"] for found in words] == [Word.MODERATE, Word.LIMITED]
    assert [found["linear-gap"] for found in words] == [Word.BEHIND, Word.BEHIND]
    told = men.disagreement.en
    assert "growth-ratio says “limited progress”" in told
    assert "not the same for a share and for its complement" in told
    assert men.disagreement.fr.startswith("les méthodes ne concordent pas")


@given(stories(), st.decimals(min_value=1, max_value=9, places=1))
def test_the_time_weighted_trend_does_not_depend_on_the_framing(story: Story, factor: Decimal) -> None:
    plain = replace(story, unit="EUR")
    turned = replace(
        plain,
        start=7 - plain.start * factor,
        goal=7 - plain.goal * factor,
        value=7 - plain.value * factor,
        direction=FLIPPED[plain.direction],
    )
    one, other = plain.answer("time-weighted"), turned.answer("time-weighted")
    left = [present(answer.measure) for answer in (one, other)]
    on_an_edge = any(
        number is not None and min(abs(number - edge) for edge in (RULES.maintain, RULES.reverse)) < EPSILON
        for number in left
    )
    assert one.word is other.word or on_an_edge
