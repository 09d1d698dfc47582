"""Persons are kept under a key: the same in every school's file, nobody's without it; it can be changed."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest

from faults.base import BASE, indicator, write_base
from faults.test_use import stops
from jalon.dossier.catalogue import Dossier
from jalon.figures.figure import Figure
from jalon.figures.store import read_figures
from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.identity.decision import Kind
from jalon.infocentre.identity.log import IdentityLog
from jalon.infocentre.lake import Lake
from jalon.infocentre.load import load_feed
from jalon.infocentre.pseudonyms.keys import Keys
from jalon.infocentre.pseudonyms.tokens import message, token
from jalon.infocentre.scope import Scope
from jalon.infocentre.workspace import Workspace
from jalon.kernel.periods import Calendar, Period
from jalon.services import keys as key_service
from jalon.services.check import open_checked
from jalon.services.compute import compute
from jalon.services.identity import decide
from jalon.services.keys import keys_in_use, rotate
from jalon.services.load import Loaded, load
from jalon.services.places import workspace_of
from jalon.services.progress import Silent

TODAY = date(2026, 3, 1)
ENTITY = """\
entity: stay
name: Stays
grain: one row a person
calendar: year
columns:
  - {column: person, type: text, required: true, sensitivity: personal, identity: person, pseudonym: person}
  - {column: kind, type: text}
"""
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
files:
  - {unit: north, file: data/north.csv}
  - {unit: south, file: data/south.csv}
"""
MEASURE = "measure: {kind: distinct, entity: stay, key: person}\nunit: persons\n"
NORTH = "INE;number;name;year;kind\n0123456789A;1;DURAND;2020;x\n;2;MARTIN;2020;x\n;3;PETIT;2020;x\n"
SOUTH = "INE;number;name;year;kind\n0123456789a;9;Durand;2020;y\nbad;2;MARTIN;2020;y\n"
Place = tuple[Dossier, Workspace]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    folder = write_base(tmp_path / "dossier")
    added = {
        "entities/stay.yaml": ENTITY,
        "sources/stays.yaml": SOURCE,
        "indicators/stayed.yaml": indicator("stayed", MEASURE),
        "data/north.csv": NORTH,
        "data/south.csv": SOUTH,
    }
    for name, text in added.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return open_checked(folder), Workspace(tmp_path / "home")


def loaded(place: Place) -> Loaded:
    return load(*place, as_of=TODAY, progress=Silent())


def kept(place: Place) -> list[tuple[str, str]]:
    dossier, workspace = place
    with Engine([Lake(workspace).open(dossier.entities["stay"], Scope.of_the_house("test"))]) as engine:
        rows = engine.run([Step("kept", "SELECT unit, person FROM stay ORDER BY unit, _line")])
    return [(row["unit"], row["person"]) for row in rows.to_pylist()]


def stayed(place: Place) -> Figure:
    compute(*place, as_of=TODAY, progress=Silent())
    found = read_figures(place[1].figures).get("stayed", "institute", Period.parse("2020", Calendar.YEAR))
    assert found is not None
    return found


def test_the_first_number_that_names_somebody_is_kept_under_the_key(place: Place) -> None:
    assert loaded(place).is_whole
    key = Keys(place[1].keys).find("person")
    assert key is not None
    expected = [
        ("north", message("ine", "0123456789A")),
        ("north", message("local", "2", "north")),
        ("north", message("local", "3", "north")),
        ("south", message("ine", "0123456789A")),
        ("south", message("local", "2", "south")),
    ]
    assert kept(place) == [(unit, token(key, said)) for unit, said in expected]
    assert stayed(place).value == 4, "Durand is one person, the two of number 2 are two"


def test_the_key_is_told_closed_and_outside_the_workspace(place: Place) -> None:
    told = [issue for issue in loaded(place).issues if issue.code == "key-made"]
    assert len(told) == 1
    folder = place[1].keys
    assert not folder.is_relative_to(place[1].home)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert "key-made" not in [issue.code for issue in loaded(place).issues], "it is made once"


