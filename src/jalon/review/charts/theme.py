"""The look of charts: inks and letters.

The text of a chart stays text. In a PDF it is set in the serif that Typst carries, on any machine; on a page
the style sheet gives it the page's own letters. Nothing in the layout depends on the fonts of the machine:
positions are computed here from cautious widths, so the same chart gives the same bytes everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

FONT = "Libertinus Serif, Charter, Georgia, serif"
SIZE = 12
SMALL = 10.5
LINE_HEIGHT = 1.25

WIDTH = 680
"""Width of a full chart: 680 units on the 16.6 cm of a text column print 12 units as 8 points."""


class Ink(Enum):
    """Colours by role: on light paper, and on a dark screen.

    The three data inks are far apart for every kind of colour vision; shapes and dashes tell them apart
    without any colour.
    """

    PAPER = ("#ffffff", "#15191e")
    TEXT = ("#1c2229", "#e8ebee")
    MUTED = ("#59626d", "#a9b2bc")
    GRID = ("#e2e5e9", "#333b44")
    GAP = ("#f1f2f4", "#222930")
    ACTUAL = ("#0b4f8f", "#74b4f0")
    TARGET = ("#b04a00", "#ff9f5a")
    TARGET_AREA = ("#fbe9dc", "#3d2a1c")
    LIKE_FOR_LIKE = ("#0a7a5c", "#4cc7a2")

    @property
    def light(self) -> str:
        """On paper, and in the SVG itself."""
        return self.value[0]

    @property
    def dark(self) -> str:
        """What a style sheet puts in its place on a dark screen."""
        return self.value[1]


def text_width(text: str, size: float) -> float:
    """A cautious width of a text: that of a wide sans serif, so that no usual font is wider."""
    return sum(_advance(character) for character in text) * size


def _advance(character: str) -> float:
    if character in "iljtfrI.,:;'’|!()[]/ \u00a0\u202f":
        return 0.31
    if character in "mwMW%@—":
        return 0.88
    return 0.7 if character.isupper() else 0.57


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The size of a chart and its margins, in pixels; the plot is what remains."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def plot_width(self) -> float:
        """Between the left and the right margin."""
        return self.width - self.left - self.right

    @property
    def plot_height(self) -> float:
        """Between the top and the bottom margin."""
        return self.height - self.top - self.bottom
