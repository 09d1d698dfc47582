"""How a feed stands, in words."""

from __future__ import annotations

from datetime import date

import pytest

from jalon.cli.feeds import state_in_words
from jalon.dossier.source import ReaderKind, ReaderSpec, Source
from jalon.figures.due import Debt
from jalon.figures.punctuality import Feed, FeedState, tally
from jalon.kernel.missing import Missing, Reason
from jalon.kernel.periods import Calendar, Period
from jalon.kernel.texts import Language, Text

SOURCE = Source(
    id="s",
    name=Text.same("S"),
    entity="e",
    owner="",
    reader=ReaderSpec(kind=ReaderKind.CSV),
    unpivot=None,
    keep="",
    unit_column="unit",
    unit_codes="",
    other_units="refuse",
    period_column="year",
    columns=(),
    empties=(),
    exhaustive=False,
    feeds=(),
    not_expected=(),
    due=None,
)
DUE = date(2024, 3, 31)
DEBT = Debt(
    source=SOURCE, unit="north", period=Period(Calendar.YEAR, 2023), exempt=None, due=DUE, late_after=DUE
)
REFUSED = Missing(Reason.REFUSED, Text.same("f.csv"))


def feed(state: FeedState, days: int | None = None, why: Missing | None = None) -> Feed:
    return Feed(debt=DEBT, state=state, days=days, why=why)


@pytest.mark.parametrize(
    ("one", "en", "fr"),
    [
        (feed(FeedState.RECEIVED, 0), "received on the day", "reçu le jour dit"),
        (feed(FeedState.RECEIVED, -1), "received 1 day early", "reçu 1 jour en avance"),
        (feed(FeedState.RECEIVED, 12), "received 12 days late", "reçu 12 jours en retard"),
        (feed(FeedState.RECEIVED), "received", "reçu"),
        (feed(FeedState.LATE, 34), "late by 34 days", "en retard de 34 jours"),
        (feed(FeedState.NOT_DUE, -12), "not due yet, in 12 days", "pas encore dû, dans 12 jours"),
        (feed(FeedState.NOT_DUE, 0), "due today", "attendu aujourd’hui"),
        (feed(FeedState.REFUSED, 3, REFUSED), "delivery refused: f.csv", "livraison refusée : f.csv"),
    ],
)
def test_how_a_feed_stands(one: Feed, en: str, fr: str) -> None:
    for language, words in ((Language.EN, en), (Language.FR, fr)):
        assert state_in_words(one, language).replace("\u00a0", " ") == words


def test_what_is_not_due_or_not_owed_is_not_asked_for() -> None:
    states = (FeedState.NOT_DUE, FeedState.NOT_APPLICABLE, FeedState.LATE, FeedState.REFUSED)
    found = tally(feed(state) for state in states)
    assert (found.asked, found.received, found.in_time) == (2, 0, 0)