def test_numbers_that_cannot_be_right_are_counted_and_not_repeated(place: Place) -> None:
    """North has one INE whose letter is wrong; South has it too, and one cell that is no number at all."""
    told = [issue for issue in loaded(place).issues if issue.code == "numbers-wrong"]
    assert [(issue.context["column"], issue.context["count"]) for issue in told] == [
        ("INE", "1"),
        ("INE", "2"),
    ]
    assert "0123456789" not in str(told)


def test_no_name_and_no_number_reaches_the_workspace(place: Place) -> None:
    loaded(place)
    received = place[1].received
    for path in place[1].home.rglob("*"):
        if path.is_file() and not path.is_relative_to(received):
            content = path.read_bytes()
            assert not any(word in content for word in (b"DURAND", b"Durand", b"0123456789A", b"PETIT"))


def test_another_key_is_another_world(place: Place, tmp_path: Path) -> None:
    loaded(place)
    other = (place[0], Workspace(tmp_path / "elsewhere"))
    loaded(other)
    assert not {person for _, person in kept(place)} & {person for _, person in kept(other)}
    assert stayed(place).value == stayed(other).value


def test_a_key_is_changed_and_nothing_else_moves(place: Place) -> None:
    loaded(place)
    before = kept(place)
    decide(
        *place,
        "person",
        Kind.MERGE,
        [before[1][1], before[4][1]],
        day=TODAY,
        by="A steward",
        why="one Martin",
    )
    decide(*place, "person", Kind.POSSIBLE, [before[0][1], before[2][1]], day=TODAY, by="A steward")
    figure = stayed(place)
    old = keys_in_use(*place)[0].id
    done = rotate(*place, "person", as_of=TODAY, progress=Silent())
    assert (done.deliveries, done.decisions) == (2, 2)
    assert done.key == keys_in_use(*place)[0].id != old
    after = kept(place)
    assert not {person for _, person in before} & {person for _, person in after}
    again = stayed(place)
    assert (again.value, again.completeness, again.rows) == (figure.value, figure.completeness, figure.rows)
    assert sorted(path.name for path in place[1].keys.iterdir()) == ["person.key"], "the old key is destroyed"
    assert loaded(place).is_whole
    assert kept(place) == after


