"""Each fault of mapped rows is found where it is, with its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from faults.deliveries.cases_mapping import CASES, LISTS, Mapped
from jalon.kernel.faults import mapped
from jalon.kernel.faults.catalogue import say
from jalon.kernel.texts import Language
from unit.infocentre.building import Bench


@pytest.mark.parametrize("case", [pytest.param(case, id=case.code) for case in CASES])
def test_the_fault_is_found(case: Mapped, tmp_path: Path) -> None:
    bench = Bench(tmp_path, source=case.source, entity=case.entity, code_lists=LISTS)
    bench.load(case.content)
    found = [issue for issue in bench.issues if issue.code == case.code]
    assert found, bench.codes
    assert found[0].place.line == case.line
    message = say(found[0], Language.EN)
    assert [word for word in case.words if word not in message] == []
    for language in Language:
        assert "‹" not in say(found[0], language), "a placeholder of the message is not filled"


def test_every_fault_of_mapped_rows_has_a_case() -> None:
    assert {case.code for case in CASES} == {fault.code for fault in mapped.FAULTS}
