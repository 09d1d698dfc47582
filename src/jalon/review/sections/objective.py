"""One objective: where it stands, its chart, its schools, its definition."""

from __future__ import annotations

from collections.abc import Iterator

from jalon.dossier.contract import Objective
from jalon.dossier.indicator import Indicator
from jalon.dossier.perimeter import INSTITUTE
from jalon.dossier.target import Target
from jalon.figures.figure import Scope
from jalon.kernel.missing import Missing
from jalon.kernel.texts import EMPTY, Text
from jalon.outlook.verdict import PACE_WORDS, WORDS, Verdict, Word
from jalon.review.document import (
    Block,
    Callout,
    CalloutKind,
    Heading,
    KeyFigure,
    KeyFigures,
    PageBreak,
    Paragraph,
    Tone,
)
from jalon.review.sections.aims import aim_in_words
from jalon.review.sections.context import DASH, Context, Measured, cited
from jalon.review.sections.overlap import overlap_blocks
from jalon.review.sections.schools import school_table, target_table
from jalon.review.sections.sheet import completeness_list, definition_sheet
from jalon.review.sections.tones import PACE_TONES, TONES
from jalon.review.sections.trajectory import school_charts, trajectory_block


def objective_pages(context: Context, objective: Objective, number: int) -> Iterator[Block]:
    """The pages of an objective: its words, then each of its indicators."""
    yield PageBreak()
    title = f"{number}. {context.say(objective.title)}"
    yield Heading(level=1, text=title, anchor=f"objective-{objective.id}")
    yield from objective_words(context, objective)
    for name, mine in targets_by_indicator(context, objective).items():
        yield from indicator_blocks(context, context.dossier.indicator(name), mine, objective.id)


def targets_by_indicator(context: Context, objective: Objective) -> dict[str, tuple[Target, ...]]:
    """The targets of an objective, by the indicator they set a number for."""
    found: dict[str, list[Target]] = {}
    for target in context.dossier.contract.targets_of(objective.id):
        found.setdefault(target.indicator, []).append(target)
    return {name: tuple(mine) for name, mine in found.items()}


def objective_words(context: Context, objective: Objective) -> Iterator[Block]:
    """The text of an objective, where it stands in the contract, and that it has no number if it has none."""
    if objective.text != EMPTY:
        yield Paragraph((context.say(objective.text),))
    if objective.references:
        yield Paragraph((context.words("Référence : ", "Reference: "), *cited(objective.references)))
    if not context.dossier.contract.targets_of(objective.id):
        told = context.words(
            "Cet objectif n’a pas de cible chiffrée dans le contrat.",
            "The contract gives this objective no number.",
        )
        yield Callout(kind=CalloutKind.NOTE, content=(told,))


def indicator_blocks(
    context: Context, indicator: Indicator, targets: tuple[Target, ...], prefix: str
) -> Iterator[Block]:
    """An indicator: key figures, chart, table by school, definition and completeness."""
    yield Heading(level=2, text=context.say(indicator.name), anchor=f"{prefix}-{indicator.id}")
    yield from indicator_head(context, indicator, targets)
    yield from _figures(context, indicator, targets)
    yield definition_sheet(context, indicator, targets)
    yield from completeness_list(context, indicator)


def indicator_head(context: Context, indicator: Indicator, targets: tuple[Target, ...]) -> Iterator[Block]:
    """The key figures of each target of the whole, what limits them, and the notes of the indicator."""
    whole = ((target, context.verdict(target)) for target in _of_the_whole(targets))
    told = [(target, verdict) for target, verdict in whole if verdict is not None]
    shown: set[tuple[str, str]] = set()
    for target, verdict in told:
        # Of a second horizon, what the first has told is not told again.
        figures = [
            one
            for one in _key_figures(context, indicator, target, verdict)
            if (one.value, one.label) not in shown
        ]
        shown.update((one.value, one.label) for one in figures if one.tone is Tone.NEUTRAL)
        yield KeyFigures(tuple(figures))
    said: set[Text] = set()
    for target, verdict in told:
        yield from _remarks(context, target, verdict, said)
    for note in indicator.notes:
        who = ", ".join(context.label(unit) for unit in note.units)
        title = f"{who}, {note.since}" if who and note.since else who or note.since
        yield Callout(kind=CalloutKind.WARNING, title=title, content=(context.say(note.text),))


