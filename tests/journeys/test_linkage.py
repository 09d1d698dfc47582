"""Persons without a number, or misspelt, are found to be one, whatever the order of deliveries."""

from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import permutations
from pathlib import Path
from types import ModuleType

import pytest

from faults.base import indicator, write_base
from faults.test_use import stops
from jalon.dossier.catalogue import Dossier
from jalon.dossier.linkage import model_of
from jalon.figures.figure import Figure, State
from jalon.figures.store import read_figures
from jalon.infocentre.identity.decision import Decision, Kind
from jalon.infocentre.identity.groups import Groups, Same
from jalon.infocentre.identity.log import IdentityLog
from jalon.infocentre.linkage.vault import Vault, forget_file
from jalon.infocentre.pseudonyms.keys import Keys
from jalon.infocentre.pseudonyms.tokens import message, token
from jalon.infocentre.workspace import Workspace
from jalon.kernel.periods import Calendar, Period
from jalon.services.check import open_checked
from jalon.services.compute import compute
from jalon.services.identity import decide
from jalon.services.keys import rotate
from jalon.services.link import doubts, link
from jalon.services.load import load
from jalon.services.progress import Silent
from journeys.test_keys import ENTITY, MEASURE
from linkage_world import HEADER, SCHOOLS, Record, World, make_world, score

TODAY = date(2026, 12, 1)
SOURCE = """\
source: stays
name: Stays
entity: stay
reader: {kind: csv, delimiter: ";"}
period: {column: year}
columns:
  person:
    keys:
      - {scheme: ine, from: INE}
      - {scheme: local, from: number, within: unit}
  kind: kind
link:
  person: {family_name: family, first_name: first, birth_date: born, sex: sex}
files:
"""
Place = tuple[Dossier, Workspace]


def desk(folder: Path, keys: Path | None = None) -> Place:
    """A dossier of eight schools; ``keys`` shares the keys of another workspace."""
    dossier = write_base(folder / "dossier")
    units = "".join(f"  - {{unit: {school}, name: {school}}}\n" for school in SCHOOLS)
    files = "".join(f"  - {{unit: {school}}}\n" for school in SCHOOLS)
    perimeter = dossier / "perimeter.yaml"
    perimeter.write_text(perimeter.read_text(encoding="utf-8") + units, encoding="utf-8")
    for name, text in {
        "entities/stay.yaml": ENTITY,
        "sources/stays.yaml": SOURCE + files,
        "indicators/stayed.yaml": indicator("stayed", MEASURE),
    }.items():
        (dossier / name).parent.mkdir(exist_ok=True)
        (dossier / name).write_text(text, encoding="utf-8")
    return open_checked(dossier), Workspace(folder / "home", keys)


def deliver(place: Place, school: str, records: Sequence[Record], name: str = "file.csv") -> None:
    file = place[1].home.parent / name
    file.write_text("\n".join([HEADER, *(record.row for record in records), ""]), encoding="utf-8")
    done = load(*place, as_of=TODAY, progress=Silent(), feeds=(f"stays/{school}",), file=file)
    assert done.is_whole, [issue.code for issue in done.issues]


def key_of(place: Place, record: Record) -> str:
    key = Keys(place[1].keys).find("person")
    assert key is not None
    said = message("ine", record.ine) if record.ine else message("local", record.local, record.school)
    return token(key, said)


def same(place: Place) -> Same:
    return Groups(IdentityLog(place[1], "person").read()).same


def vault(place: Place) -> Vault:
    model = model_of(place[0].linkage_models, "person")
    assert model is not None
    return Vault(place[1], model)


def named(place: Place, world: World) -> tuple[dict[str, int], dict[str, str]]:
    """Record → the person it is of, and record → the identifier under which she is counted."""
    groups = same(place).certain
    truth, found = {}, {}
    for number, record in enumerate(world.records):
        key = key_of(place, record)
        truth[str(number)], found[str(number)] = record.person, groups.get(key, key)
    return truth, found


def test_links_are_found_and_are_right(tmp_path: Path) -> None:
    world, place = make_world(3000, seed=7), desk(tmp_path)
    for school in SCHOOLS:
        deliver(place, school, world.deliveries[0, school])
    truth, before = named(place, world)
    numbers_only = score(truth, before)
    (done,) = link(*place, as_of=TODAY)
    linked = score(*named(place, world))
    assert numbers_only.precision == 1.0
    assert linked.precision >= 0.99
    assert numbers_only.recall < 0.5
    assert linked.recall >= 0.9
    assert done.groups
    assert link(*place, as_of=TODAY)[0].decided == 0, "nothing new, nothing decided"


