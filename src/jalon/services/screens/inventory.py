"""What is known of the data on a day, gathered once: every page of the catalogue tells a part of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jalon.dossier.catalogue import Dossier
from jalon.dossier.perimeter import INSTITUTE
from jalon.figures.punctuality import Feed
from jalon.infocentre.finding import Finding
from jalon.infocentre.workspace import Workspace
from jalon.kernel.numbers import format_number
from jalon.kernel.texts import Language, Text, spaced
from jalon.review.document import Align, Cell, Column, GroupRow, Inline, Row, Table, link
from jalon.review.words import say_date
from jalon.services.codes import Unmapped, unmapped
from jalon.services.datacatalogue import Fresh, freshness
from jalon.services.dictionary import Entry, dictionary
from jalon.services.quality import Quality, quality
from jalon.services.trust import Verified, verified

DASH = "—"


def owner_of(unit: str) -> str:
    """Whose is what is said of a unit; what belongs to no unit is read by who reads the whole."""
    return unit or INSTITUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """What is known of the data on a day.

    Attributes:
        dossier, day: of which dossier, on which day.
        fresh: each source, what its units owe and what came.
        found: what the rules of quality found, of every unit.
        counted: whose rows are counted, for the sources that require test-cards.
        unmapped: the codes without translation, of every unit.
        entries: the columns that something fills or reads.
    """

    dossier: Dossier
    day: date
    fresh: tuple[Fresh, ...]
    found: Quality
    counted: tuple[Verified, ...]
    unmapped: tuple[Unmapped, ...]
    entries: tuple[Entry, ...]

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """Everything owed, by source."""
        return tuple(feed for one in self.fresh for feed in one.owed)

    @property
    def findings(self) -> tuple[tuple[str, Finding], ...]:
        """Everything found with the name of its source, empty for what is between sources."""
        return (*self.found.findings, *(("", one) for one in self.found.between))

    def indicators_of(self, entity: str) -> tuple[str, ...]:
        """The indicators that read an entity."""
        mine = (name for one in self.entries if one.entity.id == entity for name in one.indicators)
        return tuple(dict.fromkeys(mine))


def inventory(dossier: Dossier, workspace: Workspace, day: date) -> Inventory:
    """Gather what is known. Nothing is recorded.

    Raises:
        DossierProblem: a sealed log was edited outside Jalon.
    """
    return Inventory(
        dossier=dossier,
        day=day,
        fresh=tuple(freshness(dossier, workspace, day)),
        found=quality(dossier, workspace, as_of=day, is_recorded=False),
        counted=tuple(verified(dossier, workspace, day)),
        unmapped=unmapped(dossier, workspace),
        entries=dictionary(dossier),
    )


@dataclass(frozen=True, slots=True)
class Telling:
    """The inventory in a language."""

    known: Inventory
    language: Language

    @property
    def dossier(self) -> Dossier:
        """The dossier."""
        return self.known.dossier

    def say(self, text: Text) -> str:
        """A text in the reader's language."""
        return text.say(self.language)

    def words(self, fr: str, en: str) -> str:
        """The words of a page itself."""
        return spaced(fr) if self.language is Language.FR else en

    def label(self, unit: str) -> str:
        """The name of a unit; a dash for rows that belong to none."""
        return self.say(self.dossier.perimeter.label(unit)) if unit else DASH

    def day(self, day: date | str | None) -> str:
        """A day in words; a dash when there is none."""
        if not day:
            return DASH
        return say_date(date.fromisoformat(day) if isinstance(day, str) else day, self.language)

    def count(self, number: int) -> str:
        """A whole number."""
        return format_number(Decimal(number), 0, self.language)

    def measure(self, value: Decimal, sign: str = "") -> str:
        """A number with at most two decimals, none for nothing."""
        short = round(value, 2)
        digits = max(0, -int(short.normalize().as_tuple().exponent))
        return format_number(short, digits, self.language) + sign.replace(" ", "\u00a0")

    def table(
        self,
        caption: Text,
        columns: Iterable[tuple[Text, Align]],
        rows: Iterable[tuple[str | Cell, ...] | GroupRow],
        *,
        note: str = "",
    ) -> Table:
        """A table of texts and cells; a :class:`GroupRow` stands as it is."""
        return Table(
            caption=self.say(caption),
            columns=tuple(Column(title=self.say(title), align=align) for title, align in columns),
            rows=tuple(row if isinstance(row, GroupRow) else _row(row) for row in rows),
            note=note,
        )

    def links(self, kind: str, names: Mapping[str, str]) -> tuple[Inline, ...]:
        """Names as links to their pages, with commas between; empty for none."""
        return tuple(self._between(link(name, f"#{kind}-{one}") for one, name in names.items()))

    def indicator_names(self, names: Iterable[str]) -> dict[str, str]:
        """Indicators with their names."""
        return {name: self.say(self.dossier.indicator(name).name) for name in names}

    def _between(self, runs: Iterable[Inline]) -> Iterator[Inline]:
        for place, run in enumerate(runs):
            if place:
                yield ", "
            yield run


def _row(cells: tuple[str | Cell, ...]) -> Row:
    return Row(cells=tuple(one if isinstance(one, Cell) else Cell(text=one) for one in cells))
