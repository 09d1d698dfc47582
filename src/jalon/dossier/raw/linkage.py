"""Decoding of linkage: descriptions of persons in a source, and the models of the library."""

from __future__ import annotations

from jalon.dossier.linkage import Agreement, Description, Feature, LinkageModel, Weight
from jalon.kernel.decoding import Fields
from jalon.kernel.issues import Place


def read_descriptions(fields: Fields, places: dict[str, Place]) -> tuple[Description, ...]:
    """What ``link`` says of a source: by domain, the columns that describe its persons."""
    spec = fields.record("link")
    if spec is None:
        return ()
    found = []
    for domain in spec.keys():
        item = spec.record(domain)
        places[f"link.{domain}"] = spec.place(domain)
        if item is not None:
            columns = {one: item.text(one.value, "") for one in Feature}
            found.append(Description(domain=domain, columns={k: v for k, v in columns.items() if v}))
            item.close()
    spec.close()
    return tuple(found)


def read_model(fields: Fields) -> LinkageModel:
    """One model of the library."""
    levels = {}
    for item in fields.records("levels", required=True):
        key = (item.choice("feature", Feature), item.choice("level", Agreement))
        levels[key] = Weight(m=item.decimal("m"), u=item.decimal("u"))
        item.close()
    model = LinkageModel(
        id=fields.identifier("model"),
        since=fields.date("since"),
        prior=fields.decimal("prior"),
        sure=fields.decimal("sure"),
        possible=fields.decimal("possible"),
        levels=levels,
        references=fields.references(),
    )
    fields.close()
    return model