def parts(world: World) -> list[tuple[str, list[Record]]]:
    """Five files that five schools send."""
    return [(school, world.deliveries[0, school]) for school in SCHOOLS[:5]]


def test_the_order_of_deliveries_changes_nothing(tmp_path: Path) -> None:
    world = make_world(60, seed=11)
    sent, found = parts(world), []
    orders = [*list(permutations(range(5)))[:: 24 * 5 // 6], (4, 3, 2, 1, 0)]
    for number, order in enumerate(orders):
        place = desk(tmp_path / str(number), tmp_path / "keys")
        for step in order:
            deliver(place, *sent[step])
            link(*place, as_of=TODAY)
        found.append(
            (same(place).certain, sorted(map(sorted, Groups(IdentityLog(place[1], "person").read()).doubts)))
        )
    assert len(found) > 5
    assert all(one == found[0] for one in found)


def test_identifiers_stay_over_five_deliveries(tmp_path: Path) -> None:
    """An identifier once given never means somebody else; a group that nothing touches keeps its own."""
    world, place = make_world(80, seed=5), desk(tmp_path)
    meanings: dict[str, frozenset[str]] = {}
    earlier: tuple[Decision, ...] = ()
    for school, records in parts(world):
        deliver(place, school, records)
        link(*place, as_of=TODAY)
        log = IdentityLog(place[1], "person").read()
        assert tuple(log[: len(earlier)]) == earlier, "only ever added to"
        earlier = tuple(log)
        members: dict[str, set[str]] = {}
        for key, name in same(place).certain.items():
            members.setdefault(name, set()).add(key)
        for name, keys in members.items():
            assert meanings.setdefault(name, frozenset(keys)) == keys


A = Record(1, SCHOOLS[0], "a1", "000000001AL", "DUMOULIN", "Alice", "2001-02-03", "F")
B = Record(1, SCHOOLS[1], "b1", "", "DUMOULLIN", "Alice", "2001-02-03", "F")
TWIN = Record(2, SCHOOLS[1], "b2", "000000002BL", "DUMOULIN", "Alice", "2001-02-03", "F")


def stayed(place: Place) -> Figure:
    compute(*place, as_of=TODAY, progress=Silent())
    found = read_figures(place[1].figures).get("stayed", "institute", Period.parse("2020", Calendar.YEAR))
    assert found is not None
    return found


def test_two_numbers_are_never_one_person_by_likeness(tmp_path: Path) -> None:
    place = desk(tmp_path)
    deliver(place, A.school, [A])
    deliver(place, TWIN.school, [TWIN])
    (done,) = link(*place, as_of=TODAY)
    assert (done.groups, done.doubts) == (0, 1)
    figure = stayed(place)
    assert figure.state is State.UNCERTAIN, "the figure says one or two"
    (doubt,) = doubts(*place, as_of=TODAY)
    assert {feature: str(one) for feature, one in doubt.features.items()} == {
        "family_name": "same", "first_name": "same", "birth_date": "same", "sex": "same",
    }  # fmt: skip
    decide(*place, "person", Kind.REJECTED, doubt.keys, day=TODAY, by="A steward", why="two files seen")
    assert link(*place, as_of=TODAY)[0].doubts == 0
    assert stayed(place).value == 2


def test_what_a_person_decided_stands(tmp_path: Path) -> None:
    place = desk(tmp_path)
    deliver(place, A.school, [A])
    deliver(place, B.school, [B])
    assert link(*place, as_of=TODAY)[0].groups == 1
    assert stayed(place).value == 1
    decide(*place, "person", Kind.SPLIT, [key_of(place, B)], day=TODAY, by="A steward", why="two persons")
    assert link(*place, as_of=TODAY)[0].groups == 0
    assert stayed(place).value == 2


def test_a_better_match_that_comes_later_takes_over(tmp_path: Path) -> None:
    """A record without a number goes to the one it is most like, whichever came first."""
    nearer = Record(3, SCHOOLS[2], "c1", "000000003CL", "DUMOULLIN", "Alice", "2001-02-03", "F")
    place = desk(tmp_path)
    deliver(place, A.school, [A])
    deliver(place, B.school, [B])
    link(*place, as_of=TODAY)
    assert same(place).certain[key_of(place, A)] == same(place).certain[key_of(place, B)]
    deliver(place, nearer.school, [nearer])
    link(*place, as_of=TODAY)
    groups = same(place).certain
    assert groups[key_of(place, nearer)] == groups[key_of(place, B)]
    assert key_of(place, A) not in groups


def test_no_name_reaches_the_vault(tmp_path: Path) -> None:
    place = desk(tmp_path)
    deliver(place, A.school, [A])
    kept = vault(place).read()
    assert kept.num_rows == 1
    told = str(kept.to_pylist()).upper()
    assert not any(word in told for word in ("DUMOULIN", "ALICE", "2001", "000000001AL"))
    files = [path for path in place[1].home.rglob("*") if path.is_file()]
    apart = [path for path in files if not path.is_relative_to(place[1].received)]
    assert not any(b"DUMOULIN" in path.read_bytes() for path in apart)
    assert {path.stat().st_mode & 0o077 for path in (place[1].home / "vault").rglob("*.parquet")} == {0}


def test_splink_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place, real = desk(tmp_path), builtins.__import__
    deliver(place, A.school, [A])
    deliver(place, B.school, [B])

    def without(
        name: str,
        globals: Mapping[str, object] | None = None,
        locals: Mapping[str, object] | None = None,
        fromlist: Sequence[str] = (),
        level: int = 0,
    ) -> ModuleType:
        if name.startswith("splink"):
            raise ModuleNotFoundError(name)
        return real(name, globals, locals, fromlist, level)

    monkeypatch.setattr(builtins, "__import__", without)
    stops(lambda: link(*place, as_of=TODAY), "splink-missing", "jalon[identity]", "jalon[identity]")


def test_a_domain_that_nobody_describes(tmp_path: Path) -> None:
    dossier = open_checked(write_base(tmp_path / "dossier"))
    asked = lambda: link(dossier, Workspace(tmp_path / "home"), as_of=TODAY)  # noqa: E731
    stops(asked, "nothing-described", "under « link »", "sous « link »")


def test_a_day_before_the_first_model(tmp_path: Path) -> None:
    dossier, workspace = desk(tmp_path)
    early = date(2025, 12, 31)
    words = ("linkage-model-later", "--as-of 2026-01-01", "à partir du 2026-01-01")
    stops(lambda: link(dossier, workspace, as_of=early), *words)


def test_links_outlive_a_change_of_keys_and_stay_those_of_the_model(tmp_path: Path) -> None:
    """What a model decided is still undone by what a later file says; people's decisions still stand."""
    place = desk(tmp_path)
    deliver(place, A.school, [A])
    deliver(place, B.school, [B])
    link(*place, as_of=TODAY)
    for purpose in ("person", "link", "person"):
        rotate(*place, purpose, as_of=TODAY, progress=Silent())
        assert link(*place, as_of=TODAY)[0].decided == 0
        assert stayed(place).value == 1
    nearer = Record(3, SCHOOLS[2], "c1", "000000003CL", "DUMOULLIN", "Alice", "2001-02-03", "F")
    deliver(place, nearer.school, [nearer])
    link(*place, as_of=TODAY)
    groups = same(place).certain
    assert groups[key_of(place, nearer)] == groups[key_of(place, B)]
    assert key_of(place, A) not in groups


def test_a_link_outlives_the_descriptions_it_was_made_from(tmp_path: Path) -> None:
    """They go with the received file; rows are still there, and their persons are still one."""
    place = desk(tmp_path)
    deliver(place, A.school, [A])
    deliver(place, B.school, [B])
    link(*place, as_of=TODAY)
    files = [path.name for path in place[1].received.rglob("*") if path.is_file()]
    assert sum(forget_file(place[1], name) for name in files) == 2
    assert vault(place).read().num_rows == 0
    deliver(place, TWIN.school, [TWIN])
    link(*place, as_of=TODAY)
    groups = same(place).certain
    assert groups[key_of(place, A)] == groups[key_of(place, B)]


def test_a_described_column_that_is_not_in_the_file_is_told(tmp_path: Path) -> None:
    place = desk(tmp_path)
    file = tmp_path / "other.csv"
    file.write_text(f"{HEADER.replace('family', 'surname')}\n{A.row}\n", encoding="utf-8")
    done = load(*place, as_of=TODAY, progress=Silent(), feeds=(f"stays/{A.school}",), file=file)
    assert [issue.code for issue in done.issues if issue.code != "key-made"] == ["description-absent"]
    assert done.is_whole
    assert "DUMOULIN" not in str(done.issues)
    (kept,) = vault(place).read().to_pylist()
    assert kept["family_name"] is None
    assert kept["first_name"] is not None
