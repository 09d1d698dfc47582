"""How a verdict looks: its tone, which gives it a shape and a colour."""

from __future__ import annotations

from jalon.outlook.verdict import Word
from jalon.review.document import Tone

TONES = {
    Word.REACHED: Tone.GOOD,
    Word.ON_TRACK: Tone.GOOD,
    Word.BEHIND: Tone.NEAR,
    Word.FAR_BEHIND: Tone.OFF,
    Word.MOVING_AWAY: Tone.OFF,
    Word.NOT_REACHED: Tone.OFF,
    Word.NOT_MEASURABLE: Tone.MISSING,
    Word.NO_TARGET_VALUE: Tone.MISSING,
}