def _of_the_whole(targets: tuple[Target, ...]) -> list[Target]:
    return [target for target in targets if target.unit == INSTITUTE]


def _figures(context: Context, indicator: Indicator, targets: tuple[Target, ...]) -> Iterator[Block]:
    """The chart and the table by school; where nothing was received yet, the sentence that says so."""
    yield from indicator_trajectory(context, indicator, targets)
    yield from overlap_blocks(context, indicator)
    charts = school_charts(context, indicator, targets)
    if charts is not None:
        yield charts
    yield from by_unit(context, indicator, targets)


def indicator_trajectory(
    context: Context, indicator: Indicator, targets: tuple[Target, ...]
) -> Iterator[Block]:
    """The chart of the whole; nothing where there is neither a figure nor a goal."""
    whole = _of_the_whole(targets)
    verdicts = [context.verdict(target) for target in whole]
    has_goal = any(verdict and not isinstance(verdict.goal, Missing) for verdict in verdicts)
    if _is_received(context, indicator) or has_goal:
        yield trajectory_block(context, indicator, _nearest(whole))


def _is_received(context: Context, indicator: Indicator) -> bool:
    return any(f.indicator == indicator.id and f.completeness.behind for f in context.figures.figures)


def by_unit(context: Context, indicator: Indicator, targets: tuple[Target, ...]) -> Iterator[Block]:
    """The table by unit; where nothing was received yet, the sentence that says so and the targets."""
    if _is_received(context, indicator):
        yield school_table(context, indicator, targets)
    else:
        told = context.words(
            "Aucune unité n’a encore transmis de chiffre pour cet indicateur.",
            "No unit has sent a figure for this indicator yet.",
        )
        title = context.words("Chiffres non reçus", "Figures not yet received")
        yield Callout(kind=CalloutKind.MISSING, title=title, content=(told,))
        table = target_table(context, indicator, targets)
        if table is not None:
            yield table


def _nearest(targets: list[Target]) -> Target | None:
    return min(targets, key=lambda target: target.horizon.number, default=None)


def _key_figures(
    context: Context, indicator: Indicator, target: Target, verdict: Verdict
) -> Iterator[KeyFigure]:
    measured = context.measured(indicator)
    word = context.say(WORDS[verdict.word])
    yield _latest(context, indicator, verdict)
    if verdict.scope is Scope.LIKE_FOR_LIKE and not isinstance(verdict.value, Missing):
        label = context.words("à périmètre constant", "like for like")
        yield KeyFigure(
            value=measured.full(verdict.value),
            label=label,
            sub=_since(context, verdict, measured.change(verdict.change)),
        )
    elif not isinstance(verdict.change, Missing):
        base = verdict.baseline_period.label if verdict.baseline_period else DASH
        label = context.words(f"depuis {base}", f"since {base}")
        yield KeyFigure(
            value=measured.change(verdict.change), label=label, sub=measured.full(verdict.baseline)
        )
    yield KeyFigure(
        value=_goal(context, indicator, target, verdict),
        label=context.words(f"cible {target.horizon.label}", f"target {target.horizon.label}"),
        sub=_expected(context, indicator, target, verdict),
    )
    gap = measured.difference(verdict.gap)
    yield KeyFigure(
        value=word,
        label=context.words("appréciation", "verdict"),
        sub="" if gap == DASH else context.words(f"écart {gap}", f"gap {gap}"),
        tone=TONES[verdict.word],
    )
    yield from _pace(context, measured, verdict)


