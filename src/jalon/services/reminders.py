"""Reminders: what falls due soon or is late, by unit, as text ready to send. Nothing is sent from here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from jalon.dossier.catalogue import Dossier
from jalon.dossier.perimeter import INSTITUTE
from jalon.figures.punctuality import Feed, FeedState
from jalon.infocentre.workspace import Workspace
from jalon.kernel.texts import Language, Text
from jalon.review.render.markdown import escaped
from jalon.review.words import labelled, say_date
from jalon.services.feeds import Wanted, list_feeds
from jalon.services.rows import Row

BY_DEFAULT = (30,)
"""The schedule of a source with a due day that declares none: from thirty days before, until it is there."""

_SETTLED = frozenset({FeedState.RECEIVED, FeedState.NOT_APPLICABLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One thing to recall to one unit.

    Attributes:
        feed: what is owed and how it stands.
        left: days until the due day; negative after it.
        stage: the day of the schedule that was reached last, in days before the due day.
        is_new: True on the very day of that stage: a daily task sends those alone.
    """

    feed: Feed
    left: int
    stage: int
    is_new: bool


def reminders(
    dossier: Dossier, workspace: Workspace, wanted: Wanted, *, as_of: date, new_only: bool = False
) -> list[Reminder]:
    """What has to be recalled on a day, the most urgent first within each unit.

    Args:
        dossier: the dossier.
        workspace: where deliveries are.
        wanted: which feeds to look at.
        as_of: the day.
        new_only: only what reaches a day of its schedule on that very day.

    Raises:
        DossierProblem: a filter names something that does not exist.
    """
    listing = list_feeds(dossier, workspace, wanted, as_of=as_of)
    return [one for one in reminders_of(dossier, listing.feeds, as_of=as_of) if one.is_new or not new_only]


def reminders_of(dossier: Dossier, feeds: Iterable[Feed], *, as_of: date) -> list[Reminder]:
    """The same from feeds that are known already."""
    found = [one for feed in feeds if (one := _reminder(feed, as_of)) is not None]
    places = {unit.id: place for place, unit in enumerate(dossier.perimeter.units)}
    found.sort(key=lambda one: (places.get(one.feed.debt.unit, -1), one.left, one.feed.debt.source.id))
    return found


def _reminder(feed: Feed, as_of: date) -> Reminder | None:
    due = feed.debt.due
    if due is None or feed.state in _SETTLED:
        return None
    left = (due - as_of).days
    rule = feed.debt.source.due
    reached = [day for day in ((rule.remind if rule else ()) or BY_DEFAULT) if left <= day]
    return (
        Reminder(feed=feed, left=left, stage=min(reached), is_new=min(reached) == left) if reached else None
    )


def by_unit(found: Iterable[Reminder]) -> dict[str, list[Reminder]]:
    """The reminders of each unit."""
    units: dict[str, list[Reminder]] = {}
    for one in found:
        units.setdefault(one.feed.debt.unit, []).append(one)
    return units


def letter(dossier: Dossier, unit: str, found: Iterable[Reminder], *, as_of: date, language: Language) -> str:
    """What to send to a unit, in Markdown."""
    name = dossier.perimeter.label(unit).say(language)
    day = say_date(as_of, language)
    head = Text(f"# Données attendues\u00a0: {escaped(name)}", f"# Data owed: {escaped(name)}").say(language)
    listed = list(found)
    late = [one for one in listed if _is_late(one, as_of)]
    soon = [one for one in listed if not _is_late(one, as_of)]
    parts = [head, Text(f"Au {day}.", f"On {day}.").say(language)]
    if dossier.warning.say(language):
        parts.insert(1, f"> **{escaped(dossier.warning.say(language))}**")
    for title, items in ((Text("En retard", "Late"), late), (Text("Bientôt dû", "Due soon"), soon)):
        if items:
            lines = "\n".join(_line(one, as_of, language) for one in items)
            parts += [f"## {title.say(language)}", lines]
    how = Text(
        "Envoyez chaque fichier entier\u00a0; il remplace le précédent. Un fichier refusé est à corriger "
        "d’après son "
        "compte rendu.",
        "Send each file whole; it replaces the one before. A refused file is to be corrected as its "
        "report says.",
    )
    return "\n\n".join([*parts, how.say(language)]) + "\n"


def _is_late(one: Reminder, as_of: date) -> bool:
    """Nobody is late while the grace of the source lasts."""
    limit = one.feed.debt.late_after
    return one.left < 0 and (limit is None or limit < as_of)


def _line(one: Reminder, as_of: date, language: Language) -> str:
    debt = one.feed.debt
    owner = f" ({escaped(debt.source.owner)})" if debt.source.owner else ""
    assert debt.due is not None, "nothing is recalled without a day"
    due = say_date(debt.due, language)
    refused = Text("\u00a0; le fichier reçu a été refusé", "; the file received was refused").say(language)
    told = _when(one, as_of).say(language) + (refused if one.feed.state is FeedState.REFUSED else "")
    what = f"**{escaped(debt.source.name.say(language))}**{owner}, {debt.period.label}"
    return f"- {labelled(what, f'{due}, {told}', language)}"


def _when(one: Reminder, as_of: date) -> Text:
    limit = one.feed.debt.late_after
    if one.left >= 0 or limit is None or _is_late(one, as_of):
        return _days(one.left)
    return Text(f"toléré jusqu’au {limit:%d/%m/%Y}", f"tolerated until {limit:%-d %B %Y}")


def _days(left: int) -> Text:
    number = abs(left)
    fr, en = "jour" if number < 2 else "jours", "day" if number == 1 else "days"
    if left == 0:
        return Text("aujourd’hui", "today")
    if left < 0:
        return Text(f"en retard de {number}\u00a0{fr}", f"{number}\u00a0{en} late")
    return Text(f"dans {number}\u00a0{fr}", f"in {number}\u00a0{en}")


def letters(
    dossier: Dossier, found: Iterable[Reminder], *, as_of: date, language: Language
) -> Iterator[tuple[str, str]]:
    """The unit and the text of each letter; ``institute`` for what belongs to no unit."""
    for unit, own in by_unit(found).items():
        yield unit or INSTITUTE, letter(dossier, unit, own, as_of=as_of, language=language)


def reminder_row(one: Reminder) -> Row:
    """A reminder as a flat row for machines."""
    debt = one.feed.debt
    return {
        "unit": debt.unit,
        "source": debt.source.id,
        "owner": debt.source.owner or None,
        "period": debt.period.label,
        "due": debt.due.isoformat() if debt.due else None,
        "days_left": one.left,
        "state": one.feed.state.value,
        "stage": one.stage,
        "is_new": one.is_new,
    }
