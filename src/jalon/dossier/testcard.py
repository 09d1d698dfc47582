"""Test-cards: small fictitious cases with the answers that a right reading of them gives.

A definition in words is read in several ways: persons or enrolments, working time or heads, the civil year or
the academic one. Each card is a case on which these readings give different numbers. A unit enters the cases
in a test copy of its own system and exports them; its mapping and the indicators are then run on that file.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal

from jalon.kernel.texts import Text


def decimals_of(number: Decimal) -> int:
    """How many digits a number of the dossier is written with after the point; none for 1.0.

    >>> decimals_of(Decimal("0.857")), decimals_of(Decimal("1.0")), decimals_of(Decimal("100"))
    (3, 0, 0)
    """
    exponent = number.normalize().as_tuple().exponent
    assert isinstance(exponent, int), "a number written in a dossier is finite"
    return max(0, -exponent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Misreading:
    """A wrong answer, and the reading of the definition that it betrays."""

    value: Decimal
    means: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an indicator must give.

    Attributes:
        indicator: whose answer.
        value: the number, in the indicator's unit of measurement; zero where nothing is to be counted.
        because: why, in the reader's words.
        misreadings: known wrong answers.
    """

    indicator: str
    value: Decimal
    because: Text
    misreadings: tuple[Misreading, ...] = ()

    def compared_to(self, decimals: int) -> int:
        """To how many decimals a number is held against it: the indicator's, or its own if it has more."""
        return max(decimals, decimals_of(self.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One fictitious case.

    Attributes:
        id: its name.
        mark: the word that stands in some cell of each row of the case (a number, a surname), by which its
            rows are found in what a unit exports.
        situation: what is to be entered, in words.
        answers: what the indicators must give on the rows of this case alone.
    """

    id: str
    name: Text
    mark: str
    situation: Text
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """The cards of one source.

    Attributes:
        id: its name.
        source: whose mapping is tried.
        period: the period of the cases, as written; read with the calendar of the source's entity.
        cards: the cases.
        together: what the indicators must give on the rows of all cases.
    """

    id: str
    name: Text
    source: str
    period: str
    cards: tuple[Card, ...]
    together: tuple[Answer, ...] = ()

    @property
    def indicators(self) -> tuple[str, ...]:
        """Every indicator of which some answer is known, each once."""
        given = [*self.together, *(answer for card in self.cards for answer in card.answers)]
        return tuple(dict.fromkeys(answer.indicator for answer in given))

    @property
    def seal(self) -> str:
        """A short hash of everything that decides who passes: its words may be mended freely."""
        cards = [[card.id, card.mark, _numbers(card.answers)] for card in self.cards]
        text = json.dumps([self.source, self.period, cards, _numbers(self.together)])
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def _numbers(answers: tuple[Answer, ...]) -> list[list[str]]:
    return [[answer.indicator, f"{answer.value.normalize():f}"] for answer in answers]
