"""Services that fail in every way: one clear message, and the lake as it was."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from harvesting import Answer, Asked, Says, Waits, codes, dossier, fetch, hal, hal_of, service
from jalon.dossier.source import ReaderKind, ReaderSpec
from jalon.infocentre.readers.open import open_table
from jalon.infocentre.readers.table import Named, UnreadableFile
from jalon.kernel.faults.catalogue import report
from jalon.kernel.texts import Language
from jalon.services.load import Loaded
from jalon.services.problems import DossierProblem

SECRET = "s3cr3t-value"


def harvested(
    folder: Path, says: Says, *, pages: str = "cursor", more: str = "", secret: str | None = SECRET
) -> Loaded:
    """One harvest of a service that says this; nothing of the secret shows in what is said or kept."""
    with service(says) as there:
        made = dossier(folder, there.address, pages=pages, more=more)
        loaded = fetch(made, secret=secret)
    for issue in loaded.issues:
        for language in Language:
            assert "‹" not in report(issue, language)
            assert SECRET not in report(issue, language)
    kept = [path.read_bytes() for path in made.workspace.home.rglob("*") if path.is_file()]
    assert [content for content in kept if SECRET.encode() in content] == []
    return loaded


def refused(loaded: Loaded, code: str) -> bool:
    return codes(loaded) == [code] and not loaded.deliveries and not loaded.is_whole


def test_what_reads_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bibtexparser", None)
    (tmp_path / "a.bib").write_text("@article{a, year=2020}\n")
    with pytest.raises(UnreadableFile) as found:
        open_table(tmp_path / "a.bib", ReaderSpec(kind=ReaderKind.BIBTEX), (), Named("a.bib"))
    assert found.value.issue.code == "extra-missing"
    assert 'pip install "jalon[bibtex]"' in report(found.value.issue, Language.EN)


def test_an_answer_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jalon.infocentre.harvest.fetching.MAX_BODY", 1_000)
    found = harvested(tmp_path, lambda _: Answer(b'{"a": "' + b"x" * 5_000 + b'"}'))
    assert refused(found, "harvest-answer-too-large")


def test_a_service_that_stays_busy(tmp_path: Path) -> None:
    found = harvested(tmp_path, lambda _: Answer(status=503))
    assert refused(found, "harvest-busy")


def test_a_service_without_records(tmp_path: Path) -> None:
    assert refused(harvested(tmp_path, lambda _: hal()), "harvest-empty")


def test_pages_without_end(tmp_path: Path) -> None:
    def says(asked: Asked) -> object:
        page = int(asked.words["cursorMark"].replace("*", "0"))
        return hal(page, total=9, cursor=str(page + 1))

    assert refused(harvested(tmp_path, says, more="  most_pages: 3"), "harvest-endless")


def test_a_wrong_secret(tmp_path: Path) -> None:
    found = harvested(tmp_path, lambda _: Answer(status=401), more="  token: ARCHIVE")
    assert refused(found, "harvest-forbidden")


@pytest.mark.parametrize(("given", "total"), [(3, 4), (3, 2)])
def test_fewer_records_than_told(tmp_path: Path, given: int, total: int) -> None:
    found = harvested(tmp_path, lambda _: hal(*range(given), total=total, cursor="*"))
    assert refused(found, "harvest-incomplete")


def test_another_host_is_not_followed(tmp_path: Path) -> None:
    elsewhere = {"Location": "http://other.example/search"}
    found = harvested(tmp_path, lambda _: Answer(status=302, headers=elsewhere))
    assert refused(found, "harvest-moved")
    assert "other.example" in report(found.issues[0], Language.EN)


def test_an_answer_without_list(tmp_path: Path) -> None:
    found = harvested(tmp_path, lambda _: {"response": {"numFound": 2}})
    assert refused(found, "harvest-no-records")


def test_a_feed_that_is_not_harvested(tmp_path: Path) -> None:
    made = dossier(tmp_path, "https://service.example/search")
    with pytest.raises(DossierProblem) as found:
        fetch(made, feed="register")
    assert [issue.code for issue in found.value.issues] == ["harvest-not-declared"]


def test_an_answer_that_is_a_web_page(tmp_path: Path) -> None:
    assert refused(harvested(tmp_path, lambda _: Answer(b"<html></html>")), "harvest-not-json")


def test_a_question_that_is_refused(tmp_path: Path) -> None:
    error = Answer(b'{"error": {"msg": "undefined field year_i", "code": 400}}', status=400)
    found = harvested(tmp_path, lambda _: error)
    assert refused(found, "harvest-refused")
    assert "undefined field year_i" in report(found.issues[0], Language.EN)


def test_records_that_come_twice(tmp_path: Path) -> None:
    pages = {"0": hal(1, 2, total=4), "2": hal(2, 3, total=4)}
    found = harvested(tmp_path, lambda asked: pages[asked.words["start"]], pages="start")
    assert codes(found) == ["harvest-repeated"]
    assert found.deliveries[0].counts.accepted == 3


def test_a_secret_that_nobody_set(tmp_path: Path) -> None:
    found = harvested(tmp_path, hal_of(2), more="  token: ARCHIVE", secret=None)
    assert refused(found, "harvest-token-missing")
    assert "JALON_TOKEN_ARCHIVE" in report(found.issues[0], Language.EN)


def test_a_service_that_changes_while_it_is_read(tmp_path: Path) -> None:
    pages = {"0": hal(1, 2, total=3), "2": hal(2, 3, total=4)}
    found = harvested(tmp_path, lambda asked: pages[asked.words["start"]], pages="start")
    assert codes(found) == ["harvest-total-moved"]
    assert found.deliveries[0].counts.accepted == 3


def test_nobody_answers(tmp_path: Path) -> None:
    made = dossier(tmp_path, "http://127.0.0.1:9/search")
    waits = Waits()
    found = fetch(made, waits=waits)
    assert refused(found, "harvest-unreachable")
    assert waits.seconds == [1, 2, 4, 8, 16]
