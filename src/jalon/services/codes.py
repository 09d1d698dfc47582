"""Codes without translation, in the last delivery of each feed, accepted or refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jalon.dossier.catalogue import Dossier
from jalon.infocentre.deliveries import Delivery, Ledger
from jalon.infocentre.mapping.unmapped import UnmappedCode
from jalon.infocentre.workspace import Workspace
from jalon.kernel.suggestions import hint
from jalon.services.problems import stop
from jalon.services.rows import Row


@dataclass(frozen=True, slots=True)
class Unmapped:
    """A code without translation, and the delivery that holds it."""

    delivery: Delivery
    code: UnmappedCode

    @property
    def row(self) -> Row:
        """The code for machines."""
        return {
            "feed": self.delivery.feed,
            "delivery": self.delivery.id,
            "file": self.delivery.file,
            "column": self.code.column,
            "code": self.code.code,
            "unit": self.code.unit,
            "period": self.code.period,
            "count": self.code.count,
            "line": self.code.line,
            "nearest": self.code.near,
            "label_fr": self.code.label_fr,
            "label_en": self.code.label_en,
        }


def unmapped(dossier: Dossier, workspace: Workspace, feeds: Sequence[str] = ()) -> tuple[Unmapped, ...]:
    """The codes without translation in the last delivery of each feed.

    Args:
        dossier: the dossier.
        workspace: where its deliveries are.
        feeds: the feeds to list; all by default.

    Raises:
        DossierProblem: a feed that no source has.
    """
    known = [feed.id for source in dossier.sources.values() for feed in source.feeds]
    for name in feeds:
        if name not in known:
            raise stop("unknown-choice", kind="feed", name=name, known=hint(name, known))
    found = [
        Unmapped(delivery, code)
        for delivery in _last_of_each(workspace)
        if not feeds or delivery.feed in feeds
        for code in delivery.unmapped
    ]
    return tuple(found)


def _last_of_each(workspace: Workspace) -> Iterator[Delivery]:
    """The delivery of each feed that was received last, accepted or refused."""
    last: dict[str, Delivery] = {}
    for delivery in sorted(Ledger(workspace), key=lambda item: item.order):
        last[delivery.feed] = delivery
    yield from sorted(last.values(), key=lambda item: item.feed)
