"""``jalon overlap``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from jalon.cli.answers import answers
from jalon.cli.output import Format, console, print_table, write_rows
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.dossier.catalogue import Dossier
from jalon.figures.overlap import Side
from jalon.kernel.missing import Between
from jalon.kernel.numbers import format_number
from jalon.kernel.texts import Language, Text
from jalon.services.check import open_checked
from jalon.services.overlap import Question, Shared, exact_keys, overlap_rows
from jalon.services.overlap import overlap as asked
from jalon.services.places import workspace_of
from jalon.services.rows import Row

SIDES = {
    Side.COUNT: Text("", ""),
    Side.NUMERATOR: Text("numérateur", "numerator"),
    Side.DENOMINATOR: Text("dénominateur", "denominator"),
}
SHOWN_SETS = 25
BAR = 30
DRAWN_UNITS = 16
"""Up to how many units each has a column of its own."""


@answers
def overlap(
    dossier: Path,
    indicator: str,
    *,
    period: str,
    unit: Annotated[Sequence[str], Parameter(negative=())] = (),
    breakdown: str = "",
    keys: bool = False,
    side: Side | None = None,
    format: Format = Format.TABLE,
    out: Path | None = None,
    settings: Settings = EVERYWHERE,
) -> None:
    """Say who shares whom behind a distinct count: sum of units, counted twice, whole.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    indicator
        A distinct count, or a ratio of them.
    period
        The period, such as 2023 or 2023-24.
    unit
        Units to put together; those of the whole by default. May be repeated.
    breakdown
        One category, as column=category; the total by default.
    keys
        List the pseudonymous keys that exactly these units hold.
    side
        For the keys of a ratio: numerator or denominator (the default).
    format
        table, json, csv or parquet.
    out
        File to write instead of the standard output.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    workspace = workspace_of(checked, settings.home)
    question = Question(indicator=indicator, period=period, units=tuple(unit), breakdown=breakdown)
    is_table = format is Format.TABLE and out is None
    form = Format.CSV if format is Format.TABLE else format
    if keys:
        found = exact_keys(checked, workspace, question, side)
        rows: list[Row] = [{"key": key} for key in found]
        if is_table:
            print_table({"key": f"{len(found)}"}, [{"key": key} for key in found], frozenset())
        else:
            write_rows(rows, form, out)
    elif is_table:
        for one in asked(checked, workspace, question):
            _Drawing(checked, one, settings.language).print()
    else:
        write_rows(overlap_rows(asked(checked, workspace, question)), form, out)


class _Drawing:
    """One overlap as text for a terminal: the bridge, the units, then the sets, largest first."""

    def __init__(self, dossier: Dossier, told: Shared, language: Language) -> None:
        self._dossier, self._told, self._language = dossier, told, language

    def print(self) -> None:
        self._line(self._title(), style="bold")
        for line in bridge_lines(self._told, self._language):
            self._line(line)
        self._line()
        print_table(self._unit_headers(), list(self._units()), frozenset({"keys", "alone", "fraction"}))
        self._line()
        headers = {"keys": self._say("clés", "keys"), "bar": "", "drawn": self._letters()}
        headers["units"] = self._say("exactement dans", "in exactly")
        print_table(headers, list(self._sets()), frozenset({"keys"}))
        hidden = list(self._told.sets.values())[SHOWN_SETS:]
        if hidden:
            number = self._number(sum(hidden))
            self._line(
                self._say(
                    f"… et {len(hidden)} autres ensembles, {number} clés",
                    f"… and {len(hidden)} other sets, {number} keys",
                )
            )
        self._line()

    def _title(self) -> str:
        told = self._told
        side = SIDES[told.overlap.side].say(self._language)
        category = " ".join("=".join(pair) for pair in told.overlap.breakdown)
        name = told.indicator.name.say(self._language)
        return " · ".join(part for part in (name, side, told.overlap.period.label, category) if part)

    def _unit_headers(self) -> dict[str, str]:
        return {
            "letter": "",
            "unit": self._say("unité", "unit"),
            "keys": self._say("clés", "keys"),
            "alone": self._say("à elle seule", "by itself only"),
            "fraction": self._say("fractionnaire", "fractional"),
        }

    def _units(self) -> Iterator[dict[str, str]]:
        told = self._told
        for place, unit in enumerate(told.members):
            yield {
                "letter": _letter(place) if self._is_drawn else "",
                "unit": self._name(unit),
                "keys": self._number(told.alone[unit]),
                "alone": self._number(told.sets.get(frozenset({unit}), 0)),
                "fraction": format_number(told.fractions[unit], 1, self._language),
            }

    def _sets(self) -> Iterator[dict[str, str]]:
        largest = max(self._told.sets.values(), default=1)
        for holders, number in list(self._told.sets.items())[:SHOWN_SETS]:
            held = [unit for unit in self._told.members if unit in holders]
            marks = " ".join("●" if unit in holders else "·" for unit in self._told.members)
            yield {
                "keys": self._number(number),
                "bar": "█" * (round(BAR * number / largest) or 1),
                "drawn": marks if self._is_drawn else "",
                "units": " + ".join(self._name(unit) for unit in held),
            }

    @property
    def _is_drawn(self) -> bool:
        return len(self._told.members) <= DRAWN_UNITS

    def _letters(self) -> str:
        letters = [_letter(place) for place in range(len(self._told.members))]
        return " ".join(letters) if self._is_drawn else ""

    def _name(self, unit: str) -> str:
        return self._dossier.perimeter.label(unit).say(self._language)

    def _number(self, number: int) -> str:
        return format_number(Decimal(number), 0, self._language)

    def _say(self, fr: str, en: str) -> str:
        return fr if self._language is Language.FR else en

    def _line(self, text: str = "", style: str | None = None) -> None:
        console().print(text, style=style, soft_wrap=True)


def _letter(place: int) -> str:
    return chr(ord("A") + place)


def bridge_lines(told: Shared, language: Language) -> Iterator[str]:
    """From the sum of the units to their whole, and how many units stand behind what is counted twice."""

    def number(value: Decimal | int) -> str:
        return format_number(Decimal(value), 0, language)

    bridge, french = told.bridge, language is Language.FR
    total, twice, whole = map(number, (bridge.sum_of_units, bridge.counted_twice, bridge.whole))
    yield (
        f"somme des unités {total} − comptés deux fois {twice} = {whole} clés différentes"
        if french
        else f"sum of units {total} − counted twice {twice} = {whole} different keys"
    )
    for degree, keys in told.by_degree().items():
        often = number(keys * (degree - 1))
        if degree > 1:
            yield (
                f"  {number(keys)} dans {degree} unités, comptés {often} fois de trop"
                if french
                else f"  {number(keys)} in {degree} units, counted {often} times too often"
            )
    if isinstance(told.whole, Between):
        low, high, why = number(told.whole.low), number(told.whole.high), told.whole.detail.say(language)
        yield f"  entre {low} et {high} ({why})" if french else f"  between {low} and {high} ({why})"
