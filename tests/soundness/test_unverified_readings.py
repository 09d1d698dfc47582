"""A unit whose reading of the definitions is not verified is in no figure, and shrinks none in silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from faults.test_use_cards import GOOD, TODAY, Place, desk, passed, run
from jalon.cli.settings import Settings
from jalon.cli.then import figures_then
from jalon.figures.figure import Figure, State
from jalon.figures.store import read_figures
from jalon.kernel.missing import Missing, Reason
from jalon.kernel.periods import Calendar, Period
from jalon.kernel.texts import Language
from jalon.services.check import open_checked
from jalon.services.compute import Computed, compute
from jalon.services.judge import verdicts
from jalon.services.load import load
from jalon.services.progress import Silent
from jalon.services.testcards import waive
from jalon.services.trust import verified

__all__ = ["desk"]

BOTH = "school;year;diploma;sex;origin;students\n0000001A;2020;ING;F;near;10\n0000002B;2020;ING;F;near;7\n"


def computed(place: Place, day: date = TODAY) -> Computed:
    """Both units' rows in the lake, and figures made from those that may be counted."""
    dossier, workspace = place
    (dossier.folder / "data" / "enrolments.csv").write_text(BOTH, encoding="utf-8")
    assert load(dossier, workspace, as_of=TODAY, progress=Silent()).is_whole
    return compute(dossier, workspace, as_of=day, progress=Silent())


def figure(place: Place, unit: str) -> Figure:
    found = read_figures(place[1].figures).get("students", unit, Period.parse("2020", Calendar.YEAR))
    assert found is not None
    return found


def test_nobody_is_counted_before_passing(desk: Place) -> None:
    computed(desk)
    north, whole = figure(desk, "north"), figure(desk, "institute")
    assert isinstance(north.value, Missing)
    assert north.value.reason is Reason.NOT_VERIFIED
    assert north.value.say(Language.EN) == "reading not verified: test-cards “Readings”: never run"
    assert isinstance(whole.value, Missing)


def test_who_has_passed_is_counted_and_the_whole_says_who_is_not(desk: Place) -> None:
    passed(desk)
    computed(desk)
    assert figure(desk, "north").value == Decimal(10)
    whole = figure(desk, "institute")
    assert whole.value == Decimal(10)
    assert whole.state is State.INCOMPLETE
    assert [gap.unit for gap in whole.completeness.missing] == ["south"]


def test_passing_makes_the_figures_again(desk: Place) -> None:
    computed(desk)
    passed(desk)
    assert computed(desk).computed == ("students", "women")
    assert computed(desk).computed == ()


def test_another_mapping_has_to_pass_again(desk: Place) -> None:
    passed(desk)
    source = desk[0].folder / "sources" / "enrolments.yaml"
    text = source.read_text(encoding="utf-8").replace("DOC: doctorate", "DOC: doctorate, X: engineering")
    source.write_text(text, encoding="utf-8")
    changed = (open_checked(desk[0].folder), desk[1])
    told = {one.unit: one.why.en for one in verified(*changed, TODAY)}
    assert "mapping changed" in told["north"]


def test_a_day_that_no_file_tells_from_another_is_told_as_it_was(desk: Place) -> None:
    last = TODAY + timedelta(days=30)
    passed(desk)
    asked = {"source": "enrolments", "unit": "south", "until": last, "as_of": TODAY}
    waive(*desk, because="system being replaced", by="The director", **asked)

    def whole(day: date) -> object:
        told = figures_then(*desk, Settings(as_of=day), ("students",))
        found = (told or read_figures(desk[1].figures)).get(
            "students", "institute", Period.parse("2020", Calendar.YEAR)
        )
        return found.value if found else None

    computed(desk, last)
    assert [whole(last), whole(last + timedelta(days=1))] == [17, 10]
    judged = verdicts(*desk, last, figures_then(*desk, Settings(as_of=last), ()))
    assert judged == verdicts(*desk, last)
    computed(desk, last + timedelta(days=1))
    assert [whole(last), whole(last + timedelta(days=1))] == [17, 10]


def test_another_definition_has_to_be_passed_again(desk: Place) -> None:
    passed(desk)
    indicator = desk[0].folder / "indicators" / "students.yaml"
    text = indicator.read_text(encoding="utf-8")
    assert "value: students" in text
    indicator.write_text(text.replace("value: students", "value: students * 2"), encoding="utf-8")
    changed = (open_checked(desk[0].folder), desk[1])
    told = {one.unit: one.why.en for one in verified(*changed, TODAY)}
    assert told["north"] == "test-cards “Readings”: definition changed since it was passed"


def test_other_answers_have_to_be_given_again(desk: Place) -> None:
    passed(desk)
    dossier = desk[0]
    (deck,) = dossier.decks
    harder = replace(deck, cards=(replace(deck.cards[0], mark="CASE-09"), *deck.cards[1:]))
    told = {one.unit: one for one in verified(replace(dossier, decks=(harder,)), desk[1], TODAY)}
    assert not told["north"].is_counted
    renamed = replace(deck, cards=tuple(replace(card, situation=card.name) for card in deck.cards))
    told = {one.unit: one for one in verified(replace(dossier, decks=(renamed,)), desk[1], TODAY)}
    assert told["north"].is_counted, "better words change no answer"


def test_a_failure_after_a_pass_counts_as_one(desk: Place, tmp_path: Path) -> None:
    passed(desk)
    wrong = tmp_path / "wrong.csv"
    wrong.write_text(GOOD.replace("CASE-02;2", "CASE-02;3"), encoding="utf-8")
    (tried,) = run(desk, deck="readings", unit="north", file=wrong)
    assert not tried.has_passed
    assert "failed on 1 March 2026" in {one.unit: one.why.en for one in verified(*desk, TODAY)}["north"]


def test_a_waiver_counts_until_its_last_day(desk: Place) -> None:
    last = TODAY + timedelta(days=30)
    asked = {"source": "enrolments", "unit": "south", "until": last, "as_of": TODAY}
    waive(*desk, because="system being replaced", by="The director", **asked)
    computed(desk, last)
    assert figure(desk, "south").value == Decimal(7)
    assert computed(desk, last + timedelta(days=1)).computed == ("students", "women")
    missing = figure(desk, "south").value
    assert isinstance(missing, Missing)
    told = "test-cards “Readings”: never run; waiver over, its last day was 31 March 2026"
    assert missing.say(Language.EN) == f"reading not verified: {told}"
