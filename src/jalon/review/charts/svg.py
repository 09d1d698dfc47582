"""The one call that turns a drawing into SVG.

It stands apart from the look of charts, which pages without a chart take too: Altair takes longer to open
than most commands to answer.
"""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import vl_convert
from altair.utils import schemapi

from jalon.review.charts.theme import FONT, Sheet

# Altair checks each piece of a drawing against the schema as it is made, which takes a third of the time of a
# review; the tests check one drawing of each kind.
schemapi.DEBUG_MODE = False


def to_svg(layers: Sequence[alt.Chart], sheet: Sheet) -> str:
    """Draw layers, the first one undermost.

    The size is fixed rather than fitted to the text, and no address may be read.
    """
    datasets: dict[str, object] = {}
    # One dictionary is put together here: Altair's own layering copies every layer four times, which takes
    # longer than drawing. Checking against the schema takes longer still; the tests check one of each kind.
    within = {"top_level": False, "datasets": datasets}
    told = {
        "$schema": alt.SCHEMA_URL,
        "layer": [layer.to_dict(validate=False, context=within) for layer in layers],
        "datasets": datasets,
        "width": sheet.plot_width,
        "height": sheet.plot_height,
        "padding": {"left": sheet.left, "right": sheet.right, "top": sheet.top, "bottom": sheet.bottom},
        "autosize": {"type": "none"},
        "background": "transparent",
        "config": {"aria": False, "font": FONT, "view": {"stroke": None, "clip": False}},
    }
    return vl_convert.vegalite_to_svg(told, allowed_base_urls=[])
