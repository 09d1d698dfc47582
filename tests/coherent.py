"""Small contracts of an institute and its schools, and the answer to « do the targets add up? »."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import builders
from builders import figure, indicator, year
from jalon.dossier.catalogue import Dossier
from jalon.dossier.entity import Column, ColumnType, Entity
from jalon.dossier.indicator import Distinct, Filter, Indicator, Part, Ratio, Total
from jalon.dossier.perimeter import INSTITUTE, OrgUnit
from jalon.dossier.target import Target
from jalon.figures.figure import Figure, FigureSet
from jalon.figures.measures.distinct import Ledger
from jalon.figures.overlap import Side
from jalon.kernel.exact import exact
from jalon.kernel.periods import Calendar, Period
from jalon.kernel.texts import EMPTY, Text
from jalon.outlook.coherence.assemble import Coherences, coherence
from jalon.outlook.coherence.context import Context
from jalon.outlook.coherence.model import Coherence, Finding, Word

ENTITY = Entity(
    id="enrolment",
    name=EMPTY,
    grain=EMPTY,
    calendar=Calendar.YEAR,
    columns=(Column(name="students", type=ColumnType.NUMBER), Column(name="amount", type=ColumnType.NUMBER)),
)


def rows(where: str = "", value: str = "students") -> Total:
    """A sum over the rows that meet a condition."""
    return Total(entity="enrolment", value=value, filters=(Filter(where=where),) if where else ())


def persons(where: str = "") -> Distinct:
    """Different persons among the rows that meet a condition."""
    filters = (Filter(where=where),) if where else ()
    return Distinct(entity="enrolment", key="person", filters=filters)


def share(numerator: Part, denominator: Part, name: str = "women") -> Indicator:
    """A ratio, in %."""
    return indicator(name, unit="%", decimals=1, measure=Ratio(numerator=numerator, denominator=denominator))


def house(
    indicators: Sequence[Indicator], targets: Sequence[Target], schools: Iterable[OrgUnit] | None = None
) -> Dossier:
    """A dossier whose entity is known."""
    return replace(builders.dossier(indicators, targets, schools=schools), entities={"enrolment": ENTITY})


def answers(
    dossier: Dossier,
    figures: FigureSet | None = None,
    *,
    on: int = 2019,
    ledger: Ledger | None = None,
    rest_stays: bool = False,
) -> Coherences:
    """All the answers on the first day of a year."""

    def ledger_of(_indicator: str, _side: Side, _period: Period) -> Ledger | None:
        return ledger

    return coherence(
        Context(
            dossier=dossier,
            figures=figures or FigureSet(()),
            as_of=year(on).start,
            ledger_of=ledger_of,
            rest_stays=rest_stays,
        )
    )


def answer(dossier: Dossier, figures: FigureSet | None = None, **more: object) -> Coherence:
    """The only answer, or that of the horizon where there are intermediate ones."""
    return answers(dossier, figures, **more).answers[-1]  # type: ignore[arg-type]


def told(text: Text) -> str:
    """An English text with ordinary spaces."""
    return text.en.replace("\u00a0", " ")


def words_of(findings: Iterable[Finding]) -> list[Word]:
    """What kinds of things were found."""
    return [finding.word for finding in findings]


def measured(
    values: Mapping[str, int | str],
    period: int = 2018,
    *,
    of: str = "students",
    whole: str | int | None = None,
) -> list[Figure]:
    """Figures of the schools in one year, and the institute's: their sum unless ``whole`` says less."""
    total = sum(Decimal(value) for value in values.values())
    number = total if whole is None else Decimal(whole)
    alone = [figure(value, period, of=of, unit=u, received=(u,)) for u, value in values.items()]
    return [figure(number, period, of=of, received=tuple(values)), *alone]


def quotients(
    parts: Mapping[str, tuple[int, int]],
    period: int = 2018,
    *,
    of: str = "women",
    whole: tuple[int, int] | None = None,
) -> list[Figure]:
    """Shares in % of the schools in one year, and the institute's."""
    sums = (sum(top for top, _ in parts.values()), sum(bottom for _, bottom in parts.values()))
    found = []
    for unit, (top, bottom) in {INSTITUTE: whole or sums, **parts}.items():
        received = tuple(parts) if unit == INSTITUTE else (unit,)
        with exact():
            value = Decimal(top) / bottom * 100
        one = figure(value, period, of=of, unit=unit, received=received)
        found.append(replace(one, numerator=Decimal(top), denominator=Decimal(bottom)))
    return found
