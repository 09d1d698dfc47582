"""What a dossier says of personal data must be about entities that exist, and say each thing once."""

from __future__ import annotations

from collections.abc import Iterator

from jalon.dossier.entity import Entity, Sensitivity
from jalon.dossier.privacy import Kept, Privacy
from jalon.dossier.raw.folder import RawDossier
from jalon.dossier.raw.located import Located
from jalon.kernel.issues import Issues
from jalon.kernel.suggestions import hint

PERSONAL = frozenset({Sensitivity.PERSONAL, Sensitivity.SPECIAL})


def speaks_of_persons(entity: Entity) -> bool:
    """True when a column of the entity is personal."""
    return any(column.sensitivity in PERSONAL or column.pseudonym for column in entity.columns)


def check_privacy(raw: RawDossier, issues: Issues) -> None:
    """Nothing is asked of a dossier without ``privacy.yaml``; one that has it must be whole."""
    if raw.privacy is None:
        return
    _check_names(raw, raw.privacy, issues)
    _check_told_once(raw.privacy, issues)
    _check_whole(raw, raw.privacy, issues)


def _check_names(raw: RawDossier, privacy: Located[Privacy], issues: Issues) -> None:
    known = {entity.value.id for entity in raw.entities}
    for start, name in _named(privacy.value) if "entities" not in raw.unread else ():
        if name not in known:
            place = privacy.at(f"{start}.entities.{name}")
            issues.error("unknown-name", place, kind="entity", name=name, known=hint(name, known))


def _named(privacy: Privacy) -> Iterator[tuple[str, str]]:
    for number, processing in enumerate(privacy.processings):
        yield from ((f"processings.{number}", name) for name in processing.entities)
    for number, rule in enumerate(privacy.retention):
        yield from ((f"retention.{number}", name) for name in rule.entities)


def _check_told_once(privacy: Located[Privacy], issues: Issues) -> None:
    first: dict[tuple[str, str], int] = {}
    for number, rule in enumerate(privacy.value.retention):
        for entity in rule.entities or ("",):
            earlier = first.setdefault((rule.of, entity), number)
            if earlier != number:
                place, other = privacy.at(f"retention.{number}"), privacy.at(f"retention.{earlier}")
                issues.error(
                    "retention-told-twice", place, of=rule.of.value, entity=entity or "*", first=other
                )
    seen: dict[str, int] = {}
    for number, item in enumerate(privacy.value.processings):
        earlier = seen.setdefault(item.id, number)
        if earlier != number:
            context = {"kind": "processing", "name": item.id, "first": privacy.at(f"processings.{earlier}")}
            issues.error("duplicate-name", privacy.at(f"processings.{number}"), **context)


def _check_whole(raw: RawDossier, privacy: Located[Privacy], issues: Issues) -> None:
    filled = {source.value.entity for source in raw.sources}
    for item in raw.entities:
        entity = item.value
        if entity.id not in filled or not speaks_of_persons(entity):
            continue
        if not privacy.value.processings_of(entity.id):
            issues.warning("personal-not-registered", privacy.place, entity=entity.id)
        if privacy.value.rule(Kept.ROWS, entity.id) is None:
            issues.warning("personal-kept-forever", privacy.place, entity=entity.id)
    for number, rule in enumerate(privacy.value.retention):
        if not rule.references:
            place = privacy.at(f"retention.{number}")
            issues.warning("without-reference", place, kind="rule", name=f"retention ({rule.of.value})")
