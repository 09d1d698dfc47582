"""Reading of a whole dossier folder, before any name in it is checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from jalon.dossier.codes import CodeList
from jalon.dossier.contract import Contract
from jalon.dossier.disclosure import DisclosureRule
from jalon.dossier.entity import Entity, Extension
from jalon.dossier.estimate import Estimate
from jalon.dossier.indicator import Indicator
from jalon.dossier.linkage import LinkageModel
from jalon.dossier.parameters import PriceIndex
from jalon.dossier.perimeter import OrgUnit
from jalon.dossier.privacy import Privacy
from jalon.dossier.quality import QualityRule
from jalon.dossier.raw.codes import read_code_list
from jalon.dossier.raw.contract import read_contract
from jalon.dossier.raw.disclosure import read_disclosure_rule
from jalon.dossier.raw.entity import read_entity, read_entity_file
from jalon.dossier.raw.estimate import read_estimate
from jalon.dossier.raw.extending import extended
from jalon.dossier.raw.indicator import read_indicator
from jalon.dossier.raw.linkage import read_model
from jalon.dossier.raw.located import Located
from jalon.dossier.raw.parameters import read_price_index, read_verdict_rules
from jalon.dossier.raw.perimeter import read_perimeter
from jalon.dossier.raw.privacy import read_privacy
from jalon.dossier.raw.quality import read_quality
from jalon.dossier.raw.source import read_source
from jalon.dossier.raw.synthesis import read_synthesis
from jalon.dossier.raw.testcard import read_deck
from jalon.dossier.raw.units import read_units
from jalon.dossier.source import Source
from jalon.dossier.successions import Change
from jalon.dossier.synthesis import Synthesis
from jalon.dossier.testcard import Deck
from jalon.dossier.verdicts import VerdictRules
from jalon.kernel.decoding import Fields
from jalon.kernel.issues import Issue, Issues, Place
from jalon.kernel.strictyaml import parse_yaml, read_yaml
from jalon.kernel.texts import EMPTY, Text
from jalon.kernel.units import UnitRegistry

T = TypeVar("T")

HEAD = "dossier.yaml"
CONTRACT = "contract.yaml"
SINGLE_FILES = (
    HEAD,
    "perimeter.yaml",
    CONTRACT,
    "parameters.yaml",
    "privacy.yaml",
    "synthesis.yaml",
)
FOLDERS = ("codes", "entities", "estimates", "indicators", "quality", "sources", "test-cards")
SHIPPED = files("jalon.library")
"""The library of this version of Jalon: units, verdict rules and entities that every dossier has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawDossier:
    """What was written, decoded, with places; identifiers are still words.

    ``unread`` names the folders and files of which something could not be read: a name that nobody declares
    may stand there, so it is not reported as unknown.
    """

    folder: Path
    id: str
    title: Text
    institution: Text
    notice: Text
    synthetic: bool
    units: UnitRegistry
    institute: Text
    org_units: tuple[Located[OrgUnit], ...]
    changes: tuple[Located[Change], ...]
    entities: tuple[Located[Entity], ...]
    code_lists: tuple[Located[CodeList], ...]
    sources: tuple[Located[Source], ...]
    indicators: tuple[Located[Indicator], ...]
    price_indices: tuple[Located[PriceIndex], ...]
    disclosure: tuple[Located[DisclosureRule], ...]
    estimates: tuple[Located[Estimate], ...]
    decks: tuple[Located[Deck], ...]
    contract: Located[Contract]
    default_rules: tuple[VerdictRules, ...]
    linkage_models: tuple[LinkageModel, ...]
    synthesis: Located[Synthesis] | None
    privacy: Located[Privacy] | None
    quality: tuple[Located[QualityRule], ...]
    unread: frozenset[str]


def files_of(folder: Path) -> Iterator[Path]:
    """The files that make a dossier, its data left aside, relative to its folder."""
    for name in SINGLE_FILES:
        if (folder / name).is_file():
            yield Path(name)
    for kind in FOLDERS:
        yield from (path.relative_to(folder) for path in sorted((folder / kind).glob("**/*.yaml")))


NOT_EDITED: Mapping[str, str] = MappingProxyType({})


