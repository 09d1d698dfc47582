"""Indicators whose values no engine can hold: told apart, so that the others are computed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from jalon.dossier.indicator import Distinct, Fractional, entities, parts
from jalon.figures.compute import Request, compute
from jalon.figures.terms import with_terms
from jalon.infocentre.engine.protocol import EngineFailure
from jalon.kernel.issues import NOWHERE, Issues


def uncomputable(request: Request) -> tuple[str, ...]:
    """The indicators of a request that fail on a value of some row, each tried alone.

    Raises:
        EngineFailure: one fails whatever the rows.
    """
    return tuple(name for name in request.indicators if _fails(replace(request, indicators=(name,))))


def without(request: Request, names: Iterable[str]) -> Request:
    """The request without some indicators: what is stored says nothing of them, and they are tried again."""
    left_out = set(names)
    return replace(
        request,
        indicators=tuple(name for name in request.indicators if name not in left_out),
        fingerprints={name: hash_ for name, hash_ in request.fingerprints.items() if name not in left_out},
    )


def tell(request: Request, names: Iterable[str], issues: Issues) -> None:
    """Report each indicator that cannot be computed, with what it counts or adds up."""
    for name in names:
        expressions = " ; ".join(f"« {text} »" for text in _expressions(request, name))
        issues.error("values-too-large", NOWHERE, indicator=name, expressions=expressions)


def _fails(alone: Request) -> bool:
    try:
        compute(replace(alone, advance=lambda _: None))
    except EngineFailure as failure:
        if not failure.of_values:
            raise
        return True
    return False


def _expressions(request: Request, name: str) -> list[str]:
    dossier = request.dossier
    versions = [one for term in with_terms(dossier, [name]) for one in dossier.indicators[term]]
    found = [part for one in versions if entities(one.measure) for part in parts(one.measure)]
    texts = (part.key if isinstance(part, Distinct | Fractional) else part.value for part in found)
    return list(dict.fromkeys(texts))
