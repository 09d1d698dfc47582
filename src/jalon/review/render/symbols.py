"""The shape of each tone: told apart in black and white, drawn the same on paper and on screen."""

from __future__ import annotations

from enum import Enum

from jalon.review.document import Tone


class ToneInk(Enum):
    """Colours of the tones: on light paper, and on a dark screen; readable as text on both."""

    GOOD = ("#1b6b3a", "#6fce93")
    NEAR = ("#8a5a00", "#f0b95a")
    OFF = ("#a8281e", "#ff8f83")
    MISSING = ("#59626d", "#a9b2bc")


INKS = {
    Tone.GOOD: ToneInk.GOOD,
    Tone.NEAR: ToneInk.NEAR,
    Tone.OFF: ToneInk.OFF,
    Tone.MISSING: ToneInk.MISSING,
}

# A full disc, a half disc, a triangle pointing down, an empty ring.
_SHAPES = {
    Tone.GOOD: '<circle cx="5" cy="5" r="4" fill="{ink}"/>',
    Tone.NEAR: (
        '<circle cx="5" cy="5" r="3.6" fill="none" stroke="{ink}"/>'
        '<path d="M5 1.4a3.6 3.6 0 0 0 0 7.2z" fill="{ink}"/>'
    ),
    Tone.OFF: '<path d="M.8 1.4h8.4L5 9.2z" fill="{ink}"/>',
    Tone.MISSING: '<circle cx="5" cy="5" r="3.6" fill="none" stroke="{ink}"/>',
}


def symbol(tone: Tone, ink: str) -> str:
    """The shape of a tone as SVG, in a colour (``currentColor`` on a page); empty for the neutral tone."""
    shape = _SHAPES.get(tone)
    if shape is None:
        return ""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{shape.format(ink=ink)}</svg>'
