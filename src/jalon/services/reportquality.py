"""What a delivery report says of codes without translation and of rules of quality, as tables and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jalon.dossier.perimeter import Perimeter
from jalon.infocentre.deliveries import Delivery
from jalon.infocentre.finding import Finding
from jalon.infocentre.mapping.unmapped import UnmappedCode
from jalon.kernel.numbers import format_number
from jalon.kernel.texts import Language
from jalon.review.document import Block, Heading, Paragraph
from jalon.services.documents import table

SHOWN = 40
"""How many codes or findings a report lists; the commands list all."""


def codes_told(delivery: Delivery, perimeter: Perimeter, language: Language) -> Iterator[Block]:
    """The codes that nothing translates, the most frequent first, each with the nearest known one."""
    found, french = delivery.unmapped, language is Language.FR
    if not found:
        return
    yield Heading(
        level=1, text="Codes sans traduction" if french else "Codes without translation", anchor="codes"
    )
    titles = (
        ("unité", "colonne", "code", "cellules", "1re ligne", "code connu le plus proche")
        if french
        else ("unit", "column", "code", "cells", "first line", "nearest known code")
    )
    rows = (
        (
            _unit(one.unit, perimeter, language),
            one.column,
            one.code,
            format_number(Decimal(one.count), 0, language),
            str(one.line),
            _near(one, language),
        )
        for one in found[:SHOWN]
    )
    yield table("", titles, rows, numbers=(3, 4))
    yield from _more(len(found), f"jalon codes --feed {delivery.feed}", language)


def findings_told(delivery: Delivery, perimeter: Perimeter, language: Language) -> Iterator[Block]:
    """The rules of quality that failed: where, how far, and the explanation when one was given."""
    found, french = delivery.findings, language is Language.FR
    if not found:
        return
    yield Heading(level=1, text="Règles de qualité" if french else "Rules of quality", anchor="quality")
    titles = (
        ("règle", "unité", "période", "mesuré", "toléré", "pourquoi")
        if french
        else ("rule", "unit", "period", "measured", "tolerated", "why")
    )
    rows = (
        (
            one.rule,
            _unit(one.unit, perimeter, language),
            one.period,
            _measure(one.measured, one.sign, language),
            _measure(one.tolerated, one.sign, language),
            _why(one, language),
        )
        for one in found[:SHOWN]
    )
    yield table("", titles, rows, numbers=(3, 4))
    yield from _more(len(found), "jalon quality", language)


def quality_content(delivery: Delivery, language: Language) -> dict[str, object]:
    """What JSON says of them."""
    return {
        "unmapped": [
            {
                "unit": one.unit or None,
                "column": one.column,
                "code": one.code,
                "cells": one.count,
                "line": one.line,
                "near": one.near or None,
            }
            for one in delivery.unmapped
        ],
        "findings": [
            {
                "rule": one.rule,
                "severity": one.severity.value,
                "unit": one.unit or None,
                "period": one.period,
                "measured": f"{one.measured:f}",
                "tolerated": f"{one.tolerated:f}",
                "sign": one.sign,
                "rows": one.rows,
                "because": one.because.say(language),
                "accepted_by": one.override.by if one.override else None,
            }
            for one in delivery.findings
        ],
    }


def _unit(unit: str, perimeter: Perimeter, language: Language) -> str:
    return perimeter.label(unit).say(language) if unit else "—"


def _near(one: UnmappedCode, language: Language) -> str:
    label = one.label_fr if language is Language.FR else one.label_en
    named = f"{one.near} ({label})" if label and label != one.near else one.near
    return named or "—"


def _measure(value: Decimal, sign: str, language: Language) -> str:
    short = round(value, 2)
    return format_number(short, max(0, -int(short.normalize().as_tuple().exponent)), language) + sign


def _why(one: Finding, language: Language) -> str:
    said = one.because.say(language)
    if one.override is None:
        return said
    accepted = "accepté par" if language is Language.FR else "accepted by"
    return f"{said} — {accepted} {one.override.by}: {one.override.because}"


def _more(count: int, command: str, language: Language) -> Iterator[Block]:
    if count > SHOWN:
        more = f"Et {count - SHOWN} autres\u00a0: « {command} »."
        yield Paragraph((more if language is Language.FR else f"And {count - SHOWN} others: “{command}”.",))
