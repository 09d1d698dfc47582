"""The format of a dossier: the keys of each file, as the decoders read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from unittest.mock import patch

from jalon.dossier.contract import HypothesisState
from jalon.dossier.disclosure import DisclosureMethod, Revisions, Zeros
from jalon.dossier.entity import ColumnType, Sensitivity
from jalon.dossier.estimate import EstimateMethod
from jalon.dossier.indicator import AcrossPeriods, AcrossUnits, Direction
from jalon.dossier.metering import DegreeDays, Reading, Repeated, Stamp, Step, Temperature, ZeroMeans
from jalon.dossier.privacy import After, Basis, Kept
from jalon.dossier.quality import DriftMeasure, RuleKind, Severity, Within
from jalon.dossier.raw import folder
from jalon.dossier.raw.codes import read_code_list
from jalon.dossier.raw.contract import read_contract
from jalon.dossier.raw.disclosure import read_disclosure_rule
from jalon.dossier.raw.entity import read_entity, read_extension
from jalon.dossier.raw.estimate import read_estimate
from jalon.dossier.raw.indicator import MeasureKind, read_indicator
from jalon.dossier.raw.parameters import Method, read_price_index
from jalon.dossier.raw.perimeter import read_perimeter
from jalon.dossier.raw.privacy import read_privacy
from jalon.dossier.raw.quality import read_quality
from jalon.dossier.raw.source import read_source
from jalon.dossier.raw.synthesis import read_synthesis
from jalon.dossier.raw.testcard import read_deck
from jalon.dossier.rebase import RebaseRule
from jalon.dossier.source import DateForm, ReaderKind
from jalon.dossier.successions import ChangeKind
from jalon.dossier.synthesis import TroubleKind
from jalon.dossier.target import Shape, TargetForm
from jalon.kernel.decoding import Fields
from jalon.kernel.issues import Issues
from jalon.kernel.missing import REASONS, Reason
from jalon.kernel.periods import Calendar
from jalon.kernel.texts import Text
from jalon.kernel.units import UnitRegistry
from jalon.outlook.comparable import (
    BESIDE_WORDS,
    KNOWN_WORDS,
    MAY_BE_COMPARED,
    RULE_WORDS,
    Beside,
    Known,
)
from jalon.outlook.realism import FLAGS, Flag
from jalon.outlook.verdict import PACE_WORDS, WORDS, PaceWord, Word
from reference.expressions import accepted, refused
from reference.markdown import block, code, page, table
from reference.meanings import Glossary
from reference.probe import Key, Probe

EXAMPLE = Path("examples/insa")
_HEADERS = ("key", "write", "when absent", "meaning")


SERIES: Mapping[str, type[StrEnum]] = {
    "`meters.values`": Reading,
    "`meters.step`, `weather.step`": Step,
    "`meters.stamp`": Stamp,
    "`meters.zeros`": ZeroMeans,
    "`meters.repeated`": Repeated,
    "`weather.method`": DegreeDays,
    "`weather.unit`": Temperature,
}
"""The closed lists of series of readings."""


def dossier_page(root: Path) -> str:
    """The page ``dossier.md``; ``root`` is the repository, from which the worked snippets are taken."""
    glossary = Glossary()
    parts = [part for section in _sections(root, glossary) for part in section]
    glossary.close()
    return page("The format of a dossier", *parts)


def _sections(root: Path, glossary: Glossary) -> Iterator[list[str]]:
    yield _introduction()
    yield ["## `dossier.yaml`", _keys("dossier", _head(root), glossary), _snippet(root, "dossier.yaml")]
    yield _perimeter(root, glossary)
    yield from _contract(root, glossary)
    yield from _indicator(root, glossary)
    yield _source(root, glossary)
    yield _estimates(glossary)
    yield ["## `test-cards/*.yaml`", _DECKS, _keys("deck", _probed(read_deck), glossary)]
    yield _quality(glossary)
    yield _parameters(root, glossary)
    yield _privacy(glossary)
    yield _synthesis(glossary)
    yield ["## `entities/*.yaml`", _ENTITIES, _keys("entity", _probed(read_entity), glossary)]
    yield ["### Columns added to an entity", _EXTENSIONS, _keys("entity", _probed(read_extension), glossary)]
    yield _entity_words(glossary)
    yield ["## `codes/*.yaml`", _CODES, _keys("codes", _probed(read_code_list), glossary)]
    yield ["## References", _REFERENCES, _keys("reference", _reference(), glossary)]
    yield _expressions()
    yield _said("## Words of verdicts", _VERDICTS, {word: WORDS[word] for word in Word})
    yield _said("## Words of paces", _PACES, {word: PACE_WORDS[word] for word in PaceWord})
    yield _said("## Flags of targets", _FLAGS, {flag: FLAGS[flag] for flag in Flag})
    yield _said("## Reasons of missing values", _MISSING, {reason: REASONS[reason] for reason in Reason})
    yield _compared()


# The parts of the page


def _introduction() -> list[str]:
    files = ", ".join(code(name) for name in folder.SINGLE_FILES)
    folders = ", ".join(code(f"{name}/") for name in folder.FOLDERS)
    return [_INTRODUCTION.format(files=files, folders=folders)]


def _perimeter(root: Path, glossary: Glossary) -> list[str]:
    keys = _keys("perimeter", _probed(lambda fields: read_perimeter(fields, UnitRegistry([]))), glossary)
    kinds = _words("changes, `kind`", ChangeKind, glossary)
    return ["## `perimeter.yaml`", keys, kinds, _snippet(root, "perimeter.yaml", "  - unit: hauts-de-france")]


def _contract(root: Path, glossary: Glossary) -> Iterator[list[str]]:
    rules = folder.shipped_rules(Issues())
    whole = _probed(lambda fields: read_contract(fields, UnitRegistry([]), {}, rules))
    targets = whole["targets"].keys
    rest = {name: Key(key.kind) if name == "targets" else key for name, key in whole.items()}
    yield ["## `contract.yaml`", _keys("contract", rest, glossary)]
    yield [_words("hypotheses, `state`", HypothesisState, glossary), _words("`method`", Method, glossary)]
    yield [_words("re-basing, `rule`", RebaseRule, glossary)]
    yield ["### Targets", _keys("contract.targets", targets, glossary)]
    yield [_snippet(root, "contract.yaml", "  - target: engineers-2023")]
    yield ["### Forms of targets", _words("`form`", TargetForm, glossary)]
    yield ["### Trajectories", _words("`trajectory`", Shape, glossary)]


def _indicator(root: Path, glossary: Glossary) -> Iterator[list[str]]:
    whole = _probed(read_indicator)
    rest = {name: Key(key.kind, key.required) if name == "measure" else key for name, key in whole.items()}
    yield ["## `indicators/*.yaml`", _INDICATORS, _keys("indicator", rest, glossary)]
    yield [_words("`direction`", Direction, glossary), _words("`calendar`", Calendar, glossary)]
    yield [_snippet(root, "indicators/engineering-students.yaml")]
    yield ["### Measures", _words("`kind`", MeasureKind, glossary)]
    for kind in MeasureKind:
        probe = Probe({"kind": kind.value})
        read_indicator(probe)
        keys = {name: key for name, key in probe.found["measure"].keys.items() if name != "kind"}
        yield [f"#### `{kind}`", _keys("measure", keys, glossary)]
    glossary.key("measure.kind")
    yield [_words("`across_periods`", AcrossPeriods, glossary)]
    yield [_words("`across_units`", AcrossUnits, glossary)]
    ratio = _snippet(root, "indicators/women-engineering.yaml", "measure:")
    yield ["A ratio, as the example writes it:", ratio]


def _source(root: Path, glossary: Glossary) -> list[str]:
    return [
        "## `sources/*.yaml`",
        _SOURCES,
        _keys("source", _probed(read_source), glossary),
        _words("`reader.kind`", ReaderKind, glossary),
        _words("`reader.dates`", DateForm, glossary),
        *(_words(name, kind, glossary) for name, kind in SERIES.items()),
        _snippet(root, "sources/accounts.yaml"),
    ]


def _estimates(glossary: Glossary) -> list[str]:
    keys = _probed(lambda fields: read_estimate(fields, UnitRegistry([]), {}))
    words = _words("`method`", EstimateMethod, glossary)
    return ["## `estimates/*.yaml`", _ESTIMATES, _keys("estimate", keys, glossary), words]


def _quality(glossary: Glossary) -> list[str]:
    words = [
        _words("`kind`", RuleKind, glossary),
        _words("`severity`", Severity, glossary),
        _words("`within`", Within, glossary),
        _words("`measure`", DriftMeasure, glossary),
    ]
    return ["## `quality/*.yaml`", _QUALITY, _keys("quality", _probed(read_quality), glossary), *words]


def _parameters(root: Path, glossary: Glossary) -> list[str]:
    probes = [Probe({"method": method.value}) for method in DisclosureMethod]
    for probe in probes:
        read_disclosure_rule(probe)
    rule = {name: key for probe in probes for name, key in probe.found.items()}
    return [
        "## `parameters.yaml`",
        _PARAMETERS,
        _keys("parameters", _probed(read_price_index), glossary),
        _DISCLOSURE,
        _keys("disclosure", rule, glossary),
        _words("`method`", DisclosureMethod, glossary),
        _words("`zeros`", Zeros, glossary),
        _words("`revisions`", Revisions, glossary),
        _snippet(root, "parameters.yaml"),
    ]


def _privacy(glossary: Glossary) -> list[str]:
    return [
        "## `privacy.yaml`",
        _PRIVACY,
        _keys("privacy", _probed(read_privacy), glossary),
        _words("`basis`", Basis, glossary),
        _words("`of`", Kept, glossary),
        _words("`after`", After, glossary),
    ]


def _synthesis(glossary: Glossary) -> list[str]:
    keys = _keys("synthesis", _probed(lambda fields: read_synthesis(fields, UnitRegistry([]))), glossary)
    return ["## `synthesis.yaml`", _SYNTHESIS, keys, _words("troubles, `kind`", TroubleKind, glossary)]


def _entity_words(glossary: Glossary) -> list[str]:
    return [_words("`type`", ColumnType, glossary), _words("`sensitivity`", Sensitivity, glossary)]


def _expressions() -> list[str]:
    good = table(("accepted", ""), [(code(text), why) for text, why in accepted()])
    bad = table(("refused", "because"), [(code(text), f"`{why}`") for text, why in refused()])
    return ["## Expressions", _EXPRESSIONS, good, bad, _VALUES_OF_INDICATORS]


def _said(title: str, words: str, texts: Mapping[StrEnum, Text]) -> list[str]:
    rows = [(code(word.value), text.en, text.fr) for word, text in texts.items()]
    return [title, words, table(("word", "in English", "en français"), rows)]


def _compared() -> list[str]:
    headers = ("a figure of several units, set beside", *(BESIDE_WORDS[beside].en for beside in Beside))
    rows = [
        (KNOWN_WORDS[known].en, *(RULE_WORDS[MAY_BE_COMPARED[known, beside]].en for beside in Beside))
        for known in Known
    ]
    return ["## What may be compared", _COMPARED, table(headers, rows)]


# Keys and words


def _probed(decode: Callable[[Fields], object]) -> dict[str, Key]:
    probe = Probe()
    decode(probe)
    return probe.found


def _head(root: Path) -> dict[str, Key]:
    """The keys of ``dossier.yaml``, which are read among the other files: probes stand for all of them."""
    probes: dict[str, Probe] = {}

    def open_probe(_folder: Path, name: str, _issues: Issues, _edited: str | None = None) -> Probe:
        return probes.setdefault(name, Probe())

    with patch.object(folder, "_open", open_probe):
        folder.read_folder(root / EXAMPLE, Issues())
    return probes[folder.HEAD].found


def _reference() -> dict[str, Key]:
    probe = Probe()
    probe.references()
    return probe.found["reference"].keys


def _keys(section: str, keys: Mapping[str, Key], glossary: Glossary) -> str:
    return table(_HEADERS, _rows(section, "", keys, glossary))


def _rows(section: str, prefix: str, keys: Mapping[str, Key], glossary: Glossary) -> Iterator[list[str]]:
    for name, key in sorted(keys.items(), key=lambda item: _rank(item[1])):
        path = f"{prefix}{name}"
        default = "**required**" if key.required else code(key.default)
        yield [code(path), _kind(key), default, glossary.key(f"{section}.{path}")]
        if name != "reference":
            yield from _rows(section, f"{path}.", key.keys, glossary)


def _rank(key: Key) -> tuple[bool, bool]:
    """What names the record comes first, then what it must have, then the rest in the order of reading."""
    return key.kind not in {"identifier", "column name"}, not key.required


def _kind(key: Key) -> str:
    return " or ".join(code(word.value) for word in key.choices) if key.choices else key.kind


def _words(name: str, kind: type[StrEnum], glossary: Glossary) -> str:
    return table((name, "meaning"), [(code(word.value), glossary.word(word)) for word in kind])


def _snippet(root: Path, name: str, start: str = "") -> str:
    """A file of the example, or the part of it that starts with a line and goes on while it is indented."""
    lines = (root / EXAMPLE / name).read_text(encoding="utf-8").splitlines()
    if start:
        lines = list(_part(lines, start))
    return block("\n".join(lines), "yaml", f"{(EXAMPLE / name).as_posix()}")


def _part(lines: list[str], start: str) -> Iterator[str]:
    first = lines.index(start)
    depth = len(start) - len(start.lstrip())
    yield start
    for line in lines[first + 1 :]:
        if len(line) - len(line.lstrip()) <= depth:
            return
        yield line


_INTRODUCTION = """A dossier is a folder of YAML files. Jalon reads {files}
and every `.yaml` file under {folders}; a YAML file anywhere else is reported.
`parameters.yaml`, `privacy.yaml`, `synthesis.yaml`, `codes/`, `entities/`, `estimates/`, `quality/` and
`test-cards/` are optional.

