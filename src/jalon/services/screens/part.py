"""Parts of a screen: what it is cut into, so that a reader has the words at once and the charts after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from jalon.dossier.catalogue import Dossier
from jalon.infocentre.workspace import Workspace
from jalon.kernel.texts import EMPTY, Text
from jalon.review.document import Block, Heading, PageBreak
from jalon.review.sections.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a part is made from.

    Attributes:
        context: the figures of the day or of a vintage, judged, in a language.
        dossier: the dossier as it is today.
        workspace: where the figures are.
        vintage: the vintage that is told; empty for the figures of the day.
        vintages: the names of the signed vintages, oldest first.
        today: the day of the question.
    """

    context: Context
    dossier: Dossier
    workspace: Workspace
    vintage: str
    vintages: tuple[str, ...]
    today: date

    @property
    def before(self) -> str:
        """The vintage to compare with: the last one, or the one before that which is told; empty for none."""
        if not self.vintage:
            return self.vintages[-1] if self.vintages else ""
        place = self.vintages.index(self.vintage)
        return self.vintages[place - 1] if place else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a screen.

    Attributes:
        id: its name in addresses.
        title: its heading; none for a part that follows the page's own title.
        make: gives its blocks; a part without any is not shown, its heading neither.
        about: what it is called while it is waited for, where it has no title.
        is_slow: it takes long the first time: a page is shown without it, and it comes after.
        files: what it can be taken away as: ``svg`` for a drawing, ``csv`` for the table behind it.
    """

    id: str
    make: Callable[[Told], Iterable[Block]]
    title: Text = EMPTY
    about: Text = EMPTY
    is_slow: bool = False
    files: tuple[str, ...] = ()

    def blocks(self, told: Told) -> Iterator[Block]:
        """Its heading and its content, without what only paper needs."""
        found = [block for block in self.make(told) if not isinstance(block, PageBreak)]
        if found and self.title != EMPTY:
            yield Heading(level=1, text=told.context.say(self.title), anchor=f"part-{self.id}")
        yield from found


def without_headings(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks whose title is told elsewhere on the screen."""
    return (block for block in blocks if not isinstance(block, Heading))
