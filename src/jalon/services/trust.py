"""Whose rows may be counted: the units whose reading of the definitions passed, or was waived."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jalon.dossier.catalogue import Dossier
from jalon.dossier.source import Source
from jalon.dossier.testcard import Deck
from jalon.infocentre.mapping.fingerprint import fingerprint
from jalon.infocentre.sealed import BrokenSeal
from jalon.infocentre.trust import Trial, TrustLog, Waiver
from jalon.infocentre.workspace import Workspace
from jalon.kernel.texts import Text
from jalon.services.carddefinitions import definitions_of
from jalon.services.expecting import without_keys
from jalon.services.problems import stop


def unverified(dossier: Dossier, workspace: Workspace, as_of: date) -> Mapping[tuple[str, str], Text]:
    """Why the rows of a unit may not be counted yet, by source and unit.

    Raises:
        DossierProblem: the log of trials was edited outside Jalon.
    """
    asking = [source for source in dossier.sources.values() if source.requires_cards]
    if not asking:
        return {}
    records = trust_records(workspace, as_of)
    found = {}
    for source in asking:
        for unit in dossier.perimeter.bottom:
            why = _why_not(dossier, source, unit.id, records, as_of) if source.feeds_of(unit.id) else None
            if why is not None:
                found[source.id, unit.id] = why
    return found


@dataclass(frozen=True, slots=True)
class Verified:
    """Whether the rows of a unit are counted, and why; ``waiver`` when somebody let them through."""

    source: str
    unit: str
    is_counted: bool
    why: Text


def verified(dossier: Dossier, workspace: Workspace, as_of: date) -> list[Verified]:
    """Whose rows are counted, for every source that requires test-cards.

    Raises:
        DossierProblem: the log of trials was edited outside Jalon.
    """
    barred = unverified(dossier, workspace, as_of)
    records = trust_records(workspace, as_of)
    return [
        _standing(source, unit.id, barred, records, as_of)
        for source in dossier.sources.values()
        for unit in dossier.perimeter.bottom
        if source.requires_cards and source.feeds_of(unit.id)
    ]


def _standing(
    source: Source,
    unit: str,
    barred: Mapping[tuple[str, str], Text],
    records: Sequence[Trial | Waiver],
    as_of: date,
) -> Verified:
    why = barred.get((source.id, unit))
    if why is not None:
        return Verified(source.id, unit, False, why)
    waiver = _waiver(source.id, unit, records, as_of)
    if waiver is None:
        return Verified(source.id, unit, True, Text("jeux d’essai réussis", "test-cards passed"))
    fr = f"dérogation jusqu’au {waiver.until:%d/%m/%Y} ({waiver.by}\u00a0: {waiver.because})"
    en = f"waived until {waiver.until:%-d %B %Y} ({waiver.by}: {waiver.because})"
    return Verified(source.id, unit, True, Text(fr, en))


def trust_records(workspace: Workspace, as_of: date | None = None) -> Sequence[Trial | Waiver]:
    """The trials and waivers known on a day.

    Raises:
        DossierProblem: the log was edited outside Jalon.
    """
    try:
        return TrustLog(workspace).read(as_of)
    except BrokenSeal as broken:
        raise stop("cards-log-edited", line=broken.line) from broken


def _why_not(
    dossier: Dossier, source: Source, unit: str, records: Sequence[Trial | Waiver], as_of: date
) -> Text | None:
    if _waiver(source.id, unit, records, as_of) is not None:
        return None
    mapping = _mapping(dossier, source, unit)
    trials = [one for one in records if isinstance(one, Trial) and one.unit == unit]
    reasons = (_of_deck(dossier, deck, mapping, trials) for deck in dossier.decks_of(source.id))
    why = next((reason for reason in reasons if reason is not None), None)
    over = _expired(source.id, unit, records, as_of)
    return why if why is None or over is None else Text(f"{why.fr}\u00a0; {over.fr}", f"{why.en}; {over.en}")


def _expired(source: str, unit: str, records: Iterable[Trial | Waiver], as_of: date) -> Text | None:
    """Until when the last waiver of a unit held; None when it has none that is over."""
    days = [
        one.until for one in records if isinstance(one, Waiver) and (one.source, one.unit) == (source, unit)
    ]
    over = [day for day in days if day < as_of]
    if not over:
        return None
    return Text(
        f"dérogation terminée, son dernier jour était le {over[-1]:%d/%m/%Y}",
        f"waiver over, its last day was {over[-1]:%-d %B %Y}",
    )


def _waiver(source: str, unit: str, records: Iterable[Trial | Waiver], as_of: date) -> Waiver | None:
    """The waiver in force for a unit, the last one when there are several."""
    waivers = [
        one
        for one in records
        if isinstance(one, Waiver)
        and (one.source, one.unit) == (source, unit)
        and one.day <= as_of <= one.until
    ]
    return waivers[-1] if waivers else None


def _mapping(dossier: Dossier, source: Source, unit: str) -> str:
    expected = without_keys(dossier, source, source.feeds_of(unit)[0])
    return fingerprint(expected.plan, dossier.perimeter)


def _of_deck(dossier: Dossier, deck: Deck, mapping: str, trials: Iterable[Trial]) -> Text | None:
    """Why a unit has not passed a deck; None when it has, with this mapping, these cards and definitions."""
    mine = [one for one in trials if one.deck == deck.id]
    if not mine:
        return _told(deck, Text("jamais passé", "never run"))
    last = mine[-1]
    if not last.passed:
        fr, en = f"échec le {last.day:%d/%m/%Y}", f"failed on {last.day:%-d %B %Y}"
        return _told(deck, Text(fr, en))
    if last.cards != deck.seal:
        return _told(deck, Text("modifié depuis qu’il a été passé", "changed since it was passed"))
    if last.mapping != mapping:
        fr, en = "correspondance modifiée depuis qu’il a été passé", "mapping changed since it was passed"
        return _told(deck, Text(fr, en))
    if last.definitions and last.definitions != definitions_of(dossier, deck):
        fr, en = "définition modifiée depuis qu’il a été passé", "definition changed since it was passed"
        return _told(deck, Text(fr, en))
    return None


def _told(deck: Deck, what: Text) -> Text:
    return Text(
        f"jeu d’essai «\u00a0{deck.name.fr}\u00a0»\u00a0: {what.fr}",
        f"test-cards “{deck.name.en}”: {what.en}",
    )
