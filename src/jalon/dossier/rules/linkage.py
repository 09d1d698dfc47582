"""What a source describes can be compared: its domain has a model, and the source gives its keys."""

from __future__ import annotations

from jalon.dossier.linkage import Description, model_of
from jalon.dossier.raw.folder import RawDossier
from jalon.dossier.raw.located import Located
from jalon.dossier.source import Source, naming_column
from jalon.kernel.issues import Issues
from jalon.kernel.suggestions import hint


def check_linkage(raw: RawDossier, issues: Issues) -> None:
    """Each domain described under ``link`` has a model, features of that model, and keys."""
    entities = {entity.value.id: entity.value for entity in raw.entities}
    for source in raw.sources:
        entity = entities.get(source.value.entity)
        for description in source.value.descriptions:
            place = source.at(f"link.{description.domain}")
            _check_features(raw, source, description, issues)
            if entity is not None and naming_column(source.value, entity, description.domain) is None:
                context = {"domain": description.domain, "entity": entity.id}
                issues.error("described-without-key", place, **context)


def _check_features(
    raw: RawDossier, source: Located[Source], description: Description, issues: Issues
) -> None:
    domain = description.domain
    model = model_of(raw.linkage_models, domain)
    if model is None:
        known = ", ".join(sorted({one.id for one in raw.linkage_models}))
        issues.error("no-linkage-model", source.at(f"link.{domain}"), domain=domain, known=known)
        return
    features = [feature.id for feature in model.features]
    for feature in description.columns:
        if feature not in features:
            place, listed = source.at(f"link.{domain}.{feature}"), hint(feature, features)
            issues.error("unknown-key", place, key=feature, known=listed)
