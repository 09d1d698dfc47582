"""Each mistake of an author gives one clear message: where it stands, what is wrong, how to mend it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from faults.base import Case, write_base
from jalon.dossier.resolve import read_dossier
from jalon.kernel.faults.catalogue import CATALOGUE, report, say
from jalon.kernel.issues import Issue, Issues, Level
from jalon.kernel.texts import Language

APART = {"cases_publishing"}
"""Their faults are found when figures are published, not when a dossier is read."""

CASES = [
    case
    for path in sorted(Path(__file__).parent.glob("cases_*.py"))
    if path.stem not in APART
    for case in import_module(f"faults.{path.stem}").CASES
]


def found(folder: Path) -> list[Issue]:
    """The faults of a dossier; an error means that no dossier comes out."""
    issues = Issues()
    dossier = read_dossier(folder, issues)
    assert (dossier is None) is issues.has_errors
    return list(issues)


def test_the_base_has_no_fault(tmp_path: Path) -> None:
    assert found(write_base(tmp_path)) == []


@pytest.mark.parametrize("case", CASES, ids=str)
def test_one_mistake_gives_one_message_that_says_how_to_mend_it(case: Case, tmp_path: Path) -> None:
    folder = tmp_path / "dossier"
    place = case.write(folder)

    issues = found(folder)

    english = [report(issue, Language.EN) for issue in issues]
    assert [issue.code for issue in issues] == [case.code], english
    assert issues[0].level is case.level
    if case.code != "dossier-not-found":
        assert issues[0].place == place, english
    for language, words in ((Language.EN, case.en), (Language.FR, case.fr)):
        assert_clear(issues[0], language, words, folder)


def assert_clear(issue: Issue, language: Language, words: tuple[str, ...], folder: Path) -> None:
    """The message says what is wrong, and how to mend it."""
    message = say(issue, language)
    assert "‹" not in message, "a placeholder is not filled"
    assert str(folder.parent) not in message.replace(str(folder), ""), "a path of the machine is shown"
    plain = message.replace("\u00a0", " ")
    assert [word for word in words if word not in plain] == [], message
    fault = CATALOGUE[issue.code]
    assert fault.repair(language, issue.context) in message


def test_faults_of_several_files_come_together_in_the_order_of_their_places(tmp_path: Path) -> None:
    folder = write_base(tmp_path)
    changes = (
        ("sources/enrolments.yaml", "sex: sex", "sexe: sex"),
        (
            "contract.yaml",
            "horizon: 2025\n    population: enrolled\n    reference: The contract\ncomm",
            "horizon: 20x5\n    population: enrolled\n    reference: The contract\ncomm",
        ),
        ("contract.yaml", "since: 2020-01-01", "since: 40/06/2022"),
        ("indicators/women.yaml", "sex = 'F'", "sexe = 'F'"),
        ("indicators/women.yaml", "direction: up\n", ""),
        ("perimeter.yaml", "    name: South", "    name: South\n    parents: x"),
    )
    for name, old, new in changes:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")

    assert [(issue.place.file, issue.place.line, issue.code) for issue in found(folder)] == [
        ("contract.yaml", 3, "bad-date"),
        ("contract.yaml", 28, "bad-period"),
        ("indicators/women.yaml", 1, "missing-key"),
        ("indicators/women.yaml", 6, "unknown-column"),
        ("perimeter.yaml", 8, "unknown-key"),
        ("sources/enrolments.yaml", 10, "unknown-column"),
    ]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("indicators/women.yaml", "name: Women", "name: Women: all"),
        ("indicators/women.yaml", "indicator: women", "indicator: women %"),
        ("indicators/women.yaml", "indicator: women\n", ""),
        ("perimeter.yaml", "unit: north", "unit: nörd"),
        ("entities/visit.yaml", "", "entity: visit: x"),
    ],
)
def test_a_name_lost_in_a_faulty_file_is_not_called_unknown_elsewhere(
    name: str, old: str, new: str, tmp_path: Path
) -> None:
    folder = write_base(tmp_path)
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new) if old else new, encoding="utf-8")
    issues = found(folder)
    assert len(issues) == 1
    assert issues[0].place.file == name


def test_an_unreadable_contract_does_not_hide_the_faults_of_other_files(tmp_path: Path) -> None:
    folder = write_base(tmp_path)
    (folder / "contract.yaml").write_text("contract: a: b\n", encoding="utf-8")
    path = folder / "indicators" / "women.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("direction: up", "direction: upp"), encoding="utf-8"
    )
    assert [issue.code for issue in found(folder)] == ["yaml-syntax", "unknown-word"]


def test_words_that_other_readers_turn_into_something_else_stay_words(tmp_path: Path) -> None:
    folder = write_base(tmp_path)
    path = folder / "perimeter.yaml"
    text = path.read_text(encoding="utf-8").replace("unit: south", "unit: no")
    path.write_text(text.replace("0000002B", "012"), encoding="utf-8")
    issues = Issues()
    dossier = read_dossier(folder, issues)
    assert dossier is not None, list(issues)
    unit = dossier.perimeter.find("no")
    assert unit is not None
    assert unit.codes == {"uai": "012"}


def test_a_warning_lets_the_dossier_through(tmp_path: Path) -> None:
    folder = write_base(tmp_path)
    (folder / "notes.yaml").write_text("a: b\n", encoding="utf-8")
    issues = Issues()
    assert read_dossier(folder, issues) is not None
    assert [issue.level for issue in issues] == [Level.WARNING]
