"""Fictitious ledgers in the French statutory layout (FEC), written for the tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jalon.dossier.entity import ColumnType, Entity
from jalon.dossier.source import ColumnMapping, ReaderKind, Source
from unit.infocentre.building import CSV, SOURCE, column, entity, from_cell

COLUMNS = [
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum",
    "CompAuxLib", "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet",
    "ValidDate", "Montantdevise", "Idevise",
]  # fmt: skip
HEADER = "\t".join(COLUMNS) + "\n"
NAME = "123456789FEC20231231.txt"


def line(
    entry: str = "1",
    account: str = "60100000",
    debit: str = "0,00",
    credit: str = "0,00",
    *,
    on: str = "20230315",
    journal: str = "AC",
    label: str = "Papier",
    checked: str = "",
    more: Sequence[str] = (),
) -> str:
    """A line of a ledger: tab, LF."""
    cells = [
        journal, "Achats", entry, on, account, "Compte", "", "", "F1", on, label, debit, credit, "", "",
        checked, "", "", *more,
    ]  # fmt: skip
    return "\t".join(cells) + "\n"


def entry(number: str, amount: str = "12,50", **more: str) -> str:
    """An entry of two lines that balances."""
    return line(number, "60100000", amount, **more) + line(number, "40100000", "0,00", amount, **more)


LEDGER = ReaderKind.FEC
LINES: Entity = entity(
    column("number", ColumnType.INTEGER, required=True),
    column("account", required=True),
    column("day", ColumnType.DATE),
    column("amount", ColumnType.DECIMAL, required=True),
)
SOURCE_OF_LINES: Source = replace(
    SOURCE,
    reader=replace(CSV, kind=ReaderKind.FEC, encoding="auto"),
    unit_column=None,
    period_column="",
    period_constant="2023",
    columns=(
        from_cell("number", "Ligne"),
        from_cell("account", "CompteNum"),
        from_cell("day", "EcritureDate"),
        ColumnMapping(column="amount", source="Solde", codes={}),
    ),
)
