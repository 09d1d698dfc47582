"""Overlap: who shares whom behind a distinct count, in any units, and on request which keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jalon.dossier.catalogue import Dossier
from jalon.dossier.indicator import Indicator
from jalon.dossier.perimeter import INSTITUTE
from jalon.figures.cells import TOTAL, Breakdown
from jalon.figures.figure import Figure, FigureSet
from jalon.figures.holders import keys_step
from jalon.figures.measures.distinct import LINKS_IN_DOUBT, Holders, LedgerBridge
from jalon.figures.overlap import Overlap, Side, distinct_parts, read_overlaps
from jalon.figures.plan import plan
from jalon.figures.rows import rows_steps
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.lake import Lake
from jalon.infocentre.scope import Scope
from jalon.infocentre.workspace import Workspace
from jalon.kernel.missing import Value, between
from jalon.kernel.periods import Period
from jalon.kernel.suggestions import hint
from jalon.services.problems import stop
from jalon.services.rows import Row
from jalon.services.show import Selection, check_selection, matches_period, stored_figures
from jalon.services.standing import identities_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked.

    Attributes:
        indicator: a distinct count, a fractional one, or a ratio of them.
        period: a period, in any notation of the indicator's calendar.
        units: some units, which need not make a perimeter; the units of the whole by default.
        breakdown: ``column=category``; the total by default.
    """

    indicator: str
    period: str
    units: tuple[str, ...] = ()
    breakdown: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Who shares whom, in one part of an indicator.

    Attributes:
        indicator: its definition, in the version in force.
        overlap: where it was counted.
        members: the units asked for that have a figure.
        alone: keys of each unit, whoever else holds them.
        fractions: keys of each unit, each shared equally between the units asked for.
        sets: keys by exact set of units among those asked for, most keys first.
        bridge: from the sum of the units to their whole.
        whole: the whole, or its bounds while links are in doubt.
    """

    indicator: Indicator
    overlap: Overlap
    members: tuple[str, ...]
    alone: Mapping[str, int]
    fractions: Mapping[str, Decimal]
    sets: Mapping[Holders, int]
    bridge: LedgerBridge
    whole: Value

    def by_degree(self) -> dict[int, int]:
        """How many keys are held by one unit, by two, by three and so on."""
        found: dict[int, int] = {}
        for holders, number in self.sets.items():
            found[len(holders)] = found.get(len(holders), 0) + number
        return dict(sorted(found.items()))


def overlap(dossier: Dossier, workspace: Workspace, question: Question) -> list[Shared]:
    """The overlap of a distinct count, or of both terms of a ratio, read in the stored ledgers alone.

    Raises:
        DossierProblem: nothing was computed, a name leads nowhere, or the indicator counts no keys.
    """
    check_selection(dossier, Selection(indicators=(question.indicator,), units=question.units))
    figures = stored_figures(workspace)
    figure = institute_figure(figures, question)
    return shared(dossier, workspace, figure, _members(dossier, figure, question.units), _category(question))


def shared(
    dossier: Dossier,
    workspace: Workspace,
    figure: Figure,
    members: Sequence[str],
    breakdown: Breakdown = TOTAL,
) -> list[Shared]:
    """The overlap of some units in the cell of a figure.

    Raises:
        DossierProblem: the indicator counts no keys, or no key is of that category.
    """
    version = dossier.indicator(figure.indicator, figure.period.start)
    sides = [side for side, _ in distinct_parts(version)]
    if not sides:
        raise stop("no-overlap", indicator=figure.indicator, known=_countable(dossier))
    stored = read_overlaps(workspace.figures)
    found = [stored.find(figure.indicator, side, figure.period, breakdown) for side in sides]
    told = [_shared(version, one, members) for one in found if one is not None]
    if not told:
        raise _no_key(stored.of(figure.indicator).keys(), figure, breakdown)
    return told


def _shared(version: Indicator, one: Overlap, members: Sequence[str]) -> Shared:
    ledger, whole = one.ledger.among(set(members)), dict.fromkeys(members, Decimal(1))
    bridge = ledger.bridge(whole)
    least = bridge.whole if one.possible is None else one.possible.weighted(whole)
    fractions = {unit: ledger.fraction(unit) for unit in members}
    return Shared(
        indicator=version,
        overlap=one,
        members=tuple(members),
        alone={unit: ledger.count({unit}) for unit in members},
        fractions={u: Decimal(f.numerator) / Decimal(f.denominator) for u, f in fractions.items()},
        sets=dict(sorted(ledger.counts.items(), key=lambda item: (-item[1], sorted(item[0])))),
        bridge=bridge,
        whole=between(least, bridge.whole, LINKS_IN_DOUBT),
    )


def institute_figure(figures: FigureSet, question: Question) -> Figure:
    """The figure of the whole for a question's period.

    Raises:
        DossierProblem: there is none.
    """
    series = figures.series(question.indicator, INSTITUTE)
    found = [figure for figure in series if matches_period(figure.period, (question.period,))]
    if not found:
        known = ", ".join(figure.period.label for figure in series) or "—"
        context = {"indicator": question.indicator, "unit": INSTITUTE, "period": question.period}
        raise stop("no-such-figure", **context, known=known)
    return found[0]


def _members(dossier: Dossier, figure: Figure, units: Sequence[str]) -> list[str]:
    """The units asked for, groups as the units below them, that have a figure."""
    received = figure.completeness.received
    if not units:
        return list(received)
    wanted: dict[str, None] = {}
    for unit in units:
        below = [one.id for one in dossier.perimeter.members(figure.period, unit)]
        wanted.update(dict.fromkeys(below or [unit]))
    absent = [unit for unit in wanted if unit not in received]
    if absent:
        context = {"indicator": figure.indicator, "unit": ", ".join(absent), "period": figure.period.label}
        raise stop("no-such-figure", **context, known=", ".join(received) or "—")
    return list(wanted)


def _category(question: Question) -> Breakdown:
    column, equals, value = question.breakdown.partition("=")
    if question.breakdown and not equals:
        raise stop("unknown-choice", kind="breakdown", name=question.breakdown, known="column=category")
    return ((column, value),) if equals else TOTAL


def _no_key(places: Iterable[tuple[Side, Period, Breakdown]], figure: Figure, asked: Breakdown) -> Exception:
    """No key is of that category, or of any: say which categories there are."""
    name = "=".join(asked[0]) if asked else "—"
    known = {"=".join(by[0]) for _, period, by in places if period == figure.period and by}
    return stop("unknown-choice", kind="breakdown", name=name, known=hint(name, sorted(known)))


def _countable(dossier: Dossier) -> str:
    names = [name for name, versions in dossier.indicators.items() if distinct_parts(versions[-1])]
    return ", ".join(names) or "—"


def exact_keys(
    dossier: Dossier, workspace: Workspace, question: Question, side: Side | None = None
) -> list[str]:
    """The pseudonymous keys that exactly the units of a question hold, among the units of the whole.

    Args:
        dossier: the dossier.
        workspace: its workspace.
        question: which indicator, period and units.
        side: for a ratio, which term; its denominator by default.

    Raises:
        DossierProblem: as for :func:`overlap`.
    """
    found = overlap(dossier, workspace, question)
    chosen = next((one for one in found if one.overlap.side is side), found[-1])
    parts = dict(distinct_parts(chosen.indicator))
    part = parts[chosen.overlap.side]
    (one,) = plan(dossier, [chosen.indicator]).values()
    everybody = institute_figure(stored_figures(workspace), question).completeness.received
    scope = Scope.of_the_house(f"keys of {question.indicator} held by exactly {', '.join(chosen.members)}")
    step = keys_step(
        one.slot(part), chosen.overlap.period.label, chosen.members, everybody, chosen.overlap.breakdown
    )
    identities = identities_of(dossier, workspace)
    with Engine([Lake(workspace).open(one.entity, scope)]) as engine:
        identities.register(engine)
        first = rows_steps(one.entity, dossier.sources_of(one.entity.id), identities.links(one.entity))
        rows = engine.run([*first, step])
    return [str(key) for key in rows["key"].to_pylist()]


def overlap_rows(found: Sequence[Shared]) -> list[Row]:
    """The answer as flat rows: a row a set of units, then the bridge."""
    rows: list[Row] = []
    for one in found:
        for holders, keys in one.sets.items():
            rows.append(_row(one, "set", keys, holders))
        bridge = one.bridge
        for what, value in (
            ("sum-of-units", bridge.sum_of_units),
            ("counted-twice", bridge.counted_twice),
            ("institute-only", bridge.institute_only),
            ("whole", bridge.whole),
        ):
            rows.append(_row(one, what, int(value), one.members))
    return rows


def _row(one: Shared, what: str, keys: int, units: Sequence[str] | Holders) -> Row:
    return {
        "indicator": one.indicator.id,
        "side": one.overlap.side.value,
        "period": one.overlap.period.label,
        "breakdown": "; ".join("=".join(pair) for pair in one.overlap.breakdown) or None,
        "what": what,
        "units": "; ".join(unit for unit in one.members if unit in units),
        "number_of_units": len(units),
        "keys": keys,
    }
