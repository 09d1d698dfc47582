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
    folder: Path,
    says: Says,
    *,
    kind: str = "hal",
    pages: str = "cursor",
    more: str = "",
    secret: str | None = SECRET,
) -> Loaded:
    """One harvest of a service that says this; nothing of the secret shows in what is said or kept."""
    with service(says) as there:
        folder.mkdir(exist_ok=True)
        made = dossier(folder, there.address, kind=kind, pages=pages, more=more)
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
    """Five records come, of which one twice: four different ones, as the service says."""
    pages = {"*": hal(1, 2, total=4, cursor="b"), "b": hal(2, 3, 4, total=4, cursor="b")}
    found = harvested(tmp_path, lambda asked: pages[asked.words["cursorMark"]])
    assert codes(found) == ["harvest-repeated"]
    assert found.deliveries[0].counts.accepted == 4


def test_a_record_that_comes_twice_does_not_stand_for_another(tmp_path: Path) -> None:
    """Pages {1, 2}, {2, 3} and {3, 5} of six records: six came, four different ones."""
    pages = {"0": hal(1, 2, total=6), "2": hal(2, 3, total=6), "4": hal(3, 5, total=6)}
    found = harvested(tmp_path, lambda asked: pages[asked.words["start"]], pages="start")
    assert refused(found, "harvest-incomplete")
    told = report(found.issues[0], Language.EN)
    assert "6 records" in told
    assert "4 different" in told


@pytest.mark.parametrize("last", [3, 0])
def test_a_total_that_moves_does_not_excuse_lost_records(tmp_path: Path, last: int) -> None:
    """Four records in force; then two come, of three that the service says it has, or of none."""
    whole, lossy, is_whole = hal_of(4), {"*": hal(1, 2, total=4), "end": hal(total=last)}, [True]

    def says(asked: Asked) -> object:
        return whole(asked) if is_whole[0] else lossy[asked.words["cursorMark"]]

    with service(says) as there:
        made = dossier(tmp_path, there.address)
        assert fetch(made).deliveries[0].counts.accepted == 4
        is_whole[0] = False
        assert refused(fetch(made), "harvest-incomplete")


ACTIVITY = {"statements": [{"id": "1"}, {"id": "2"}], "more": "/search?from=3"}


@pytest.mark.parametrize(
    ("kind", "pages", "answer"),
    [
        ("xapi", "link", ACTIVITY),
        ("openalex", "cursor", {"meta": {"next_cursor": "B"}, "results": [{"id": "W1"}]}),
    ],
)
def test_a_page_that_leads_to_itself(tmp_path: Path, kind: str, pages: str, answer: object) -> None:
    """A record store ends by giving no address (xAPI 1.0.3, part three § 2.1.3), OpenAlex no cursor."""
    found = harvested(tmp_path, lambda _: answer, kind=kind, pages=pages)
    assert refused(found, "harvest-page-again")


@pytest.mark.parametrize("place", ["http://[bad", "http://127.0.0.1:99999999/x", "/x\x7f"])
def test_a_next_page_at_no_address(tmp_path: Path, place: str) -> None:
    found = harvested(tmp_path, lambda _: {**ACTIVITY, "more": place}, kind="xapi", pages="link")
    assert refused(found, "harvest-link-broken")


@pytest.mark.parametrize("place", ["http://[bad", "http://127.0.0.1:99999999/x"])
def test_a_redirection_to_no_address(tmp_path: Path, place: str) -> None:
    found = harvested(tmp_path, lambda _: Answer(status=302, headers={"Location": place}))
    assert refused(found, "harvest-link-broken")


def test_an_answer_that_drips(tmp_path: Path) -> None:
    """Each part comes before the time-out, and the whole after a quarter of an hour."""
    seconds = iter(range(0, 10_000, 901))
    with service(hal_of(2)) as there:
        found = fetch(dossier(tmp_path, there.address), clock=lambda: float(next(seconds)))
    assert refused(found, "harvest-slow")
    assert "15 minutes" in report(found.issues[0], Language.EN)


def test_a_leave_to_ask_again_that_is_past(tmp_path: Path) -> None:
    headers = {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}
    waits = Waits()
    with service(lambda _: Answer(status=429, headers=headers)) as there:
        found = fetch(dossier(tmp_path, there.address), waits=waits)
    assert refused(found, "harvest-busy")
    assert waits.seconds == [1, 2, 4, 8, 16]


def test_a_course_that_the_account_may_not_see(tmp_path: Path) -> None:
    def says(asked: Asked) -> object:
        if asked.words["wsfunction"] == "core_course_get_courses":
            return [{"id": number, "shortname": "c", "format": "topics"} for number in (12, 13)]
        refusal = {"exception": "moodle_exception", "errorcode": "errorcoursecontextnotvalid"}
        return refusal if asked.words["courseid"] == "13" else []

    found = harvested(tmp_path, says, kind="moodle", pages="whole", more="  token: LMS")
    assert refused(found, "harvest-course-refused")
    assert "course 13 (errorcoursecontextnotvalid)" in report(found.issues[0], Language.EN)


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
