"""The page of a source: how its files become rows, who owes it, whose reading was verified, its quality."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from jalon.dossier.source import ColumnMapping, ReaderSpec, Source
from jalon.dossier.testcard import Deck
from jalon.kernel.texts import EMPTY, Text
from jalon.review.document import (
    Align,
    Block,
    Cell,
    Definition,
    Definitions,
    Heading,
    Inline,
    Paragraph,
    Tone,
    code,
    link,
)
from jalon.review.sections.context import cited
from jalon.services.screens.datafeeds import feeds_of_source
from jalon.services.screens.dataquality import scores_of_source
from jalon.services.screens.inventory import DASH, Telling, owner_of

_LISTED = 4
"""How many translations a cell lists."""


def source_blocks(told: Telling, source: Source) -> Iterator[Block]:
    """What anybody who reads the catalogue may know of a source; its name is the page's title."""
    yield _sheet(told, source)
    yield Heading(level=1, text=told.words("Correspondance", "Mapping"), anchor="mapping")
    yield told.table(_MAPPING, _MAPPING_TITLES, (_mapped(told, source, one) for one in source.columns))
    if source.keep:
        because = told.say(source.keep_because) if source.keep_because != EMPTY else ""
        kept = told.words("Seules sont gardées les lignes où ", "Only rows are kept where ")
        yield Paragraph((kept, code(source.keep), f" ({because})." if because else "."))
    yield Heading(level=1, text=told.words("Flux", "Feeds"), anchor="feeds")
    yield feeds_of_source(told, source.id)
    yield from _exempt(told, source)
    yield Heading(level=1, text=told.words("Qualité", "Quality"), anchor="quality")
    yield from scores_of_source(told, source)


def _sheet(told: Telling, source: Source) -> Definitions:
    entity = told.dossier.entities[source.entity]
    items: tuple[tuple[Text, tuple[Inline, ...]], ...] = (
        (Text("Identifiant", "Identifier"), (code(source.id),)),
        (Text("Remplit", "Fills"), (link(told.say(entity.name), f"#entity-{entity.id}"),)),
        (Text("Propriétaire", "Owner"), (source.owner,) if source.owner else ()),
        (Text("Format", "Format"), (_format(told, source.reader),)),
        (Text("Unité", "Unit"), _context(told, source.unit_column or "", source.unit_codes)),
        (Text("Période", "Period"), _context(told, source.period_column, source.period_constant)),
        (Text("Échéance", "Due"), (_due(told, source),)),
        (Text("Lignes fautives tolérées", "Faulty rows tolerated"), (_tolerated(told, source),)),
        (Text("Fichier complet", "Complete file"), (told.say(_COMPLETE),) if source.exhaustive else ()),
        (Text("Licence", "Licence"), (source.licence,) if source.licence else ()),
        (Text("Références", "References"), cited(source.references)),
    )
    return Definitions(tuple(Definition(term=told.say(term), content=text) for term, text in items if text))


def _format(told: Telling, reader: ReaderSpec) -> str:
    told_of = [reader.kind.value.upper()]
    if reader.kind.value == "csv":
        mark = told.words("tabulation", "tab") if reader.delimiter == "\t" else reader.delimiter
        told_of.append(told.words(f"séparateur «\u00a0{mark}\u00a0»", f"delimiter “{mark}”"))
    if reader.sheet:
        told_of.append(told.words(f"feuille « {reader.sheet} »", f"sheet “{reader.sheet}”"))
    if reader.table:
        told_of.append(told.words(f"table « {reader.table} »", f"table “{reader.table}”"))
    return ", ".join(told_of)


def _context(told: Telling, column: str, other: str) -> tuple[Inline, ...]:
    """Where the unit or the period of a row comes from."""
    if column:
        codes = told.words(f" (liste « {other} »)", f" (list “{other}”)") if other else ""
        return told.words("colonne ", "column "), code(column), codes
    return (other,) if other else (told.words("celle du flux", "that of the feed"),)


