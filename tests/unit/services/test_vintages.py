"""Vintages: frozen once, for good, as known on a day; any touch is seen."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from jalon.figures.vintages import Vintage, Vintages
from jalon.infocentre.identity.decision import Kind
from jalon.infocentre.workspace import Workspace
from jalon.services.freeze import freeze
from jalon.services.identity import decide
from jalon.services.problems import DossierProblem
from jalon.services.progress import Silent
from jalon.services.reproduce import reproduce
from jalon.services.vintages import verify, vintage_rows
from oracles.small import REGISTER, Small, indicator, small, source

JANUARY, FEBRUARY, MARCH = date(2024, 1, 10), date(2024, 2, 10), date(2024, 3, 10)
COUNT = "{kind: distinct, entity: register, key: person}"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """A register corrected each month, two keys merged in February."""
    files = {
        "entities/register.yaml": REGISTER.replace("personal}", "personal, identity: person}"),
        "indicators/h.yaml": indicator("heads", COUNT),
        "sources/r.yaml": source("register", "r.csv", "person"),
        "r.csv": register(2),
    }
    found = small(tmp_path_factory.mktemp("first"), files)
    found.load(JANUARY)
    found.write({"r.csv": register(3)})
    found.load(FEBRUARY)
    decide(found.dossier, found.workspace, "person", Kind.MERGE, ("p0", "p1"), day=FEBRUARY, by="registrar")
    found.write({"r.csv": register(5)})
    found.load(MARCH)
    return found


@pytest.fixture
def made(first: Small, tmp_path: Path) -> Small:
    """The same, of one's own."""
    return first.copy(tmp_path)


def register(persons: int) -> str:
    return "unit,year,person\n" + "".join(f"north,2022,p{number}\n" for number in range(persons))


def frozen(made: Small, name: str, day: date = MARCH, signed_on: date = MARCH) -> Vintage:
    return freeze(
        made.dossier,
        made.workspace,
        name,
        as_of=day,
        signed_by="board",
        signed_on=signed_on,
        progress=Silent(),
    )


def heads(vintage: Vintage) -> str:
    return next(str(one.value) for one in vintage.figures().figures if one.unit == "north" and one.rows)


def codes(workspace: Workspace, seal: str = "") -> set[tuple[str, str]]:
    return {(issue.code, issue.place.file) for issue in verify(workspace, seal)}


def test_what_is_frozen_is_what_was_known_on_the_day(made: Small) -> None:
    known = {day: heads(frozen(made, f"v{day.month}", day)) for day in (JANUARY, FEBRUARY, MARCH)}
    assert known == {JANUARY: "2", FEBRUARY: "2", MARCH: "4"}  # in February 3 persons, of whom two are one
    assert not heads_of_a_day_without_files(made)
    for name in ("v1", "v2", "v3"):
        assert not reproduce(made.workspace, name).differences


def heads_of_a_day_without_files(made: Small) -> list[int]:
    figures = frozen(made, "before-all", date(2023, 1, 1)).figures().figures
    return [one.rows for one in figures if one.rows]


def test_a_file_loaded_again_counts_from_the_day_it_came_back(made: Small) -> None:
    """January's file is loaded once more in March: in February, February's was in force."""
    made.write({"r.csv": register(2)})
    made.load(date(2024, 3, 20), "register", made.folder / "r.csv")
    assert heads(frozen(made, "february", FEBRUARY)) == "2"
    assert heads(frozen(made, "march", MARCH)) == "4"
    assert heads(frozen(made, "april", date(2024, 4, 1), date(2024, 4, 1))) == "1"


def test_a_vintage_outlives_everything_that_comes_after(made: Small) -> None:
    frozen(made, "v")
    decide(made.dossier, made.workspace, "person", Kind.SPLIT, ("p0",), day=MARCH, by="registrar")
    made.write({"r.csv": register(1), "indicators/h.yaml": indicator("other", COUNT), "notes.txt": "x"})
    made.load(MARCH)
    done = reproduce(made.workspace, "v")
    assert (done.differences, done.same_code) == ((), True)
    assert done.figures > 4
    assert verify(made.workspace) == ()


@pytest.mark.parametrize("name", ["", "now", "head", "../up", "a/b", ".hidden", "-v"])
def test_a_name_that_is_none(tmp_path: Path, name: str) -> None:
    with pytest.raises(DossierProblem, match="vintage-name"):
        frozen(small(tmp_path, {}), name)


def test_a_name_is_used_once(made: Small) -> None:
    first = frozen(made, "v").manifest.seal
    with pytest.raises(DossierProblem, match="board"):
        frozen(made, "v")
    assert [row["seal"] for row in vintage_rows(made.workspace)] == [first]


