"""How documents leave the command line: a page, Markdown or JSON, to a file or to the standard output."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from jalon.infocentre.workspace import write_whole
from jalon.review.document import Document
from jalon.review.render.html import render_html
from jalon.review.render.markdown import render_markdown
from jalon.services.documents import Page


def write_page(document: Document, content: object, form: Page, out: Path | None) -> None:
    """Write a document; ``content`` is what JSON says of it."""
    if form is Page.JSON:
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    else:
        text = render_html(document) if form is Page.HTML else render_markdown(document)
    if out is None:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    else:
        write_whole(out, text.encode())
