"""From the raw dossier to the frozen one: all checks run, all faults collected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.dossier.entity import Entity
from jalon.dossier.indicator import Indicator
from jalon.dossier.perimeter import Perimeter
from jalon.dossier.privacy import NOTHING_SAID
from jalon.dossier.raw.folder import NOT_EDITED, RawDossier, read_folder
from jalon.dossier.rules.additivity import check_additivity
from jalon.dossier.rules.codes import check_codes
from jalon.dossier.rules.derived import check_derived
from jalon.dossier.rules.disclosure import check_disclosure
from jalon.dossier.rules.dues import check_dues
from jalon.dossier.rules.entities import check_entities
from jalon.dossier.rules.estimates import check_estimates
from jalon.dossier.rules.harvests import check_harvests
from jalon.dossier.rules.indicators import check_indicators, check_price_indices
from jalon.dossier.rules.measurement import check_measurement
from jalon.dossier.rules.metering import check_metering
from jalon.dossier.rules.names import (
    check_contract_names,
    check_parents,
    check_source_names,
    check_unique_names,
)
from jalon.dossier.rules.periods import check_period_forms
from jalon.dossier.rules.privacy import check_privacy
from jalon.dossier.rules.quality import check_quality
from jalon.dossier.rules.rebasing import check_rebasing, with_days
from jalon.dossier.rules.references import check_references
from jalon.dossier.rules.sources import check_sources
from jalon.dossier.rules.spans import check_memberships, check_spans, check_versions
from jalon.dossier.rules.successions import check_successions
from jalon.dossier.rules.synthesis import check_synthesis
from jalon.dossier.rules.targets import check_targets
from jalon.dossier.rules.testcards import check_testcards
from jalon.dossier.source import ColumnMapping, Source
from jalon.dossier.successions import in_order
from jalon.kernel.issues import Issues

RULES = (
    check_unique_names,
    check_spans,
    check_versions,
    check_contract_names,
    check_parents,
    check_memberships,
    check_successions,
    check_entities,
    check_source_names,
    check_sources,
    check_harvests,
    check_metering,
    check_codes,
    check_period_forms,
    check_dues,
    check_price_indices,
    check_indicators,
    check_derived,
    check_additivity,
    check_estimates,
    check_testcards,
    check_measurement,
    check_targets,
    check_disclosure,
    check_rebasing,
    check_references,
    check_synthesis,
    check_privacy,
    check_quality,
)


def read_dossier(folder: Path, issues: Issues) -> Dossier | None:
    """Read and check a dossier.

    Args:
        folder: the folder that holds ``dossier.yaml``.
        issues: receives every fault, each with its file, line and repair.

    Returns:
        The dossier, or None when it has an error: no number is ever computed from a faulty dossier.
    """
    raw = examine(folder, issues)
    return None if raw is None or issues.has_errors else _resolved(raw)


def examine(folder: Path, issues: Issues, edited: Mapping[str, str] = NOT_EDITED) -> RawDossier | None:
    """Read and check a dossier of which some texts are not saved yet; what was written, faults or not.

    Args:
        folder: the folder that holds ``dossier.yaml``.
        issues: receives every fault.
        edited: see :func:`jalon.dossier.raw.folder.read_folder`.
    """
    raw = read_folder(folder, issues, edited=edited)
    if raw is not None:
        for rule in RULES:
            rule(raw, issues)
    return raw


def read_frozen(folder: Path, library: Path, issues: Issues) -> Dossier | None:
    """Read a copy of a dossier that was checked before it was copied; its data files are not beside it.

    Args:
        folder: the copy.
        library: the copy of the library it was written for.
        issues: receives what this version of Jalon cannot read.
    """
    raw = read_folder(folder, issues, library)
    return None if raw is None or issues.has_errors else _resolved(raw)


def _resolved(raw: RawDossier) -> Dossier:
    return Dossier(
        folder=raw.folder,
        id=raw.id,
        title=raw.title,
        institution=raw.institution,
        notice=raw.notice,
        synthetic=raw.synthetic,
        units=raw.units,
        perimeter=_perimeter(raw),
        contract=with_days(raw.contract.value, [change.value for change in raw.changes]),
        entities={item.value.id: item.value for item in raw.entities},
        sources={item.value.id: _with_factors(item.value, raw) for item in raw.sources},
        price_indices={item.value.id: item.value for item in raw.price_indices},
        indicators=_versions(raw),
        disclosure=tuple(item.value for item in raw.disclosure),
        estimates=tuple(item.value for item in raw.estimates),
        decks=tuple(item.value for item in raw.decks),
        default_rules=raw.default_rules,
        linkage_models=raw.linkage_models,
        synthesis=raw.synthesis.value if raw.synthesis else None,
        code_lists={item.value.id: item.value for item in raw.code_lists},
        privacy=raw.privacy.value if raw.privacy else NOTHING_SAID,
        quality=tuple(item.value for item in raw.quality),
    )


def _perimeter(raw: RawDossier) -> Perimeter:
    units = tuple(unit.value for unit in raw.org_units)
    return Perimeter.of(raw.institute, units, tuple(in_order(change.value for change in raw.changes)))


def _with_factors(source: Source, raw: RawDossier) -> Source:
    """The source with what its cells are multiplied by to be in the units of the entity's columns."""
    entity = next(entity.value for entity in raw.entities if entity.value.id == source.entity)
    columns = tuple(replace(mapping, factor=_factor(mapping, entity, raw)) for mapping in source.columns)
    return replace(source, columns=columns)


def _factor(mapping: ColumnMapping, entity: Entity, raw: RawDossier) -> Decimal:
    column = entity.find(mapping.column)
    written = raw.units.find(mapping.unit) if mapping.unit else None
    held = raw.units.find(column.unit) if column and column.unit else None
    return written.factor / held.factor if written and held else Decimal(1)


def _versions(raw: RawDossier) -> dict[str, tuple[Indicator, ...]]:
    found: dict[str, list[Indicator]] = {}
    for item in raw.indicators:
        found.setdefault(item.value.id, []).append(item.value)
    return {
        name: tuple(sorted(versions, key=lambda version: version.since)) for name, versions in found.items()
    }