def read_folder(
    folder: Path,
    issues: Issues,
    library: Traversable = SHIPPED,
    edited: Mapping[str, str] = NOT_EDITED,
) -> RawDossier | None:
    """Read every file of a dossier.

    Args:
        folder: the folder that holds ``dossier.yaml``.
        issues: receives the faults of every file.
        library: the library it is read with.
        edited: texts of single files (``contract.yaml``) that are read in the place of what is on the disk.

    Returns:
        What could be decoded, or None when a file without which nothing can be said is absent.
    """
    if not _has_its_files(folder, issues):
        return None
    _report_strays(folder, issues)
    units = UnitRegistry(_library(library, "units.yaml", read_units, issues))
    unread: set[str] = set()
    entities = _entities(folder, library, issues, unread)
    code_lists = tuple(_read_all(folder, "codes", read_code_list, issues, unread))
    sources = tuple(_read_all(folder, "sources", read_source, issues, unread))
    indicators = tuple(_read_all(folder, "indicators", read_indicator, issues, unread))
    parameters = _parameters(folder, issues, unread)
    calendars = {name: item.value.calendar for name, item in latest(indicators)}
    estimates = tuple(
        _read_all(folder, "estimates", lambda each: read_estimate(each, units, calendars), issues, unread)
    )
    head, perimeter, contract = (
        _open(folder, name, issues, edited.get(name)) for name in (HEAD, "perimeter.yaml", CONTRACT)
    )
    if head is None or perimeter is None or contract is None:
        return None
    institute, org_units, changes = read_perimeter(perimeter, units)
    rules = shipped_rules(issues, library)
    raw = RawDossier(
        folder=folder,
        id=head.identifier("dossier"),
        title=head.localized("title"),
        institution=head.localized("institution"),
        notice=head.localized("notice", EMPTY),
        synthetic=head.boolean("synthetic", default=False),
        units=units,
        institute=institute,
        org_units=tuple(org_units),
        changes=tuple(changes),
        entities=entities,
        code_lists=code_lists,
        sources=sources,
        indicators=indicators,
        price_indices=parameters.price_indices,
        disclosure=parameters.disclosure,
        estimates=estimates,
        decks=tuple(_read_all(folder, "test-cards", read_deck, issues, unread)),
        contract=read_contract(contract, units, calendars, rules),
        default_rules=rules,
        linkage_models=_shipped(library, "linkage", read_model, issues),
        synthesis=_synthesis(folder, units, issues),
        privacy=_privacy(folder, issues),
        quality=_quality(folder, library, issues, unread),
        unread=frozenset(unread),
    )
    head.close()
    return raw


def latest(indicators: Iterable[Located[Indicator]]) -> list[tuple[str, Located[Indicator]]]:
    """The latest version of each indicator, by name: the one that targets are about."""
    ordered = sorted(indicators, key=lambda item: item.value.since)
    return list({item.value.id: item for item in ordered}.items())


def shipped_rules(issues: Issues, library: Traversable = SHIPPED) -> tuple[VerdictRules, ...]:
    """The rules of verdicts of a library: that of this version of Jalon by default."""
    return _library(library, "verdicts.yaml", _rules, issues)


def _has_its_files(folder: Path, issues: Issues) -> bool:
    if not folder.is_dir():
        issues.error("dossier-not-found", Place(str(folder)), folder=str(folder))
        return False
    required = (HEAD, "perimeter.yaml", CONTRACT)
    absent = [name for name in required if not (folder / name).is_file()]
    for name in absent:
        issues.error("dossier-file-missing", Place(name), file=name, folder=str(folder))
    return not absent


def _report_strays(folder: Path, issues: Issues) -> None:
    """A file put in the wrong place would be ignored in silence: say so."""
    for path in sorted(folder.rglob("*.y*ml")):
        name = path.relative_to(folder)
        if name.parts[0].startswith(".") or path.suffix not in {".yaml", ".yml"}:
            continue
        known = str(name) in SINGLE_FILES or (name.parts[0] in FOLDERS and path.suffix == ".yaml")
        if not known:
            issues.warning("stray-file", Place(name.as_posix()), file=name.as_posix())


def _open(folder: Path, name: str, issues: Issues, text: str | None = None) -> Fields | None:
    record = read_yaml(folder / name, name, issues) if text is None else parse_yaml(text, name, issues)
    return Fields(record, issues) if record else None


def _read_all(
    folder: Path, kind: str, decode: Callable[[Fields], T], issues: Issues, unread: set[str]
) -> Iterator[T]:
    """Decode every file of a sub-folder, in the order of their names."""
    for path in sorted((folder / kind).glob("**/*.yaml")):
        fields = _open(folder, path.relative_to(folder).as_posix(), issues)
        if fields is None:
            unread.add(kind)
        else:
            yield decode(fields)


