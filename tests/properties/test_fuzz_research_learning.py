"""Any bytes given to the readers of research and learning: read or refused, nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drawing import examples
from faults.deliveries.cases_formats import statement, zipped
from fuzzing import reads_or_refuses, spoiled
from jalon.dossier.source import ReaderKind, ReaderSpec

HAL = json.dumps(
    {
        "response": {
            "docs": [{"docid": "1", "halId_s": "hal-01234567v1", "title_s": ["A"], "structId_i": [1]}]
        }
    },
    indent=1,
)
OPENALEX = json.dumps(
    {
        "id": "https://openalex.org/W1",
        "publication_year": 2020,
        "authorships": [{"author": {"id": "https://openalex.org/A1"}, "institutions": [{"ror": "x"}]}],
    }
)
CROSSREF = json.dumps({"message": {"items": [{"DOI": "10.1000/x", "issued": {"date-parts": [[2020, 1]]}}]}})
BIBTEX = "@string{j={J}}\n@article{a, title={L'{\\'e}t{\\'e}}, journal=j, author={Doe, Ada}, year={2020}}\n"
CORDIS = '"id";"objective";"ecMaxContribution"\n"1";"line\nline";"1,5"\n'
MOODLE = json.dumps({"12": [{"id": 7, "roles": [{"shortname": "student"}]}]}, indent=1)

SAMPLES = {
    "hal": (ReaderKind.HAL, "publications", HAL.encode(), ("repeats_title",)),
    "hal-people": (ReaderKind.HAL, "authorships", HAL.encode(), ("author_key",)),
    "openalex": (ReaderKind.OPENALEX, "authorships", OPENALEX.encode(), ("author_key",)),
    "crossref": (ReaderKind.CROSSREF, "publications", CROSSREF.encode(), ("doi",)),
    "bibtex": (ReaderKind.BIBTEX, "", BIBTEX.encode(), ("author_names",)),
    "cordis": (ReaderKind.CORDIS, "projects", CORDIS.encode(), ("id",)),
    "cordis-zip": (ReaderKind.CORDIS, "projects", zipped(project=CORDIS), ("id",)),
    "xapi": (ReaderKind.XAPI, "activity", (statement("a") + statement("b")).encode(), ("actor_key",)),
    "moodle": (ReaderKind.MOODLE, "enrolments", MOODLE.encode(), ("user",)),
}


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_bytes_are_read_or_refused(name: str, data: st.DataObject) -> None:
    kind, table, sample, needed = SAMPLES[name]
    content = data.draw(spoiled(sample))
    with TemporaryDirectory() as folder:
        reads_or_refuses(ReaderSpec(kind=kind, table=table), content, needed, Path(folder))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_sample_itself_is_read(name: str, tmp_path: Path) -> None:
    kind, table, sample, needed = SAMPLES[name]
    assert reads_or_refuses(ReaderSpec(kind=kind, table=table), sample, needed, tmp_path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize("name", ["hal", "hal-people", "openalex", "crossref", "xapi", "moodle"])
@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_fields_of_any_kind_are_read_or_refused(name: str, data: st.DataObject) -> None:
    """A field of the right name that holds something of another kind."""
    kind, table, sample, needed = SAMPLES[name]
    record = json.loads(sample.splitlines()[0]) if kind is ReaderKind.XAPI else json.loads(sample)
    place = record
    while True:
        step = data.draw(st.sampled_from(list(place) if isinstance(place, dict) else list(range(len(place)))))
        if not isinstance(place[step], (dict, list)) or not place[step] or data.draw(st.booleans()):
            place[step] = data.draw(JSON)
            break
        place = place[step]
    with TemporaryDirectory() as folder:
        content = json.dumps(record).encode()
        reads_or_refuses(ReaderSpec(kind=kind, table=table), content, needed, Path(folder))
