"""Crossref: works, as answers of its service or one work a line.

Fields are those of https://api.crossref.org (object « Work »). Dates come in parts: the
month and the day may be missing, and the year may be null. The day on which a DOI was
registered (``created``) is none of them: it can be decades after the publication.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from jalon.dossier.source import ReaderSpec
from jalon.infocentre.readers.json.assembler import Element
from jalon.infocentre.readers.json.cells import first, joined, objects, text, texts
from jalon.infocentre.readers.json.documents import member
from jalon.infocentre.readers.json.flatten import Cells, Format, Table, Unfit, open_format
from jalon.infocentre.readers.research import keys
from jalon.infocentre.readers.research.repeated import KEY, TITLE, marked
from jalon.infocentre.readers.table import Named, Opened

WITHDRAWN = frozenset({"retraction", "withdrawal", "removal", "partial_retraction"})
"""Kinds of updates that take a work back (Crossmark); the last one in part."""

_COMMON = ("publication_key", "doi", "document_type", "year")
_DATES = ("issued", "published", "published-online", "published-print")


def open_crossref(path: Path, spec: ReaderSpec, needed: tuple[str, ...], named: Named) -> Opened:
    """Open a file of Crossref works.

    Raises:
        UnreadableFile: no JSON, an error answer, or a needed column is not in the table.
    """
    return marked(open_format(path, spec, needed, named, CROSSREF), needed)


def date_parts(value: object) -> str | None:
    """A date in parts as 2023, 2023-05 or 2023-05-09, as much of it as is known.

    >>> date_parts({"date-parts": [[2023, 5]]}), date_parts({"date-parts": [[None]]})
    ('2023-05', None)
    """
    dates = member(value, "date-parts")
    parts = dates[0] if isinstance(dates, list) and dates and isinstance(dates[0], list) else []
    known: list[str] = []
    for place, part in enumerate(parts[:3]):
        if not isinstance(part, int) or not 0 < part < 10_000:
            break
        known.append(f"{part:04d}" if place == 0 else f"{part:02d}")
    return "-".join(known) or None


def _publications(element: Element) -> Iterator[Cells]:
    work = _work(element)
    title = first(work.get("title"))
    yield {
        **_common(work),
        "subtype": text(work.get("subtype")),
        "issued": date_parts(work.get("issued")),
        "published_online": date_parts(work.get("published-online")),
        "published_print": date_parts(work.get("published-print")),
        "title": title,
        "title_key": keys.title_key(title),
        "journal": first(work.get("container-title")),
        "issn": joined(texts(work.get("ISSN"))),
        "publisher": text(work.get("publisher")),
        "language": text(work.get("language")),
        "authors": str(sum(1 for _ in objects(work.get("author")))) if "author" in work else None,
        "is_retracted": _is_retracted(work),
        "takes_back": joined(_dois(work.get("update-to"), WITHDRAWN)),
        "preprint_of": joined(_related(work, "is-preprint-of")),
        "has_preprint": joined(_related(work, "has-preprint")),
        "cited_by": text(work.get("is-referenced-by-count")),
    }


def _authorships(element: Element) -> Iterator[Cells]:
    """A row an author and affiliation; an author without affiliation has one row, with none."""
    work = _work(element)
    people = list(objects(work.get("author")))
    for position, person in enumerate(people, start=1):
        places = list(objects(person.get("affiliation")))
        for place in places or [{}]:
            names = (text(person.get("given")), text(person.get("family")) or text(person.get("name")))
            yield {
                **_common(work),
                "position": str(position),
                "authors": str(len(people)),
                "affiliations": str(len(places)),
                "affiliation": text(place.get("name")),
                "ror": _ror(place),
                "author_key": keys.orcid(text(person.get("ORCID"))),
                "author_name": " ".join(name for name in names if name) or None,
            }


def _work(element: Element) -> Mapping[str, object]:
    found = element.value
    assert isinstance(found, dict), "only records come here"
    inside = found.get("message")
    work = inside if isinstance(inside, dict) else found
    if keys.doi(text(work.get("DOI"))) is None:
        raise Unfit("publication-without-id", "DOI")
    return work


def _common(work: Mapping[str, object]) -> dict[str, str | None]:
    doi = keys.doi(text(work.get("DOI")))
    dates = (date_parts(work.get(name)) for name in _DATES)
    return {
        "publication_key": doi,
        "doi": doi,
        "document_type": text(work.get("type")),
        "year": next((found[:4] for found in dates if found), None),
    }


def _is_retracted(work: Mapping[str, object]) -> str | None:
    """True when a notice took the work back; null when the file does not say (``updated-by`` is absent)."""
    if "updated-by" not in work:
        return None
    kinds = {text(update.get("type")) for update in objects(work["updated-by"])}
    return "true" if kinds & (WITHDRAWN - {"partial_retraction"}) else "false"


def _dois(updates: object, kinds: frozenset[str]) -> Iterator[str]:
    for update in objects(updates):
        found = keys.doi(text(update.get("DOI")))
        if found and text(update.get("type")) in kinds:
            yield found


def _related(work: Mapping[str, object], kind: str) -> Iterator[str]:
    for other in objects(member(work, "relation", kind)):
        found = keys.doi(text(other.get("id")))
        if found and text(other.get("id-type")) == "doi":
            yield found


def _ror(place: Mapping[str, object]) -> str | None:
    found = (keys.ror(text(item.get("id"))) for item in objects(place.get("id")))
    return next((identifier for identifier in found if identifier), None)


CROSSREF = Format(
    name="Crossref",
    envelopes=(("message", "items"),),
    is_record=lambda value: "DOI" in value or isinstance(member(value, "message", "DOI"), str),
    tables={
        "publications": Table(
            columns=(
                *_COMMON, "subtype", "issued", "published_online", "published_print", "title", "title_key",
                TITLE, KEY, "journal", "issn", "publisher", "language", "authors", "is_retracted",
                "takes_back", "preprint_of", "has_preprint", "cited_by",
            ),
            rows=_publications,
        ),
        "authorships": Table(
            columns=(
                *_COMMON, "position", "authors", "affiliations", "affiliation", "ror", "author_key",
                "author_name",
            ),
            personal=frozenset({"author_key", "author_name"}),
            rows=_authorships,
        ),
    },
)  # fmt: skip
