"""A folder watched for drops: complete files are loaded once and put away; nothing else is touched."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest

from jalon.cli.main import main
from jalon.infocentre.engine.protocol import EngineFailure
from jalon.infocentre.store import LakeTrouble
from jalon.kernel.issues import Issue
from jalon.kernel.texts import Language
from jalon.services.load import Loaded, deliveries, load
from jalon.services.watch import Dealt, Watch
from oracles.small import Small, indicator, perimeter, small, source

DAY = date(2024, 3, 1)
PEOPLE = "{kind: total, entity: headcount, value: people}"
GOOD = "unit,year,people\nnorth,2022,5\nsouth,2022,4\n"
PARTS = """
source: register
name: Register
entity: register
reader: {kind: csv}
period: {column: year}
columns: {person: person}
files:
  - {unit: north}
  - {unit: south}
"""


@dataclass
class Drops:
    """A small dossier, the folder in which its files arrive, and a watch of that folder."""

    made: Small
    folder: Path
    watch: Watch
    dealt: list[Dealt] = field(default_factory=list)

    @property
    def dossier(self) -> Path:
        return self.made.folder

    def drop(self, place: str, content: str) -> Path:
        path = self.folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return path

    def look(self) -> list[Issue]:
        """Two looks at the folder; what was said of the files that were ready."""
        self.watch.ready()
        return self.again()

    def again(self) -> list[Issue]:
        """One more look."""
        self.dealt = [
            self.watch.deal(drop, self.made.dossier, self.made.workspace, DAY) for drop in self.watch.ready()
        ]
        return [issue for one in self.dealt for issue in one.issues]

    @property
    def files(self) -> list[str]:
        found = (path for path in self.folder.rglob("*") if path.is_file() or path.is_symlink())
        return sorted(str(path.relative_to(self.folder)) for path in found)

    @property
    def loaded(self) -> list[str]:
        return [
            one.delivery.feed for one in deliveries(self.made.dossier, self.made.workspace) if one.in_force
        ]


def drops_of(folder: Path, more: Mapping[str, str] = MappingProxyType({})) -> Drops:
    files = {
        "indicators/a.yaml": indicator("people", PEOPLE),
        "sources/a.yaml": source("headcount", "", "people", name="people").replace("file: \n", ""),
        "sources/b.yaml": PARTS,
        **more,
    }
    made = small(folder, files, perimeter("north", "south"))
    (folder / "drops").mkdir()
    return Drops(made, folder / "drops", Watch(folder / "drops", Language.EN))


@pytest.fixture
def made(tmp_path: Path) -> Drops:
    return drops_of(tmp_path)


def test_a_complete_file_is_loaded_and_put_away_with_its_report(made: Drops) -> None:
    made.drop("people/students.csv", GOOD)
    assert made.look() == []
    assert made.loaded == ["people"]
    assert made.files == [
        "done/2024-03-01/people/students.csv",
        "done/2024-03-01/people/students.csv.report.md",
    ]
    told = (made.folder / "done/2024-03-01/people/students.csv.report.md").read_text(encoding="utf-8")
    assert "2 received, 2 accepted, 0 refused, 0 set aside" in told
    assert "- outcome : accepted" in told


def test_the_folder_of_a_unit_names_its_feed(made: Drops) -> None:
    made.drop("register/south/any name.csv", "year,person\n2022,ada\n")
    made.look()
    assert made.loaded == ["register/south"]


def test_a_file_of_a_source_with_several_feeds_needs_its_unit(made: Drops) -> None:
    made.drop("register/a.csv", "year,person\n2022,ada\n")
    assert [issue.code for issue in made.look()] == ["drop-unknown-place"]
    assert made.files == ["register/a.csv", "register/a.csv.report.md"]
    assert "register/north" in (made.folder / "register/a.csv.report.md").read_text(encoding="utf-8")


def test_a_file_that_is_left_is_spoken_of_once_until_it_changes(made: Drops) -> None:
    path = made.drop("nowhere/a.csv", "x")
    assert len(made.look()) == 1
    assert made.again() == []
    path.write_text("xyz")
    assert made.again() == []  # it is still changing
    assert len(made.again()) == 1


def test_a_refused_file_goes_to_refused_with_the_reasons(made: Drops) -> None:
    made.drop("people/bad.csv", "unit,year,people\nnorth,2022,many\n")
    made.look()
    assert made.loaded == []
    assert made.files[0] == "refused/2024-03-01/people/bad.csv"
    told = (made.folder / "refused/2024-03-01/people/bad.csv.report.md").read_text(encoding="utf-8")
    assert "[cell-not-integer]" in told


def test_a_file_that_grows_between_two_looks_waits(made: Drops) -> None:
    path = made.drop("people/slow.csv", "unit,year,people\nnorth,2022,5\n")
    made.watch.ready()
    with path.open("a") as more:
        more.write("south,2022,4\n")
    assert made.watch.ready() == []
    made.again()
    assert made.loaded == ["people"]
    (one,) = deliveries(made.made.dossier, made.made.workspace)
    assert one.delivery.counts.accepted == 2


@pytest.mark.parametrize(
    "name", ["a.csv.part", "a.csv.tmp", "~$a.xlsx", "a.csv.crdownload", ".a.csv.swp", ".hidden", "A.CSV.PART"]
)
def test_unfinished_and_hidden_files_are_left_alone(name: str, made: Drops) -> None:
    made.drop(f"people/{name}", GOOD)
    assert made.look() == []
    assert made.files == [f"people/{name}"]


def test_the_same_file_twice_is_one_delivery(made: Drops) -> None:
    for _ in range(2):
        made.drop("people/students.csv", GOOD)
        made.look()
    assert len(deliveries(made.made.dossier, made.made.workspace)) == 1
    names = [name for name in made.files if name.endswith(".csv")]
    assert names == ["done/2024-03-01/people/students-2.csv", "done/2024-03-01/people/students.csv"]


def test_a_watch_that_was_killed_is_taken_up_again(made: Drops) -> None:
    made.drop(".taken/people/students.csv", GOOD)
    made.again()  # the first look: what was taken had been seen complete
    assert made.loaded == ["people"]
    assert [name for name in made.files if "taken" in name] == []


def test_folders_that_are_links_are_not_entered(made: Drops, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "students.csv").write_text(GOOD)
    (made.folder / "people").symlink_to(outside)
    assert [issue.code for issue in made.look()] == ["drop-not-a-file"]
    assert [path.name for path in outside.iterdir()] == ["students.csv"]


@pytest.mark.parametrize("name", ["done", "refused", ".taken"])
def test_nothing_is_moved_through_a_link(name: str, made: Drops, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (made.folder / name).symlink_to(outside)
    made.drop("people/students.csv", GOOD)
    assert "drop-not-a-file" in [issue.code for issue in made.look()]
    assert list(outside.iterdir()) == []
    assert made.loaded == []


def test_the_command_deals_with_what_is_there_and_stops(
    made: Drops, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    made.drop("people/students.csv", GOOD)
    asked = ["watch", str(made.dossier), "--folder", str(made.folder), "--once", "--language", "en"]
    with pytest.raises(SystemExit) as left:
        main([*asked, "--home", str(made.made.home), "--as-of", "2024-03-01"])
    assert left.value.code == 0
    assert "done/2024-03-01/people/students.csv" in capfd.readouterr().out


PERSONS = """
source: pupils
name: Pupils
entity: pupil
reader: {kind: csv}
unit: {column: school}
period: {column: year}
columns: {person: number, sex: sex}
file: data/pupils.csv
"""
PUPIL = """
entity: pupil
name: Pupils
grain: one row by pupil
calendar: year
columns:
  - {column: person, type: text, sensitivity: personal, pseudonym: person}
  - {column: sex, type: text, values: [F, M]}