def test_killed_in_the_middle_nothing_is_frozen(made: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        """As a signal would."""

    def kill(*_: object) -> None:
        raise Killed

    for place in ("jalon.services.freeze.store", "jalon.services.freeze._manifest", "pathlib.Path.rename"):
        with monkeypatch.context() as patched:
            patched.setattr(place, kill)
            with pytest.raises(Killed):
                frozen(made, "v")
        assert not Vintages(made.workspace).has("v")
        assert verify(made.workspace) == ()
    assert frozen(made, "v").manifest.number == 1


def test_killed_just_before_the_head_is_written_the_vintage_is_whole(
    made: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen(made, "v1")
    with monkeypatch.context() as patched:
        patched.setattr("jalon.figures.vintages.write_whole", lambda *_: None)
        frozen(made, "v2")
    assert verify(made.workspace) == ()
    frozen(made, "v3")
    assert verify(made.workspace) == ()


def rewrite(path: Path, content: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(content)


def swap(folder: Path) -> None:
    """The figures of two vintages exchanged, manifests and all."""
    for name in ("figures", "vintage.json"):
        one, other, aside = folder / "v1" / name, folder / "v2" / name, folder.parent / "aside"
        shutil.move(one, aside)
        shutil.move(other, one)
        shutil.move(aside, other)


def edit_signature(folder: Path) -> None:
    path = folder / "v2" / "vintage.json"
    rewrite(path, path.read_bytes().replace(b'"board"', b'"somebody"'))


def edit_last_signature(folder: Path) -> None:
    path = folder / "v3" / "vintage.json"
    rewrite(path, path.read_bytes().replace(b'"board"', b'"somebody"'))


def edit_figures(folder: Path) -> None:
    path = next((folder / "v1" / "figures").glob("*.parquet"))
    rewrite(path, path.read_bytes()[:-1] + b"x")


def edit_and_declare(folder: Path) -> None:
    """A definition edited, and its hash in the manifest too."""
    path = folder / "v1" / "dossier" / "indicators" / "h.yaml"
    manifest = folder / "v1" / "vintage.json"
    before = json.loads(manifest.read_bytes())["files"]["dossier/indicators/h.yaml"]
    rewrite(path, path.read_bytes().replace(b"persons", b"%"))
    after = __import__("hashlib").sha256(path.read_bytes()).hexdigest()
    rewrite(manifest, manifest.read_bytes().replace(before.encode(), after.encode()))


HARMS: dict[str, tuple[Callable[[Path], object], set[tuple[str, str]]]] = {
    "figures edited": (edit_figures, {("vintage-edited", "v1/figures/")}),
    "definition edited and declared": (edit_and_declare, {("vintage-chain-broken", "v2")}),
    "signature edited": (edit_signature, {("vintage-chain-broken", "v3")}),
    "last signature edited": (edit_last_signature, {("vintage-seal-unknown", "vintages/head")}),
    "file removed": (
        lambda folder: (folder / "v2" / "dossier" / "contract.yaml").unlink(),
        {("vintage-file-missing", "v2/dossier/contract.yaml")},
    ),
    "file added": (
        lambda folder: (folder / "v2" / "dossier" / "indicators" / "more.yaml").write_text("x"),
        {("vintage-foreign-file", "v2/dossier/indicators/more.yaml")},
    ),
    "first removed": (
        lambda folder: shutil.rmtree(folder / "v1"),
        {("vintage-missing", "vintages"), ("vintage-chain-broken", "v2")},
    ),
    "one in the middle removed": (
        lambda folder: shutil.rmtree(folder / "v2"),
        {("vintage-missing", "vintages"), ("vintage-chain-broken", "v3")},
    ),
    "last removed": (
        lambda folder: shutil.rmtree(folder / "v3"),
        {("vintage-seal-unknown", "vintages/head")},
    ),
    "renamed": (
        lambda folder: (folder / "v2").rename(folder / "w"),
        {("vintage-edited", "w/vintage.json")},
    ),
    "two swapped": (
        swap,
        {("vintage-edited", "v1/vintage.json"), ("vintage-edited", "v2/vintage.json")},
    ),
    "manifest garbled": (
        lambda folder: rewrite(folder / "v3" / "vintage.json", b"{}"),
        {("vintage-edited", "v3/vintage.json"), ("vintage-seal-unknown", "vintages/head")},
    ),
}


@pytest.mark.parametrize("harm", HARMS)
def test_any_touch_is_seen(three: Workspace, harm: str) -> None:
    act, seen = HARMS[harm]
    assert verify(three) == ()
    act(three.vintages)
    found = codes(three)
    assert {code for code, _ in seen} <= {code for code, _ in found}
    for code, place in seen:
        assert any(place in file for other, file in found if other == code), (place, found)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three vintages, frozen once for all the harms."""
    folder = tmp_path_factory.mktemp("kept")
    files = {
        "entities/register.yaml": REGISTER.replace("personal}", "personal, identity: person}"),
        "indicators/h.yaml": indicator("heads", COUNT),
        "sources/r.yaml": source("register", "r.csv", "person"),
        "r.csv": register(2),
    }
    made = small(folder, files)
    made.load(JANUARY)
    decide(made.dossier, made.workspace, "person", Kind.MERGE, ("p0", "p1"), day=JANUARY, by="registrar")
    for name in ("v1", "v2", "v3"):
        frozen(made, name, JANUARY)
    return made.workspace.home


@pytest.fixture
def three(kept: Path, tmp_path: Path) -> Workspace:
    shutil.copytree(kept, tmp_path / "home")
    return Workspace(tmp_path / "home")


def test_whoever_rewrites_everything_is_caught_by_a_seal_copied_elsewhere(three: Workspace) -> None:
    *_, last = Vintages(three)
    *_, before = (one.manifest.seal for one in list(Vintages(three))[:2])
    shutil.rmtree(last.folder)
    (three.vintages / "head").write_text(before, encoding="utf-8")
    assert codes(three) == set()
    assert codes(three, last.manifest.seal) == {("vintage-seal-unknown", "vintages")}


def test_an_edited_log_of_identities_is_seen(three: Workspace) -> None:
    log = three.identities / "person.jsonl"
    log.write_text(log.read_text(encoding="utf-8").replace("registrar", "somebody"), encoding="utf-8")
    assert codes(three) == {("identity-log-edited", "identities/person.jsonl")}
    with pytest.raises(DossierProblem, match="identity-log-edited"):
        reproduce(three, "v1")
