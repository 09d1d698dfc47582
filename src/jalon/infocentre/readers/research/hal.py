"""HAL, the French open archive: answers of its search service (Apache Solr), or one document a line.

Fields are those of the service's own documentation, https://api.archives-ouvertes.fr/docs/search: ``_s`` is
text, ``_i`` whole numbers, ``_fs`` texts put together with ``_FacetSep_`` and ``_JoinSep_``. A field that
was not asked for (``fl``), or has no value, is absent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from jalon.dossier.source import ReaderSpec
from jalon.infocentre.readers.json.assembler import Element
from jalon.infocentre.readers.json.cells import first, joined, text, texts
from jalon.infocentre.readers.json.flatten import Cells, Format, Table, Unfit, open_format
from jalon.infocentre.readers.research import keys
from jalon.infocentre.readers.research.repeated import KEY, TITLE, marked
from jalon.infocentre.readers.table import Named, Opened

FACET = "_FacetSep_"
JOIN = "_JoinSep_"

OPEN_ELSEWHERE = frozenset({"arxiv", "pubmedcentral"})
"""Archives whose link makes a record of HAL open (``linkExtId_s``)."""

_LEVELS = ("inst", "regrInst", "dept", "lab", "rteam")

_COMMON = ("publication_key", "doi", "hal_id", "document_type", "year", "published_year", "produced_year")
_PUBLICATIONS = (
    *_COMMON, "doi_as_written", "docid", "version", "title", "title_key", TITLE, KEY, "submit_type",
    "open_access_in_hal", "journal", "conference", "language", "peer_reviewed", "authors", "structures",
    "laboratories", "institutions", "european_projects", "national_projects", "link",
)  # fmt: skip


def open_hal(path: Path, spec: ReaderSpec, needed: tuple[str, ...], named: Named) -> Opened:
    """Open a file of HAL documents; ``repeats_title`` and ``repeats_key`` take a first reading of it.

    Raises:
        UnreadableFile: no JSON, an error answer, or a needed column is not in the table.
    """
    return marked(open_format(path, spec, needed, named, HAL), needed)


def open_access_in_hal(document: Mapping[str, object]) -> str | None:
    """True when the text can be read: deposited (``submitType_s`` has ``file``) or linked to an archive.

    The rule of the open-science barometer of the university of Versailles-Saint-Quentin
    (github.com/ml4rrieu/barometre_science_ouverte_uvsq). Null when the file says neither.
    """
    if "submitType_s" not in document and "linkExtId_s" not in document:
        return None
    deposited = any("file" in kind for kind in texts(document.get("submitType_s")))
    linked = any(link.casefold() in OPEN_ELSEWHERE for link in texts(document.get("linkExtId_s")))
    return "true" if deposited or linked else "false"


def _publications(element: Element) -> Iterator[Cells]:
    document = _document(element)
    yield {
        **_common(document),
        "doi_as_written": first(document.get("doiId_s")),
        "docid": text(document.get("docid")),
        "version": text(document.get("version_i")),
        "title": first(document.get("title_s")),
        "title_key": keys.title_key(first(document.get("title_s"))),
        "submit_type": joined(texts(document.get("submitType_s"))),
        "open_access_in_hal": open_access_in_hal(document),
        "journal": first(document.get("journalTitle_s")),
        "conference": first(document.get("conferenceTitle_s")),
        "language": joined(texts(document.get("language_s"))),
        "peer_reviewed": text(document.get("peerReviewing_s")),
        "authors": _count(document, "authFullName_s"),
        "structures": joined(texts(document.get("structId_i"))),
        "laboratories": joined(texts(document.get("labStructId_i"))),
        "institutions": joined(texts(document.get("instStructId_i"))),
        "european_projects": joined(texts(document.get("europeanProjectReference_s"))),
        "national_projects": joined(texts(document.get("anrProjectReference_s"))),
        "link": text(document.get("uri_s")),
    }


def _structures(element: Element) -> Iterator[Cells]:
    """A row a structure of the document: a lab with its institutions, each once."""
    document = _document(element)
    named = dict(_pairs(document.get("structIdName_fs")))
    identifiers = list(dict.fromkeys([*texts(document.get("structId_i")), *named]))
    names = list(texts(document.get("structName_s")))
    if not named and len(names) == len(identifiers):
        named = dict(zip(identifiers, names, strict=True))
    levels = {
        identifier: level for level in _LEVELS for identifier in texts(document.get(f"{level}StructId_i"))
    }
    for identifier in identifiers:
        yield {
            **_common(document),
            "structure": identifier,
            "structure_name": named.get(identifier),
            "structure_level": levels.get(identifier),
        }


def _authorships(element: Element) -> Iterator[Cells]:
    """A row an author and structure; an author without structure has one row, with no structure."""
    document = _document(element)
    people = list(_people(document))
    belongs: dict[str, list[tuple[str, str]]] = {}
    for link in texts(document.get("authIdHasStructure_fs")):
        author, _, structure = link.partition(JOIN)
        where = tuple(structure.partition(FACET)[::2])
        belongs.setdefault(author.partition(FACET)[0], []).append((where[0], where[1]))
    for position, (identifier, id_hal, name) in enumerate(people, start=1):
        places = list(dict.fromkeys(belongs.get(identifier, []))) or [("", "")]
        for structure, structure_name in places:
            yield {
                **_common(document),
                "position": str(position),
                "authors": str(len(people)),
                "affiliations": str(sum(1 for place in places if place[0])),
                "structure": structure or None,
                "structure_name": structure_name or None,
                "author_key": id_hal or identifier or None,
                "author_name": name,
            }


def _people(document: Mapping[str, object]) -> Iterator[tuple[str, str, str | None]]:
    """Each author: the identifier that links to structures, the author's own (idHAL), the name."""
    written = list(texts(document.get("authFullNameFormIDPersonIDIDHal_fs")))
    for author in written:
        parts = [*author.split(FACET), "", ""]
        yield parts[1], parts[2], parts[0] or None
    if not written:
        for full in texts(document.get("authFullName_s")):
            yield "", "", full


