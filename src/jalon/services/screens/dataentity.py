"""The page of an entity: what each column means, who fills it, who reads it, what it is judged by."""

from __future__ import annotations

from collections.abc import Iterator

from jalon.dossier.codes import Code, CodeList, Crosswalk
from jalon.dossier.entity import Column, Entity
from jalon.dossier.privacy import Kept
from jalon.dossier.quality import QualityRule
from jalon.kernel.texts import EMPTY, Text
from jalon.review.document import (
    Align,
    Block,
    Cell,
    Definition,
    Definitions,
    GroupRow,
    Heading,
    Inline,
    Paragraph,
    code,
    link,
)
from jalon.review.sections.context import cited
from jalon.services.dictionary import Entry
from jalon.services.dictionary import dictionary as every_column
from jalon.services.screens.datawords import CALENDARS, SENSITIVITIES, SEVERITIES, TYPES
from jalon.services.screens.inventory import DASH, Telling


def entity_blocks(told: Telling, entity: Entity) -> Iterator[Block]:
    """An entity; its name is the page's title."""
    yield _sheet(told, entity)
    yield told.table(_COLUMNS, COLUMN_TITLES, _columns(told, _entries(told, entity)))
    lists = code_lists_of(told, entity)
    if lists:
        yield Heading(level=1, text=told.words("Listes de codes", "Code lists"), anchor="codes")
    for one in lists:
        yield from _code_list(told, one)
    yield Heading(level=1, text=told.words("Règles de qualité", "Rules of quality"), anchor="rules")
    rules = told.dossier.rules_of(entity.id)
    if rules:
        yield told.table(_RULES, _RULE_TITLES, (_rule(told, one) for one in rules))
    else:
        yield Paragraph((told.say(_NO_RULE),))


def _entries(told: Telling, entity: Entity) -> tuple[Entry, ...]:
    mine = tuple(one for one in told.known.entries if one.entity.id == entity.id)
    if mine:
        return mine
    everything = every_column(told.dossier, everything=True)
    return tuple(one for one in everything if one.entity.id == entity.id)


def _sheet(told: Telling, entity: Entity) -> Definitions:
    sources = {one.id: told.say(one.name) for one in told.dossier.sources_of(entity.id)}
    read = told.indicator_names(told.known.indicators_of(entity.id))
    kept = told.dossier.privacy.rule(Kept.ROWS, entity.id)
    own = told.dossier.privacy.processings_of(entity.id)
    register = link(", ".join(told.say(one.title) for one in own), "#register-all")
    key = ", ".join((*entity.context_columns, *entity.key))
    census = "; ".join(f"{one.day:02d}/{one.month:02d}" for one in entity.census)
    items: tuple[tuple[Text, tuple[Inline, ...]], ...] = (
        (Text("Contenu", "Content"), (told.say(entity.grain),)),
        (Text("Identifiant", "Identifier"), (code(entity.id),)),
        (Text("Périodes", "Periods"), (told.say(CALENDARS[entity.calendar]),)),
        (_KEY, (key if entity.key else told.say(_NO_KEY),)),
        (Text("Comptée au", "Counted on (day/month)"), (census,) if census else ()),
        (Text("Sources", "Sources"), told.links("source", sources) or (told.say(_NO_SOURCE),)),
        (Text("Indicateurs", "Indicators"), told.links("indicator", read) or (told.say(_NO_INDICATOR),)),
        (Text("Conservation", "Kept for"), (told.say(kept.term),) if kept else ()),
        (Text("Traitements", "Processings"), (register,) if own else ()),
    )
    return Definitions(tuple(Definition(term=told.say(term), content=text) for term, text in items if text))


def _columns(told: Telling, entries: tuple[Entry, ...]) -> Iterator[tuple[str | Cell, ...] | GroupRow]:
    """Columns that something fills or reads, then those that this dossier leaves empty."""
    used = [one for one in entries if one.sources or one.indicators]
    others = [one for one in entries if one not in used]
    yield from (column_cells(told, one) for one in used)
    if used and others:
        yield GroupRow(told.say(_LEFT_EMPTY))
    yield from (column_cells(told, one) for one in others)


def column_cells(told: Telling, one: Entry, href: str = "") -> tuple[str | Cell, ...]:
    """A column, what it means, its type and sensitivity, who fills it and who reads it."""
    column = one.column
    sources = [told.say(told.dossier.sources[name].name) for name in one.sources]
    only = f"#source-{one.sources[0]}" if len(one.sources) == 1 else ""
    read = list(told.indicator_names(one.indicators).values())
    read_by = f"#indicator-{one.indicators[0]}" if len(read) == 1 else ""
    pseudonym = told.words("sous pseudonyme", "under a pseudonym") if column.pseudonym else ""
    values = ", ".join(column.values)
    accepted = told.words(f"valeurs\u00a0: {values}", f"values: {values}") if values else ""
    return (
        Cell(text=column.name, sub=_marks(told, one.entity, column), href=href),
        Cell(text=told.say(column.description) or DASH, sub=accepted),
        Cell(text=told.say(TYPES[column.type]), sub=column.unit or ""),
        Cell(text=told.say(SENSITIVITIES[column.sensitivity]), sub=pseudonym),
        Cell(text=", ".join(sources) or DASH, href=only),
        Cell(text=", ".join(read) or DASH, href=read_by),
    )


