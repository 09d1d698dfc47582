"""Ledgers: what each deviation of real software gives, worked by hand, and a real ledger to its tax boxes."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.dossier.source import Feed, ReaderKind, ReaderSpec
from jalon.infocentre.deliveries import Outcome
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.readers.finance.amounts import cents, plain
from jalon.infocentre.readers.open import open_table
from jalon.infocentre.readers.table import Batch, Named
from ledgers import HEADER, LINES, NAME, SOURCE_OF_LINES, entry, line
from unit.infocentre.building import HOUSE, Bench

SHARED = Path(__file__).resolve().parents[5] / "shared" / "data" / "fec"
NORTH = Feed(id="ledger", path="", unit="north")
SPEC = ReaderSpec(kind=ReaderKind.FEC, encoding="auto")
Rows = list[dict[str, str | None]]


def batches(folder: Path, content: str | bytes, spec: ReaderSpec = SPEC) -> Iterator[Batch]:
    file = folder / NAME
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_table(file, spec, (), Named(NAME)).batches()


def read(folder: Path, content: str | bytes, spec: ReaderSpec = SPEC) -> Rows:
    return [row for batch in batches(folder, content, spec) for row in batch.rows.to_pylist()]


def notes(folder: Path, content: str | bytes) -> list[str]:
    return [note.code for batch in batches(folder, content) for note in batch.notes]


PLAIN = HEADER + entry("1", "1437,12", label="Électricité") + entry("2", "5,00")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(PLAIN.encode(), id="utf-8"),
        pytest.param(PLAIN.encode("utf-8-sig"), id="byte-order mark"),
        pytest.param(PLAIN.replace("Papier", "Œuvre à 5 €").encode("cp1252"), id="windows"),
        pytest.param(PLAIN.encode("iso8859-15"), id="iso"),
        pytest.param(PLAIN.replace("\n", "\r\n").encode(), id="cr lf"),
        pytest.param(PLAIN.replace("\n", "\r\r\n").encode(), id="cr cr lf"),
        pytest.param(PLAIN.rstrip("\n").encode(), id="no last line end"),
        pytest.param(PLAIN.replace("\t", "|").encode(), id="bars"),
        pytest.param(PLAIN.replace("EcritureLet", "EcrtureLet").encode(), id="misspelt"),
        pytest.param(PLAIN.replace("1437,12", "1437.12").encode(), id="decimal point"),
        pytest.param(PLAIN.replace("1437,12", " 000000000001437,12").encode(), id="padded"),
        pytest.param(PLAIN.replace("1437,12", "1 437,12").encode(), id="spaces"),
        pytest.param(PLAIN.replace("1437,12", "+1437,12").encode(), id="plus"),
        pytest.param(PLAIN.replace("20230315", "15/03/2023").encode(), id="days with slashes"),
        pytest.param(PLAIN.replace("\t0,00\t", "\t\t").encode(), id="empty amounts"),
        pytest.param(PLAIN.replace("\t\t\t\t\t\n", "\t\t\t\n").encode(), id="no last cells"),
        pytest.param(PLAIN.encode("utf-16"), id="utf-16 with its mark"),
        pytest.param(PLAIN.replace("Debit", "Débit").replace("Credit", "Crédit").encode(), id="accents"),
        pytest.param((PLAIN + "\t" * 17 + "\n").replace("\t", "|").encode(), id="a line of bars alone"),
        pytest.param(
            PLAIN.replace("60100000", '"60100000"').replace("Papier", '"Papier"').encode(), id="some quotes"
        ),
        pytest.param(
            "\n".join(f'"{row}"' for row in PLAIN.rstrip("\n").replace("\t", '";"').split("\n")).encode(),
            id="quotes",
        ),
    ],
)
def test_one_ledger_written_in_many_ways(content: bytes, tmp_path: Path) -> None:
    rows = read(tmp_path, content)
    told = [
        (row["Ligne"], row["CompteNum"], row["EcritureDate"], row["Debit"], row["Credit"]) for row in rows
    ]
    assert told == [
        ("2", "60100000", "2023-03-15", "1437.12", "0.00"),
        ("3", "40100000", "2023-03-15", "0.00", "1437.12"),
        ("4", "60100000", "2023-03-15", "5.00", "0.00"),
        ("5", "40100000", "2023-03-15", "0.00", "5.00"),
    ]
    assert rows[0]["EcritureLib"] == "Électricité"
    assert [row["Solde"] for row in rows] == ["1437.12", "-1437.12", "5.00", "-5.00"]


def test_letters_of_windows_and_of_the_norm(tmp_path: Path) -> None:
    """The euro and œ stand on other bytes in the two encodings; neither is read as the other."""
    text = HEADER + entry("1", label="Cœur à 5 €")
    for encoding in ("cp1252", "iso8859-15"):
        assert read(tmp_path, text.encode(encoding))[0]["EcritureLib"] == "Cœur à 5 €"


def test_a_declared_encoding_is_checked_against_the_bytes(tmp_path: Path) -> None:
    spec = ReaderSpec(kind=ReaderKind.FEC, encoding="iso8859-15")
    with pytest.raises(Exception, match="wrong-encoding"):
        read(tmp_path, PLAIN.encode(), spec)


@pytest.mark.parametrize(("debit", "credit"), [("D", "C"), ("+1", "-1"), ("d", "c")])
def test_an_amount_and_its_side(debit: str, credit: str, tmp_path: Path) -> None:
    header = HEADER.replace("Debit\tCredit", "Montant\tSens")
    content = header + line("1", "601", "12,5", debit) + line("1", "401", "12,50", credit)
    assert [row["Solde"] for row in read(tmp_path, content)] == ["12.50", "-12.50"]


def test_an_amount_in_another_currency_is_a_plain_decimal_when_it_is_one(tmp_path: Path) -> None:
    cells = line("1", "601", "5")[:-1].split("\t")
    content = HEADER + "".join(
        "\t".join([*cells[:11], *sides, *cells[13:16], told, "USD"]) + "\n"
        for sides, told in ((("5", "0"), "1 234,50"), (("0", "5"), "12,345"))
    )
    assert [row["Montantdevise"] for row in read(tmp_path, content)] == ["1234.50", "12,345"]


def test_columns_after_the_eighteen_are_kept(tmp_path: Path) -> None:
    header = HEADER.replace("\n", "\tCodeEtablissement\tSolde\n")
    content = header + line(debit="5", more=("E1", "x")) + line(credit="5", more=("E2", "y"))
    rows = read(tmp_path, content)
    assert [row["CodeEtablissement"] for row in rows] == ["E1", "E2"]
    assert [row["Solde"] for row in rows] == ["5.00", "-5.00"], "the balance is ours"
    assert [row["Solde (column 20)"] for row in rows] == ["x", "y"]


def test_a_bar_in_a_label(tmp_path: Path) -> None:
    content = (HEADER + entry("1", label="Rue A|B|C")).replace("\t", "|")
    rows = read(tmp_path, content)
    assert [row["EcritureLib"] for row in rows] == ["Rue A|B|C"] * 2
    assert [row["Debit"] for row in rows] == ["12.50", "0.00"]


def test_a_bar_that_cannot_be_placed_is_refused(tmp_path: Path) -> None:
    good = (HEADER + entry("1")).replace("\t", "|")
    content = good + line("1", "601", "0", on="2023|0315").replace("\t", "|")
    refused = [r for batch in batches(tmp_path, content) for r in batch.rejected.to_pylist()]
    assert [(r["_line"], r["_reasons"][0]["code"]) for r in refused] == [
        (2, "fec-entry-incomplete"),
        (3, "fec-entry-incomplete"),
        (4, "row-cells"),
    ]


def test_a_reversed_entry_keeps_its_signs(tmp_path: Path) -> None:
    rows = read(tmp_path, HEADER + line(debit="-5,00") + line(credit="-5,00"))
    assert [(row["Debit"], row["Credit"], row["Solde"]) for row in rows] == [
        ("-5.00", "0.00", "-5.00"),
        ("0.00", "-5.00", "5.00"),
    ]


def test_numbers_that_follow_across_journals_have_no_gap(tmp_path: Path) -> None:
    """One numbering for all journals: AC has 1 and 3, VE has 2; nothing is missing."""
    content = HEADER + entry("1") + entry("2", journal="VE") + entry("3")
    assert notes(tmp_path, content) == []
    assert notes(tmp_path, HEADER + entry("1") + entry("3") + entry("2", journal="VE") + entry("9")) == [
        "fec-numbers-skipped"
    ]
    prefixed = HEADER + entry("AC-2023-08") + entry("AC-2023-09") + entry("AC-2023-10")
    assert notes(tmp_path, prefixed) == []


def test_an_unbalanced_file_leaves_nothing_in_the_lake(tmp_path: Path) -> None:
    bench = Bench(tmp_path, source=SOURCE_OF_LINES, entity=LINES, feed=NORTH)
    refused = bench.load(HEADER + entry("1") + line("2", "601", "0,01"))
    assert refused.outcome is Outcome.REFUSED
    assert bench.codes == ["fec-unbalanced"]


def test_an_entry_is_whole_or_is_not_there(tmp_path: Path) -> None:
    """A source that tolerates faults loads the other entries, never half of one."""
    bench = Bench(tmp_path, source=SOURCE_OF_LINES, entity=LINES, feed=NORTH)
    content = HEADER + entry("1") + line("2", "601", "7") + line("2", "401", "", "seven")
    loaded = bench.load(content)
    assert loaded.outcome is Outcome.WITH_RESERVATIONS
    assert [row["number"] for row in bench.rows()] == [2, 3]
    assert {"fec-entry-incomplete", "fec-amount-unreadable"} <= set(bench.codes)


def test_the_same_number_in_two_journals_is_two_entries(tmp_path: Path) -> None:
    content = HEADER + line("1", debit="5") + line("1", credit="5", journal="VE")
    refused = [r for batch in batches(tmp_path, content) for r in batch.rejected.to_pylist()]
    assert [r["_reasons"][0]["value"] for r in refused] == ["AC 1 (2–2) : 5.00", "VE 1 (3–3) : -5.00"]


@given(st.integers(-(10**14) + 1, 10**14 - 1), st.sampled_from([".", ","]), st.integers(0, 6))
def test_an_amount_written_is_read_back(amount: int, mark: str, zeros: int) -> None:
    text = plain(amount).replace(".", mark)
    assert cents(text) == amount
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    assert cents(f" {sign}{'0' * zeros}{digits}{'0' * zeros} ") == amount


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=12))
def test_what_is_given_out_adds_up_to_what_came_in(amounts: list[int]) -> None:
    written = [line("1", debit=plain(amount)) for amount in amounts]
    content = HEADER + "".join(written) + line("1", "401", "0", plain(sum(amounts)))
    with TemporaryDirectory() as folder:
        rows = read(Path(folder), content)
    assert sum(Decimal(row["Solde"] or "") for row in rows) == 0
    assert [Decimal(row["Debit"] or "") for row in rows[:-1]] == [Decimal(amount) / 100 for amount in amounts]


# A real ledger

BOXES = {
    "010": ("206", "207"),
    "028": ("21", "22", "23"),
    "040": ("26", "27"),
    "050": ("31",),
    "068": ("411",),
    "084": ("51", "53"),
    "092": ("486",),
    "016": ("280",),
    "030": ("281",),
    "120": ("101",),
    "126": ("1061",),
    "134": ("11",),
    "156": ("16",),
    "166": ("401",),
    "214": ("701",),
    "230": ("75", "79"),
    "234": ("607",),
    "238": ("601",),
    "242": ("606", "61", "62"),
    "244": ("63",),
    "250": ("641",),
    "252": ("645", "647"),
    "262": ("65",),
    "264": ("6",),
}
"""Accounts of the boxes of forms 2033-A and 2033-B (2023) that the accounts of this ledger fill.

