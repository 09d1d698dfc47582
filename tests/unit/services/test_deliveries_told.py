"""Reports, reminders, lineage and the catalogue say what happened to a file, and nothing of a person."""

from __future__ import annotations

import csv
import functools
import io
import json
import zipfile
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from jalon.cli.main import main
from jalon.figures.lines import Cut
from jalon.figures.punctuality import FeedState
from jalon.infocentre.deliveries import Delivery, Outcome
from jalon.kernel.texts import Language
from jalon.review.render.html import render_html
from jalon.review.render.markdown import render_markdown
from jalon.services.datacatalogue import catalogue_document, freshness, readers, write_catalogue
from jalon.services.explain import explain
from jalon.services.feeds import Wanted, list_feeds
from jalon.services.holdings import holdings, write_holdings
from jalon.services.lineage import lines_behind, trace
from jalon.services.load import deliveries, load
from jalon.services.namedkeys import keys_named
from jalon.services.progress import Silent
from jalon.services.quality import quality
from jalon.services.register import register, register_rows, unregistered
from jalon.services.reminders import letters, reminders
from jalon.services.report import Reports, report_content
from jalon.services.reportpage import report_document
from jalon.services.standing import open_lake
from kept import CORRECTED, FIRST, HEADER, PURGED, Kept, kept, persons


@pytest.fixture
def held(tmp_path: Path) -> Kept:
    return kept(tmp_path)


def last_report(held: Kept, day: date = CORRECTED) -> Reports:
    return Reports(held.dossier, held.workspace, day)


def test_a_report_compares_with_the_earlier_delivery(held: Kept) -> None:
    report = last_report(held).of_feed("enrolments")
    assert report.in_force
    assert report.earlier is not None
    # One cell of a row without a key: the old row left, the new one came.
    moved = {
        (one.unit, one.period): (one.added, one.removed, one.changed, one.same) for one in report.changes
    }
    assert moved == {
        ("north", "2020"): (1, 1, 0, 0),
        ("north", "2021"): (0, 0, 0, 1),
        ("south", "2020"): (0, 0, 0, 1),
    }


def test_rows_with_a_key_are_changed_rather_than_replaced(tmp_path: Path) -> None:
    held = kept(tmp_path)
    (held.folder / "entities").mkdir()
    entity = "entity: counted\nname: C\ngrain: g\ncalendar: year\nkey: [sex]\ncolumns:\n"
    held.write(
        "entities/counted.yaml", entity + "  - {column: sex, type: text}\n  - {column: n, type: integer}\n"
    )
    source = "source: counts\nname: C\nentity: counted\nreader: {kind: csv}\nunit: {column: u, codes: uai}\n"
    held.write(
        "sources/counts.yaml", source + "period: {column: y}\nfile: data/c.csv\ncolumns: {sex: s, n: n}\n"
    )
    rows = ("0000001A,2020,F,1\n0000001A,2020,M,2\n", "0000001A,2020,F,9\n0000001A,2021,M,2\n")
    for number, text in enumerate(rows):
        held.write("data/c.csv", "u,y,s,n\n" + text)
        held.receive(FIRST, date(2022, 7, 1 + number))
    report = last_report(held).of_feed("counts")
    moved = {one.period: (one.added, one.removed, one.changed, one.same) for one in report.changes}
    assert moved == {"2020": (0, 1, 1, 0), "2021": (1, 0, 0, 0)}


def test_a_refused_file_is_told_line_by_line_with_its_repair(held: Kept) -> None:
    refused = held.receive(
        HEADER + "0000001A;2020;ING;F;near;x\n0000001A;2020;QQ;F;near;y\n", date(2022, 9, 1)
    )
    assert refused.outcome is Outcome.REFUSED
    report = last_report(held, date(2022, 9, 1)).of_delivery(refused.id[:6])
    assert {one.code: (one.count, one.lines) for one in report.faults} == {
        "cell-not-integer": (2, (2, 3)), "code-unknown": (1, (3,)), "codes-unmapped": (1, ()),
    }  # fmt: skip
    for language, words in ((Language.EN, "To mend it"), (Language.FR, "Pour corriger")):
        page = render_markdown(report_document(held.dossier, report, language))
        assert words in page
        assert "‹" not in page
        assert "| QQ | 1 | 3 |" in page  # the code that nothing translates, its cells, its first line
    assert [one["code"] for one in report_content(report, Language.EN)["unmapped"]] == ["QQ"]  # type: ignore[attr-defined]
    assert not last_report(held).of_feed("enrolments").in_force


