"""What a contract says and what an indicator means rests on a document that a reader can open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jalon.dossier.raw.folder import RawDossier
from jalon.kernel.issues import Issues, Place
from jalon.kernel.references import Reference


@dataclass(frozen=True, slots=True)
class _Said:
    kind: str
    name: str
    references: tuple[Reference, ...]
    place: Place


def check_references(raw: RawDossier, issues: Issues) -> None:
    """Indicators, targets with a value and commitments each carry a reference."""
    for said in _said(raw):
        if not said.references:
            issues.warning("without-reference", said.place, kind=said.kind, name=said.name)


def _said(raw: RawDossier) -> Iterator[_Said]:
    contract = raw.contract
    for indicator in raw.indicators:
        if indicator.value.id:
            yield _Said("indicator", indicator.value.id, indicator.value.references, indicator.place)
    seen: set[Place] = set()
    for target in contract.value.targets:
        place = contract.at(f"targets.{target.id}")
        if target.low is not None and place not in seen:
            seen.add(place)
            yield _Said("target", target.id, target.references, place)
    for commitment in contract.value.commitments:
        place = contract.at(f"commitments.{commitment.id}")
        yield _Said("commitment", commitment.id, commitment.references, place)