The box 238 holds account 6019 with 601; the boxes 072 and 172, which split third parties by the sign of each
account, are not recomputed.
"""
CREDIT = {"120", "126", "134", "156", "166", "214", "230", "016", "030"}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real ledger may not be copied into the repository")
def test_the_tax_boxes_of_a_real_ledger_are_recomputed(tmp_path: Path) -> None:
    bench = Bench(tmp_path, source=SOURCE_OF_LINES, entity=LINES, feed=NORTH)
    loaded = bench.load(SHARED / "000000000FEC20231231.txt")
    assert (loaded.outcome, loaded.counts.accepted) == (Outcome.ACCEPTED, 2102)
    accounts = _accounts(bench)
    assert sum(accounts.values()) == 0
    assert sum(debit for debit in _debits(bench)) == Decimal("1265350.82")
    found = {box: _euros(accounts, prefixes, -1 if box in CREDIT else 1) for box, prefixes in BOXES.items()}
    published = _published()
    assert found == {box: published[box] for box in found}
    assert round(-_sum(accounts, ("6", "7"))) == 3988
    assert len(found) == 24


def _published() -> dict[str, int]:
    """The boxes of the form; where the software that computed them says it differs, what the form says."""
    boxes = {}
    text = (SHARED / "000000000FEC20231231-expected.csv").read_text(encoding="utf-8")
    for cells in csv.reader(text.splitlines()):
        said = cells[2].split(":")[1].strip() if len(cells) > 2 else cells[1]
        boxes[cells[0]] = int(said)
    return boxes


def _accounts(bench: Bench) -> dict[str, Decimal]:
    with Engine([bench.lake.open(bench.entity, HOUSE)]) as engine:
        sql = 'SELECT account, sum(amount) AS amount FROM "enrolment" GROUP BY account'
        rows = engine.run([Step("accounts", sql)]).to_pylist()
    return {row["account"]: row["amount"] for row in rows}


def _debits(bench: Bench) -> list[Decimal]:
    with Engine([bench.lake.open(bench.entity, HOUSE)]) as engine:
        rows = engine.run([Step("debits", 'SELECT amount FROM "enrolment" WHERE amount > 0')]).to_pylist()
        negative = engine.run([Step("debits", 'SELECT amount FROM "enrolment" WHERE amount < 0')]).to_pylist()
    assert sum(row["amount"] for row in rows) == -sum(row["amount"] for row in negative)
    return [row["amount"] for row in rows]


def _sum(accounts: dict[str, Decimal], prefixes: tuple[str, ...]) -> Decimal:
    return sum((amount for account, amount in accounts.items() if account.startswith(prefixes)), Decimal())


def _euros(accounts: dict[str, Decimal], prefixes: tuple[str, ...], sign: int) -> int:
    return int((sign * _sum(accounts, prefixes)).quantize(Decimal(1)))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the file of another software may not be copied")
def test_the_expected_file_of_another_software(tmp_path: Path) -> None:
    rows = read(tmp_path, (SHARED / "tryton_FEC_expected.csv").read_bytes())
    assert [(row["JournalCode"], row["Solde"]) for row in rows] == [
        ("OUV", "5.00"), ("OUV", "-5.00"), ("REV", "-10.00"), ("REV", "10.00"), ("REV", "-42.00"),
        ("REV", "42.00"), ("CASH", "42.00"), ("CASH", "-42.00"),
    ]  # fmt: skip
    assert rows[5]["DateLet"] == "{current_date}", "a word whose meaning is not certain is kept as written"
    assert rows[5]["ValidDate"] == "2018-01-01"