def _marks(told: Telling, entity: Entity, column: Column) -> str:
    marks = (
        (column.name in entity.key, told.words("dans la clé", "in the key")),
        (column.required, told.words("obligatoire", "required")),
    )
    return ", ".join(word for holds, word in marks if holds)


def code_lists_of(told: Telling, entity: Entity) -> tuple[CodeList, ...]:
    """The lists whose codes some source puts in a column of the entity."""
    mappings = (one for source in told.dossier.sources_of(entity.id) for one in source.columns)
    names = dict.fromkeys(one.code_list for one in mappings if one.code_list)
    return tuple(told.dossier.code_lists[name] for name in names)


def _code_list(told: Telling, one: CodeList) -> Iterator[Block]:
    yield Heading(level=2, text=told.say(one.name), anchor=f"list-{one.id}".replace("_", "-"))
    yield told.table(_CODES, _CODE_TITLES, (_code(told, item) for item in one.codes))
    if one.crosswalks:
        yield told.table(_WALKS, _WALK_TITLES, (_walk(told, item) for item in one.crosswalks))
    if one.references:
        yield Paragraph(cited(one.references))


def _code(told: Telling, one: Code) -> tuple[str | Cell, ...]:
    return one.code, told.say(one.label), told.day(one.since), told.day(one.until)


def _walk(told: Telling, one: Crosswalk) -> tuple[str | Cell, ...]:
    units = ", ".join(map(told.label, one.units)) or told.words("toutes", "all")
    return one.version, units, told.count(len(one.meanings)), told.day(one.since), told.day(one.until)


def _rule(told: Telling, one: QualityRule) -> tuple[str | Cell, ...]:
    references = "; ".join(map(str, one.references))
    return (
        one.id,
        told.say(SEVERITIES[one.severity]),
        told.measure(one.tolerated, one.measured_in),
        Cell(text=told.say(one.because) if one.because != EMPTY else DASH, sub=references),
    )


_KEY = Text("Ce qui distingue les lignes", "What tells rows apart")
_NO_KEY = Text("rien\u00a0: des lignes peuvent se répéter", "nothing: rows may repeat")
_NO_SOURCE = Text(
    "aucune\u00a0: une source à écrire dans le dossier «\u00a0sources\u00a0» la remplirait",
    "none: a source written in the folder “sources” would fill it",
)
_NO_INDICATOR = Text("aucun ne la lit", "none reads it")
_NO_RULE = Text(
    "Aucune règle ne juge ces lignes\u00a0: leur note dit seulement qu’elles ont pu être lues. Une règle "
    "s’écrit dans le dossier «\u00a0quality\u00a0».",
    "No rule judges these rows: their score only says that they could be read. A rule is written in the "
    "folder “quality”.",
)
_COLUMNS = Text("Colonnes", "Columns")
_LEFT_EMPTY = Text(
    "Colonnes que rien ne remplit dans ce dossier", "Columns that nothing fills in this dossier"
)
_RULES = Text("Ce qui doit être vrai des lignes", "What must hold of the rows")
_CODES, _WALKS = Text("Codes", "Codes"), Text("Correspondances des unités", "Crosswalks of the units")
COLUMN_TITLES = (
    (Text("Colonne", "Column"), Align.LEFT),
    (Text("Ce que c’est", "What it is"), Align.LEFT),
    (Text("Type", "Type"), Align.LEFT),
    (Text("Sensibilité", "Sensitivity"), Align.LEFT),
    (Text("Remplie par", "Filled by"), Align.LEFT),
    (Text("Lue par", "Read by"), Align.LEFT),
)
"""The titles over what :func:`column_cells` gives."""
_CODE_TITLES = (
    (Text("Code", "Code"), Align.LEFT),
    (Text("Ce qu’il veut dire", "What it means"), Align.LEFT),
    (Text("Depuis", "Since"), Align.LEFT),
    (Text("Jusqu’au", "Until"), Align.LEFT),
)
_WALK_TITLES = (
    (Text("Version", "Version"), Align.LEFT),
    (Text("Unités", "Units"), Align.LEFT),
    (Text("Codes traduits", "Codes translated"), Align.NUMBER),
    (Text("Depuis", "Since"), Align.LEFT),
    (Text("Jusqu’au", "Until"), Align.LEFT),
)
_RULE_TITLES = (
    (Text("Règle", "Rule"), Align.LEFT),
    (Text("En cas de défaut", "When it fails"), Align.LEFT),
    (Text("Toléré", "Tolerated"), Align.NUMBER),
    (Text("Ce qui est dit au propriétaire", "What its owner is told"), Align.LEFT),
)
