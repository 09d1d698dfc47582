"""Not due, late, refused, not applicable, suppressed, missing at source and zero: seven different things.

One dossier, one file a school, seven schools: each is in another state on the same day, from the files to the
last screen.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from jalon.cli.feeds import state_in_words
from jalon.figures.figure import Figure, State
from jalon.figures.punctuality import FeedState
from jalon.figures.store import read_figures, write_figures
from jalon.kernel.missing import REASONS, Missing, Reason
from jalon.kernel.texts import Language, Text
from jalon.review.render.html import render_html
from jalon.services.feeds import Listing, Wanted, feed_row, list_feeds
from jalon.services.problems import DossierProblem
from jalon.services.review import compose_review
from oracles.small import Small, indicator, perimeter, small, source
from soundness.test_missing_is_never_zero import WITH_TARGET

DAY = date(2024, 5, 1)
SCHOOLS = ("waiting", "late", "refused", "exempt", "absent", "zero", "there")
FILES = "files:\n" + "\n".join(
    f"  - {{unit: {unit}{', file: ' + unit + '.csv' if unit not in {'waiting', 'late', 'exempt'} else ''}}}"
    for unit in SCHOOLS
)
RULES = """
due: {months_after: 3}
extended:
  - {unit: waiting, period: 2023, until: 2024-05-31, because: {fr: logiciel en panne, en: software down}}