@dataclass(frozen=True, slots=True)
class _Parameters:
    """What ``parameters.yaml`` holds; nothing when the dossier has none."""

    price_indices: tuple[Located[PriceIndex], ...] = ()
    disclosure: tuple[Located[DisclosureRule], ...] = ()


def _parameters(folder: Path, issues: Issues, unread: set[str]) -> _Parameters:
    name = "parameters.yaml"
    if not (folder / name).is_file():
        return _Parameters()
    fields = _open(folder, name, issues)
    if fields is None:
        unread.add(name)
        return _Parameters()
    found = _Parameters(
        price_indices=tuple(read_price_index(item) for item in fields.records("price_indices")),
        disclosure=tuple(read_disclosure_rule(item) for item in fields.records("disclosure")),
    )
    fields.close()
    return found


def _synthesis(folder: Path, units: UnitRegistry, issues: Issues) -> Located[Synthesis] | None:
    """The recipe of a synthetic world, when there is one."""
    name = "synthesis.yaml"
    fields = _open(folder, name, issues) if (folder / name).is_file() else None
    return read_synthesis(fields, units) if fields else None


def _entities(
    folder: Path, library: Traversable, issues: Issues, unread: set[str]
) -> tuple[Located[Entity], ...]:
    """The entities of the library and of the dossier, with the columns that the dossier adds to them."""
    whole = [*_shipped(library, "entities", read_entity, issues)]
    added: list[Located[Extension]] = []
    for item in _read_all(folder, "entities", read_entity_file, issues, unread):
        if isinstance(item.value, Entity):
            whole.append(Located(item.value, item.place, item.places, item.faulty))
        else:
            added.append(Located(item.value, item.place, item.places, item.faulty))
    return extended(whole, added, issues, complete="entities" not in unread)


def _privacy(folder: Path, issues: Issues) -> Located[Privacy] | None:
    """What is said of personal data, when something is."""
    name = "privacy.yaml"
    fields = _open(folder, name, issues) if (folder / name).is_file() else None
    return read_privacy(fields) if fields else None


def _shipped(library: Traversable, kind: str, decode: Callable[[Fields], T], issues: Issues) -> tuple[T, ...]:
    """What the files of a folder of the library say."""
    if library is not SHIPPED:
        return _decoded(library, kind, decode, issues)
    found, told = _of_this_version(kind, decode)
    issues.extend(told)
    return found


@cache
def _of_this_version(kind: str, decode: Callable[[Fields], T]) -> tuple[tuple[T, ...], tuple[Issue, ...]]:
    """What a folder of the library of this version says, and its faults: neither changes while Jalon runs."""
    issues = Issues()
    return _decoded(SHIPPED, kind, decode, issues), tuple(issues)


def _decoded(library: Traversable, kind: str, decode: Callable[[Fields], T], issues: Issues) -> tuple[T, ...]:
    """What is decoded from the files of a folder; nothing when a vintage kept a library from before it."""
    folder = library / kind
    items = sorted(folder.iterdir(), key=lambda entry: entry.name) if folder.is_dir() else []
    records = (
        parse_yaml(item.read_text(encoding="utf-8"), f"library/{kind}/{item.name}", issues) for item in items
    )
    return tuple(decode(Fields(record, issues)) for record in records if record is not None)


def _quality(
    folder: Path, library: Traversable, issues: Issues, unread: set[str]
) -> tuple[Located[QualityRule], ...]:
    """The rules shipped with Jalon, then those of the dossier."""
    found = [rule for rules in _shipped(library, "rules", read_quality, issues) for rule in rules]
    for rules in _read_all(folder, "quality", read_quality, issues, unread):
        found.extend(rules)
    return tuple(found)


def _library(library: Traversable, name: str, decode: Callable[[Fields], T], issues: Issues) -> T:
    text = (library / name).read_text(encoding="utf-8")
    record = parse_yaml(text, f"library/{name}", issues)
    assert record is not None, f"library/{name} is shipped with Jalon and must be readable"
    return decode(Fields(record, issues))


def _rules(fields: Fields) -> tuple[VerdictRules, ...]:
    return tuple(read_verdict_rules(item) for item in fields.records("rules"))
