"""Faulty or remarkable ledgers. All of them are fictitious."""

from __future__ import annotations

from faults.deliveries.cases import Case
from jalon.dossier.source import Feed
from ledgers import COLUMNS, HEADER, LINES, NAME, SOURCE_OF_LINES, entry, line

ONE = entry("1")
NORTH = Feed(id="ledger", path="", unit="north")


def case(code: str, content: str | bytes, at: int = 0, *words: str, name: str = NAME) -> Case:
    raw = content if isinstance(content, bytes) else content.encode()
    return Case(
        code=code,
        content=raw,
        line=at,
        words=words,
        source=SOURCE_OF_LINES,
        entity=LINES,
        name=name,
        feed=NORTH,
    )


SIDES = HEADER.replace("Debit\tCredit", "Montant\tSens")
SWAPPED = "\t".join([COLUMNS[1], COLUMNS[0], *COLUMNS[2:]]) + "\n"
CLOSING = line("2", "60100000", "0,00", "12,50") + line("2", "12000000", "12,50")

CASES = (
    case(
        "fec-unbalanced", HEADER + ONE + line("2", "601", "10,00"), 4, "22.50", "12.50", "10.00", "AC 2 (4–4)"
    ),
    case(
        "fec-entry-unbalanced",
        HEADER + ONE + line("2", "601", "10,00") + line("3", "401", "0", "10,00"),
        4,
        "AC 2 (4–4) : 10.00",
    ),
    case("fec-amount-unreadable", HEADER + ONE + line("2", "601", "1.437,12"), 4, "Debit", "1.437,12"),
    case(
        "fec-entry-incomplete", HEADER + line("1", "601", "x") + line("1", "401", "0", "5"), 3, "AC 1 (2–3)"
    ),
    case("fec-no-header", ONE, 1, "18 cells"),
    case("fec-line-without-entry", HEADER + ONE + "TOTAL\t\t\t12,50\n", 4, "1"),
    case("fec-side-unknown", SIDES + line("1", "601", "5", "X") + line("1", "401", "5", "C"), 2, "Sens", "X"),
    case(
        "fec-day-unreadable",
        HEADER + ONE + line("2", "601", "5", on="20230231") + line("2", "401", "", "5"),
        4,
        "EcritureDate",
    ),
    case("fec-cell-empty", HEADER + ONE + line("2", "", "5") + line("2", "401", "", "5"), 4, "CompteNum"),
    case("fec-file-name", HEADER + ONE, 0, "closing", name="ledger.txt"),
    case("fec-encoding-found", (HEADER + entry("1", label="Électricité")).encode("cp1252"), 0, "iso8859-15"),
    case("fec-columns-order", SWAPPED + ONE, 1),
    case("fec-label-mended", (HEADER + entry("1", label="A|B")).replace("\t", "|"), 2, "2"),
    case("fec-both-sides", HEADER + line("1", "601", "5", "2") + line("1", "401", "2", "5"), 2, "2"),
    case("fec-class-nine", HEADER + ONE + line("2", "90100", "5") + line("2", "91100", "0", "5"), 4, "2"),
    case("fec-account-form", HEADER + ONE + line("2", "CLI", "5") + line("2", "701", "0", "5"), 4, "1"),
    case("fec-outside-year", HEADER + ONE + entry("2", on="20240102"), 4, "2"),
    case(
        "fec-day-as-written",
        HEADER + line("1", "601", "5", checked="soon") + line("1", "401", "0", "5"),
        2,
        "1",
    ),
    case("fec-not-numbered", HEADER + entry("0") + entry("0"), 0, "(1)"),
    case("fec-several-days", HEADER + ONE + entry("1", on="20230401") + entry("2"), 2, "AC 1 (2–5)"),
    case("fec-closing-entry", HEADER + ONE + CLOSING, 4, "AC 2 (4–5)"),
    case("fec-numbers-skipped", HEADER + ONE + entry("2") + entry("5"), 0, "AC", "from 2 to 5"),
)