`jalon check DOSSIER` reads all of it and reports every fault with its file, its line and the repair
([errors](errors.md)). This page is made from the decoders themselves: a key that is not here is refused.

The YAML is strict. A key written twice is refused; so are anchors, aliases and tags. Nothing changes type
behind your back: `no` stays a word, `2022-06-30` is a date only where a date is asked for.

How values are written:

- **identifier**: letters, digits, hyphens, underscores: `women-engineering`.
- **text, or {{fr, en}}**: one text for both languages, or one a language: `{{fr: Élèves, en: Students}}`.
  Quote a text that holds a comma, a colon followed by a space, or `#`.
- **date**: `2022-06-30`. A date that does not exist is refused.
- **number with its unit**: `"30 %"`, `"11 600 persons"`: spaces between thousands, a point before decimals.
- **period**: `2023`, `2023-24` or `2024-09`, according to the calendar of the indicator.
- **word, or list of words**: `lyon` or `[lyon, rouen]`."""

_INDICATORS = "One file for each version of each indicator."

_SOURCES = "One file for each kind of file received."

_PARAMETERS = "Two lists. The items of `price_indices` have these keys."

_DISCLOSURE = """The items of `disclosure`, one in force at a time, have these. A key marked `suppress` or
`round` goes with that method only; none has a value of its own that would stand hidden in the program."""

_DECKS = """Fictitious cases on which a unit shows that it reads the definitions as they are meant. One file a
deck ([how](../how-to/check-a-reading.md))."""

_ESTIMATES = """What stands in for a value that did not come. One file each; nothing is estimated without
one ([how](../how-to/declare-an-estimate.md))."""

_PRIVACY = """What personal data is held for and how long it is kept. Optional; without it nothing is ever
purged ([how](../how-to/purge-and-prove.md))."""

_QUALITY = """What must hold of the rows of an entity, beyond the type and the values of each cell. One file
or several for each entity ([how](../how-to/write-quality-rules.md)). Which keys serve which kind is said
there."""

_SYNTHESIS = """The recipe of [synthetic data](../how-to/synthetic-data.md), which `jalon synthesize`
follows. Optional. Rates are percentages, from 0 to 100; a rate that is not written is 0. Each block says
where its figures come from."""

_ENTITIES = """A kind of row that the [shipped entities](entities.md) do not cover. One file each."""

_EXTENSIONS = """A file of `entities/` that has `extends` adds columns to an entity that exists
([how](../how-to/add-an-entity.md)). A column that is there already is refused."""

_CODES = """A list of codes that the institution decides, with the crosswalks from the codes of each unit to
them ([how](../how-to/translate-codes.md)). One file each; optional."""

_REFERENCES = "Wherever `reference` is accepted, it takes one reference or a list of them."

_EXPRESSIONS = """Conditions and values are SQL expressions over the columns of the entity (of the file,
in a source), in DuckDB's notation. They are parsed and checked before anything is computed: only an
allowlist of constructs passes. Each line below was checked while this page was made."""

_VALUES_OF_INDICATORS = """In indicators, where SQL leaves a choice to the engine, one is made for all:

