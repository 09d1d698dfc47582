"""A purge removes what is past its term from every version, proves it, and leaves the figures."""

from __future__ import annotations

import contextlib
import json
from datetime import date, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable
from hypothesis import given, settings
from hypothesis import strategies as st

from drawing import examples
from jalon.dossier.privacy import After, Kept, Retention
from jalon.figures.figure import Figure
from jalon.infocentre.harvest.leftovers import run_name
from jalon.infocentre.lake import Lake
from jalon.infocentre.privacy import purge as purging
from jalon.infocentre.privacy.journal import journal_of
from jalon.infocentre.sealed import BrokenSeal, SealedLog
from jalon.infocentre.workspace import Workspace
from jalon.kernel.missing import Missing, Reason
from jalon.kernel.texts import EMPTY
from jalon.services.purge import past_term, purge
from jalon.services.replay import replayed, world_of
from jalon.services.show import Selection, select
from kept import CORRECTED, FIRST, LOADED, PURGED, RULES, kept
from kept import Kept as Place


@pytest.fixture
def held(tmp_path: Path) -> Place:
    made = kept(tmp_path)
    made.compute(PURGED)
    return made


def run(held: Place, day: date = PURGED) -> tuple[purging.Proof, ...]:
    return purge(held.dossier, held.workspace, as_of=day, by="Mme DPO")


def figure(held: Place, period: str, unit: str = "institute") -> Figure:
    asked = Selection(indicators=("students",), units=(unit,), periods=(period,))
    (found,) = select(held.dossier, held.workspace, asked)
    return found


def cells_on_disk(held: Place) -> list[dict[str, object]]:
    """Every row of every data file of the lake, whatever the log says of it."""
    files = [path for path in held.workspace.lake.rglob("*.parquet") if "_delta_log" not in path.parts]
    return [row for path in files for row in pq.read_table(path, partitioning=None).to_pylist()]


def test_rows_go_from_the_present_version_and_from_every_earlier_one(held: Place) -> None:
    assert sorted(str(row["period"]) for row in cells_on_disk(held)) == ["2020"] * 4 + ["2021"] * 2
    (proof,) = run(held)
    # 2020 was over on 1 January 2021, three years before; two deliveries hold two rows of it each.
    assert proof.past.rows[0].rows == 4
    assert proof.rows_left == {"enrolment-count": 0}
    assert {row["period"] for row in cells_on_disk(held)} == {"2021"}
    assert proof.files_read == len(Lake(held.workspace).files(proof.past.rows[0].table))


def test_the_day_before_the_term_nothing_goes(held: Place) -> None:
    assert past_term(held.dossier, held.workspace, as_of=date(2023, 12, 31)).rows == ()
    assert past_term(held.dossier, held.workspace, as_of=date(2024, 1, 1)).rows != ()


def test_other_engines_still_read_the_present_version(held: Place) -> None:
    (proof,) = run(held)
    table = DeltaTable(str(held.workspace.lake / proof.past.rows[0].table))
    assert table.to_pyarrow_table().column("period").to_pylist() == ["2021"]


def test_the_log_of_the_table_never_held_a_cell(held: Place) -> None:
    logs = "".join(path.read_text() for path in held.workspace.lake.rglob("_delta_log/*.json"))
    assert "engineering" not in logs
    # The smallest and the greatest cell of a column would stay in the log after a purge.
    assert '\\"minValues\\":{\\"' not in logs
    assert '\\"maxValues\\":{\\"' not in logs


def test_a_received_file_goes_when_all_its_deliveries_are_past_their_term(held: Place) -> None:
    received = held.workspace.received
    assert len(list(received.glob("*/*"))) == 2
    held.receive(FIRST, date(2023, 12, 31))  # The very first file again: in force since today.
    held.compute(PURGED)
    assert past_term(held.dossier, held.workspace, as_of=date(2023, 3, 2)).received != ()
    (proof,) = run(held)
    assert len(proof.past.received) == 2
    assert list(received.glob("*/*")) == []


