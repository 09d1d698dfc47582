"""Ledgers of which lines do not have the cells of the header: what is mended, and what is refused whole."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from jalon.dossier.source import Feed, ReaderKind, ReaderSpec
from jalon.infocentre.deliveries import Outcome
from jalon.infocentre.readers.open import open_table
from jalon.infocentre.readers.table import Batch, Named, UnreadableFile
from ledgers import COLUMNS, HEADER, LINES, NAME, SOURCE_OF_LINES, entry, line
from unit.infocentre.building import Bench

BARS = "|".join(COLUMNS) + "\n"
VALID = "20231231"
Cells = dict[str, str]


def bar(debit: str = "", credit: str = "", /, **cells: str) -> str:
    """A line with bars between its cells."""
    told = {
        "JournalCode": "AC", "JournalLib": "Achats", "EcritureNum": "1", "EcritureDate": "20230315",
        "CompteNum": "601", "CompteLib": "Compte", "PieceRef": "F1", "PieceDate": "20230315",
        "EcritureLib": "Papier", "Debit": debit, "Credit": credit, "ValidDate": VALID, **cells,
    }  # fmt: skip
    return "|".join(told.get(name, "") for name in COLUMNS) + "\n"


def read(folder: Path, content: str) -> list[Batch]:
    (folder / NAME).write_text(content, encoding="utf-8")
    spec = ReaderSpec(kind=ReaderKind.FEC, encoding="auto")
    return list(open_table(folder / NAME, spec, (), Named(NAME)).batches())


def rows(folder: Path, content: str, *names: str) -> list[tuple[str | None, ...]]:
    found = [row for batch in read(folder, content) for row in batch.rows.to_pylist()]
    return [tuple(row[name] for name in names) for row in found]


def refused(folder: Path, content: str) -> list[tuple[int, str]]:
    return [
        (reject["_line"], reject["_reasons"][0]["code"])
        for batch in read(folder, content)
        for reject in batch.rejected.to_pylist()
    ]


# A mark inside a text


@pytest.mark.parametrize("valid", [VALID, ""])
def test_a_number_after_a_bar_is_no_amount(valid: str, tmp_path: Path) -> None:
    """« REPARTITION 50|50 » of 100 euros is a label, neither a debit of 50 nor a credit of 100."""
    label = {"EcritureLib": "REPARTITION 50|50", "ValidDate": valid}
    content = BARS + bar("100,00", "", **label) + bar("", "100,00", CompteNum="401", **label)
    told = rows(tmp_path, content, "EcritureLib", "Debit", "Credit")
    if valid:
        assert told == [("REPARTITION 50|50", "100.00", "0.00"), ("REPARTITION 50|50", "0.00", "100.00")]
    else:
        assert told == [], "of the credit, two readings stand: the entry is refused"


def test_a_number_after_a_bar_beside_an_amount_of_zero(tmp_path: Path) -> None:
    label = {"EcritureLib": "LOYER|12"}
    content = BARS + bar("100,00", "0,00", **label) + bar("0,00", "100,00", CompteNum="401", **label)
    assert rows(tmp_path, content, "EcritureLib", "Solde") == [
        ("LOYER|12", "100.00"),
        ("LOYER|12", "-100.00"),
    ]


@pytest.mark.parametrize(
    "cells",
    [
        {"CompteLib": "CLIENTS|DIVERS", "PieceRef": ""},
        {"CompAuxNum": "DUP", "CompAuxLib": "DUPONT|FILS", "PieceRef": ""},
        {"CompAuxNum": "DUP", "CompAuxLib": "DUPONT|FILS"},
        {"PieceRef": "F|1", "CompAuxLib": "DUPONT"},
    ],
)
def test_a_bar_of_which_the_column_is_not_known_shifts_nothing(cells: Cells, tmp_path: Path) -> None:
    content = BARS + bar("100,00", **cells) + bar("", "100,00", CompteNum="401")
    assert refused(tmp_path, content) == [(2, "row-cells"), (3, "fec-entry-incomplete")]


def test_a_cell_too_many_at_the_end_is_left_out(tmp_path: Path) -> None:
    content = BARS + (bar("5,00", "0,00") + bar("0,00", "5,00", CompteNum="401")).replace("\n", "|\n")
    assert rows(tmp_path, content, "EcritureLib", "Solde") == [("Papier", "5.00"), ("Papier", "-5.00")]


def test_quotes_are_seen_from_each_cell(tmp_path: Path) -> None:
    """A quoted text may hold the mark; quotes that are part of a text stay."""
    first = bar("5,00", EcritureLib='"Rue A|B"', CompteNum='"601"')
    second = bar("", "5,00", CompteNum="401", EcritureLib='"Le Monde" et "La Croix"')
    assert rows(tmp_path, BARS + first + second, "CompteNum", "EcritureLib") == [
        ("601", "Rue A|B"),
        ("401", '"Le Monde" et "La Croix"'),
    ]


# An entry is whole or is not there

MANY = "".join(entry(str(number)) for number in range(1, 21))
TOLERANT = replace(SOURCE_OF_LINES, refused_up_to=Decimal(20))


def load(folder: Path, content: str) -> tuple[Bench, Outcome]:
    bench = Bench(folder, source=TOLERANT, entity=LINES, feed=Feed(id="ledger", path="", unit="north"))
    return bench, bench.load(content).outcome


def short(number: str, journal: str = "AC") -> str:
    return f"{journal}\tAchats\t{number}\t20230301\t601\n"


def test_an_entry_with_cut_lines_is_not_loaded_without_them(tmp_path: Path) -> None:
    bench, outcome = load(tmp_path, HEADER + MANY + entry("95", "7,00") + short("95") + short("95"))
    assert outcome is Outcome.WITH_RESERVATIONS
    assert len(bench.rows()) == 40
    assert {"row-cells", "fec-entry-incomplete"} <= set(bench.codes)


def test_a_line_broken_in_two_is_of_the_entry_of_its_first_half(tmp_path: Path) -> None:
    broken = line("95", "601", "7,00", label="Pap\nier\tx").replace("ier\tx", "ier")
    bench, outcome = load(tmp_path, HEADER + MANY + entry("95", "7,00") + broken)
    assert outcome is Outcome.WITH_RESERVATIONS
    assert len(bench.rows()) == 40


@pytest.mark.parametrize("stray", ["AC\tAchats\n", "suite\t7,00\t0,00\t\t\t\n", "TOTAL\t\t\t500,00\n"])
def test_a_line_that_tells_no_entry_refuses_the_file(stray: str, tmp_path: Path) -> None:
    bench, outcome = load(tmp_path, HEADER + MANY + stray)
    assert outcome is Outcome.REFUSED
    assert bench.codes == ["fec-line-without-entry"]


def test_an_entry_of_which_all_lines_are_cut_refuses_no_other(tmp_path: Path) -> None:
    """Nothing else is known of its journal, but its day stands where days do."""
    bench, outcome = load(tmp_path, HEADER + MANY + short("1", "OD") + short("1", "OD"))
    assert outcome is Outcome.WITH_RESERVATIONS
    assert len(bench.rows()) == 40


def test_the_name_of_a_journal_that_holds_the_mark_hides_no_number(tmp_path: Path) -> None:
    """The number stands one cell further on: entry 2 is the one that lacks its line."""
    cut = bar("3,00", EcritureNum="2", JournalLib="Achats|divers", PieceRef="F|2")
    whole = bar("9,00", EcritureNum="2") + bar("", "9,00", EcritureNum="2", CompteNum="401")
    assert refused(tmp_path, BARS + whole + cut) == [
        (2, "fec-entry-incomplete"),
        (3, "fec-entry-incomplete"),
        (4, "row-cells"),
    ]


def test_a_line_without_journal_breaks_the_entry_of_its_number(tmp_path: Path) -> None:
    lost = line("3", "601", "2,00", journal="") + line("3", "401", "", "2,00", journal="")
    assert [code for _, code in refused(tmp_path, HEADER + entry("3") + lost)] == [
        "fec-entry-incomplete", "fec-entry-incomplete", "fec-cell-empty", "fec-cell-empty",
    ]  # fmt: skip


def test_a_bad_day_does_not_hide_that_a_file_does_not_balance(tmp_path: Path) -> None:
    """The amounts of the line of 30 February are read: debits exceed credits by 500 euros."""
    odd = line("80", "601", "500,00") + line("90", "601", "5", on="20230230") + line("90", "401", "", "5")
    bench, outcome = load(tmp_path, HEADER + MANY + odd)
    assert outcome is Outcome.REFUSED
    assert bench.codes == ["fec-unbalanced"]


# Headers


def test_a_ledger_without_header_repeats_nobody(tmp_path: Path) -> None:
    """Its first line is a movement, with the name of a person and a label that is a word of the layout."""
    first = bar("10,00", CompAuxNum="FMARTIN", CompAuxLib="MARTIN Jeanne")
    with pytest.raises(UnreadableFile) as refusal:
        read(tmp_path, first + bar("", "10,00", CompteNum="401"))
    assert refusal.value.issue.code == "fec-no-header"
    assert refusal.value.issue.context == {"file": NAME, "count": "18"}
    with pytest.raises(UnreadableFile) as other:
        read(tmp_path, first.replace("Papier", "Crédit") + bar("", "10,00", CompteNum="401"))
    assert "MARTIN" not in str(other.value.issue.context)
    assert other.value.issue.context["found"] == "« Credit », + 12"


def test_a_header_that_lacks_a_column_is_helped(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read(tmp_path, BARS.replace("EcritureLib", "EcritureLibelle") + bar("10,00"))
    context = refusal.value.issue.context
    assert context["near"] == "« EcritureLib » → « EcritureLibelle »"
    assert context["missing"] == "« EcritureLib »"
