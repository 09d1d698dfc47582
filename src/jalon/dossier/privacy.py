"""Privacy: what personal data is held for, by whom it is seen, and how long it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jalon.kernel.references import Reference
from jalon.kernel.texts import EMPTY, Text


class Basis(StrEnum):
    """What makes a processing lawful: the six cases of article 6 (1) of Regulation (EU) 2016/679."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal-obligation"
    VITAL_INTEREST = "vital-interest"
    PUBLIC_TASK = "public-task"
    LEGITIMATE_INTEREST = "legitimate-interest"


class Kept(StrEnum):
    """What a rule of retention is about: rows of the lake, received files, rows in quarantine."""

    ROWS = "rows"
    RECEIVED = "received"
    QUARANTINE = "quarantine"


class After(StrEnum):
    """From which day a term runs: the end of the period that rows are about, or the day of reception."""

    PERIOD_END = "period-end"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True, kw_only=True)
class Processing:
    """One processing of personal data, as article 30 of the same regulation asks for it.

    Attributes:
        id: its name in files.
        title: its name.
        purpose: what it is for.
        basis: what makes it lawful.
        because: the text or the mission that the basis rests on.
        persons: the categories of persons concerned.
        entities: the entities it reads.
        recipients: who is given the data.
        transfers: to which countries outside the European Union it goes; empty when to none.
    """

    id: str
    title: Text
    purpose: Text
    basis: Basis
    because: Text
    persons: Text
    entities: tuple[str, ...]
    recipients: Text
    transfers: Text = EMPTY
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long something is kept.

    Attributes:
        of: rows, received files, or quarantine.
        entities: of which entities; all when empty.
        months: the term.
        after: from which day it runs. A file or a quarantine that is about several periods follows the last.
    """

    of: Kept
    entities: tuple[str, ...]
    months: int
    after: After
    because: Text
    references: tuple[Reference, ...] = ()

    def end(self, start: date) -> date:
        """The first day on which it may no longer be kept.

        The last day of a month stands for days that the month of the term does not have.

        >>> rule = Retention(of=Kept.ROWS, entities=(), months=12, after=After.RECEIVED, because=EMPTY)
        >>> rule.end(date(2024, 2, 29)), rule.end(date(2024, 9, 1))
        (datetime.date(2025, 2, 28), datetime.date(2025, 9, 1))
        """
        month = start.month - 1 + self.months
        first = date(start.year + month // 12, month % 12 + 1, 1)
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return min(
            date.fromordinal(first.toordinal() + start.day - 1), date.fromordinal(following.toordinal() - 1)
        )

    @property
    def term(self) -> Text:
        """The term in words."""
        years, months = divmod(self.months, 12)
        fr = [f"{years} an{'s' * (years > 1)}"] * bool(years) + [f"{months} mois"] * bool(months)
        en = [f"{years} year{'s' * (years > 1)}"] * bool(years) + [
            f"{months} month{'s' * (months > 1)}"
        ] * bool(months)
        return Text(fr=" et ".join(fr), en=" and ".join(en))


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy:
    """What a dossier says of personal data; nothing when it has no ``privacy.yaml``.

    Attributes:
        controller: who answers for the processings.
        contact: how the data protection officer is reached.
        security: the measures that the institution adds to those of Jalon.
    """

    controller: Text = EMPTY
    contact: str = ""
    security: Text = EMPTY
    processings: tuple[Processing, ...] = ()
    retention: tuple[Retention, ...] = ()

    def rule(self, of: Kept, entity: str) -> Retention | None:
        """How long what an entity leaves there is kept; None when nothing says it.

        A rule that names the entity goes before one about all of them.
        """
        own = [rule for rule in self.retention if rule.of is of and entity in rule.entities]
        general = [rule for rule in self.retention if rule.of is of and not rule.entities]
        return next(iter([*own, *general]), None)

    def processings_of(self, entity: str) -> tuple[Processing, ...]:
        """The processings that read an entity."""
        return tuple(one for one in self.processings if entity in one.entities)


NOTHING_SAID = Privacy()
