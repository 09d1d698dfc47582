"""Decoding of the rules of disclosure."""

from __future__ import annotations

from dataclasses import replace

from jalon.dossier.disclosure import DisclosureMethod, DisclosureRule, Revisions, Zeros
from jalon.dossier.raw.located import Located, locate
from jalon.kernel.decoding import EPOCH, Fields

LARGEST = 1000
"""A threshold or a base above it is a slip of the keyboard."""


def read_disclosure_rule(fields: Fields) -> Located[DisclosureRule]:
    """One rule; only the keys of its method are asked for."""
    named = fields.texts("indicators")
    common = DisclosureRule(
        method=fields.choice("method", DisclosureMethod),
        indicators=tuple(name for name, _ in named),
        since=fields.date("since", EPOCH),
        until=fields.optional_date("until"),
        references=fields.references(),
    )
    is_rounding = common.method is DisclosureMethod.ROUND
    rule = _rounding(common, fields) if is_rounding else _suppressing(common, fields)
    fields.close()
    return locate(rule, fields, {f"indicators.{name}": place for name, place in named})


def _suppressing(common: DisclosureRule, fields: Fields) -> DisclosureRule:
    return replace(
        common,
        threshold=fields.integer("threshold", least=2, most=LARGEST),
        zeros=fields.choice("zeros", Zeros, Zeros.SHOWN),
        revisions=fields.choice("revisions", Revisions, Revisions.PROTECTED),
    )


def _rounding(common: DisclosureRule, fields: Fields) -> DisclosureRule:
    return replace(
        common,
        base=fields.integer("base", least=2, most=LARGEST),
        percentages_from=fields.decimal("percentages_from"),
        averages_from=fields.decimal("averages_from"),
    )
