"""Decoding of « harvest », in a source."""

from __future__ import annotations

from jalon.dossier.harvest import Harvest, Paging
from jalon.kernel.decoding import Fields
from jalon.kernel.issues import Place

PAGE = 200
"""Records in a page, unless the source says another number: OpenAlex gives no more."""


def read_harvest(fields: Fields, places: dict[str, Place]) -> Harvest | None:
    """The service that is asked for the records of a source; None without « harvest »."""
    spec = fields.record("harvest")
    if spec is None:
        return None
    for key in ("base_url", "pages", "token"):
        places[f"harvest.{key}"] = spec.place(key)
    found = Harvest(
        base_url=spec.text("base_url"),
        query=_query(spec),
        paging=spec.choice("pages", Paging),
        size=spec.integer("size", PAGE, least=1, most=10_000),
        most=spec.integer("most_pages", 1_000, least=1, most=100_000),
        token=spec.text("token", ""),
    )
    spec.close()
    return found


def _query(spec: Fields) -> dict[str, str]:
    query = spec.record("query")
    if query is None:
        return {}
    found = {key: query.text(key) for key in query.keys()}
    query.close()
    return found
