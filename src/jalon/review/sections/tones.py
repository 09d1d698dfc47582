"""How the answers of a verdict look: their tone, which gives them a shape and a colour."""

from __future__ import annotations

from jalon.outlook.verdict import PACE_STANDS, STANDS, Stand
from jalon.review.document import Tone

_OF_STAND = {
    Stand.GOOD: Tone.GOOD,
    Stand.NEAR: Tone.NEAR,
    Stand.OFF: Tone.OFF,
    Stand.UNKNOWN: Tone.MISSING,
}

TONES = {word: _OF_STAND[stand] for word, stand in STANDS.items()}
"""Where we are."""

PACE_TONES = {word: _OF_STAND[stand] for word, stand in PACE_STANDS.items()}
"""Is the pace enough."""
