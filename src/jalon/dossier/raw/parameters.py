"""Decoding of dated parameters: price indices and verdict rules."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from jalon.dossier.parameters import PriceIndex
from jalon.dossier.raw.located import Located, locate
from jalon.dossier.verdicts import VerdictRules
from jalon.kernel.decoding import EPOCH, Fields


class Method(StrEnum):
    """The methods of verdicts that can be written."""

    LINEAR_GAP = "linear-gap"
    GROWTH_RATIO = "growth-ratio"
    TIME_WEIGHTED = "time-weighted"
    STATE_SHEET = "state-sheet"
    THRESHOLDS = "thresholds"


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


def read_verdict_rules(fields: Fields, shipped: VerdictRules | None = None) -> VerdictRules:
    """The method of verdicts and the thresholds; those of ``shipped`` hold where nothing is written."""

    def threshold(key: str) -> Decimal:
        default: Decimal | None = getattr(shipped, key) if shipped else None
        return fields.decimal(key, default)

    rules = VerdictRules(
        method=fields.choice("method", Method, Method(shipped.method) if shipped else None).value,
        on_track=threshold("on_track"),
        behind=threshold("behind"),
        pace_ahead=threshold("pace_ahead"),
        pace_enough=threshold("pace_enough"),
        pace_still=threshold("pace_still"),
        substantial=threshold("substantial"),
        moderate=threshold("moderate"),
        substantial_growth=threshold("substantial_growth"),
        moderate_growth=threshold("moderate_growth"),
        limit_exponent=threshold("limit_exponent"),
        maintain=threshold("maintain"),
        reverse=threshold("reverse"),
        since=fields.date("since", EPOCH),
        references=fields.references(),
    )
    _check_order(fields, rules)
    fields.close()
    return rules


_IN_ORDER = (
    ("on_track", "behind"),
    ("pace_ahead", "pace_enough"),
    ("substantial", "moderate"),
    ("substantial_growth", "moderate_growth"),
    ("reverse", "maintain"),
)


def _check_order(fields: Fields, rules: VerdictRules) -> None:
    """Each pair of thresholds the right way up; told where the author wrote one of the two."""
    for high, low in _IN_ORDER:
        above, below = getattr(rules, high), getattr(rules, low)
        if above < below and not fields.faulty:
            at = high if fields.has(high) else low
            fields.fault("thresholds-upside-down", at, high=high, above=above, low=low, below=below)