- **a text read as a number** is written with digits (`12`, `12.5`, `1e3`); `1_000`, `0x1F` and `Infinity`
  are nothing. One read as a date is `2024-01-15` or `2024/1/15`; as a boolean, `true`, `yes`, `1`, `false`,
  `no`, `0` or their first letters. A cell that says something else is empty;
- **made whole** (`cast(… as integer)`), halves go away from zero; those of a `number` go to the even one;
- **a `number`** (a binary number) is rounded, cast to a decimal and added up by its shortest notation: 1.005
  to two decimals is 1.01. A total of them does not depend on the order of rows, and has ten decimals;
- **a product** of decimals is exact to twenty decimals; where it would have more, each factor is first
  rounded to ten. It may have eighteen digits before the point: an indicator with a larger one is not
  computed, and named (`values-too-large`);
- **division, or what remains of it, by zero** is empty; a division yields a `number`;
- `trim` takes off every space, no tabulation; `upper` and `lower` change a letter into one letter; in
  `like`, a backslash is a character like another; places in `substring` begin at 1."""

_VERDICTS = "Where are we? The methods and their words are told in [Verdicts](../explanation/verdicts.md)."

_PACES = "Is the pace enough? See [Verdicts](../explanation/verdicts.md#is-the-pace-enough)."

_FLAGS = "What a target may be on the day it is signed: see [Realism](../explanation/realism.md)."

_COMPARED = """Made from the table that the comparisons themselves read. A unit's own figure is compared as it
is. See
[Missing is not zero](../explanation/missing-is-not-zero.md#what-an-incomplete-figure-may-be-set-beside)."""

_MISSING = """None of these is zero: see [Missing is not zero](../explanation/missing-is-not-zero.md)."""