def test_a_report_is_written_for_each_delivery_and_stands_alone(held: Kept) -> None:
    names = sorted(path.name.partition(".")[2] for path in held.workspace.reports.iterdir())
    assert names == ["en.html", "en.html", "fr.html", "fr.html", "json", "json"]
    for path in held.workspace.reports.glob("*.html"):
        found = Loads()
        found.feed(path.read_text(encoding="utf-8"))
        assert found.outside == []


class Loads(HTMLParser):
    """What a page would fetch from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "link", "img", "iframe"}:
            self.outside.append(tag)
        self.outside += [value for name, value in attrs if name == "src" and value]


def test_what_json_says_can_be_counted(held: Kept) -> None:
    content = json.loads(json.dumps(report_content(last_report(held).of_feed("enrolments"), Language.EN)))
    assert content["rows"] == {"received": 3, "accepted": 3, "refused": 0, "set_aside": 0}
    assert sum(one["rows"] for one in content["holds"]) == 3


# Reminders


def due(held: Kept, words: str) -> None:
    held.change(
        "sources/enrolments.yaml", "owner: Registry\n", f"owner: Registry\ndue: {{months_after: 3{words}}}\n"
    )


@pytest.mark.parametrize(
    ("day", "left", "stage", "is_new"),
    [
        # North has 2020 and 2021; 2022 is due on 31 March 2023.
        (date(2023, 3, 1), 30, 30, True),
        (date(2023, 3, 2), 29, 30, False),
        (date(2023, 3, 24), 7, 7, True),
        (date(2023, 3, 31), 0, 7, False),
        (date(2023, 4, 1), -1, -1, True),
        (date(2023, 5, 1), -31, -1, False),
    ],
)
def test_the_schedule_of_reminders(held: Kept, day: date, left: int, stage: int, is_new: bool) -> None:
    due(held, ", remind: [30, 7, -1]")
    found = reminders(held.dossier, held.workspace, Wanted(units=("north",)), as_of=day)
    assert [(one.left, one.stage, one.is_new) for one in found if one.feed.debt.period.label == "2022"] == [
        (left, stage, is_new)
    ]


def test_nothing_is_recalled_before_its_time_nor_once_received(held: Kept) -> None:
    due(held, ", remind: [30]")
    wanted = Wanted(units=("north",))
    assert reminders(held.dossier, held.workspace, wanted, as_of=date(2023, 2, 28)) == []
    with_2022 = FIRST + "0000001A;2022;ING;F;near;12\n"
    held.receive(with_2022, date(2023, 3, 5))
    assert reminders(held.dossier, held.workspace, wanted, as_of=date(2023, 3, 20)) == []


def test_what_a_later_file_no_longer_holds_is_owed_again_and_told(held: Kept) -> None:
    due(held, "")
    (held.folder / "data" / "enrolments.csv").write_text(
        FIRST.replace("0000002B;2020;ING;M;near;5\n", ""), encoding="utf-8"
    )
    loaded = load(held.dossier, held.workspace, as_of=date(2022, 9, 1), progress=Silent())
    (gone,) = [one for one in loaded.issues if one.code == "rows-withdrawn"]
    assert (gone.context["places"], gone.context["count"], gone.context["rows"]) == ("south 2020", "1", "1")
    states = {
        (one.debt.unit, one.debt.period.label): one.state
        for one in list_feeds(held.dossier, held.workspace, Wanted(), as_of=date(2022, 9, 2)).feeds
    }
    assert states["north", "2020"] is FeedState.RECEIVED
    assert states["south", "2020"] is FeedState.MISSING_AT_SOURCE
    # As known before that file, it was there.
    before = list_feeds(held.dossier, held.workspace, Wanted(units=("south",)), as_of=date(2022, 8, 1))
    assert [one.state for one in before.feeds if one.debt.period.label == "2020"] == [FeedState.RECEIVED]
    report = last_report(held, date(2022, 9, 2)).of_feed("enrolments")
    assert "rows-withdrawn" in [one.code for one in report.faults]
    page = render_markdown(report_document(held.dossier, report, Language.EN))
    assert "no longer holds all that the earlier one held" in page
    assert "Nothing to mend" not in page


def test_nobody_is_called_late_while_the_grace_lasts(held: Kept) -> None:
    due(held, ", grace_days: 5, remind: [30, -1]")
    told = {}
    for day in (date(2023, 4, 1), date(2023, 4, 5), date(2023, 4, 6)):
        found = reminders(held.dossier, held.workspace, Wanted(units=("north",)), as_of=day)
        mine = [one for one in found if one.feed.debt.period.label == "2022"]
        (letter,) = letters(held.dossier, mine, as_of=day, language=Language.EN)
        told[day.day] = letter[1]
    for day in (1, 5):
        assert "## Late" not in told[day]
        assert "tolerated until 5 April 2023" in told[day]
    assert "## Late" in told[6]
    assert "6\u00a0days late" in told[6]


def test_a_file_taken_with_reservations_without_a_faulty_row_does_not_tell_of_faulty_rows(held: Kept) -> None:
    (held.folder / "quality").mkdir()
    held.write(
        "quality/few.yaml",
        "entity: enrolment-count\nrules:\n  - rule: few\n    kind: range\n    severity: reserve\n"
        "    value: students\n    high: 10\n    because: {fr: trop, en: too many}\n",
    )
    held.receive(FIRST.replace("near;11", "near;13"), date(2022, 9, 1))
    report = last_report(held, date(2022, 9, 1)).of_feed("enrolments")
    assert report.delivery.outcome is Outcome.WITH_RESERVATIONS
    assert report.delivery.counts.refused == 0
    page = render_markdown(report_document(held.dossier, report, Language.EN))
    assert "Faulty rows were not taken" not in page
    assert "The rows are taken with reservations." in page


def test_a_file_sent_back_after_another_is_the_one_that_is_told(held: Kept, tmp_path: Path) -> None:
    (held.folder / "quality").mkdir()
    held.write(
        "quality/few.yaml",
        "entity: enrolment-count\nrules:\n  - rule: few\n    kind: range\n    severity: reserve\n"
        "    value: students\n    high: 20\n    because: {fr: trop, en: too many}\n",
    )
    files = {"right": FIRST, "wrong": FIRST.replace("2021;ING;F;near;11", "2023;ING;F;near;99")}
    files["refused"] = FIRST.replace("near;11", "near;1x")

    def send(name: str, month: int) -> Delivery:
        path = tmp_path / f"{name}.csv"
        path.write_text(files[name], encoding="utf-8")
        day = date(2023, month, 1)
        asked = {"feeds": ("enrolments",), "file": path}
        return load(held.dossier, held.workspace, as_of=day, progress=Silent(), **asked).deliveries[0]

    sent = [send("right", 1), send("wrong", 2), send("right", 3)]
    found = quality(held.dossier, held.workspace, as_of=date(2023, 3, 2))
    scores = {(one.unit, one.period): (one.score, one.received) for one in found.sources}
    # Nothing is told of 2023, which came by mistake, and the rest is as of March.
    assert scores == {
        ("north", "2020"): (100, "2023-03-01"),
        ("north", "2021"): (100, "2023-03-01"),
        ("south", "2020"): (100, "2023-03-01"),
    }
    report = last_report(held, date(2023, 3, 2)).of_feed("enrolments")
    assert report.delivery == sent[2]
    assert report.in_force
    assert [one.delivery.id for one in deliveries(held.dossier, held.workspace)][-3:] == [
        one.id for one in sent
    ]
    # A refused file, then the same right one: what was refused is over.
    assert send("refused", 4).outcome is Outcome.REFUSED
    again = send("right", 5)
    report = last_report(held, date(2023, 5, 2)).of_feed("enrolments")
    assert (report.delivery, report.delivery.received) == (again, "2023-05-01")
    assert report.in_force


def test_a_letter_names_what_is_owed_in_each_language(held: Kept) -> None:
    due(held, "")
    day = date(2023, 3, 30)
    found = reminders(held.dossier, held.workspace, Wanted(), as_of=day)
    for language, words in ((Language.EN, "in 1\u00a0day"), (Language.FR, "dans 1\u00a0jour")):
        written = dict(letters(held.dossier, found, as_of=day, language=language))
        assert list(written) == ["north", "south"]
        assert words in written["north"]
        assert "Registry" in written["north"]


# Lineage


def test_every_line_behind_a_figure_page_by_page(held: Kept) -> None:
    held.compute(CORRECTED)
    told = explain(held.dossier, held.workspace, "women", "institute", "2020")
    scans = open_lake(held.dossier, held.workspace, "test")
    whole = lines_behind(held.dossier, told.figure, scans, Cut(0, 100))
    # Of the ratio, line 2 (F) is in both terms, line 4 (M) in the denominator only; line 3 is of 2021.
    assert [(one.line, one.unit, one.measures) for one in whole.lines] == [
        (2, "north", ("m1", "m2")), (4, "south", ("m2",)),
    ]  # fmt: skip
    pages = [lines_behind(held.dossier, told.figure, scans, Cut(start, 1)) for start in range(3)]
    assert [one for page in pages for one in page.lines] == list(whole.lines)
    assert {page.total for page in pages} == {2}


def test_and_back_from_a_line_to_its_figures(held: Kept) -> None:
    held.compute(CORRECTED)
    delivery = last_report(held).of_feed("enrolments").delivery.id
    found = trace(held.dossier, held.workspace, delivery, 4)
    assert [(one.indicator, one.unit, one.period, one.counted) for one in found.figures] == [
        ("students", "south", "2020", True),
        ("students", "institute", "2020", True),
        ("women", "south", "2020", True),
        ("women", "institute", "2020", True),
    ]
    held.change("indicators/students.yaml", "where: diploma = 'engineering'", "where: sex = 'F'")
    again = trace(held.dossier, held.workspace, delivery, 4)
    assert {one.indicator: one.counted for one in again.figures} == {"students": False, "women": True}


def test_a_figure_of_a_past_day_is_told_from_the_lake_of_that_day(
    held: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    held.compute(CORRECTED)
    seen = [value(held, capsys, *day) for day in (("--as-of", "2022-05-31"), ("--as-of", "2022-06-01"), ())]
    assert seen == [15, 17, 17]


def value(held: Kept, capsys: pytest.CaptureFixture[str], *day: str) -> object:
    words = [
        "show",
        str(held.folder),
        "students",
        "--unit",
        "institute",
        "--period",
        "2020",
        "--format",
        "json",
    ]
    with pytest.raises(SystemExit) as leaving:
        main([*words, "--home", str(held.home), *day])
    assert leaving.value.code == 0
    return json.loads(capsys.readouterr().out)[0]["value"]


# What is held on a key, the register, the catalogue


def keys_in_lake(held: Kept) -> list[str]:
    from jalon.infocentre.engine.duckdb import Engine
    from jalon.infocentre.engine.steps import Step

    with Engine([open_lake(held.dossier, held.workspace, "test")["learner"]]) as engine:
        rows = engine.run([Step("keys", "SELECT person FROM learner ORDER BY _line")]).to_pylist()
    return [row["person"] for row in rows]


def test_all_that_is_held_on_a_key_in_force_and_before(
    held: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JALON_KEYS", str(tmp_path / "keys"))
    receive = persons(held)
    receive("0000001A,2020,k1,yes,L3\n0000002B,2020,k1,,M1\n0000001A,2020,k2,,M2\n", date(2022, 7, 1))
    key = keys_in_lake(held)[0]
    receive("0000001A,2020,k1,no,=L3\n0000001A,2020,k2,,M2\n", date(2022, 8, 1))
    found = holdings(held.dossier, held.workspace, key)
    assert sorted((row.in_force, row.line, row.cells["level"]) for row in found.rows) == [
        (False, 2, "L3"), (False, 3, "M1"), (True, 2, "=L3"),
    ]  # fmt: skip
    out = write_holdings(
        held.dossier, held.workspace, found, tmp_path / "h.zip", as_of=PURGED, language=Language.FR
    )
    assert out.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(out) as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("learner.csv").decode())))
        content = json.loads(archive.read("holdings.json"))
    assert [row["level"] for row in rows if row["in_force"] == "true"] == ["'=L3"]
    assert {row["file"] for row in content["rows"]} == {"data/learners.csv"}
    assert holdings(held.dossier, held.workspace, "nobody").rows == ()


def test_somebody_is_found_by_her_number_however_it_is_written(
    held: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    receive = persons(held)
    by_number = "person: {keys: [{scheme: ine, from: key}, {scheme: local, from: health, within: unit}]}"
    held.change("sources/learners.yaml", "person: key, health: health", by_number)
    receive("0000001A,2020,0123456789A,7,L3\n0000002B,2020,,7,M1\n", date(2022, 7, 1))
    known = keys_in_lake(held)
    asked = functools.partial(keys_named, held.dossier, held.workspace)
    assert asked("ine", " 0123 456789a ") == (known[0],)
    assert asked("local", "7", "south") == (known[1],)
    assert asked("ine", "0123456789B") != (known[0],)
    monkeypatch.setattr("sys.stdin", io.StringIO("0123456789A\n"))
    out, home = tmp_path / "h.zip", ["--home", str(held.home), "--language", "en"]
    with pytest.raises(SystemExit) as leaving:
        main(["holdings", str(held.folder), "--scheme", "ine", "--out", str(out), *home])
    assert leaving.value.code == 0
    assert "Rows: 1, entities: 1" in capsys.readouterr().out
    with zipfile.ZipFile(out) as archive:
        assert "0123456789A" not in "".join(archive.read(name).decode() for name in archive.namelist())


def test_the_register_says_the_headings_of_article_30(held: Kept) -> None:
    persons(held)
    assert [entity.id for entity in unregistered(held.dossier)] == ["learner"]
    held.write(
        "privacy.yaml",
        (held.folder / "privacy.yaml").read_text(encoding="utf-8")
        + "processings:\n  - {processing: steering, title: Steering, purpose: To steer, basis: public-task, "
        "because: The law, persons: Students, entities: [learner], recipients: The directorate}\n",
    )
    (row,) = register_rows(held.dossier, Language.EN)
    assert row["special"] == "health"
    assert str(row["retention_rows"]).startswith("3 years after the end of the period")
    assert "person (personal, pseudonym)" in str(row["data"])
    assert "level" not in str(row["data"])
    for language in Language:
        document = register(held.dossier, as_of=PURGED, language=language)
        page = render_markdown(document)
        assert "dpo@example.org" in page
        assert render_html(document).startswith("<!doctype html>")


def test_the_catalogue_says_who_fills_and_who_reads_each_column(held: Kept, tmp_path: Path) -> None:
    read = readers(held.dossier, "enrolment-count")
    assert read["sex"] == ["students", "women"]
    assert "level" not in read
    fresh = freshness(held.dossier, held.workspace, CORRECTED)
    assert [(one.source.id, one.rows, one.last and one.last.received) for one in fresh] == [
        ("enrolments", 3, "2022-06-01")
    ]
    found = quality(held.dossier, held.workspace, as_of=CORRECTED)
    document = catalogue_document(held.dossier, fresh, found, as_of=CORRECTED, language=Language.EN)
    page = render_markdown(document)
    assert "| sex | text | public | " in page or "| sex | text | internal | " in page
    assert len(write_catalogue(held.dossier, held.workspace, tmp_path / "out", as_of=CORRECTED)) == 2


def test_markdown_reads_no_text_as_markup(held: Kept) -> None:
    held.change("sources/enrolments.yaml", "name: Enrolments\n", 'name: "a|b <script> *c*"\n')
    report = last_report(held).of_feed("enrolments")
    page = render_markdown(report_document(held.dossier, report, Language.EN))
    assert "a\\|b \\<script\\> \\*c\\*" in page
