"""Decoding of linkage: descriptions in a source, and the models of the library."""

from __future__ import annotations

from decimal import Decimal

from jalon.dossier.linkage import Agreement, Description, Feature, Form, Level, LinkageModel
from jalon.kernel.decoding import Fields
from jalon.kernel.issues import Place
from jalon.kernel.texts import EMPTY


def read_descriptions(fields: Fields, places: dict[str, Place]) -> tuple[Description, ...]:
    """What ``link`` says of a source: by domain, the columns that describe what it names.

    Which features a domain has is known once its model is (see ``rules.linkage``).
    """
    spec = fields.record("link")
    if spec is None:
        return ()
    found = []
    for domain in spec.keys():
        item = spec.record(domain)
        places[f"link.{domain}"] = spec.place(domain)
        if item is not None:
            places.update({f"link.{domain}.{feature}": item.place(feature) for feature in item.keys()})
            columns = {feature: item.text(feature, "") for feature in item.keys()}
            found.append(Description(domain=domain, columns={k: v for k, v in columns.items() if v}))
            item.close()
    spec.close()
    return tuple(found)


def read_model(fields: Fields) -> LinkageModel:
    """One model of the library."""
    model = LinkageModel(
        id=fields.identifier("model"),
        since=fields.date("since"),
        prior=fields.decimal("prior"),
        sure=fields.decimal("sure"),
        possible=fields.decimal("possible"),
        one_each=fields.words("one_each"),
        features=tuple(_feature(item) for item in fields.records("features", required=True)),
        blocks=tuple(_block(item) for item in fields.records("blocks", required=True)),
        references=fields.references(),
    )
    fields.close()
    return model


def _feature(fields: Fields) -> Feature:
    feature = Feature(
        id=fields.column_name("feature"),
        name=fields.localized("name", EMPTY),
        form=fields.choice("form", Form),
        scheme=fields.text("scheme", ""),
        omit=tuple(fields.text("omit", "").split()),
        means=_means(fields.record("means")),
        swapped_with=fields.text("swapped_with", ""),
        levels=dict(_level(item) for item in fields.records("levels", required=True)),
    )
    fields.close()
    return feature


def _means(fields: Fields | None) -> dict[str, str]:
    """By word, what it is written for."""
    if fields is None:
        return {}
    found = {word: meaning for meaning in fields.keys() for word in fields.text(meaning).split()}
    fields.close()
    return found


def _level(fields: Fields) -> tuple[Agreement, Level]:
    level = Level(
        m=fields.decimal("m"),
        u=fields.decimal("u"),
        at_least=fields.decimal("at_least", Decimal("0.5")),
    )
    agreement = fields.choice("level", Agreement)
    fields.close()
    return agreement, level


def _block(fields: Fields) -> tuple[str, ...]:
    terms = fields.words("alike")
    fields.close()
    return terms
