"""Each faulty delivery gives its fault, with its line and a repair in both languages, and spoils nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from faults.deliveries import cases_energy, cases_finance, cases_formats, cases_hr
from faults.deliveries.cases import CASES, Case
from faults.deliveries.cases_tables import TABLES
from jalon.infocentre.deliveries import Ledger, Outcome
from jalon.kernel.faults import (
    delivery,
    formats_finance,
    formats_hr,
    formats_learning,
    formats_research,
)
from jalon.kernel.faults.catalogue import say
from jalon.kernel.texts import Language
from unit.infocentre.building import HEADER, ROW, Bench

ALL = (*CASES, *TABLES, *cases_formats.CASES, *cases_finance.CASES, *cases_energy.CASES, *cases_hr.CASES)
BY_CODE = pytest.mark.parametrize("case", [pytest.param(case, id=case.code) for case in ALL])


@BY_CODE
def test_the_fault_is_found(case: Case, tmp_path: Path) -> None:
    bench = Bench(tmp_path, source=case.source, entity=case.entity, feed=case.feed)
    bench.load(bench.file(case.content, case.name))
    found = [issue for issue in bench.issues if issue.code == case.code]
    assert found, bench.codes
    assert found[0].place.line == case.line
    message = say(found[0], Language.EN)
    assert [word for word in case.words if word not in message] == []
    for language in Language:
        assert "‹" not in say(found[0], language), "a placeholder of the message is not filled"


Rows = list[dict[str, object]]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Rows]:
    """The folder of a bench that received a sound file, to be copied, and its rows."""
    bench = Bench(tmp_path_factory.mktemp("good"))
    bench.load(HEADER + ROW)
    return bench.folder, bench.rows()


@BY_CODE
def test_a_refused_file_leaves_the_lake_as_it_was(
    case: Case, good: tuple[Path, Rows], tmp_path: Path
) -> None:
    folder, before = good
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    bench = Bench(tmp_path, source=case.source, entity=case.entity, feed=case.feed)
    refused = bench.load(bench.file(case.content, case.name))
    if refused.outcome is Outcome.REFUSED:
        assert Bench(tmp_path).rows() == before
        assert Ledger(bench.workspace).find(refused.id) == refused
        assert (bench.workspace.received / refused.sha256[:2] / refused.sha256).read_bytes() == case.content


def test_every_fault_of_deliveries_has_a_case() -> None:
    assert {case.code for case in CASES} == {fault.code for fault in delivery.FAULTS}


def test_every_fault_of_ledgers_and_payroll_has_a_case() -> None:
    assert {case.code for case in cases_finance.CASES} == {fault.code for fault in formats_finance.FAULTS}
    assert {case.code for case in cases_hr.CASES} == {fault.code for fault in formats_hr.FAULTS}


def test_every_fault_of_the_formats_has_a_case() -> None:
    declared = {fault.code for room in (formats_research, formats_learning) for fault in room.FAULTS}
    # What is not installed and a dossier's time zone are no matter of a file.
    assert {case.code for case in cases_formats.CASES} == declared - {"extra-missing", "unknown-timezone"}
