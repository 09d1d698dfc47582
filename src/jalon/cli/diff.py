"""``jalon diff``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from jalon.cli.answers import answers
from jalon.cli.output import Format, console, print_table, write_rows
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.figures.components import NAMES, ORDER, Component
from jalon.figures.figure import Scope
from jalon.figures.restatement import Kind, Move
from jalon.figures.vintages import NOW
from jalon.infocentre.workspace import Workspace
from jalon.kernel.texts import Language, Text
from jalon.services.causes import named
from jalon.services.check import open_checked
from jalon.services.compare import Comparison, compare
from jalon.services.moves import Teller, over_periods, summary
from jalon.services.places import workspace_of
from jalon.services.problems import stop
from jalon.services.rowsbehind import RowsBehind

KEYS = ("indicator", "unit", "period", "breakdown", "measured_in", "before", "after", "change")
HEADERS = {
    Language.EN: ("indicator", "unit", "period", "breakdown", "in", "before", "after", "change"),
    Language.FR: ("indicateur", "unité", "période", "ventilation", "en", "avant", "après", "écart"),
}
WHY = Text("pourquoi", "why")
_LIKE_FOR_LIKE = Text("périmètre constant", "like for like")


@answers
def diff(
    dossier: Path,
    before: str,
    after: str = NOW,
    *,
    indicator: Annotated[Sequence[str], Parameter(negative=())] = (),
    unit: Annotated[Sequence[str], Parameter(negative=())] = (),
    order: str = "",
    shapley: bool = False,
    rows: bool = False,
    breakdowns: bool = False,
    format: Format = Format.TABLE,
    out: Path | None = None,
    settings: Settings = EVERYWHERE,
) -> None:
    """Say what moved between two vintages, and why: data, identities, definition, perimeter, prices.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    before
        Name of a vintage, or now.
    after
        Name of a vintage, or now.
    indicator
        Indicators to compare; all by default. May be repeated.
    unit
        Units to compare (institute for the whole); all by default. May be repeated.
    order
        Order in which components are taken from the second, separated by commas; by default data,
        identities, definition, perimeter, prices.
    shapley
        The mean over all orders instead of one order.
    rows
        The lines of the files behind each move.
    breakdowns
        Breakdowns too, not only totals.
    format
        table, json, csv or parquet.
    out
        File to write instead of the standard output.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    workspace = workspace_of(checked, settings.home)
    comparison = compare(
        checked,
        workspace,
        before,
        after,
        as_of=settings.as_of,
        indicators=tuple(indicator),
        units=tuple(unit),
        order=_order(order),
        averaged=shapley,
        breakdowns=breakdowns,
    )
    teller = Teller(comparison, workspace, settings.language)
    if format is Format.TABLE and out is None:
        print_comparison(comparison, teller, workspace, settings.language, rows=rows, shapley=shapley)
    else:
        flat = [teller.row(move) for move in comparison.moves]
        write_rows(flat, Format.CSV if format is Format.TABLE else format, out)


def _order(text: str) -> tuple[Component, ...]:
    if not text.strip():
        return ORDER
    words = [word.strip() for word in text.split(",")]
    known = {component.value: component for component in ORDER}
    if any(word not in known for word in words):
        raise stop("unknown-component", written=text, known=", ".join(known))
    return tuple(known[word] for word in words)


def print_comparison(
    comparison: Comparison,
    teller: Teller,
    workspace: Workspace,
    language: Language,
    *,
    rows: bool,
    shapley: bool,
) -> None:
    """Every move that a reader sees, then how many cells each component moved."""
    shown = [move for move in comparison.moves if move.kind is not Kind.REWORDED]
    if shown:
        _print_moves(shown, comparison.order, teller, language)
    if rows:
        _print_rows(comparison, shown, teller, workspace)
    if shapley and not all(move.averaged for move in shown if move.kind is Kind.MOVED):
        ordered = Text(
            "Où un mélange n’a pas de chiffre, ou que le calcul a changé, les parts suivent l’ordre déclaré.",
            "Where a mix has no number, or the computation changed, the parts follow the declared order.",
        )
        console().print(ordered.say(language), soft_wrap=True)
    for name, told in comparison.joined.items():
        joined = " / ".join(named(step, language) for step in comparison.steps[name] if len(step) > 1)
        console().print(f"{name}: {joined} ({told.say(language)})", soft_wrap=True)
    _print_summary(comparison, teller, language)


