"""Decoding of dated parameters: price indices and verdict rules."""

from __future__ import annotations

from enum import StrEnum

from jalon.dossier.parameters import PriceIndex
from jalon.dossier.raw.located import Located, locate
from jalon.dossier.verdicts import VerdictRules
from jalon.kernel.decoding import EPOCH, Fields


class Method(StrEnum):
    """The methods of verdicts that can be written."""

    LINEAR_GAP = "linear-gap"


def read_price_index(fields: Fields) -> Located[PriceIndex]:
    """One price index."""
    index = PriceIndex(
        id=fields.identifier("index"),
        name=fields.localized("name"),
        entity=fields.text("entity"),
        value=fields.text("value"),
        where=fields.text("where", ""),
        months=fields.integer("months", 12, least=1, most=12),
        references=fields.references(),
    )
    fields.close()
    return locate(index, fields)


def read_verdict_rules(fields: Fields) -> VerdictRules:
    """The method of verdicts and its thresholds."""
    rules = VerdictRules(
        method=fields.choice("method", Method).value,
        on_track=fields.decimal("on_track"),
        behind=fields.decimal("behind"),
        since=fields.date("since", EPOCH),
        references=fields.references(),
    )
    if rules.on_track < rules.behind and not fields.faulty:
        fields.fault("thresholds-upside-down", "on_track", on_track=rules.on_track, behind=rules.behind)
    fields.close()
    return rules
