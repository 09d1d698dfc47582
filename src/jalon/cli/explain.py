"""``jalon explain``."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from rich.console import Console

from jalon.cli.answers import answers
from jalon.cli.output import console, print_table
from jalon.cli.overlap import SIDES, bridge_lines
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.cli.then import is_replay
from jalon.dossier.catalogue import Dossier
from jalon.dossier.estimate import METHODS, EstimateMethod
from jalon.dossier.indicator import Indicator
from jalon.dossier.perimeter import INSTITUTE
from jalon.figures.figure import Figure
from jalon.figures.lines import Cut
from jalon.figures.remarks import remarks
from jalon.infocentre.workspace import write_whole
from jalon.kernel.missing import Between, Missing, Value, present
from jalon.kernel.numbers import ESTIMATE_SIGN, format_number, format_value
from jalon.kernel.texts import Language
from jalon.services.cautions import comparisons
from jalon.services.check import open_checked
from jalon.services.explain import Explanation
from jalon.services.explain import explain as explained
from jalon.services.lineage import lineage_content, lines_behind
from jalon.services.places import workspace_of
from jalon.services.replay import world_of
from jalon.services.show import reason
from jalon.services.standing import open_lake

SHOWN_SETS = 10
"""How many shared sets of units are named."""


class ExplainFormat(StrEnum):
    """A form of an explanation."""

    TABLE = "table"
    JSON = "json"


@answers
def explain(
    dossier: Path,
    indicator: str,
    *,
    unit: str = INSTITUTE,
    period: str,
    format: ExplainFormat = ExplainFormat.TABLE,
    rows: int = 1000,
    offset: int = 0,
    out: Path | None = None,
    settings: Settings = EVERYWHERE,
) -> None:
    """Say where a figure comes from: definition, SQL steps, bridge, deliveries, source rows.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    indicator
        The indicator.
    unit
        A unit, or institute for the whole.
    period
        The period, such as 2023 or 2023-24.
    format
        table for people; json for the whole lineage: steps, deliveries, lines.
    rows
        With json, how many lines of the source to give.
    offset
        With json, after how many lines to start.
    out
        With json, file to write instead of the standard output.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    workspace = workspace_of(checked, settings.home)
    then = world_of(checked, workspace, settings.as_of) if is_replay(checked, workspace, settings) else None
    told = explained(checked, workspace, indicator, unit, period, then)
    if format is ExplainFormat.TABLE:
        _Page(checked, told, settings.language).print()
        return
    scans = then.scans if then else open_lake(checked, workspace, f"lineage of {indicator}")
    lines = lines_behind(checked, told.figure, scans, Cut(max(offset, 0), max(rows, 0)))
    content = json.dumps(
        lineage_content(checked, told, lines, settings.language), ensure_ascii=False, indent=1
    )
    if out is None:
        sys.stdout.buffer.write(f"{content}\n".encode())
        sys.stdout.buffer.flush()
    else:
        write_whole(out, f"{content}\n".encode())


