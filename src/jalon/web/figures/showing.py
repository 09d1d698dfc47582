"""Pages made of parts: the words at once, the charts when they are drawn, each part to be taken away."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from jalon.kernel.texts import EMPTY, Text
from jalon.review.sections.context import Context
from jalon.services.screens.part import Part, Told
from jalon.services.screens.spreadsheet import as_csv, first_drawing, first_table
from jalon.web.desk import desk, today
from jalon.web.figures.preparing import ask_for_pages
from jalon.web.rights.roles import Right
from jalon.web.site.asking import Request, language, told_to, vintage_of
from jalon.web.site.fragments import find_piece, fragment, piece_state

PLAIN = "figures/page.html"
_MOST_WHOLE = 400
_whole: dict[tuple[object, ...], SafeString] = {}
_lock = threading.Lock()

TYPES = {"svg": "image/svg+xml", "csv": "text/csv; charset=utf-8"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: its name among pieces, its title, its parts, and the page above it by title and name."""

    name: tuple[str, ...]
    title: str
    parts: tuple[Part, ...]
    up: tuple[Text, str] | None = None

    def part(self, name: str) -> Part:
        """A part by its name.

        Raises:
            Http404: there is none.
        """
        found = next((part for part in self.parts if part.id == name), None)
        if found is None:
            raise Http404
        return found

    def key(self, part: Part) -> tuple[str, ...]:
        """The name of a part among the pieces."""
        return (*self.name, part.id)


@dataclass(frozen=True, slots=True)
class Shown:
    """A part as a template shows it: its HTML, or where it comes from once it is made."""

    id: str
    title: str
    html: str | None
    href: str
    files: tuple[tuple[str, str], ...]


def told_of(context: Context, vintage: str) -> Told:
    """What parts are made from."""
    return Told(
        context=context,
        dossier=desk().dossier(),
        workspace=desk().workspace(),
        vintage=vintage,
        vintages=tuple(desk().vintages()),
        today=today(),
    )


def told_by(request: Request) -> Told:
    """What the parts of a page may tell the one who asks."""
    return told_of(told_to(request), vintage_of(request))


def show(
    request: Request,
    page: Page,
    template: str = PLAIN,
    told: Told | None = None,
    **more: object,
) -> HttpResponse:
    """The page, or the one part of it that is asked for (``?part=``), as HTML or as a file (``&as=``)."""
    told = told or told_by(request)
    asked = request.GET.get("part", "")
    if asked and request.GET.get("as"):
        return _file(told, page, page.part(asked), request.GET["as"])
    if asked and request.htmx:
        shown = _shown(request, told, page, page.part(asked), make=True)
        return render(request, "figures/part.html", {"part": shown})
    if template == PLAIN and not asked and not more:
        content = _content(request, told, page)
        above = {"vintage": told.vintage, "up": _up(page, told.vintage)}
        return render(request, PLAIN, {"title": page.title, "content": content, **above})
    parts = _parts(request, told, page, asked)
    frame = frame_of(request, told.vintage)
    frame["up"] = _up(page, told.vintage)
    return render(request, template, {"title": page.title, "parts": parts, **frame, **more})


def _up(page: Page, vintage: str) -> dict[str, str] | None:
    """The page above, as the template leads to it."""
    if page.up is None:
        return None
    title, name = page.up
    query = f"?{urlencode({'vintage': vintage})}" if vintage else ""
    return {"title": title.say(language()), "href": reverse(name) + query}


def _content(request: Request, told: Told, page: Page) -> SafeString:
    """What is between the frame's lines: the same for all who have the same rights, so put together once."""
    rights = (request.who.may(Right.READ_FIGURES), request.who.may(Right.READ_VINTAGES))
    key = (piece_state(), language(), request.get_full_path(), told.vintage, rights)
    known = _whole.get(key)
    if known is None:
        parts = _parts(request, told, page, "")
        frame = frame_of(request, told.vintage)
        known = render_to_string("figures/body.html", {"parts": parts, **frame}, request)
        if all(part.html is not None for part in parts):
            with _lock:
                while len(_whole) >= _MOST_WHOLE:
                    _whole.pop(next(iter(_whole)))
                _whole[key] = known
    return known


def _parts(request: Request, told: Told, page: Page, asked: str) -> list[Shown]:
    parts = [
        _shown(request, told, page, part, make=not part.is_slow or part.id == asked) for part in page.parts
    ]
    if any(part.html is None for part in parts):
        ask_for_pages()
    return parts


def frame_of(request: Request, vintage: str) -> dict[str, object]:
    """What every page of figures says of itself: which vintage it tells, and which others it could."""
    known = desk().vintage_rows()
    return {
        "vintage": next((row for row in known if row["name"] == vintage), None),
        "vintages": [row["name"] for row in reversed(known)] if request.who.may(Right.READ_VINTAGES) else [],
        "may_read_today": request.who.may(Right.READ_FIGURES),
        "keep": f"?{urlencode({'vintage': vintage})}" if vintage else "",
    }


def piece_of(told: Told, page: Page, part: Part) -> str:
    """A part as HTML, made unless it is there."""
    return fragment(page.key(part), told.vintage, lambda: part.blocks(told))


def _shown(request: Request, told: Told, page: Page, part: Part, *, make: bool) -> Shown:
    html: str | None = find_piece(page.key(part), told.vintage)
    if html is None and make:
        html = piece_of(told, page, part)
    title = part.title if part.title != EMPTY else part.about
    asked = {name: value for name, value in request.GET.items() if name not in {"part", "as"}}
    asked |= {"vintage": told.vintage} if told.vintage else {}
    href = f"{request.path}?{urlencode({**asked, 'part': part.id})}"
    files = tuple(_files(part, href, html or ""))
    return Shown(part.id, title.say(language()), html, href, files)


def _files(part: Part, href: str, html: str) -> Iterator[tuple[str, str]]:
    for kind in (kind for kind in part.files if _HOLD[kind] in html):
        yield _NAMES[kind].say(language()), f"{href}&as={kind}"


def _file(told: Told, page: Page, part: Part, kind: str) -> HttpResponse:
    """The drawing of a part, or the table behind it.

    Raises:
        Http404: the part has none.
    """
    if kind not in part.files:
        raise Http404
    blocks = list(part.blocks(told))
    content: bytes | str | None = None
    if kind == "svg":
        content = first_drawing(blocks)
    elif (table := first_table(blocks)) is not None:
        content = as_csv(table, told.context.language)
    if not content:
        raise Http404
    name = "-".join([*page.name, part.id, *([told.vintage] if told.vintage else [])])
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return HttpResponse(content, content_type=TYPES[kind], headers=headers)


_HOLD = {"svg": "<svg", "csv": "<table"}
"""What a part holds when it can be taken away as a file of that kind."""

_NAMES = {"svg": Text("image (SVG)", "image (SVG)"), "csv": Text("tableau (CSV)", "table (CSV)")}