def _document(element: Element) -> Mapping[str, object]:
    document = element.value
    assert isinstance(document, dict), "only records come here"
    if not text(document.get("halId_s")) and not text(document.get("docid")):
        raise Unfit("publication-without-id", "halId_s")
    return document


def _common(document: Mapping[str, object]) -> dict[str, str | None]:
    title = keys.title_key(first(document.get("title_s")))
    published = text(document.get("publicationDateY_i"))
    produced = text(document.get("producedDateY_i"))
    found, deposit = keys.doi(first(document.get("doiId_s"))), keys.hal_id(text(document.get("halId_s")))
    family = first(document.get("authLastName_s")) or keys.family_name(first(document.get("authFullName_s")))
    year = published or produced
    return {
        "publication_key": keys.publication_key(
            doi=found, hal_id=deposit, title_key=title, year=year, family=family
        ),
        "doi": found,
        "hal_id": deposit,
        "document_type": text(document.get("docType_s")),
        "year": year,
        "published_year": published,
        "produced_year": produced,
    }


def _pairs(value: object) -> Iterator[tuple[str, str]]:
    for pair in texts(value):
        identifier, _, name = pair.partition(FACET)
        yield identifier, name


def _count(document: Mapping[str, object], field: str) -> str | None:
    return str(sum(1 for _ in texts(document[field]))) if field in document else None


HAL = Format(
    name="HAL",
    envelopes=(("response", "docs"),),
    is_record=lambda value: "docid" in value or "halId_s" in value,
    tables={
        "publications": Table(columns=_PUBLICATIONS, rows=_publications),
        "authorships": Table(
            columns=(
                *_COMMON, "position", "authors", "affiliations", "structure", "structure_name", "author_key",
                "author_name",
            ),
            personal=frozenset({"author_key", "author_name"}),
            rows=_authorships,
        ),
        "structures": Table(
            columns=(*_COMMON, "structure", "structure_name", "structure_level"), rows=_structures
        ),
    },
)  # fmt: skip
