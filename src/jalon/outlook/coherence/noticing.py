"""What must be said of the targets of a question: who has none, who starts elsewhere, who asks too little."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jalon.dossier.perimeter import INSTITUTE
from jalon.dossier.target import Target
from jalon.kernel.missing import Value, present
from jalon.kernel.numbers import rounded
from jalon.kernel.periods import Period
from jalon.kernel.texts import EMPTY, Text
from jalon.outlook.case import Case
from jalon.outlook.coherence.context import Context
from jalon.outlook.coherence.gathering import Brought, Gathered
from jalon.outlook.coherence.levels import Start, has_goal_in
from jalon.outlook.coherence.model import Algebra, Finding, Weight, Word
from jalon.outlook.coherence.question import Question
from jalon.outlook.coherence.saying import named
from jalon.outlook.goals import Goal, Sense


def noticed(context: Context, asked: Question, gathered: Gathered) -> tuple[Finding, ...]:
    """Everything noticed about one question, what is missing first."""
    notices = _Notices(context, asked, gathered)
    return (
        *notices.absences(),
        *notices.doubles(),
        *notices.starts(),
        *notices.directions(),
        *notices.soft_targets(),
    )


@dataclass(frozen=True, slots=True)
class _Notices:
    context: Context
    asked: Question
    gathered: Gathered

    def absences(self) -> Iterator[Finding]:
        """The institute's own level, then units without a usable target."""
        found, case = self.gathered, self.asked.case
        if isinstance(self.asked.goal, Text) and self.asked.goal != EMPTY:
            told = Text(
                fr=f"la cible de l’institut n’a pas de niveau connu\u00a0: {self.asked.goal.fr}",
                en=f"the institute's target has no known level: {self.asked.goal.en}",
            )
            word = Word.TO_BE_SUPPLIED if case.awaits_value else Word.NO_BASE
            yield _finding(word, told, (INSTITUTE,), (case.target.id,))
        yield from self._units(found.bare, Word.NO_TARGET, _BARE)
        unsaid = tuple(target.id for _, target in found.unsaid)
        yield from self._units([unit for unit, _ in found.unsaid], Word.TO_BE_SUPPLIED, _UNSAID, unsaid)
        yield from self._elsewhere()
        for unit, target, why in found.baseless:
            yield _finding(Word.NO_BASE, self._of(unit, why.fr, why.en), (unit,), (target.id,))
        yield from self._units(found.exempt, Word.OWES_NOTHING, _EXEMPT, weight=Weight.NOTED)
        base = self.asked.start.period
        outside = Text(
            fr=f"hors du départ de {base}, donc hors de la comparaison",
            en=f"not in the baseline of {base}, hence left out",
        )
        yield from self._no_members()
        yield from self._units(self.asked.outside, Word.OUTSIDE_THE_BASE, outside, weight=Weight.NOTED)

    def _no_members(self) -> Iterator[Finding]:
        """Targets of units that are no members of the institute in the period."""
        perimeter, name = self.context.dossier.perimeter, self.asked.case.target.indicator
        members = {unit.id for unit in perimeter.members(self.asked.period)}
        bottom = {unit.id for unit in perimeter.bottom}
        targets = [
            target
            for target in self.context.targets
            if target.indicator == name
            and target.unit in bottom - members
            and has_goal_in(target, self.asked.period)
        ]
        told = Text(fr=f"pas membre en {self._when}, non compté", en=f"no member in {self._when}, left out")
        names = tuple(target.id for target in targets)
        units = list(dict.fromkeys(target.unit for target in targets))
        yield from self._units(units, Word.NO_MEMBER, told, names, Weight.NOTED)

    def _elsewhere(self) -> Iterator[Finding]:
        """Targets of another year, put together by year."""
        by_year: dict[str, list[tuple[str, tuple[Target, ...]]]] = {}
        for unit, targets in self.gathered.elsewhere:
            when = ", ".join(dict.fromkeys(target.horizon.label for target in targets))
            by_year.setdefault(when, []).append((unit, targets))
        for when, items in by_year.items():
            told = Text(
                fr=f"cible pour {when}, et non {self._when}", en=f"target for {when}, not for {self._when}"
            )
            names = tuple(target.id for _, found in items for target in found)
            yield from self._units([unit for unit, _ in items], Word.HORIZON_DIFFERS, told, names)

    def doubles(self) -> Iterator[Finding]:
        """Units counted twice by their targets, or totals written for each of them."""
        for unit, targets in self.gathered.doubled:
            told = self._of(
                unit,
                "ce groupe et des écoles qu’il contient ont une cible\u00a0: celle du groupe compte",
                "this group and schools in it have targets: only the group's is counted",
            )
            yield _finding(Word.TWO_LEVELS, told, (unit,), tuple(target.id for target in targets))
        for one in self.gathered.brought:
            if len(one.cases) > 1:
                told = self._of(
                    one.unit,
                    f"{len(one.cases)} cibles pour {self._when}\u00a0: la plus exigeante est retenue",
                    f"{len(one.cases)} targets for {self._when}: the most demanding is used",
                )
                yield _finding(Word.TWO_TARGETS, told, (one.unit,), _targets(one))
        yield from self._repeated_total()

    def _repeated_total(self) -> Iterator[Finding]:
        """The institute's own total written for several schools: their sum is a multiple of it."""
        goal = self.asked.goal
        if isinstance(goal, Text) or self.asked.algebra not in {Algebra.SUM, Algebra.DISTINCT}:
            return
        same = [one for one in self.gathered.brought if one.cases and one.level == goal.level != 0]
        if len(same) > 1:
            number = self._say(goal.level)
            names = named(self.context.dossier.perimeter, [one.unit for one in same])
            told = Text(
                fr=f"{names.fr} ont chacune pour cible le total de l’institut ({number.fr})\u00a0: un total "
                "répété compte plusieurs fois",
                en=f"{names.en} each have the institute's own total as target ({number.en}): a total that is "
                "repeated counts several times",
            )
            targets = tuple(target for one in same for target in _targets(one))
            yield _finding(Word.SAME_TOTAL_REPEATED, told, tuple(one.unit for one in same), targets)

    def starts(self) -> Iterator[Finding]:
        """Baselines of another year, and baselines that are not the figure of their year."""
        own = self.asked.start.period
        by_year: dict[Period, list[Brought]] = {}
        for one in self.gathered.brought:
            if one.cases and own and one.start.period and one.start.period != own:
                by_year.setdefault(one.start.period, []).append(one)
        for period, units in by_year.items():
            names = named(self.context.dossier.perimeter, [one.unit for one in units])
            told = Text(
                fr=f"{names.fr}\u00a0: départ en {period}, celui de l’institut est {own}\u00a0; les hausses "
                "ne s’additionnent pas",
                en=f"{names.en}: the base is {period}, the institute's is {own}: increases do not add up",
            )
            targets = tuple(target for one in units for target in _targets(one))
            yield _finding(Word.BASE_DIFFERS, told, tuple(one.unit for one in units), targets)
        yield from self._bases()
        yield from self._stated(self.asked.case, self.asked.start)
        for one in self.gathered.brought:
            for case in one.cases:
                yield from self._stated(case, one.start)

    def _bases(self) -> Iterator[Finding]:
        """Baselines of one year that add to another number than the institute's: part of any gap is there."""
        units, own = self.gathered.brought, self.asked.start
        bases = [present(one.start.value) for one in units]
        additive = self.asked.algebra in {Algebra.SUM, Algebra.DISTINCT}
        is_whole = (
            additive and not self.gathered.without and all(one.start.period == own.period for one in units)
        )
        total = sum((base for base in bases if base is not None), Decimal(0))
        whole, decimals = present(own.value), self.asked.case.indicator.decimals
        if not units or not is_whole or None in bases or whole is None:
            return
        is_less = rounded(total, decimals) < rounded(whole, decimals)
        is_more = rounded(total, decimals) > rounded(whole, decimals)
        if is_less or (is_more and self.asked.algebra is Algebra.SUM):
            theirs, mine = self._say(total), self._say(whole)
            told = Text(
                fr=f"en {own.period}, les départs des écoles font {theirs.fr}, celui de l’institut {mine.fr}",
                en=f"in {own.period} the schools' baselines make {theirs.en}, the institute's is {mine.en}",
            )
            names, targets = tuple(one.unit for one in units), (self.asked.case.target.id,)
            yield _finding(Word.BASES_DO_NOT_ADD, told, names, targets)

    def _stated(self, case: Case, start: Start) -> Iterator[Finding]:
        stated, figure, decimals = present(start.value), present(start.measured), case.indicator.decimals
        is_stated = case.target.baseline is not None and case.target.baseline.stated is not None
        if not is_stated or stated is None or figure is None:
            return
        if rounded(stated, decimals) != rounded(figure, decimals):
            own, real = (self.context.say(case.indicator.id, value) for value in (stated, figure))
            told = self._of(
                case.target.unit,
                f"la cible part de {own.fr} en {start.period}, les chiffres donnent {real.fr}",
                f"the target starts from {own.en} in {start.period}, the figures give {real.en}",
            )
            word = Word.BASELINE_NOT_MEASURED_ONE
            yield _finding(word, told, (case.target.unit,), (case.target.id,))

    def directions(self) -> Iterator[Finding]:
        """Targets that may be met on the wrong side of what the institute needs."""
        goal = self.asked.goal
        if isinstance(goal, Text):
            return
        for one in self.gathered.brought:
            needs_low = goal.sense is not Sense.DOWN and one.bounds.low is None
            needs_high = goal.sense is not Sense.UP and one.bounds.high is None
            if needs_low or needs_high:
                told = self._of(
                    one.unit,
                    "sa cible borne l’autre côté\u00a0: une fois atteinte, elle n’assure rien à l’institut",
                    "its target bounds the other side: once met, it makes nothing sure for the institute's",
                )
                yield _finding(Word.OTHER_WAY, told, (one.unit,), _targets(one))

    def soft_targets(self) -> Iterator[Finding]:
        """Targets that ask for less than where they start from, or than the last result."""
        goal, whole = self.asked.goal, self.asked.case
        if not isinstance(goal, Text):
            yield from self._soft(whole, goal, self.asked.start)
        for one in self.gathered.brought:
            if one.goal is not None:
                own = [case for case in one.cases if case.indicator == self.asked.case.indicator]
                for case in own:
                    yield from self._soft(case, one.goal, one.start)

    def _soft(self, case: Case, goal: Goal, start: Start) -> Iterator[Finding]:
        if goal.is_bound or goal.is_strict or goal.edges is not None:
            return
        figure = None if case.horizon_has_passed else case.latest
        known = [(start.period, present(start.value))]
        known += [(figure.period, present(figure.value))] if figure else []
        softer = [
            (when, value) for when, value in known if value is not None and goal.ahead(value - goal.level) > 0
        ]
        if softer:
            when, value = softer[-1]
            level, now = (self.context.say(case.indicator.id, number) for number in (goal.level, value))
            told = self._of(
                case.target.unit,
                f"la cible ({level.fr}) demande moins que ce qui est déjà là ({now.fr}, {when})",
                f"the target ({level.en}) asks for less than what is there already ({now.en}, {when})",
            )
            word = Word.ALREADY_THERE
            yield _finding(word, told, (case.target.unit,), (case.target.id,))

    @property
    def _when(self) -> str:
        return self.asked.period.label

    def _say(self, value: Value) -> Text:
        return self.context.say(self.asked.case.target.indicator, value)

    def _of(self, unit: str, fr: str, en: str) -> Text:
        perimeter = self.context.dossier.perimeter
        label = perimeter.name if unit == INSTITUTE else perimeter.label(unit)
        return Text(fr=f"{label.fr}\u00a0: {fr}", en=f"{label.en}: {en}")

    def _units(
        self,
        units: Sequence[str],
        word: Word,
        told: Text,
        targets: tuple[str, ...] = (),
        weight: Weight = Weight.FLAGGED,
    ) -> Iterator[Finding]:
        if units:
            names = named(self.context.dossier.perimeter, units, of=self.asked.kept)
            text = Text(fr=f"{told.fr}\u00a0: {names.fr}", en=f"{told.en}: {names.en}")
            yield _finding(word, text, tuple(units), targets, weight)


_BARE = Text("sans cible sur cet indicateur", "no target on this indicator")
_UNSAID = Text("cible à fournir", "target to be supplied")
_EXEMPT = Text("aucun chiffre n’en est attendu", "no figure is expected")


def _targets(one: Brought) -> tuple[str, ...]:
    return tuple(case.target.id for case in one.cases)


def _finding(
    word: Word, text: Text, units: tuple[str, ...], targets: tuple[str, ...], weight: Weight = Weight.FLAGGED
) -> Finding:
    return Finding(word=word, weight=weight, text=text, units=units, targets=targets)
