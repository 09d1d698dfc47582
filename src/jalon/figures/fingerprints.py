"""What a figure is made from, as a hash: nothing is recomputed whose inputs did not change."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from jalon.dossier.catalogue import Dossier
from jalon.dossier.estimate import Estimate
from jalon.dossier.indicator import ConstantPrice, entities
from jalon.dossier.parameters import PriceIndex
from jalon.figures.due import days_passed, last_late
from jalon.figures.likeforlike import base_period, contract_span, rebase_days
from jalon.figures.standing import Standing
from jalon.figures.terms import with_terms
from jalon.infocentre.engine.scan import Scan


def fingerprint(
    dossier: Dossier, indicator: str, scans: Mapping[str, Scan], as_of: date, standing: Standing
) -> str:
    """The hash of everything an indicator's figures depend on.

    Definition (all versions, and those of the terms of a derived one), perimeter, sources' rules, deliveries
    in force, files refused, price index, ends of the like-for-like comparison, re-based perimeters, due dates
    passed, estimates that count, and the code that computes.
    """
    names = with_terms(dossier, [indicator])
    used = _entities(dossier, names)
    calendar = dossier.indicators[indicator][-1].calendar
    parts: list[object] = [
        code_version(),
        [dossier.indicators[name] for name in names],
        dossier.perimeter,
        [dossier.entities[name] for name in used],
        [dossier.sources_of(name) for name in used],
        [sorted(scans[name].deliveries.items()) for name in used],
        standing.of(dossier, used),
        _indices(dossier, names),
        contract_span(dossier, calendar),
        base_period(dossier, indicator, calendar),
        rebase_days(dossier, indicator),
        _dues(dossier, used, as_of, indicator),
        _estimates(dossier, names, as_of),
    ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()


@cache
def code_version() -> str:
    """The hash of the code that makes figures: a corrected computation recomputes them."""
    digest = hashlib.sha256()
    for room in ("jalon.figures", "jalon.figures.measures", "jalon.infocentre.engine"):
        for file in sorted(files(room).iterdir(), key=lambda item: item.name):
            if file.name.endswith(".py"):
                digest.update(file.read_bytes())
    return digest.hexdigest()


def _entities(dossier: Dossier, names: list[str]) -> list[str]:
    versions = [version for name in names for version in dossier.indicators[name]]
    read = {entity for version in versions for entity in entities(version.measure)}
    prices = {index.entity for index in _indices(dossier, names)}
    return sorted(read | prices)


def _indices(dossier: Dossier, names: list[str]) -> list[PriceIndex]:
    versions = [version for name in names for version in dossier.indicators[name]]
    wanted = {v.measure.index for v in versions if isinstance(v.measure, ConstantPrice)}
    return [dossier.price_indices[name] for name in sorted(wanted)]


def _dues(dossier: Dossier, used: list[str], as_of: date, indicator: str) -> list[object]:
    """The due days passed, by source: a figure turns from not due to late without any new file."""
    calendar = dossier.indicators[indicator][-1].calendar
    entities = [name for name in used if dossier.entities[name].calendar is calendar]
    sources = [source for name in entities for source in dossier.sources_of(name)]
    passed = [days_passed(source, calendar, as_of) for source in sources]
    return [last_late(None, calendar, as_of), *passed]


def _estimates(dossier: Dossier, names: list[str], as_of: date) -> list[Estimate]:
    """The estimates that count on the day."""
    return [item for item in dossier.estimates if item.indicator in names and item.on <= as_of]