def _print_moves(
    moves: Sequence[Move], order: Sequence[Component], teller: Teller, language: Language
) -> None:
    """A table of numbers; what there is to say of each move stands below, by number."""
    places = {component: place for place, component in enumerate((*order, Component.CODE))}
    found = dict.fromkeys(part.components for move in moves for part in move.parts)
    steps = sorted(found, key=lambda step: [places[component] for component in step])
    headers = dict(zip(KEYS, HEADERS[language], strict=True))
    if not any(move.cell.breakdown for move in moves):
        del headers["breakdown"]
    headers |= {"+".join(step): named(step, language) for step in steps}
    headers["why"] = WHY.say(language)
    notes: dict[str, int] = {}
    table = [_row(move, teller, language, notes) for move in moves]
    print_table(headers, table, frozenset({"before", "after", "change", *map("+".join, steps)}))
    console().print()
    for text, number in notes.items():
        console().print(f"[{number}] {text}", soft_wrap=True)


def _row(move: Move, teller: Teller, language: Language, notes: dict[str, int]) -> dict[str, str]:
    cell = move.cell
    unit = cell.unit
    if cell.scope is Scope.LIKE_FOR_LIKE:
        unit += f" ({_LIKE_FOR_LIKE.say(language)})"
    why = [f"[{notes.setdefault(text, len(notes) + 1)}]" for text in teller.causes(move)]
    return {
        "indicator": cell.indicator,
        "unit": unit,
        "period": cell.period.label,
        "breakdown": "; ".join(f"{column}={value}" for column, value in cell.breakdown),
        "measured_in": teller.unit(move).say(language),
        "before": teller.bare(move, move.before),
        "after": teller.bare(move, move.after),
        "change": teller.bare(move, move.change, signed=True) if move.kind is Kind.MOVED else "",
        **{"+".join(part.components): teller.bare(move, part.change, signed=True) for part in move.parts},
        "why": " ".join(why),
    }


def _print_rows(comparison: Comparison, moves: Sequence[Move], teller: Teller, workspace: Workspace) -> None:
    """The lines of the files behind each move of the data."""
    with RowsBehind(comparison, workspace) as behind:
        for move in moves:
            found = behind.of(move)
            if found:
                cell = move.cell
                console().print(f"\n{cell.indicator}, {cell.unit}, {cell.period.label}", soft_wrap=True)
            for row in found:
                console().print(f"  {teller.behind(row)}", soft_wrap=True)


def _print_summary(comparison: Comparison, teller: Teller, language: Language) -> None:
    console().print()
    moved = len(comparison.moves)
    told = Text(
        f"Cellules comparées\u00a0: {comparison.cells}\u00a0; changées\u00a0: {moved}.",
        f"Cells compared: {comparison.cells}; changed: {moved}.",
    )
    console().print(told.say(language), soft_wrap=True)
    for name, counts, total in summary(comparison):
        parts = ", ".join(f"{NAMES[component].say(language)} {count}" for component, count in counts.items())
        console().print(f"  {name}: {total} ({parts})", soft_wrap=True)
        _print_total(comparison, name, teller, language)
    reworded = sum(move.kind is Kind.REWORDED for move in comparison.moves)
    if reworded:
        silent = Text(
            f"Sans chiffre des deux côtés, la raison seule a changé\u00a0: {reworded}.",
            f"No number on either side, only the reason changed: {reworded}.",
        )
        console().print(silent.say(language), soft_wrap=True)


def _print_total(comparison: Comparison, name: str, teller: Teller, language: Language) -> None:
    """What each component brought to the institute over all periods, where that is a sum."""
    move = next(move for move in comparison.moves if move.cell.indicator == name)
    parts = over_periods(comparison, name)
    if parts:
        told = ", ".join(
            f"{named(part.components, language)} {teller.amount(move, part.change)}" for part in parts
        )
        over = Text("institut, toutes périodes\u00a0: ", "institute, all periods: ")
        console().print(f"    {over.say(language)}{told}", soft_wrap=True)
