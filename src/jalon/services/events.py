"""Events: what each use case changed, for the journal. Things are told by their names, persons never.

The identifier of an event comes from what was made, where that has one of its own (a seal, a version of the
lake), so that a command taken up again after an interruption tells nothing twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any  # what a JSON record holds

from jalon.infocentre.deliveries import Outcome
from jalon.infocentre.journal.event import Event, Kind

if TYPE_CHECKING:
    # Named by type alone: a command does not load the rooms of the others to say what it did.
    from jalon.dossier.catalogue import Dossier
    from jalon.figures.vintages import Vintage
    from jalon.infocentre.deliveries import Delivery
    from jalon.infocentre.identity.decision import Decision
    from jalon.infocentre.overrides import Override
    from jalon.infocentre.privacy.purge import Proof
    from jalon.infocentre.trust import Waiver
    from jalon.infocentre.workspace import Workspace
    from jalon.kernel.texts import Language
    from jalon.services.compute import Computed
    from jalon.services.keys import Rotated
    from jalon.services.link import Linked
    from jalon.services.publish import Published
    from jalon.services.review import Written
    from jalon.services.testcards import Tried

Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who does something, and when.

    Attributes:
        actor: the identifier of an account, or « command line ».
        role: as what.
        at: when, with the time zone.
        run: a text that no other command or request has: it tells apart what has no name of its own.
    """

    actor: str
    role: str
    at: datetime
    run: str

    def did(
        self, kind: Kind, subject: str = "", unit: str = "", name: str = "", details: Told | None = None
    ) -> Event:
        """What was done, as an event.

        Args:
            kind: what happened.
            subject: to what.
            unit: of which unit.
            name: what tells it from every other event of the kind; the run and the subject by default.
            details: what else is to be known.
        """
        return Event(
            id=f"{kind}:{name or f'{self.run}:{subject}:{unit}'}",
            at=self.at,
            actor=self.actor,
            role=self.role,
            kind=kind,
            subject=subject,
            unit=unit,
            details=details or {},
        )


def received(who: Who, dossier: Dossier, workspace: Workspace, found: Iterable[Delivery]) -> Iterator[Event]:
    """Deliveries taken or refused; one that was in force already was told when it came into force."""
    # Imported here: only what was loaded asks the lake.
    from jalon.infocentre.lake import Lake

    feeds = {feed.id: feed for source in dossier.sources.values() for feed in source.feeds}
    for one in found:
        counts = one.counts
        told: dict[str, Any] = {"delivery": one.id, "sha256": one.sha256, "outcome": str(one.outcome)}
        told |= {"accepted": counts.accepted, "refused": counts.refused, "set_aside": counts.set_aside}
        unit = feeds[one.feed].unit or ""
        if one.outcome is Outcome.REFUSED:
            yield who.did(Kind.DELIVERY_REFUSED, one.feed, unit, one.id, told)
            continue
        commits = Lake(workspace).history(dossier.entities[one.entity])
        version = max((commit.version for commit in commits if commit.feed == one.feed), default=0)
        yield who.did(
            Kind.DELIVERY_RECEIVED, one.feed, unit, f"{one.id}:{version}", told | {"version": version}
        )


def computed(who: Who, done: Computed) -> Iterator[Event]:
    """Figures made again; nothing when all were up to date."""
    if done.computed:
        told = {"indicators": list(done.computed), "kept": len(done.kept)}
        yield who.did(Kind.FIGURES_COMPUTED, details=told)


def frozen(who: Who, vintage: Vintage) -> Event:
    """A vintage; who signed it stands in it, under its seal."""
    one = vintage.manifest
    told = {"number": one.number, "as_of": one.as_of.isoformat(), "figures": one.figures, "seal": one.seal}
    return who.did(Kind.VINTAGE_FROZEN, one.name, name=one.seal, details=told)


def accepted(who: Who, given: Override) -> Event:
    """A deviation that somebody accepted; why and by whom stands in the log of explanations."""
    told = {
        "period": given.period,
        "accepted": f"{given.accepted:f}",
        "measured": f"{given.measured:f}",
        "expires": given.expires.isoformat() if given.expires else None,
    }
    return who.did(Kind.OVERRIDE_MADE, given.rule, given.unit, details=told)


def decided(who: Who, domain: str, made: Decision) -> Event:
    """A decision on identity; the keys that it is about stand in the log of decisions."""
    told = {"decision": str(made.kind), "keys": len(made.keys), "seal": made.seal}
    return who.did(Kind.IDENTITY_DECIDED, domain, name=f"{domain}:{made.seal}", details=told)


def linked(who: Who, found: Iterable[Linked]) -> Iterator[Event]:
    """Decisions that a linkage added; nothing for a domain where it added none."""
    for one in found:
        if one.decided:
            told = {"decision": "link", "decisions": one.decided}
            told |= {"groups": one.groups, "doubts": one.doubts}
            yield who.did(Kind.IDENTITY_DECIDED, one.domain, details=told)


def rotated(who: Who, done: Rotated) -> Event:
    """A new key in the place of another one."""
    told = {"key": done.key, "deliveries": done.deliveries, "decisions": done.decisions, "left": done.left}
    return who.did(Kind.KEYS_ROTATED, done.purpose, name=f"{done.purpose}:{done.key}", details=told)


def purged(who: Who, proofs: Iterable[Proof]) -> Iterator[Event]:
    """What went because its term had come."""
    for proof in proofs:
        rows = sum(one.rows for one in proof.past.rows)
        files, aside = len(proof.past.received), len(proof.past.quarantine)
        counts = {"rows": rows, "received": files, "quarantine": aside, "harvests": len(proof.past.harvests)}
        told = {**counts, "seal": proof.seal}
        yield who.did(Kind.PURGE_DONE, proof.day.isoformat(), name=proof.seal, details=told)


def published(who: Who, done: Published, vintage: str) -> Event:
    """A release."""
    one = done.release
    told = {"number": one.number, "vintage": vintage or None}
    return who.did(Kind.RELEASE_PUBLISHED, one.name, name=f"{one.number}:{one.name}", details=told)


def written(
    who: Who, review: Written, language: Language, vintage: str = "", *, public: bool = False
) -> Event:
    """A review, with the hash of its PDF, by which a copy of it is known."""
    digest = hashlib.sha256(review.pdf.read_bytes()).hexdigest()
    told = {"language": str(language), "vintage": vintage or None, "public": public, "sha256": digest}
    return who.did(Kind.REVIEW_WRITTEN, vintage, name=f"{who.run}:{language}", details=told)


def tried(who: Who, found: Iterable[Tried]) -> Iterator[Event]:
    """Test-cards run on the files of units."""
    for one in found:
        right = sum(given.is_right for given in one.given)
        told = {"passed": one.has_passed, "right": right, "answers": len(one.given)}
        yield who.did(Kind.CARDS_TRIED, one.deck.id, one.unit, details=told)


def waived(who: Who, made: Waiver) -> Event:
    """Rows counted although the reading of their unit has not passed; why stands in the log of trials."""
    return who.did(Kind.WAIVER_GIVEN, made.source, made.unit, details={"until": made.until.isoformat()})
