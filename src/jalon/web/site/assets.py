"""Files of the site: our own, and those that come out of packages; nothing is fetched from elsewhere."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import vl_convert
from whitenoise.storage import CompressedManifestStaticFilesStorage

from jalon.infocentre.workspace import write_whole
from jalon.review.render.html import stylesheet


class Assets(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Files under names that hold their hash, so that browsers keep them."""

    manifest_strict = True


def write_made_assets(folder: Path) -> None:
    """Write the files that packages and the review give: a style sheet, and the bundle that draws charts."""
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / "review.css", stylesheet().encode())
    # The bundle takes seconds to put together: it is made once for a version of the package.
    made_by = folder / "vega.version"
    current = version("vl-convert-python")
    if not made_by.is_file() or made_by.read_text(encoding="ascii") != current:
        bundle = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
        write_whole(folder / "vega.js", bundle.encode())
        write_whole(made_by, current.encode())