class _Page:
    """An explanation as text for a terminal."""

    def __init__(self, dossier: Dossier, told: Explanation, language: Language) -> None:
        self._dossier, self._told, self._language = dossier, told, language
        self._console: Console = console()

    def print(self) -> None:
        self._figure()
        self._definition(self._told.indicator)
        self._bridge()
        self._overlaps()
        self._estimates()
        self._comparisons()
        self._prices()
        self._steps()
        self._deliveries()
        self._rows()

    def _say(self, fr: str, en: str) -> str:
        return fr if self._language is Language.FR else en

    def _line(self, text: str = "", style: str | None = None) -> None:
        self._console.print(text, style=style, soft_wrap=True)

    def _title(self, fr: str, en: str) -> None:
        self._line()
        self._line(self._say(fr, en), style="bold")

    def _value(self, figure: Figure) -> str:
        indicator = self._told.indicator
        if not figure.has_value:
            return "—"
        unit = self._dossier.unit_of(indicator)
        sign = f"{ESTIMATE_SIGN}\u00a0" if figure.completeness.estimated else ""
        return sign + format_value(figure.value, unit, indicator.decimals, self._language)

    def _figure(self) -> None:
        told, figure = self._told, self._told.figure
        unit = self._dossier.perimeter.label(figure.unit).say(self._language)
        name = told.indicator.name.say(self._language)
        self._line(f"{name} · {unit} · {figure.period.label}", style="bold")
        self._line(f"{self._value(figure)}   {reason(self._dossier, figure, self._language)}")
        if told_flags := remarks(figure.flags, self._language):
            self._line("; ".join(told_flags))
        self._line(f"{self._say('empreinte', 'fingerprint')} {figure.fingerprint[:16]}")

    def _definition(self, indicator: Indicator) -> None:
        self._title("Définition", "Definition")
        self._line(indicator.definition.say(self._language))
        self._line(
            f"{self._say('Population', 'Population')}: {indicator.population.text.say(self._language)}"
        )
        for reference in indicator.references:
            self._line(f"{self._say('Référence', 'Reference')}: {reference} {reference.href}".rstrip())

    def _bridge(self) -> None:
        figure, units = self._told.figure, self._told.units
        if not units:
            return
        self._title("Des unités à l’ensemble", "From units to the whole")
        keys = ("unit", "value", "numerator", "denominator", "why")
        titles = (
            self._say("unité", "unit"),
            self._say("valeur", "value"),
            self._say("numérateur", "numerator"),
            self._say("dénominateur", "denominator"),
            self._say("raison", "reason"),
        )
        rows = [self._bridge_row(one) for one in (*units, figure)]
        headers = dict(zip(keys, titles, strict=True))
        if not any(row["denominator"] for row in rows):
            del headers["numerator"], headers["denominator"]
        print_table(headers, rows, frozenset({"value", "numerator", "denominator"}))
        self._proof(figure)

    def _bridge_row(self, figure: Figure) -> dict[str, str]:
        return {
            "unit": self._dossier.perimeter.label(figure.unit).say(self._language),
            "value": self._value(figure),
            "numerator": self._number(figure.numerator),
            "denominator": self._number(figure.denominator),
            "why": figure.reason(self._language),
        }

    def _number(self, value: Value | None) -> str:
        return format_number(value, 0, self._language) if isinstance(value, Decimal) else ""

    def _proof(self, figure: Figure) -> None:
        bridge = figure.bridge
        if bridge is None:
            return
        decimals = self._told.indicator.decimals
        parts = [
            bridge.sum_of_units,
            bridge.counted_twice,
            bridge.institute_only,
            bridge.not_counted,
            figure.value,
        ]
        total, twice, only, left, whole = (self._part(part, decimals) for part in parts)
        is_partial = present(bridge.not_counted) != 0
        part = self._say(f" − part non comptée {left}", f" − part not counted {left}") if is_partial else ""
        self._line(
            self._say(
                f"somme {total} − comptés deux fois {twice}{part} + au niveau de l’ensemble {only} = {whole}",
                f"sum {total} − counted twice {twice}{part} + held at institute only {only} = {whole}",
            )
        )

    def _part(self, value: Value, decimals: int) -> str:
        if isinstance(value, Between):
            low, high = (format_number(one, decimals, self._language) for one in (value.low, value.high))
            return self._say(f"({low} à {high})", f"({low} to {high})")
        return "—" if isinstance(value, Missing) else format_number(value, decimals, self._language)

    def _overlaps(self) -> None:
        """Behind what is counted twice: who shares whom, and each unit's fractional count."""
        for one in self._told.overlaps:
            side = SIDES[one.overlap.side].say(self._language)
            self._title(f"Qui partage qui {side}".rstrip(), f"Who shares whom {side}".rstrip())
            for line in bridge_lines(one, self._language):
                self._line(line)
            for holders, keys in [item for item in one.sets.items() if len(item[0]) > 1][:SHOWN_SETS]:
                held = [self._name(unit) for unit in one.members if unit in holders]
                self._line(f"  {format_number(Decimal(keys), 0, self._language)}  {' + '.join(held)}")
            fractions = [
                f"{self._name(unit)} {format_number(number, 1, self._language)}"
                for unit, number in one.fractions.items()
            ]
            told = self._say("en décompte fractionnaire", "as a fractional count")
            self._line(f"{told}: {', '.join(fractions)}")

    def _name(self, unit: str) -> str:
        return self._dossier.perimeter.label(unit).say(self._language)

    def _estimates(self) -> None:
        """Each estimate with what it stands in for, its method and its formula."""
        figure = self._told.figure
        for made in figure.completeness.estimated:
            unit = self._dossier.perimeter.label(made.unit).say(self._language)
            self._title(f"Estimation {made.estimate} · {unit}", f"Estimate {made.estimate} · {unit}")
            method = METHODS[EstimateMethod(made.method)].say(self._language)
            declared = [one for one in self._dossier.estimates if one.id == made.estimate]
            lines = [
                (self._say("à la place de", "instead of"), made.why.say(self._language)),
                (self._say("méthode", "method"), method),
                (self._say("calcul", "formula"), made.formula.say(self._language)),
                (self._say("motif", "because"), made.because.say(self._language)),
                *((self._say("déclarée par", "declared by"), f"{one.by}, {one.on}") for one in declared),
            ]
            colon = self._say("\u00a0: ", ": ")
            for title, text in lines:
                self._line(f"{title}{colon}{text}")

    def _comparisons(self) -> None:
        """What the figure of several units may be set beside."""
        lines = list(comparisons(self._dossier, self._told.figure, self._language))
        if lines:
            self._title("À quoi ce chiffre se compare", "What this figure may be compared with")
        for beside, rule in lines:
            colon = self._say("\u00a0: ", ": ") if rule else ""
            self._line(f"{beside}{colon}{rule}")

    def _prices(self) -> None:
        if not self._told.prices:
            return
        self._title("Indice de prix", "Price index")
        for price in self._told.prices:
            level = price.level
            shown = (
                level.say(self._language)
                if isinstance(level, Missing)
                else format_number(level, 4, self._language)
            )
            self._line(f"{price.name.say(self._language)}, {price.period.label}: {shown}")

    def _steps(self) -> None:
        for entity, steps in self._told.steps:
            self._title(f"Étapes SQL sur {entity}", f"SQL steps on {entity}")
            for step in steps:
                self._line(f"-- {step.name}: {step.description.say(self._language)}", style="dim")
                self._line(step.sql)

    def _deliveries(self) -> None:
        self._title("Livraisons", "Deliveries")
        if not self._told.deliveries:
            self._line(self._say("rien de reçu", "nothing received"))
        for delivery in self._told.deliveries:
            self._line(
                f"{delivery.feed}: {delivery.file}, {delivery.counts.accepted} "
                f"{self._say('lignes', 'rows')}, {delivery.received}, sha256 {delivery.sha256}"
            )

    def _rows(self) -> None:
        count = self._told.row_count
        self._title(f"Premières lignes sources (sur {count})", f"First source rows (of {count})")
        for row in self._told.rows:
            cells = ", ".join(f"{name}={value}" for name, value in row.cells.items())
            self._line(f"{row.file}:{row.line}: {cells}")