def _due(told: Telling, source: Source) -> str:
    if source.due is None:
        return told.words("le dossier ne le dit pas", "the dossier does not say")
    months, days = source.due.months, source.due.days
    when = told.words("après", "after") if months >= 0 else told.words("avant", "before")
    number = abs(months)
    parts = [told.words(f"{number} mois", f"{number} month{'s' * (number > 1)}")] if number else []
    parts += [told.words(f"{days} jours", f"{days} days")] if days else []
    grace = source.due.grace
    more = told.words(f", {grace} jours de tolérance", f", {grace} days of grace") if grace else ""
    amount = told.words(" et ", " and ").join(parts)
    if not parts:
        return told.words("à la fin de la période", "at the end of the period") + more
    return (
        told.words(f"{amount} {when} la fin de la période", f"{amount} {when} the end of the period") + more
    )


def _tolerated(told: Telling, source: Source) -> str:
    share = source.refused_up_to
    if not share:
        return told.words("aucune\u00a0: le fichier entier est refusé", "none: the whole file is refused")
    return told.words(f"jusqu’à {told.measure(share)} %", f"up to {told.measure(share)} %")


# The mapping


def _mapped(told: Telling, source: Source, one: ColumnMapping) -> tuple[str | Cell, ...]:
    column = told.dossier.entities[source.entity].find(one.column)
    said = told.say(column.description) if column else ""
    wanted = column.unit if column and column.unit else ""
    unit = f"{one.unit} → {wanted}" if one.unit and one.unit != wanted else wanted
    return (
        Cell(text=one.column, sub=said),
        _origin(told, one),
        _translation(told, one),
        unit or DASH,
    )


def _origin(told: Telling, one: ColumnMapping) -> Cell:
    if one.keys:
        names = ", ".join(f"{key.source} ({key.scheme})" for key in one.keys)
        return Cell(text=names, sub=told.words("clés, la première qui dit", "keys, the first that tells"))
    if one.constant is not None:
        return Cell(text=one.constant, sub=told.words("la même valeur partout", "the same value throughout"))
    if one.expression is not None:
        return Cell(text=one.expression, sub=told.words("expression", "expression"))
    return Cell(text=one.source or DASH)


def _translation(told: Telling, one: ColumnMapping) -> Cell:
    pairs = [f"{word} → {meaning}" for word, meaning in list(one.codes.items())[:_LISTED]]
    more = len(one.codes) - len(pairs)
    text = " ; ".join(pairs) + (told.words(f" et {more} autres", f" and {more} more") if more else "")
    other = told.words(f"tout le reste → {one.other}", f"anything else → {one.other}") if one.other else ""
    if not one.code_list:
        return Cell(text=text or other or DASH, sub=other if text else "")
    name = told.say(told.dossier.code_lists[one.code_list].name)
    walked = told.words("traduits des codes de l’unité", "translated from the unit's codes")
    return Cell(text=name, sub=walked if one.crosswalk else text)


def _exempt(told: Telling, source: Source) -> Iterator[Block]:
    if source.not_expected:
        rows = (
            (told.label(one.unit), _since(told, one.since), told.day(one.until), told.say(one.because))
            for one in source.not_expected
        )
        yield told.table(_EXEMPT, _EXEMPT_TITLES, rows)


def _since(told: Telling, day: date) -> str:
    """A day; in words when the unit owed nothing from the start."""
    if day <= told.dossier.contract.since:
        return told.words("le début du contrat", "the start of the contract")
    return told.day(day)


# Readings, whose reasons only the unit and the whole may know


def reading_blocks(told: Telling, source: Source, readable: Collection[str]) -> Iterator[Block]:
    """Whose reading of the definitions was verified; why it was not, for the units one reads."""
    yield Heading(level=1, text=told.words("Lectures vérifiées", "Readings verified"), anchor="readings")
    decks = told.dossier.decks_of(source.id)
    if not source.requires_cards:
        yield Paragraph((told.say(_NO_CARDS),))
    mine = [one for one in told.known.counted if one.source == source.id]
    if mine:
        rows = (
            (
                told.label(one.unit),
                Cell(
                    text=told.say(_COUNTED if one.is_counted else _NOT_COUNTED),
                    tone=Tone.GOOD if one.is_counted else Tone.MISSING,
                ),
                told.say(one.why) if one.unit in readable else DASH,
            )
            for one in mine
        )
        note = told.say(_WHY_IS_THEIRS)
        yield told.table(_READINGS, _READING_TITLES, rows, note=note)
    if decks:
        yield told.table(_DECKS, _DECK_TITLES, (_deck(told, one) for one in decks))