def test_quarantine_has_its_own_term(held: Place) -> None:
    held.receive(FIRST.replace("10", "many"), date(2023, 9, 1))
    held.compute(PURGED)
    assert past_term(held.dossier, held.workspace, as_of=date(2024, 2, 29)).quarantine == ()
    held.compute(date(2024, 3, 1))
    (proof,) = run(held, date(2024, 3, 1))
    assert len(proof.past.quarantine) == 1
    assert list(held.workspace.quarantine.glob("*")) == []


def test_pages_of_an_interrupted_harvest_go_the_next_day(held: Place) -> None:
    """Their term is their own day, and no rule has to say it."""
    page = held.workspace.harvests / run_name("hal/north", [], PURGED) / "pages" / "1"
    page.parent.mkdir(parents=True)
    page.write_text("Ada Lovelace")
    held.change("privacy.yaml", "years: 3", "years: 30")
    assert past_term(held.dossier, held.workspace, as_of=PURGED).harvests == ()
    proofs = run(held, PURGED + timedelta(days=1))
    assert [len(proof.past.harvests) for proof in proofs] == [1]
    assert not any(held.workspace.harvests.iterdir())


def test_figures_stay_as_last_computed_while_they_mean_the_same(held: Place) -> None:
    before = figure(held, "2020")
    run(held)
    held.receive(FIRST.replace("2021", "2022"), date(2024, 2, 1))
    held.change("privacy.yaml", "years: 3", "years: 30")
    assert figure(held, "2020").value == before.value == 17


def test_figures_made_again_after_a_purge_are_those_of_before(held: Place) -> None:
    before = figure(held, "2020")
    run(held)
    held.compute(date(2025, 6, 1))
    after = figure(held, "2020")
    assert after.value == before.value == 17
    assert after.flags == ("made-before-purge:2024-01-01",)


def test_under_another_definition_the_figure_is_gone_not_wrong(held: Place) -> None:
    run(held)
    held.change("indicators/students.yaml", "where: diploma = 'engineering'", "where: sex = 'F'")
    held.compute(date(2025, 6, 1))
    found = figure(held, "2020")
    assert isinstance(found.value, Missing)
    assert found.value.reason is Reason.PURGED
    assert "Mme DPO" in found.value.detail.fr
    assert figure(held, "2021").value == 11


def test_rows_received_again_count_again(held: Place) -> None:
    run(held)
    held.receive(FIRST.replace(";10", ";40"), date(2024, 6, 1))
    held.compute(date(2024, 6, 1))
    assert figure(held, "2020").value == 45


def test_a_past_day_says_purged_instead_of_failing(held: Place) -> None:
    known = world_of(held.dossier, held.workspace, LOADED)
    assert replayed(known, held.workspace, ("students",)).series("students")[0].value == 15
    run(held)
    known = world_of(held.dossier, held.workspace, LOADED)
    first, second, *_ = replayed(known, held.workspace, ("students",)).series("students")
    assert isinstance(first.value, Missing)
    assert first.value.reason is Reason.PURGED
    assert second.value == 11


