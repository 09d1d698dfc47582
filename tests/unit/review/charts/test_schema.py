"""Drawings are not checked against the schema when they are made; they are here, one of each kind."""

from __future__ import annotations

from decimal import Decimal

import altair as alt

from jalon.review.charts.frame import Frame
from jalon.review.charts.marks import Canvas, Pen
from jalon.review.charts.theme import Ink


def test_every_kind_of_mark_follows_the_schema() -> None:
    draw = Canvas(Frame(width=100, height=50, first=0, last=2, low=0, high=3))
    layers = [
        *draw.lines([(0, Decimal(1), 2, Decimal(3))], Pen(ink=Ink.ACTUAL, width=2, dash=(4, 3))),
        *draw.boxes([(0, 0, 1, 2)], Ink.GAP),
        *draw.dots([(1, Decimal(2))], "diamond", 30, fill=Ink.PAPER, line=Ink.ACTUAL),
        *draw.texts([(5, 5, "text")], Ink.TEXT, align="left", is_bold=True, is_slanted=True),
    ]
    assert len(alt.LayerChart(layer=layers).to_dict(validate=True)["layer"]) == 4


def test_nothing_to_draw_is_no_layer() -> None:
    draw = Canvas(Frame(width=100, height=50, first=0, last=2, low=0, high=3))
    assert draw.texts([(5, 5, "")], Ink.TEXT, align="left") == []
    assert draw.lines([], Pen(ink=Ink.TEXT)) == []