def _deck(told: Telling, one: Deck) -> tuple[str | Cell, ...]:
    names = ", ".join(told.indicator_names(one.indicators).values())
    return told.say(one.name), one.period, told.count(len(one.cards)), names or DASH


# Codes, which are those of a unit


def unmapped_blocks(told: Telling, source: str, readable: Collection[str]) -> Iterator[Block]:
    """The codes without translation in the last deliveries of the units one reads."""
    found = [
        one
        for one in told.known.unmapped
        if one.delivery.source == source and owner_of(one.code.unit) in readable
    ]
    if not found:
        return
    title = told.words("Codes sans traduction", "Codes without translation")
    yield Heading(level=1, text=title, anchor="untranslated")
    rows: Iterable[tuple[str | Cell, ...]] = (
        (
            one.code.code,
            one.code.column,
            Cell(text=told.label(one.code.unit), sub=one.code.period),
            told.count(one.code.count),
            Cell(text=one.code.near or DASH, sub=told.say(Text(one.code.label_fr, one.code.label_en))),
        )
        for one in found
    )
    yield told.table(_UNMAPPED, _UNMAPPED_TITLES, rows, note=told.say(_MEND_CODES))


_COMPLETE = Text(
    "oui\u00a0: une unité qui ne cite rien a dit zéro", "yes: a unit that lists nothing has said zero"
)
_NO_CARDS = Text(
    "Les lignes de cette source sont comptées sans que sa lecture ait été vérifiée par un jeu d’essai.",
    "The rows of this source are counted without its reading being verified by test-cards.",
)
_WHY_IS_THEIRS = Text(
    "Le pourquoi n’est dit qu’à l’unité, à la direction du pilotage et à l’audit.",
    "Why is told to the unit, to the steering directorate and to auditors alone.",
)
_MEND_CODES = Text(
    "Ajoutez ces codes à la correspondance de l’unité, puis chargez le fichier de nouveau.",
    "Add these codes to the crosswalk of the unit, then load the file again.",
)
_COUNTED = Text("comptée", "counted")
_NOT_COUNTED = Text("pas encore comptée", "not counted yet")
_MAPPING = Text("Comment un fichier devient des lignes", "How a file becomes rows")
_EXEMPT = Text("Unités qui ne doivent rien", "Units that owe nothing")
_READINGS = Text("Unité par unité", "Unit by unit")
_DECKS = Text("Jeux d’essai", "Test-cards")
_UNMAPPED = Text("Dans les dernières livraisons", "In the last deliveries")
_UNIT = Text("Unité", "Unit")
_MAPPING_TITLES = (
    (Text("Colonne de l’entité", "Column of the entity"), Align.LEFT),
    (Text("Vient de", "Comes from"), Align.LEFT),
    (Text("Traduction", "Translation"), Align.LEFT),
    (Text("Unité de mesure", "Unit of measurement"), Align.LEFT),
)
_EXEMPT_TITLES = (
    (_UNIT, Align.LEFT),
    (Text("Depuis", "Since"), Align.LEFT),
    (Text("Jusqu’au", "Until"), Align.LEFT),
    (Text("Pourquoi", "Why"), Align.LEFT),
)
_READING_TITLES = (
    (_UNIT, Align.LEFT),
    (Text("Ses lignes", "Its rows"), Align.LEFT),
    (Text("Pourquoi", "Why"), Align.LEFT),
)
_DECK_TITLES = (
    (Text("Jeu d’essai", "Test-cards"), Align.LEFT),
    (Text("Période", "Period"), Align.LEFT),
    (Text("Cas", "Cases"), Align.NUMBER),
    (Text("Indicateurs vérifiés", "Indicators verified"), Align.LEFT),
)
_UNMAPPED_TITLES = (
    (Text("Code", "Code"), Align.LEFT),
    (Text("Colonne du fichier", "Column of the file"), Align.LEFT),
    (_UNIT, Align.LEFT),
    (Text("Cellules", "Cells"), Align.NUMBER),
    (Text("Code connu le plus proche", "Nearest known code"), Align.LEFT),
)
