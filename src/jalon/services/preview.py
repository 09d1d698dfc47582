"""Preview: the review in both languages as pages that a browser can open."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.infocentre.workspace import Workspace, write_whole
from jalon.kernel.texts import Language
from jalon.review.render.html import render_html
from jalon.services.review import compose_review

_HOME = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Jalon</title>
<meta http-equiv="refresh" content="0; url=review.fr.html"></head>
<body><p><a href="review.fr.html">Français</a> · <a href="review.en.html">English</a></p></body></html>
"""


def write_preview(dossier: Dossier, workspace: Workspace, *, as_of: date) -> Path:
    """Write the pages.

    Returns:
        The folder that holds them, with an ``index.html``.

    Raises:
        DossierProblem: nothing was computed yet.
    """
    folder = workspace.home / "preview"
    for language in Language:
        document = compose_review(dossier, workspace, language=language, as_of=as_of)
        write_whole(folder / f"review.{language.value}.html", render_html(document).encode())
    write_whole(folder / "index.html", _HOME.encode())
    return folder