@pytest.mark.parametrize("step", [1, 2, 4, 6, 8])
def test_a_killed_purge_is_taken_up(held: Place, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Killed before its n-th action, whichever it is, then run again: the end is the same, told once."""
    left = step

    def or_die(action: object) -> object:
        def wrapped(*args: object, **named: object) -> object:
            nonlocal left
            left -= 1
            if not left:
                raise KeyboardInterrupt
            assert callable(action)
            return action(*args, **named)

        return wrapped

    with monkeypatch.context() as patch:
        for owner, name in (
            (purging, "take_out"),
            (Path, "unlink"),
            (purging.Lake, "delete"),
            (SealedLog, "append"),
        ):
            patch.setattr(owner, name, or_die(getattr(owner, name)))
        with contextlib.suppress(KeyboardInterrupt):
            run(held)
    run(held)
    assert {row["period"] for row in cells_on_disk(held)} == {"2021"}
    assert list(held.workspace.received.glob("*/*")) == []
    kinds = [record.content["kind"] for record in journal_of(held.workspace).read()]
    assert kinds == ["begun", "done"]
    assert run(held) == ()


def test_a_purge_says_what_it_removed_for_ever(held: Place) -> None:
    run(held)
    begun, done = (json.loads(line) for line in held.workspace.purges.read_text().splitlines())
    assert {group[1] for group in begun["past"]["rows"][0]["groups"]} == {"2020"}
    assert len(begun["past"]["received"]) == 2
    assert (done["begun"], done["rows_left"]) == (begun["seal"], {"enrolment-count": 0})


def test_a_journal_with_a_missing_record_is_refused(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    for number in range(3):
        journal_of(workspace).append({"kind": "done", "number": number})
    lines = workspace.purges.read_text().splitlines()
    workspace.purges.write_text("\n".join([lines[0], lines[2]]) + "\n")
    with pytest.raises(BrokenSeal) as broken:
        journal_of(workspace).read()
    assert broken.value.line == 2


def test_a_record_cut_short_is_told_and_nothing_is_added_after_it(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    journal_of(workspace).append({"kind": "begun"})
    with workspace.purges.open("a") as handle:
        handle.write('{"kind": "do')  # not by Jalon, which writes the file whole
    for action in (journal_of(workspace).read, lambda: journal_of(workspace).append({"kind": "done"})):
        with pytest.raises(BrokenSeal) as broken:
            action()
        assert broken.value.line == 2


def test_reception_and_other_columns(tmp_path: Path) -> None:
    """A term from reception; and the table of an earlier set of columns, which no dossier reads any more."""
    rules = RULES.replace("years: 3, after: period-end", "years: 3, after: received")
    held = kept(tmp_path, rules)
    (table,) = held.workspace.lake.iterdir()
    (table.rename(table.with_name("enrolment-count-00000000")))
    held.receive(FIRST.replace("2020", "2019"), CORRECTED)
    held.compute(date(2025, 6, 1))
    (proof, *_) = run(held, date(2025, 6, 1))
    assert {rows.table for rows in proof.past.rows} >= {"enrolment-count-00000000", table.name}
    assert cells_on_disk(held) == []


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.integers(1, 600))
def test_a_term_ends_the_same_day_of_a_later_month(start: date, months: int) -> None:
    rule = Retention(of=Kept.ROWS, entities=(), months=months, after=After.RECEIVED, because=EMPTY)
    end = rule.end(start)
    assert (end.year - start.year) * 12 + end.month - start.month == months
    assert end.day <= start.day
    later = Retention(of=Kept.ROWS, entities=(), months=months + 1, after=After.RECEIVED, because=EMPTY)
    assert end < later.end(start)


def in_force(held: Place) -> list[str]:
    (table,) = held.workspace.lake.iterdir()
    found: list[str] = DeltaTable(str(table)).to_pyarrow_table().column("period").to_pylist()
    return sorted(found)


ROW = st.tuples(st.sampled_from(["0000001A", "0000002B"]), st.integers(2018, 2023), st.integers(1, 99)).map(
    lambda cells: f"{cells[0]};{cells[1]};ING;F;near;{cells[2]}"
)


@settings(deadline=None, max_examples=examples(4))
@given(st.lists(ROW, min_size=1, max_size=8), st.integers(1, 6))
def test_what_is_left_is_exactly_what_is_within_its_term(
    tmp_path_factory: pytest.TempPathFactory, rows: list[str], years: int
) -> None:
    held = kept(tmp_path_factory.mktemp("purge"), RULES.replace("years: 3", f"years: {years}"))
    held.receive("school;year;diploma;sex;origin;students\n" + "\n".join(rows) + "\n", date(2023, 6, 1))
    held.compute(PURGED)
    before, held_before = in_force(held), cells_on_disk(held)
    run(held)
    due = [period for period in before if int(period) + 1 + years > PURGED.year]
    assert in_force(held) == due
    ever = {str(row["period"]) for row in held_before}
    on_disk = {str(row["period"]) for row in cells_on_disk(held)}
    assert on_disk == {period for period in ever if int(period) + 1 + years > PURGED.year}