def test_an_interrupted_change_goes_on_where_it_stopped(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(place)
    before = kept(place)
    decide(*place, "person", Kind.MERGE, [before[1][1], before[4][1]], day=TODAY, by="A steward")
    figure = stayed(place)
    calls = 0

    def killed(*args: object, **kwargs: object) -> object:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise KeyboardInterrupt
        return load_feed(*args, **kwargs)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(key_service, "load_feed", killed)
        with pytest.raises(KeyboardInterrupt):
            rotate(*place, "person", as_of=TODAY, progress=Silent())
    assert keys_in_use(*place)[0].is_changing
    rotate(*place, "person", as_of=TODAY, progress=Silent())
    assert not keys_in_use(*place)[0].is_changing
    assert stayed(place).value == figure.value


def test_a_key_that_others_can_read_is_refused(place: Place) -> None:
    loaded(place)
    (place[1].keys / "person.key").chmod(0o644)
    stops(lambda: loaded(place), "keys-open-to-others", "chmod go=", "chmod go=")


def test_an_edited_key_is_refused(place: Place) -> None:
    loaded(place)
    (place[1].keys / "person.key").write_text("0123\n", encoding="ascii")
    stops(lambda: loaded(place), "key-unreadable", "never edit it", "ne la modifiez jamais")


def test_a_place_where_no_key_can_be_made(place: Place, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="ascii")
    elsewhere = (place[0], Workspace(tmp_path / "home2", tmp_path / "file" / "keys"))
    stops(lambda: loaded(elsewhere), "keys-not-made", "JALON_KEYS", "JALON_KEYS")


def test_a_file_that_is_no_longer_read_the_same(place: Place) -> None:
    loaded(place)
    dossier, workspace = place
    source = dossier.folder / "sources" / "stays.yaml"
    source.write_text(
        SOURCE.replace("  kind: kind\n", "  kind: {from: kind, codes: {x: x}}\n"), encoding="utf-8"
    )
    changed = open_checked(dossier.folder)
    stops(
        lambda: rotate(changed, workspace, "person", as_of=TODAY, progress=Silent()),
        "rotation-unread",
        "goes on where it stopped",
        "reprend où elle s’est arrêtée",
    )


def test_where_keys_are_is_told_by_the_machine(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JALON_KEYS", str(tmp_path / "vault"))
    assert workspace_of(place[0], tmp_path / "homes").keys == tmp_path / "vault" / "example"


def test_the_base_dossier_needs_no_key(tmp_path: Path) -> None:
    dossier, workspace = open_checked(write_base(tmp_path / "dossier")), Workspace(tmp_path / "home")
    assert "pseudonym" not in "".join(BASE.values())
    load(dossier, workspace, as_of=TODAY, progress=Silent())
    assert not workspace.keys.exists()
    assert keys_in_use(dossier, workspace) == []


def test_a_key_may_be_changed_twice(place: Place) -> None:
    """What people decided outlives every change: the second translates what the first wrote."""
    loaded(place)
    before = kept(place)
    decide(*place, "person", Kind.MERGE, [before[1][1], before[4][1]], day=TODAY, by="A steward")
    figure = stayed(place)
    for _ in range(2):
        done = rotate(*place, "person", as_of=TODAY, progress=Silent())
        assert done.decisions == 1
        assert stayed(place).value == figure.value


def test_a_decision_about_somebody_who_left_outlives_the_change(place: Place) -> None:
    """The file that named her is no longer in force; it is still among the received files."""
    loaded(place)
    before = kept(place)
    decide(*place, "person", Kind.REJECTED, [before[1][1], before[4][1]], day=TODAY, by="A steward")
    (place[0].folder / "data" / "south.csv").write_text(
        "INE;number;name;year;kind\n;7;ROUX;2020;y\n", encoding="utf-8"
    )
    loaded(place)
    done = rotate(*place, "person", as_of=TODAY, progress=Silent())
    assert (done.decisions, done.left) == (1, 0)
    key = Keys(place[1].keys).find("person")
    assert key is not None
    (_, again) = IdentityLog(place[1], "person").read()
    people = [message("local", "2", "north"), message("local", "2", "south")]
    assert again.keys == tuple(sorted(token(key, said) for said in people))
    assert again.by == f"A steward (key rotation {key.id})"


def test_the_old_key_stays_while_a_decision_needs_it(place: Place) -> None:
    loaded(place)
    pair = [kept(place)[0][1], "0" * 32]
    decide(*place, "person", Kind.MERGE, pair, day=TODAY, by="A steward")
    words = ("rotation-decisions-left", "--leave-decisions", "--leave-decisions")
    stops(lambda: rotate(*place, "person", as_of=TODAY, progress=Silent()), *words)
    assert keys_in_use(*place)[0].is_changing
    waits = ("rotation-under-way", "goes on where it stopped", "où il s’est arrêté")
    stops(lambda: compute(*place, as_of=TODAY, progress=Silent()), *waits)
    stops(lambda: decide(*place, "person", Kind.MERGE, pair, day=TODAY, by="A steward"), *waits)
    done = rotate(*place, "person", as_of=TODAY, progress=Silent(), leave_decisions=True)
    assert (done.decisions, done.left) == (0, 1)
    assert not keys_in_use(*place)[0].is_changing
    assert stayed(place).value == 4


def test_a_file_that_is_gone_stops_the_change_before_it_starts(place: Place) -> None:
    loaded(place)
    before, old = kept(place), keys_in_use(*place)[0].id
    for file in place[1].received.rglob("*"):
        if file.is_file() and b"PETIT" in file.read_bytes():
            file.unlink()
    stops(
        lambda: rotate(*place, "person", as_of=TODAY, progress=Silent()),
        "rotation-without-file",
        "nothing was changed",
        "rien n’a été modifié",
    )
    assert keys_in_use(*place)[0].id == old
    assert kept(place) == before


@pytest.mark.parametrize("inside", ["dossier", "dossier/secrets", "homes/example/lake"])
def test_keys_where_the_data_or_the_dossier_is(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    monkeypatch.setenv("JALON_KEYS", str(tmp_path / inside))
    asked = lambda: workspace_of(place[0], tmp_path / "homes")  # noqa: E731
    stops(asked, "keys-inside", "outside the workspace", "hors de l’espace de travail")