not_expected: [{unit: exempt, because: {fr: école sans étudiants, en: school without students}}]
"""
HEADER = "year,kind,people\n"


def seven(folder: Path) -> Small:
    source_text = source("headcount", "x.csv", "kind people", unit="", more=RULES)
    files = {
        "contract.yaml": WITH_TARGET.replace("indicator: money", "indicator: people"),
        "indicators/p.yaml": indicator("people", "{kind: total, entity: headcount, value: people}"),
        "sources/s.yaml": source_text.replace("file: x.csv", FILES),
        "refused.csv": HEADER + "2023,student,1O\n",
        "absent.csv": HEADER + "2022,student,5\n2024,student,6\n",
        "zero.csv": HEADER + "2023,student,0\n",
        "there.csv": HEADER + "2023,student,7\n",
    }
    made = small(folder, files, perimeter(*SCHOOLS))
    loaded = made.load(date(2024, 4, 10))
    assert not loaded.is_whole
    made.compute(DAY)
    return made


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Small:
    return seven(tmp_path_factory.mktemp("seven"))


STATES = {
    "waiting": "not-due",
    "late": "late",
    "refused": "refused",
    "exempt": "not-applicable",
    "absent": "missing-at-source",
}


def test_each_school_is_in_its_own_state(made: Small) -> None:
    found = {unit: made.figure("people", unit, "2023").value for unit in SCHOOLS}
    reasons = {unit: value.reason.value for unit, value in found.items() if isinstance(value, Missing)}
    assert reasons == STATES
    assert (found["zero"], found["there"]) == (0, 7)
    whole = made.figure("people", "institute", "2023")
    assert (whole.value, whole.state, whole.completeness.fraction) == (7, State.INCOMPLETE, "2/6")


def test_each_reason_says_what_to_do_next(made: Small) -> None:
    told = {unit: str(made.row("people", unit, "2023")["reason"]) for unit in STATES}
    assert told["waiting"] == "not due yet: due on 31 May 2024, more time given: software down"
    assert told["late"] == "late: headcount file; due on 31 March 2024"
    assert "refused.csv received on 10 April 2024" in told["refused"]
    assert "school without students" in told["exempt"]
    assert "not in the file of 10 April 2024" in told["absent"]
    french = str(made.row("people", "late", "2023", language=Language.FR)["reason"])
    assert french == "en retard\u00a0: headcount file ; attendu au 31/03/2024"


def test_suppressed_is_a_state_of_its_own_and_is_kept(made: Small, tmp_path: Path) -> None:
    hidden = Missing(Reason.SUPPRESSED, Text("moins de cinq", "fewer than five"))
    figures = [
        Figure(
            indicator=one.indicator,
            unit=one.unit,
            period=one.period,
            value=hidden,
            completeness=one.completeness,
        )
        for one in made.figures.series("people", "there")
    ]
    write_figures(tmp_path, figures, {})
    (kept, *_) = read_figures(tmp_path).figures
    assert kept.value == hidden
    assert kept.reason(Language.EN) == "suppressed (disclosure control): fewer than five"


def test_all_words_differ_in_both_languages() -> None:
    for language in Language:
        words = [text.say(language) for text in REASONS.values()]
        assert len(set(words)) == len(words)


def test_the_next_day_changes_only_what_that_day_changes(tmp_path: Path) -> None:
    made = seven(tmp_path)
    assert made.compute(date(2024, 5, 31)).computed == ()
    assert made.compute(date(2024, 6, 1)).computed == ("people",)
    value = made.figure("people", "waiting", "2023").value
    assert isinstance(value, Missing)
    assert value.reason is Reason.LATE
    assert made.compute(date(2024, 6, 2)).computed == ()


def test_no_state_is_printed_as_a_zero_in_the_review(made: Small) -> None:
    page = render_html(compose_review(made.dossier, made.workspace, language=Language.EN, as_of=DAY))
    for reason in STATES.values():
        assert REASONS[Reason(reason)].en in page


# Feeds


def listing(made: Small, wanted: Wanted, day: date = DAY) -> Listing:
    return list_feeds(made.dossier, made.workspace, wanted, as_of=day)


def test_feeds_say_the_same_with_days(made: Small) -> None:
    found = listing(made, Wanted(periods=("2023",)))
    states = {feed.debt.unit: feed.state.value for feed in found.feeds}
    assert states == {**STATES, "zero": "received", "there": "received"}
    words = {feed.debt.unit: state_in_words(feed, Language.EN) for feed in found.feeds}
    assert words["waiting"] == "not due yet, in 30\u00a0days"
    assert words["late"] == "late by 31\u00a0days"
    assert words["there"] == "received 10\u00a0days late"
    tally = found.whole
    # Asked: late, refused, absent, zero, there. Two came, ten days late.
    assert (tally.asked, tally.received, tally.in_time) == (5, 2, 0)
    assert found.by_unit["there"].received == 1


def test_feeds_are_seen_from_the_day_asked(made: Small) -> None:
    found = listing(made, Wanted(periods=("2023",), units=("there", "refused")), date(2024, 4, 9))
    assert {feed.state for feed in found.feeds} == {FeedState.LATE}
    found = listing(made, Wanted(periods=("2023",), units=("there",)), date(2024, 4, 10))
    (row,) = [feed_row(feed, Language.EN) for feed in found.feeds]
    assert json.loads(json.dumps(row))["days_from_due"] == 10
    assert (row["received"], row["due"], row["in_time"]) == ("2024-04-10", "2024-03-31", False)


def test_a_unit_or_period_that_leads_nowhere_is_refused(made: Small) -> None:
    for wanted in (Wanted(units=("nowhere",)), Wanted(periods=("1999",)), Wanted(sources=("none",))):
        with pytest.raises(DossierProblem):
            listing(made, wanted)


# What a source asks for


def asked(folder: Path, rules: str, rows: str = "") -> Small:
    files = {
        "indicators/p.yaml": indicator("people", "{kind: total, entity: headcount, value: people}"),
        "sources/s.yaml": source("headcount", "p.csv", "kind people", more=rules),
        "p.csv": "unit,year,kind,people\nnorth,2022,,3\n" + rows,
    }
    return small(folder, files, perimeter("north", "south")).run()


def state(made: Small, unit: str, year: str) -> str:
    value = made.figure("people", unit, year).value
    return value.reason.value if isinstance(value, Missing) else "value"


def test_nothing_is_owed_before_since_and_between_two_rounds(tmp_path: Path) -> None:
    made = asked(tmp_path, "due: {months_after: 3}\nsince: 2021-01-01\nevery: 2\n", "south,2022,,4\n")
    assert state(made, "north", "2020") == "not-applicable"
    assert state(made, "north", "2021") == "missing-at-source"
    # Nobody asked for 2022: what came counts all the same, and what did not is not missed.
    assert state(made, "north", "2022") == "value"
    assert made.figure("people", "institute", "2022").completeness.fraction == "2/2"
    assert state(made, "north", "2023") == "late"
    assert state(made, "north", "2024") == "not-applicable"


def test_without_a_due_date_nobody_is_late(tmp_path: Path) -> None:
    made = asked(tmp_path, "")
    assert state(made, "north", "2023") == "not-received"
    assert "no due date declared" in str(made.row("people", "north", "2023")["reason"])


def test_a_file_refused_after_one_in_force_is_told_for_the_years_it_was_to_bring(tmp_path: Path) -> None:
    made = asked(tmp_path, "due: {months_after: 3}\n")
    made.write({"p.csv": "unit,year,kind,people\nnorth,2022,,3\nnorth,2023,,x\n"})
    made.load()
    made.compute()
    assert (state(made, "north", "2022"), state(made, "north", "2023")) == ("value", "refused")
    made.write({"p.csv": "unit,year,kind,people\nnorth,2022,,3\nnorth,2023,,4\n"})
    made.load()
    made.compute()
    assert (state(made, "north", "2023"), state(made, "south", "2023")) == ("value", "missing-at-source")
    assert state(made, "north", "2024") == "late"
