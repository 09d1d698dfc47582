"""Faults of use: what is asked and cannot be answered says so, and what to do instead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from faults.base import BASE, write_base
from jalon.cli.main import main
from jalon.dossier.catalogue import Dossier
from jalon.figures.disclosure.releases import releases
from jalon.infocentre.workspace import Workspace
from jalon.kernel.faults.catalogue import say
from jalon.kernel.texts import Language
from jalon.services.check import open_checked
from jalon.services.compute import compute
from jalon.services.explain import explain
from jalon.services.load import load
from jalon.services.overlap import Question as Shared
from jalon.services.overlap import overlap
from jalon.services.perimeter import belongings
from jalon.services.problems import DossierProblem
from jalon.services.progress import Silent
from jalon.services.publish import Published, publish
from jalon.services.replay import require_present
from jalon.services.review import compose_review
from jalon.services.show import Selection, select
from jalon.services.synthesize import synthesize
from jalon.services.together import Question, refuse_options, together
from jalon.services.truth import compare_with_truth
from worlds import write_dossier

TODAY = date(2026, 3, 1)
Place = tuple[Dossier, Workspace]


@pytest.fixture
def loaded(tmp_path: Path) -> Place:
    """The small dossier with its one file in the lake and nothing computed."""
    dossier = open_checked(write_base(tmp_path / "dossier"))
    workspace = Workspace(tmp_path / "home")
    assert load(dossier, workspace, as_of=TODAY, progress=Silent()).is_whole
    return dossier, workspace


def test_figures_are_asked_before_any_is_computed(loaded: Place) -> None:
    stops(lambda: select(*loaded, Selection()), "nothing-computed", "jalon compute", "jalon compute")


def test_a_name_that_leads_nowhere(loaded: Place) -> None:
    asked = Selection(indicators=("student",))
    stops(lambda: select(*loaded, asked), "unknown-choice", "Did you mean students?", "« student »")


def test_a_feed_that_leads_nowhere(loaded: Place) -> None:
    dossier, workspace = loaded
    stops(
        lambda: load(dossier, workspace, as_of=TODAY, progress=Silent(), feeds=("enrolment",)),
        "unknown-choice",
        "Did you mean enrolments?",
        "écrire enrolments ?",
    )


def test_a_file_without_its_feed(tmp_path: Path) -> None:
    folder = write_base(tmp_path / "dossier")
    source = folder / "sources" / "enrolments.yaml"
    again = source.read_text(encoding="utf-8").replace("source: enrolments", "source: more")
    (folder / "sources" / "more.yaml").write_text(again, encoding="utf-8")
    dossier, workspace = open_checked(folder), Workspace(tmp_path / "home")
    file = folder / "data" / "enrolments.csv"
    stops(
        lambda: load(dossier, workspace, as_of=TODAY, progress=Silent(), file=file),
        "file-needs-one-feed",
        "--feed",
        "enrolments, more",
    )


def test_a_mapping_that_changed_since_it_was_loaded(loaded: Place) -> None:
    dossier, workspace = loaded
    source = dossier.folder / "sources" / "enrolments.yaml"
    text = source.read_text(encoding="utf-8").replace("ING: engineering", "ING: doctorate, X: engineering")
    source.write_text(text, encoding="utf-8")
    changed = open_checked(dossier.folder)
    stops(
        lambda: compute(changed, workspace, as_of=TODAY, progress=Silent()),
        "stale-load",
        "jalon load",
        "enrolments a changé",
    )


def test_a_past_day_does_not_take_the_place_of_the_present(loaded: Place) -> None:
    day = date(2026, 2, 1)
    words = ("jalon show --as-of 2026-02-01", "jalon freeze --as-of 2026-02-01")
    stops(lambda: require_present(*loaded, day), "compute-of-a-past-day", *words)


def test_a_workspace_of_another_version(loaded: Place, capsys: pytest.CaptureFixture[str]) -> None:
    dossier, workspace = loaded
    workspace.home.rename(dossier.folder / ".jalon")
    for log in (dossier.folder / ".jalon").glob("lake/**/_delta_log/*.json"):
        log.write_text(log.read_text(encoding="utf-8").replace("received", "came"), encoding="utf-8")
    for language, words in (("en", "another version of Jalon"), ("fr", "une autre version de Jalon")):
        with pytest.raises(SystemExit) as leaving:
            main(["compute", str(dossier.folder), "--language", language])
        assert leaving.value.code == 1
        told = " ".join(capsys.readouterr().err.split())
        assert "foreign-workspace" in told
        assert words in told
        assert ".jalon" in told


def test_a_period_without_a_figure(loaded: Place) -> None:
    dossier, workspace = loaded
    compute(dossier, workspace, as_of=TODAY, progress=Silent())
    stops(
        lambda: explain(dossier, workspace, "students", "north", "1999"), "no-such-figure", "1999", "Périodes"
    )


def test_who_shares_whom_is_asked_of_a_total(loaded: Place) -> None:
    dossier, workspace = loaded
    compute(dossier, workspace, as_of=TODAY, progress=Silent())
    asked = Shared(indicator="students", period="2020")
    stops(lambda: overlap(dossier, workspace, asked), "no-overlap", "counts keys: —", "compte des clés")


def test_a_correction_received_apart_stays_in_force(loaded: Place, tmp_path: Path) -> None:
    """The dossier's own file, older than the correction, is loaded again by nobody's wish."""
    dossier, workspace = loaded
    own = dossier.folder / "data" / "enrolments.csv"
    correction = tmp_path / "corrected.csv"
    correction.write_text(own.read_text(encoding="utf-8").replace(";10", ";12"), encoding="utf-8")
    load(dossier, workspace, as_of=TODAY, progress=Silent(), feeds=("enrolments",), file=correction)

    again = load(dossier, workspace, as_of=TODAY, progress=Silent())

    (issue,) = [issue for issue in again.issues if issue.code == "correction-kept"]
    assert "stays in force" in say(issue, Language.EN)
    assert "reste en vigueur" in say(issue, Language.FR)
    compute(dossier, workspace, as_of=TODAY, progress=Silent())
    asked = Selection(indicators=("students",), units=("north",), periods=("2020",))
    (figure,) = select(dossier, workspace, asked)
    assert figure.value == 12


def test_rows_of_a_unit_that_was_not_a_member_yet(tmp_path: Path) -> None:
    folder = write_base(tmp_path / "dossier")
    perimeter = folder / "perimeter.yaml"
    text = perimeter.read_text(encoding="utf-8").replace(
        "codes: {uai: 0000001A}", "codes: {uai: 0000001A}\n    member: [{since: 2021-01-01}]"
    )
    perimeter.write_text(text, encoding="utf-8")
    dossier, workspace = open_checked(folder), Workspace(tmp_path / "home")
    load(dossier, workspace, as_of=TODAY, progress=Silent())
    (issue,) = compute(dossier, workspace, as_of=TODAY, progress=Silent()).issues
    assert (issue.code, issue.context["unit"]) == ("rows-outside-membership", "north")
    assert "(2020): they are in no figure" in say(issue, Language.EN)
    assert "aucun chiffre" in say(issue, Language.FR)


def test_a_dossier_without_a_recipe(loaded: Place, tmp_path: Path) -> None:
    def use() -> object:
        return synthesize(loaded[0], tmp_path / "new", seed=1, scale=Decimal(1), progress=Silent())

    stops(use, "synthesis-no-recipe", "has no synthesis.yaml", "n’a pas de synthesis.yaml")


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    dossier = open_checked(write_dossier(tmp_path / "recipe"))
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "thesis.txt").write_text("years of work", encoding="utf-8")

    def use() -> object:
        return synthesize(dossier, tmp_path / "taken", seed=1, scale=Decimal(1), progress=Silent())

    stops(use, "synthesis-folder-taken", "it is left alone", "il n’est pas touché")
    assert (tmp_path / "taken" / "thesis.txt").is_file()


@pytest.mark.parametrize("written", [None, "{}", "not JSON", '{"figures": [{"indicator": "none"}]}'])
def test_a_dossier_without_true_answers(loaded: Place, written: str | None) -> None:
    dossier, workspace = loaded
    if written is not None:
        (dossier.folder / "truth.json").write_text(written, encoding="utf-8")

    def use() -> object:
        return compare_with_truth(dossier, workspace, as_of=TODAY, progress=Silent())

    stops(use, "synthesis-no-truth", "no true answers", "pas de vraies réponses")


SUPPRESS = "disclosure:\n  - {{method: suppress, threshold: {threshold}, reference: The rule}}\n"
ROWS = "school;year;diploma;sex;origin;students\n"


def published(folder: Path, home: Path, name: str, threshold: int = 0, rows: str = "") -> Published:
    """Load, compute and publish the small dossier under a rule, its file replaced."""
    parameters = BASE["parameters.yaml"] + (SUPPRESS.format(threshold=threshold) if threshold else "")
    (folder / "parameters.yaml").write_text(parameters, encoding="utf-8")
    if rows:
        (folder / "data" / "enrolments.csv").write_text(ROWS + rows, encoding="utf-8")
    dossier, workspace = open_checked(folder), Workspace(home)
    load(dossier, workspace, as_of=TODAY, progress=Silent())
    compute(dossier, workspace, as_of=TODAY, progress=Silent())
    return publish(dossier, workspace, as_of=TODAY, name=name, folder=None, progress=Silent())


def test_figures_about_persons_without_a_rule(tmp_path: Path) -> None:
    done = published(write_base(tmp_path / "dossier"), tmp_path / "home", "first")
    tells(done, "published-without-rule", "students, women", "2026-03-01")


def test_a_release_is_never_rewritten(tmp_path: Path) -> None:
    folder = write_base(tmp_path / "dossier")
    published(folder, tmp_path / "home", "first", 5)
    stops(lambda: published(folder, tmp_path / "home", "first", 5), "release-exists", "--name", "« first »")


def test_public_figures_are_asked_before_any_release(loaded: Place) -> None:
    asked = Selection(public=True)
    stops(lambda: select(*loaded, asked), "nothing-published", "jalon publish", "jalon publish")


def test_a_public_review_of_a_vintage(loaded: Place) -> None:
    def use() -> object:
        return compose_review(*loaded, language=Language.EN, as_of=TODAY, vintage="board", public=True)

    stops(use, "public-review-of-vintage", "jalon publish --vintage", "jalon publish --vintage")


def test_a_small_number_that_an_earlier_release_told(tmp_path: Path) -> None:
    folder = write_base(tmp_path / "dossier")
    published(folder, tmp_path / "home", "first", 5)
    tells(published(folder, tmp_path / "home", "second", 20), "already-told", "earlier release", "antérieure")


def test_a_small_school_hides_the_total_of_another(tmp_path: Path) -> None:
    rows = "0000001A;2020;ING;F;near;3\n0000002B;2020;ING;F;near;100\n"
    done = published(write_base(tmp_path / "dossier"), tmp_path / "home", "first", 5, rows)
    tells(done, "totals-hidden", "students south 2020", "students south 2020")


def test_a_breakdown_of_a_small_total_already_told(tmp_path: Path) -> None:
    folder = write_base(tmp_path / "dossier")
    students = folder / "indicators" / "students.yaml"
    text = students.read_text(encoding="utf-8")
    students.write_text(text.replace("breakdowns: [sex, origin]\n", ""), encoding="utf-8")
    rows = "0000001A;2020;ING;F;near;3\n0000001A;2020;ING;F;far;1\n"
    published(folder, tmp_path / "home", "first", 2, rows)
    students.write_text(text, encoding="utf-8")
    stops(
        lambda: published(folder, tmp_path / "home", "second", 5),
        "not-safe-to-publish",
        "nothing was written",
        "rien n’a été écrit",
    )
    assert [one.name for one in releases(Workspace(tmp_path / "home"))] == ["first"]


def tells(done: Published, code: str, *words: str) -> None:
    """A release is written and tells that fault, in both languages."""
    (issue,) = [one for one in done.issues if one.code == code]
    told = " ".join(say(issue, language) for language in Language)
    assert "‹" not in told
    assert all(word in told for word in words)


def test_units_put_together_have_no_breakdown() -> None:
    stops(
        lambda: refuse_options(unit=(), breakdown="sex"), "together-is-totals", "--breakdown", "--breakdown"
    )


def test_a_perimeter_of_no_period(loaded: Place) -> None:
    stops(lambda: belongings(loaded[0], "spring"), "no-period", "2023-24", "« spring »")


def test_units_put_together_before_anything_is_computed(loaded: Place) -> None:
    stops(lambda: together(*loaded, Question(base="2020")), "nothing-computed", "jalon compute", "jalon")


def test_a_base_without_figures(loaded: Place) -> None:
    compute(*loaded, as_of=TODAY, progress=Silent())
    stops(lambda: together(*loaded, Question(base="1999")), "unknown-choice", "« 1999 »", "« 1999 »")
    asked = Question(units=("nowhere",))
    stops(lambda: together(*loaded, asked), "unknown-choice", "« nowhere »", "« nowhere »")


def stops(use: Callable[[], object], code: str, english: str, french: str) -> None:
    """The use stops on that fault, alone, said in both languages."""
    with pytest.raises(DossierProblem) as raised:
        use()
    (issue,) = raised.value.issues
    assert issue.code == code
    for language, words in ((Language.EN, english), (Language.FR, french)):
        message = say(issue, language).replace("\u00a0", " ")
        assert "‹" not in message
        assert words in message
