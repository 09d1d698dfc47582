"""Any bytes at all, given to a reader: it reads them or refuses them, and does nothing else."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from jalon.dossier.source import ReaderSpec
from jalon.infocentre.readers.open import open_table
from jalon.infocentre.readers.rejects import SCHEMA
from jalon.infocentre.readers.table import LINE, Named, UnreadableFile
from jalon.kernel.faults.catalogue import CATALOGUE
from jalon.kernel.issues import Issue


def spoiled(sample: bytes) -> st.SearchStrategy[bytes]:
    """A good file with some of its bytes removed, repeated, replaced or cut off, or no such file at all."""
    size = len(sample)
    place = st.integers(0, size)
    cut = place.map(lambda end: sample[:end])
    without = st.tuples(place, place).map(lambda pair: sample[: min(pair)] + sample[max(pair) :])
    twice = st.tuples(place, place).map(lambda pair: sample + sample[min(pair) : max(pair)])
    changed = st.tuples(place, st.binary(min_size=1, max_size=8)).map(
        lambda pair: sample[: pair[0]] + pair[1] + sample[pair[0] + len(pair[1]) :]
    )
    return st.one_of(cut, without, twice, changed, st.binary(max_size=400))


def reads_or_refuses(spec: ReaderSpec, content: bytes, needed: tuple[str, ...], folder: Path) -> bool:
    """True when the file was read to its end; False when it was refused by a known fault.

    Anything else (another exception, a batch that is not as promised) is a failure.
    """
    file = folder / "any"
    file.write_bytes(content)
    refusal = _refusal(file, spec, needed)
    if refusal is None:
        return True
    assert refusal.code in CATALOGUE
    assert str(folder) not in str(refusal)
    return False


def _refusal(file: Path, spec: ReaderSpec, needed: tuple[str, ...]) -> Issue | None:
    """Why the file is refused; None when it is read to its end."""
    try:
        for batch in open_table(file, spec, needed, Named("any")).batches():
            assert set(batch.rows.column_names) >= {*needed, LINE}
            assert batch.rejected.num_rows == 0 or set(batch.rejected.column_names) >= set(SCHEMA.names)
    except UnreadableFile as refusal:
        return refusal.issue
    return None
