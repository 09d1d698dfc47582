"""Random histories: what was frozen comes out again, and every difference is explained to the last digit."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from drawing import examples
from jalon.figures.components import ORDER, Component
from jalon.figures.restatement import Kind, Move
from jalon.infocentre.identity.decision import Kind as Decided
from jalon.kernel.missing import present
from jalon.services.compare import Comparison, compare
from jalon.services.freeze import freeze
from jalon.services.identity import decide
from jalon.services.problems import DossierProblem
from jalon.services.progress import Silent
from jalon.services.reproduce import reproduce
from jalon.services.vintages import verify
from oracles.small import PRICE_SOURCE, REGISTER, Small, indicator, monthly, small, source

UNITS = ("north", "south", "east")
PERSONS = ("p1", "p2", "p3", "p4", "p5")
START = date(2024, 1, 1)
ENTITY = REGISTER.replace("sensitivity: personal", "sensitivity: personal, identity: person")
PRICES = """
price_indices:
  - {{index: prices, name: Prices, entity: price-index, where: series = 'all', value: {value}, months: 12,
     reference: {{document: Prices}}}}
"""


@dataclass
class History:
    """An institution living its life: each event happens on a later day."""

    made: Small
    day: date = START
    vintages: list[str] = field(default_factory=list)
    rows: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)

    def load(self) -> None:
        loaded = self.made.load(self.day)
        assert loaded.is_whole, [issue.code for issue in loaded.issues]

    def register(self, persons: dict[str, list[tuple[str, str]]]) -> None:
        lines = [f"{unit},2022,{p},{sex}" for unit, held in persons.items() for p, sex in held]
        self.made.write({"register.csv": "\n".join(["unit,year,person,sex", *lines]) + "\n"})
        self.load()

    def money(self, amounts: dict[str, int]) -> None:
        lines = [f"{unit},2022,{amount},{amount * 2}" for unit, amount in amounts.items()]
        self.made.write({"money.csv": "\n".join(["unit,year,income,grants", *lines]) + "\n"})
        self.load()

    def prices(self, level: int) -> None:
        self.made.write({"prices.csv": monthly({2020: "100", 2021: "101", 2022: str(level)})})
        self.load()

    def base_year(self, year: int) -> None:
        self.made.write({"indicators/real.yaml": real(year)})

    def definition(self, where: str) -> None:
        self.made.write({"indicators/heads.yaml": heads(where), "indicators/women.yaml": women(where)})

    def members(self, units: tuple[str, ...], leaver: str) -> None:
        lines = [
            f"  - {{unit: {unit}, name: {unit}"
            + (", member: [{since: 2000-01-01, until: 2022-01-01}]" if unit == leaver else "")
            + "}"
            for unit in units
        ]
        self.made.write({"perimeter.yaml": "institute: Institute\nunits:\n" + "\n".join(lines) + "\n"})
        self.load()

    def decision(self, kind: Decided, keys: tuple[str, str]) -> None:
        try:
            decide(self.made.dossier, self.made.workspace, "person", kind, keys, day=self.day, by="registrar")
        except DossierProblem:
            return  # it contradicts an earlier one, and is refused

    def freeze(self) -> None:
        name = f"v{len(self.vintages) + 1}"
        freeze(
            self.made.dossier,
            self.made.workspace,
            name,
            as_of=self.day,
            signed_by="board",
            signed_on=self.day,
            progress=Silent(),
        )
        self.vintages.append(name)


def heads(where: str) -> str:
    return indicator("heads", f"{{kind: distinct, entity: register, key: person{where}}}")


def women(where: str) -> str:
    part = "{{kind: distinct, entity: register, key: person{}}}"
    top = part.format(", where: \"sex = 'F'\"")
    return indicator("women", f"kind: ratio\nnumerator: {top}\ndenominator: {part.format(where)}", unit="%")


def real(year: int) -> str:
    measure = f"{{kind: constant-price, entity: headcount, value: income, index: prices, base_year: {year}}}"
    return indicator("real", measure, unit=f"EUR {year}")


def institution(folder: Path) -> History:
    files = {
        "entities/register.yaml": ENTITY,
        "sources/register.yaml": source("register", "register.csv", "person sex"),
        "sources/money.yaml": source("headcount", "money.csv", "income grants"),
        "sources/prices.yaml": PRICE_SOURCE,
        "parameters.yaml": PRICES.format(value="index_value"),
        "indicators/income.yaml": indicator(
            "income", "{kind: total, entity: headcount, value: income}", unit="EUR"
        ),
        "indicators/each.yaml": indicator(
            "each", '{kind: derived, expression: "real / heads"}', unit="EUR/person"
        ).replace("EUR/person", "EUR 2021"),
        "register.csv": "unit,year,person,sex\nnorth,2022,p1,F\nsouth,2022,p1,F\nsouth,2022,p2,M\n",
        "money.csv": "unit,year,income,grants\nnorth,2022,7,3\nsouth,2022,5,1\n",
        "prices.csv": monthly({2020: "100", 2021: "101", 2022: "107"}),
    }
    history = History(small(folder, files))
    history.base_year(2021)
    history.definition("")
    history.load()
    return history


people = st.dictionaries(
    st.sampled_from(UNITS),
    st.lists(st.tuples(st.sampled_from(PERSONS), st.sampled_from("FM")), min_size=1, max_size=4),
).filter(bool)
pairs = st.lists(st.sampled_from(PERSONS), min_size=2, max_size=2, unique=True).map(
    lambda keys: (keys[0], keys[1])
)
Event = Callable[[History], None]
events: st.SearchStrategy[Event] = st.one_of(
    people.map(lambda held: lambda history: history.register(held)),
    st.dictionaries(st.sampled_from(UNITS), st.integers(0, 900))
    .filter(bool)
    .map(lambda amounts: lambda history: history.money(amounts)),
    st.integers(90, 130).map(lambda level: lambda history: history.prices(level)),
    st.sampled_from((2020, 2021, 2022)).map(lambda year: lambda history: history.base_year(year)),
    st.sampled_from(("", ", where: \"sex = 'F'\"", ', where: "main IS NULL"')).map(
        lambda where: lambda history: history.definition(where)
    ),
    st.sampled_from(UNITS).map(lambda leaver: lambda history: history.members(UNITS, leaver)),
    st.tuples(st.sampled_from(list(Decided)), pairs).map(
        lambda decided: lambda history: history.decision(*decided)
    ),
)
histories = st.lists(st.lists(events, min_size=1, max_size=3), min_size=1, max_size=2)


@settings(
    max_examples=examples(5), suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate)
)
@given(histories, st.permutations(ORDER))
def test_what_was_frozen_comes_out_and_what_moved_adds_up(
    chapters: list[list[Event]], order: list[Component]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        history = institution(Path(folder))
        history.freeze()
        for chapter in chapters:
            for event in chapter:
                history.day += timedelta(days=1)
                event(history)
            history.freeze()
        assert not verify(history.made.workspace)
        for name in history.vintages:
            assert not reproduce(history.made.workspace, name).differences
        first, last = history.vintages[0], history.vintages[-1]
        plain = moves(history, first, last, tuple(order))
        averaged = moves(history, first, last, tuple(order), averaged=True)
        assert {move.cell for move in plain.moves if move.change} <= {move.cell for move in averaged.moves}
        back = moves(history, last, first, tuple(reversed(order)))
        assert_mirrored(plain, back)


def moves(
    history: History, first: str, last: str, order: tuple[Component, ...], *, averaged: bool = False
) -> Comparison:
    """The moves between two vintages, each adding up to the difference that the two files show."""
    workspace = history.made.workspace
    found = compare(
        history.made.dossier,
        workspace,
        first,
        last,
        as_of=history.day,
        order=order,
        averaged=averaged,
        breakdowns=True,
    )
    for move in found.moves:
        before, after = (None if value is None else present(value) for value in (move.before, move.after))
        if move.kind is Kind.MOVED:
            assert before is not None
            assert after is not None
            assert move.change == Fraction(after) - Fraction(before), move
        else:
            assert (move.parts, bool(move.because)) == ((), True), move
            assert before is None or after is None, "a number on both sides is a difference"
    return found


def assert_mirrored(there: Comparison, back: Comparison) -> None:
    """Walked back in the opposite order, each part is the same with the other sign."""
    returned = {move.cell: move for move in back.moves}
    for move in there.moves:
        assert parts(returned[move.cell]) == {key: -change for key, change in parts(move).items()}
    assert set(returned) == {move.cell for move in there.moves}


def parts(move: Move) -> dict[frozenset[Component], Fraction]:
    return {frozenset(part.components): part.change for part in move.parts}