"""


def test_the_report_tells_its_sender_nothing_of_the_server(tmp_path: Path) -> None:
    files = {"sources/c.yaml": PERSONS.replace("file: data/pupils.csv\n", ""), "entities/pupil.yaml": PUPIL}
    found = drops_of(tmp_path, files)
    found.drop("pupils/Ada Fictive été.csv", "school,year,number,sex\nnorth,2022,1,F\nnorth,2022,2,X\n")
    codes = [issue.code for issue in found.look()]
    assert "key-made" in codes  # whoever runs the watch is told
    told = next(found.folder.rglob("*.report.md")).read_text(encoding="utf-8")
    assert "key-made" not in told
    assert ".taken" not in told
    assert str(tmp_path) not in told
    assert "`pupils/Ada Fictive été.csv:3: error [cell-not-listed]" in told


def test_the_log_of_the_lake_holds_no_name_of_a_file(made: Drops) -> None:
    made.drop("people/Ada Fictive été.csv", GOOD)
    made.look()
    logs = [path.read_text(encoding="utf-8") for path in made.made.home.rglob("_delta_log/*.json")]
    assert logs
    assert [log for log in logs if "Fictive" in log] == []
    (one,) = deliveries(made.made.dossier, made.made.workspace)
    assert one.delivery.file == "people/Ada Fictive été.csv"


def test_a_file_that_makes_jalon_fail_stops_no_other(made: Drops, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object, file: Path, **_more: object) -> Loaded:
        if file.name.startswith("a-"):
            raise EngineFailure("rows", "SELECT 1", "a defect")
        return load(*_given, file=file, **_more)  # type: ignore[arg-type]

    monkeypatch.setattr("jalon.services.watch.load", fail)
    made.drop("people/a-bad.csv", GOOD)
    made.drop("people/b-good.csv", GOOD)
    assert [issue.code for issue in made.look()] == ["drop-failed"]
    assert [one.is_whole for one in made.dealt] == [False, True]
    assert made.loaded == ["people"]
    assert [name for name in made.files if name.endswith(".csv")] == [
        "done/2024-03-01/people/b-good.csv",
        "refused/2024-03-01/people/a-bad.csv",
    ]
    told = (made.folder / "refused/2024-03-01/people/a-bad.csv.report.md").read_text(encoding="utf-8")
    assert "[drop-failed]" in told


def test_a_lake_that_does_not_answer_refuses_no_file(made: Drops, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object, **_more: object) -> Loaded:
        raise LakeTrouble("lake-unreachable", "s3://figures")

    made.drop("people/students.csv", GOOD)
    with monkeypatch.context() as away:
        away.setattr("jalon.services.watch.load", fail)
        with pytest.raises(LakeTrouble):
            made.look()
    assert made.files == [".taken/people/students.csv"]
    made.again()
    assert made.loaded == ["people"]
