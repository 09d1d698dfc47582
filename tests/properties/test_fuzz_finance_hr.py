"""Any bytes given to the readers of ledgers and of payroll declarations: read or refused, nothing else."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drawing import examples
from fuzzing import reads_or_refuses, spoiled
from jalon.dossier.source import ReaderKind, ReaderSpec
from ledgers import HEADER, entry
from payroll import FILE

TABBED = (HEADER + entry("1", label="Été") + entry("2")).encode()
SAMPLES = {
    "ledger": (ReaderKind.FEC, "", TABBED, ("Solde", "Ligne")),
    "ledger-bars": (ReaderKind.FEC, "", TABBED.replace(b"\t", b"|"), ("Solde",)),
    "payroll": (ReaderKind.DSN, "contracts", FILE.encode("cp1252"), ("S21.G00.30.001", "S21.G00.40.001")),
    "payroll-pay": (ReaderKind.DSN, "pay", FILE.encode(), ("S21.G00.51.013",)),
    "ledger-latin": (ReaderKind.FEC, "", TABBED.decode().encode("cp1252"), ("EcritureLib",)),
}


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_bytes_are_read_or_refused(name: str, data: st.DataObject) -> None:
    kind, table, sample, needed = SAMPLES[name]
    content = data.draw(spoiled(sample))
    with TemporaryDirectory() as folder:
        spec = ReaderSpec(kind=kind, table=table, encoding="auto")
        reads_or_refuses(spec, content, needed, Path(folder))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_sample_itself_is_read(name: str, tmp_path: Path) -> None:
    kind, table, sample, needed = SAMPLES[name]
    spec = ReaderSpec(kind=kind, table=table, encoding="auto")
    assert reads_or_refuses(spec, sample, needed, tmp_path)