def _pace(context: Context, measured: Measured, verdict: Verdict) -> Iterator[KeyFigure]:
    """Whether the pace is enough, with both paces; nothing where the question does not arise."""
    pace = verdict.pace
    if isinstance(pace.required, Missing) or isinstance(pace.observed, Missing):
        return
    if pace.is_rate:
        observed, required = (measured.rate(value) for value in (pace.observed, pace.required))
    else:
        observed, required = (measured.difference(value) for value in (pace.observed, pace.required))
    yield KeyFigure(
        value=context.say(PACE_WORDS[pace.word]),
        label=context.words("rythme, par période", "pace, per period"),
        sub=context.words(
            f"observé {observed} ; requis d’ici l’échéance {required}",
            f"observed {observed}; required until the horizon {required}",
        ),
        tone=PACE_TONES[pace.word],
    )


def _latest(context: Context, indicator: Indicator, verdict: Verdict) -> KeyFigure:
    """The last value measured; where there is none yet, the baseline it will be compared with."""
    measured = context.measured(indicator)
    if verdict.period is None:
        base = verdict.baseline_period.label if verdict.baseline_period else ""
        label = context.words(f"base {base}", f"baseline {base}").strip()
        nothing = context.words("aucun chiffre reçu depuis", "no figure received since")
        return KeyFigure(value=measured.full(verdict.baseline), label=label, sub=nothing)
    received, _, expected = verdict.completeness.partition("/")
    partial = context.words(f"incomplet {verdict.completeness}", f"incomplete {verdict.completeness}")
    return KeyFigure(
        value=measured.full(verdict.as_it_was),
        label=context.words(f"en {verdict.period.label}", f"in {verdict.period.label}"),
        sub=partial if received != expected else "",
    )


def _since(context: Context, verdict: Verdict, change: str) -> str:
    if verdict.baseline_period is None or change == DASH:
        return ""
    base = verdict.baseline_period.label
    return context.words(f"{change} depuis {base}", f"{change} since {base}")


def _goal(context: Context, indicator: Indicator, target: Target, verdict: Verdict) -> str:
    measured = context.measured(indicator)
    if isinstance(verdict.goal, Missing):
        return aim_in_words(target, context.language) or DASH
    if verdict.goal_high is None or isinstance(verdict.goal_high, Missing):
        return measured.full(verdict.goal)
    low, high = sorted((verdict.goal, verdict.goal_high))
    return f"{measured.bare(low)} – {measured.full(high)}"


def _expected(context: Context, indicator: Indicator, target: Target, verdict: Verdict) -> str:
    """The target as the contract writes it, and what was expected by now when the horizon is still ahead."""
    aim = aim_in_words(target, context.language) if target.is_relative else ""
    is_ahead = verdict.period is not None and verdict.period < target.horizon
    if not is_ahead or isinstance(verdict.expected, Missing) or verdict.period is None:
        return aim
    measured, when = context.measured(indicator), verdict.period.label
    expected = measured.full(verdict.expected)
    told = context.words(f"attendu en {when} : {expected}", f"expected in {when}: {expected}")
    return f"{aim} ; {told}" if aim else told


def _remarks(context: Context, target: Target, verdict: Verdict, said: set[Text]) -> Iterator[Block]:
    """What limits the verdict: its reason, its perimeter, the contract's note; each is said once."""
    texts = (verdict.reason, verdict.scope_reason, target.note)
    told = [text for text in texts if text != EMPTY and text not in said]
    if not told:
        return
    said.update(told)
    is_open = verdict.word in {Word.NOT_MEASURABLE, Word.NO_TARGET_VALUE}
    kind = CalloutKind.WARNING if verdict.reason != EMPTY else CalloutKind.NOTE
    title = context.words(
        f"À savoir, cible {target.horizon.label}", f"To be known, target {target.horizon.label}"
    )
    sentences = " ".join(_sentence(context.say(text)) for text in told)
    yield Callout(kind=CalloutKind.MISSING if is_open else kind, title=title, content=(sentences,))


def _sentence(text: str) -> str:
    """A remark as a sentence."""
    end = "" if text.endswith((".", "!", "?", "»")) else "."
    return f"{text[:1].upper()}{text[1:]}{end}"
