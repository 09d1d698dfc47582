"""HTML elements from values: everything that comes from a document is escaped here and nowhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from jalon.kernel.texts import Language
from jalon.review.document import Inline, Run, Style, Tone, followable
from jalon.review.render.symbols import symbol
from jalon.review.words import TONES

_VOID = {"col", "meta"}

# Vega gives roles to the pieces of a drawing, which would be heard as so many images without a name.
_TAG = re.compile(r"<[^<>]+>")
_ROLE = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')
_STYLES = {Style.STRONG: "strong", Style.EMPHASIS: "em", Style.CODE: "code"}


@dataclass(frozen=True, slots=True)
class Html:
    """Text that is markup already."""

    source: str


Content = str | Html


def source(content: Content) -> str:
    """The markup of a content: plain text is escaped."""
    return content.source if isinstance(content, Html) else escape(content)


def joined(*contents: Content) -> Html:
    """Contents one after the other."""
    return Html("".join(map(source, contents)))


def element(tag: str, *contents: Content, **attributes: str) -> Html:
    """An element. Attributes are escaped; those that are empty are left out.

    ``class_`` stands for ``class``, and other underscores for hyphens (``aria_label``).
    """
    given = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items() if value}
    start = "".join(f' {name}="{escape(value)}"' for name, value in given.items())
    end = "" if tag in _VOID else f"</{tag}>"
    return Html(f"<{tag}{start}>{joined(*contents).source}{end}")


def inline(content: tuple[Inline, ...]) -> Html:
    """A line of runs."""
    return joined(*(run if isinstance(run, str) else _run(run) for run in content))


def _run(run: Run) -> Html:
    tag = _STYLES.get(run.style)
    return led(run.href, element(tag, run.text) if tag else run.text)


def led(href: str, content: Content) -> Html:
    """A content, as a link where there is an address to follow."""
    target = followable(href)
    return element("a", content, href=target) if target else joined(content)


def toned(tone: Tone, language: Language) -> Html:
    """The shape of a tone, with its word for those who cannot see it; nothing for the neutral one."""
    shape = symbol(tone, "currentColor")
    if not shape:
        return Html("")
    hidden = Html(shape.replace("<svg ", '<svg aria-hidden="true" ', 1))
    colon = "\u00a0: " if language is Language.FR else ": "
    word = element("span", f"{TONES[tone].say(language)}{colon}", class_="unseen")
    return element("span", hidden, word, class_=f"tone {tone}")


def drawing(svg: str, alt: str, name: str) -> Html:
    """A drawing as one image, with its description. ``name`` is unique in the page."""
    title = element("title", alt, id=name)
    bare = _TAG.sub(lambda tag: _ROLE.sub("", tag.group()), svg)
    start = re.sub(r"^<svg ", f'<svg role="img" aria-labelledby="{escape(name)}" ', bare, count=1)
    return Html(start.replace(">", f">{title.source}", 1))
