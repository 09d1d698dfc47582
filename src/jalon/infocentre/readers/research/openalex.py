"""OpenAlex: works, as answers of its service or one work a line as in its dumps.

Fields are those of https://developers.openalex.org (object « Work »). Abstracts are never kept. Lists of
works give the first hundred authors of each and say so (``is_authors_truncated``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from jalon.dossier.source import ReaderSpec
from jalon.infocentre.readers.json.assembler import Element
from jalon.infocentre.readers.json.cells import joined, objects, text, texts
from jalon.infocentre.readers.json.documents import member
from jalon.infocentre.readers.json.flatten import Cells, Format, Table, Unfit, open_format
from jalon.infocentre.readers.research import keys
from jalon.infocentre.readers.research.repeated import KEY, TITLE, marked
from jalon.infocentre.readers.table import Named, Opened

_COMMON = ("publication_key", "doi", "openalex_id", "document_type", "year", "is_retracted")
_INSTITUTION = ("institution", "institution_name", "ror", "country", "lineage")


def open_openalex(path: Path, spec: ReaderSpec, needed: tuple[str, ...], named: Named) -> Opened:
    """Open a file of OpenAlex works.

    Raises:
        UnreadableFile: no JSON, an error answer, or a needed column is not in the table.
    """
    return marked(open_format(path, spec, needed, named, OPENALEX), needed)


def _publications(element: Element) -> Iterator[Cells]:
    work = _work(element)
    yield {
        **_common(work),
        "doi_as_written": text(work.get("doi")),
        "title": text(work.get("title")) or text(work.get("display_name")),
        "title_key": keys.title_key(text(work.get("title")) or text(work.get("display_name"))),
        "published": text(work.get("publication_date")),
        "language": text(work.get("language")),
        "is_open_access": text(member(work, "open_access", "is_oa")),
        "open_access_status": text(member(work, "open_access", "oa_status")),
        "in_repository": text(member(work, "open_access", "any_repository_has_fulltext")),
        "journal": text(member(work, "primary_location", "source", "display_name")),
        "issn": text(member(work, "primary_location", "source", "issn_l")),
        "is_paratext": text(work.get("is_paratext")),
        "authors": _authors(work),
        "institutions": None if _is_cut(work) else joined(_institutions(work)),
        "countries": text(work.get("countries_distinct_count")),
        "cited_by": text(work.get("cited_by_count")),
    }


def _authorships(element: Element) -> Iterator[Cells]:
    """A row an author and institution; an author without institution has one row, with none."""
    work = _whole(element)
    people = list(objects(work.get("authorships")))
    for position, person in enumerate(people, start=1):
        places = list(objects(person.get("institutions")))
        for place in places or [{}]:
            yield {
                **_common(work),
                **_institution(place),
                "position": str(position),
                "authors": str(len(people)),
                "affiliations": str(len(places)),
                "is_corresponding": text(person.get("is_corresponding")),
                "author_key": _author_key(person),
                "author_name": text(member(person, "author", "display_name"))
                or text(person.get("raw_author_name")),
            }


def _rows_of_institutions(element: Element) -> Iterator[Cells]:
    """A row an institution of the work, each once, with how many of its authors are there."""
    work = _whole(element)
    found: dict[str, Mapping[str, object]] = {}
    count: dict[str, int] = {}
    for person in objects(work.get("authorships")):
        for key, place in {
            _short(text(item.get("id"))): item for item in objects(person.get("institutions"))
        }.items():
            if key is not None:
                found.setdefault(key, place)
                count[key] = count.get(key, 0) + 1
    for key, institution in found.items():
        yield {**_common(work), **_institution(institution), "authors_there": str(count[key])}


def _goals(element: Element) -> Iterator[Cells]:
    """A row a sustainable development goal; ``score`` is the probability that the classifier gives."""
    work = _work(element)
    for goal in objects(work.get("sustainable_development_goals")):
        number = (text(goal.get("id")) or "").rstrip("/").rpartition("/")[2]
        yield {
            **_common(work),
            "goal": number or None,
            "goal_name": text(goal.get("display_name")),
            "score": text(goal.get("score")),
        }


def _work(element: Element) -> Mapping[str, object]:
    work = element.value
    assert isinstance(work, dict), "only records come here"
    if _short(text(work.get("id"))) is None:
        raise Unfit("publication-without-id", "id")
    return work


def _whole(element: Element) -> Mapping[str, object]:
    """A work with all of its authors: places in a list, and shares of a work, are those of all."""
    work = _work(element)
    if _is_cut(work):
        raise Unfit("openalex-authors-cut")
    return work


def _is_cut(work: Mapping[str, object]) -> bool:
    """True when only the first hundred authors are given, which OpenAlex does in lists of works."""
    return work.get("is_authors_truncated") is True


def _authors(work: Mapping[str, object]) -> str | None:
    is_known = "authorships" in work and not _is_cut(work)
    return str(sum(1 for _ in objects(work["authorships"]))) if is_known else None


def _common(work: Mapping[str, object]) -> dict[str, str | None]:
    doi, year = keys.doi(text(work.get("doi"))), text(work.get("publication_year"))
    title = keys.title_key(text(work.get("title")) or text(work.get("display_name")))
    first = next(objects(work.get("authorships")), {})
    family = keys.family_name(text(member(first, "author", "display_name")))
    return {
        "publication_key": keys.publication_key(
            doi=doi, hal_id=_deposit(work), title_key=title, year=year, family=family
        ),
        "doi": doi,
        "openalex_id": _short(text(work.get("id"))),
        "document_type": text(work.get("type")),
        "year": year,
        "is_retracted": text(work.get("is_retracted")),
    }


def _deposit(work: Mapping[str, object]) -> str | None:
    """The HAL identifier in one of the places where the work can be read (``https://hal.science/hal-…``)."""
    addresses = (
        text(place.get(kind))
        for place in objects(work.get("locations"))
        for kind in ("landing_page_url", "pdf_url")
    )
    return next((found for address in addresses if (found := keys.deposit_at(address))), None)


def _institution(place: Mapping[str, object]) -> dict[str, str | None]:
    return {
        "institution": _short(text(place.get("id"))),
        "institution_name": text(place.get("display_name")),
        "ror": keys.ror(text(place.get("ror"))),
        "country": text(place.get("country_code")),
        "lineage": joined(found for above in texts(place.get("lineage")) if (found := _short(above))),
    }


def _institutions(work: Mapping[str, object]) -> Iterator[str]:
    for person in objects(work.get("authorships")):
        for place in objects(person.get("institutions")):
            found = _short(text(place.get("id")))
            if found:
                yield found


def _author_key(person: Mapping[str, object]) -> str | None:
    return keys.orcid(text(member(person, "author", "orcid"))) or _short(text(member(person, "author", "id")))


def _short(identifier: str | None) -> str | None:
    """``https://openalex.org/W1`` as ``W1``."""
    return (identifier or "").rstrip("/").rpartition("/")[2] or None


OPENALEX = Format(
    name="OpenAlex",
    envelopes=(("results",),),
    is_record=lambda value: "id" in value and ("authorships" in value or "publication_year" in value),
    tables={
        "publications": Table(
            columns=(
                *_COMMON, "doi_as_written", "title", "title_key", TITLE, KEY, "published", "language",
                "is_open_access", "open_access_status", "in_repository", "journal", "issn", "is_paratext",
                "authors", "institutions", "countries", "cited_by",
            ),
            rows=_publications,
        ),
        "authorships": Table(
            columns=(
                *_COMMON, *_INSTITUTION, "position", "authors", "affiliations", "is_corresponding",
                "author_key", "author_name",
            ),
            personal=frozenset({"author_key", "author_name"}),
            rows=_authorships,
        ),
        "institutions": Table(columns=(*_COMMON, *_INSTITUTION, "authors_there"), rows=_rows_of_institutions),
        "goals": Table(columns=(*_COMMON, "goal", "goal_name", "score"), rows=_goals),
    },
)  # fmt: skip
