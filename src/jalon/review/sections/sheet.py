"""The definition sheet of an indicator, and who is in its figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from jalon.dossier.estimate import METHODS, EstimateMethod
from jalon.dossier.indicator import (
    Collected,
    ConstantPrice,
    Derived,
    Direction,
    Distinct,
    Fractional,
    Indicator,
    Measure,
    Ratio,
    Stock,
    entities,
)
from jalon.dossier.perimeter import INSTITUTE
from jalon.dossier.target import Target
from jalon.figures.figure import (
    PRICE_INDEX_PARTIAL,
    READ_AS_ZERO,
    ROWS_LEFT_OUT,
    Figure,
    State,
    Substitute,
)
from jalon.figures.remarks import remarks
from jalon.kernel.numbers import ESTIMATE_SIGN, format_number
from jalon.kernel.texts import Text
from jalon.review.document import Block, BulletList, Definition, Definitions, Inline, Paragraph, code, strong
from jalon.review.sections.context import Context, SourceNote, cited
from jalon.review.words import say_date

MOST_FILES = 3
"""Files of one source that a definition sheet names."""

_MEASURES: dict[type[Measure], Text] = {
    Ratio: Text("rapport de sommes", "ratio of sums"),
    ConstantPrice: Text("somme déflatée", "sum, deflated"),
    Distinct: Text("décompte sans double compte", "distinct count"),
    Fractional: Text("décompte fractionnaire", "fractional count"),
    Stock: Text("somme à une date", "sum at a date"),
    Derived: Text("calcul sur d’autres indicateurs", "computed from other indicators"),
    Collected: Text("valeurs collectées", "collected values"),
}
_SUM = Text("somme", "sum")
_DIRECTIONS = {
    Direction.UP: Text("une hausse est un progrès", "an increase is progress"),
    Direction.DOWN: Text("une baisse est un progrès", "a decrease is progress"),
    Direction.KEEP: Text("à maintenir", "to be kept"),
}


def definition_sheet(context: Context, indicator: Indicator, targets: tuple[Target, ...]) -> Definitions:
    """Everything needed to know what the number means and who answers for it."""
    say, words = context.say, context.words
    items: list[tuple[str, tuple[Inline, ...]]] = [
        (words("Définition", "Definition"), (say(indicator.definition),)),
        (words("Population", "Population"), (say(indicator.population.text),)),
        (words("Stade", "Stage"), (say(indicator.stage),)),
        (words("Mode de calcul", "Computed as"), _computation(context, indicator)),
        (words("Sens", "Direction"), (say(_DIRECTIONS[indicator.direction]),)),
        (words("Responsable", "Owner"), (indicator.owner,)),
        (words("Fréquence et disponibilité", "Frequency and availability"), (_when(context, indicator),)),
        (words("Source", "Source"), tuple(_sources(context, indicator))),
        (words("Référence", "Reference"), cited(indicator.references)),
        (words("Référence de la cible", "Reference of the target"), _target_references(targets)),
    ]
    return Definitions(
        tuple(Definition(term=term, content=content) for term, content in items if any(content))
    )


def _when(context: Context, indicator: Indicator) -> str:
    return f"{context.say(indicator.frequency)}, {context.say(indicator.available)}"


def _target_references(targets: tuple[Target, ...]) -> tuple[Inline, ...]:
    found = dict.fromkeys(reference for target in targets for reference in target.references)
    return cited(found)


def _computation(context: Context, indicator: Indicator) -> tuple[Inline, ...]:
    measure = indicator.measure
    kind = context.say(_MEASURES.get(type(measure), _SUM))
    return (f"{kind} ", *_expression(context, measure))


def _expression(context: Context, measure: Measure) -> tuple[Inline, ...]:
    if isinstance(measure, Ratio):
        return (*_expression(context, measure.numerator), " / ", *_expression(context, measure.denominator))
    if isinstance(measure, ConstantPrice):
        index = context.say(context.dossier.price_indices[measure.index].name)
        year = context.words(f", aux prix de {measure.base_year}", f", at {measure.base_year} prices")
        return (*_expression(context, measure.total), f"{year} ({index})")
    if isinstance(measure, Derived):
        return (code(measure.expression),)
    if isinstance(measure, Collected):
        return (code(measure.value or f"{measure.numerator} / {measure.denominator}"),)
    expression = measure.key if isinstance(measure, Distinct | Fractional) else measure.value
    where = " and ".join(item.where for item in measure.filters)
    condition: tuple[Inline, ...] = (context.words(" où ", " where "), code(where)) if where else ()
    return (code(expression), *condition)


def _sources(context: Context, indicator: Indicator) -> Iterator[Inline]:
    """The sources with the file received for each, its lines and the start of its hash."""
    separator = ""
    for entity in entities(indicator.measure):
        for source in context.dossier.sources_of(entity):
            yield f"{separator}{context.say(source.name)}"
            separator = context.words("\u00a0; ", "; ")
            yield from _files(context, [note for note in context.sources if note.source == source.id])


def _files(context: Context, notes: list[SourceNote]) -> Iterator[Inline]:
    """The files of a source; when there are many, how many: the list of sources names each."""
    if not notes:
        yield context.words(" — rien de reçu", " — nothing received")
    elif len(notes) > MOST_FILES:
        rows = format_number(Decimal(sum(note.rows for note in notes)), 0, context.language)
        last = _day(context, max(note.received_on for note in notes))
        yield context.words(
            f" — {len(notes)} fichiers, {rows} lignes, le dernier reçu le {last}",
            f" — {len(notes)} files, {rows} rows, the last received on {last}",
        )
    else:
        for note in notes:
            rows = format_number(Decimal(note.rows), 0, context.language)
            day = _day(context, note.received_on)
            yield context.words(
                f" — fichier {note.file}, {rows} lignes, reçu le {day}, empreinte ",
                f" — file {note.file}, {rows} rows, received on {day}, hash ",
            )
            yield code(note.sha256[:12])


def _day(context: Context, day: str) -> str:
    return say_date(date.fromisoformat(day), context.language)


def completeness_list(context: Context, indicator: Indicator) -> Iterator[Block]:
    """Period by period, who is missing from the whole and why; nothing when nobody ever is."""
    figures = [figure for figure in context.series(indicator.id) if _has_gap(figure)]
    items = [_line(context, group) for group in _grouped(figures)]
    items += _read_as_zero(context, indicator)
    items += _partial_index(context, indicator)
    if items:
        yield Paragraph((strong(context.words("Complétude", "Completeness")),))
        yield BulletList(tuple(items))


def _read_as_zero(context: Context, indicator: Indicator) -> Iterator[tuple[Inline, ...]]:
    """Where empty cells were read as zero, and by which declared rule."""
    told = [
        f"{figure.period.label} ({flag.partition(':')[2]})"
        for figure in context.series(indicator.id)
        for flag in figure.flags
        if flag.startswith(READ_AS_ZERO)
    ]
    if told:
        title = context.words("Cellules vides lues comme zéro", "Empty cells read as zero")
        because = _rules(context, indicator)
        colon = context.words("\u00a0: ", ": ")
        yield (strong(title), f"{colon}{', '.join(told)}{colon}{because}")


def _partial_index(context: Context, indicator: Indicator) -> Iterator[tuple[Inline, ...]]:
    """The periods whose price index lacks months: nothing is deflated by it."""
    told = [
        f"{figure.period.label} ({flag.partition(':')[2]})"
        for figure in context.series(indicator.id)
        for flag in figure.flags
        if flag.startswith(PRICE_INDEX_PARTIAL)
    ]
    if told:
        title = context.words("Indice de prix partiel, non utilisé", "Partial price index, not used")
        colon = context.words("\u00a0: ", ": ")
        months = context.words("mois connus", "months known")
        yield (strong(title), f"{colon}{', '.join(told)} {months}")


def _rules(context: Context, indicator: Indicator) -> str:
    sources = [s for entity in entities(indicator.measure) for s in context.dossier.sources_of(entity)]
    return context.words("\u00a0; ", "; ").join(
        context.say(rule.because) for source in sources for rule in source.empties
    )


def _has_gap(figure: Figure) -> bool:
    return figure.state is not State.COMPLETE or bool(figure.completeness.not_expected)


def _grouped(figures: list[Figure]) -> list[list[Figure]]:
    """Periods in a row with the same gaps are told once."""
    groups: list[list[Figure]] = []
    for figure in figures:
        last = groups[-1][-1] if groups else None
        if last and last.period.next() == figure.period and _same_gaps(last, figure):
            groups[-1].append(figure)
        else:
            groups.append([figure])
    return groups


def _same_gaps(one: Figure, other: Figure) -> bool:
    first, second = one.completeness, other.completeness
    gaps = (first.missing, first.not_expected, first.estimated)
    is_same = gaps == (second.missing, second.not_expected, second.estimated)
    return is_same and one.rows_left_out == other.rows_left_out


def _line(context: Context, group: list[Figure]) -> tuple[Inline, ...]:
    first, last = group[0], group[-1]
    label = first.period.label if first is last else f"{first.period.label} – {last.period.label}"
    told = _by_reason(context, first)
    left_out = [flag for flag in first.flags if flag.startswith(ROWS_LEFT_OUT)]
    told += remarks(left_out, context.language)
    nothing = context.words("aucun chiffre", "no figure")
    state = first.completeness.say(context.language) if first.has_value else nothing
    colon = context.words("\u00a0: ", ": ")
    then = context.words("\u00a0; ", "; ")
    return (strong(label), f" ({state}){colon}{then.join(told)}")


def _by_reason(context: Context, figure: Figure) -> list[str]:
    """The units without a value, those that share a reason together; their names only when all share it."""
    completeness = figure.completeness
    found: dict[str, list[str]] = {}
    for gap in (*completeness.missing, *completeness.not_expected):
        if gap.unit != INSTITUTE:
            found.setdefault(gap.why.say(context.language), []).append(context.label(gap.unit))
    everyone = not completeness.behind and len(found) == 1
    everybody = context.words("toutes les unités", "all units")
    estimates = [_estimate(context, made) for made in completeness.estimated]
    return estimates + [
        f"{everybody if everyone else ', '.join(names)} ({why})" for why, names in found.items()
    ]


def _estimate(context: Context, made: Substitute) -> str:
    """An estimated unit: the method, its numbers, what it stands in for."""
    method = context.say(METHODS[EstimateMethod(made.method)])
    why = made.why.say(context.language)
    colon = context.words("\u00a0: ", ": ")
    instead = context.words("à la place de", "instead of")
    formula = context.say(made.formula)
    return f"{context.label(made.unit)} ({ESTIMATE_SIGN} {method}{colon}{formula} ; {instead}{colon}{why})"
