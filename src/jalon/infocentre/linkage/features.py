"""Descriptions without names: what a file says, so turned that likeness shows and nothing is read.

Each feature that the model of a domain declares is hashed under a key of its own, and so is each part of it
that is compared: a name gives the keyed hashes of its pairs of letters, so that two spellings share most of
them; a date, those of its year, month and day. Without the key, none of it can be computed from a guessed
name. It is weaker than a pseudonym all the same: who holds many descriptions can count how often each hash
comes, and common names come often. Descriptions therefore stand in a vault apart from the lake, are read by
the linkage alone, and go when the file that they come from goes. Papers and firms are no secret; they are
described in the same way, so that there is one way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from jalon.dossier.entity import ColumnType
from jalon.dossier.linkage import LISTS, Description, Feature, Form, LinkageModel, Part, column_of
from jalon.infocentre.engine.quoting import literal, literals, name
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.mapping.cells import NumberFormat, converted
from jalon.infocentre.mapping.naming import RECEIVED
from jalon.infocentre.mapping.plan import Plan
from jalon.infocentre.pseudonyms.schemes import sql_number
from jalon.infocentre.pseudonyms.tokens import key_table, sql_token
from jalon.kernel.texts import Text

PURPOSE = "link"
"""The purpose of the key of descriptions, which is not that of pseudonyms: neither leads to the other."""

_EDGE = 6
"""Letters of the start and of the end of a text, by which blocks find those that are misspelt elsewhere."""

_APOSTROPHES = "['’]"

_DATES = {Part.YEAR: "%Y", Part.MONTH: "%m", Part.DAY: "%d"}


def described_step(plan: Plan, description: Description, column: str, model: LinkageModel) -> Step:
    """From cells as received to descriptions, one a different token and description.

    Args:
        plan: how the source names what is described.
        description: the columns that describe it.
        column: the column of the entity that holds its keys.
        model: what of it is compared.
    """
    parts = {"token": plan.token_said(column), "strong": plan.strong_said(column, model.one_each)}
    for feature in model.features:
        parts |= dict(_columns(plan, feature, model.parts(feature), description.columns.get(feature.id)))
    selected = ", ".join(f"{sql} AS {name(one)}" for one, sql in parts.items())
    keys = " ".join(f"CROSS JOIN {name(key_table(purpose))}" for purpose in (*plan.purposes, PURPOSE))
    return Step(
        "described",
        f"SELECT DISTINCT * FROM (SELECT {selected} FROM {name(RECEIVED)} {keys}) WHERE token IS NOT NULL",
        Text("Descriptions sans nom", "Descriptions without names"),
    )


def unread_step(plan: Plan, feature: Feature, column: str) -> Step:
    """How many filled cells of a column say nothing that can be read as the feature."""
    wrong = f"{name(column)} IS NOT NULL AND ({said_of(plan, feature, column)}) IS NULL"
    return Step(
        "unread",
        f"SELECT count(*) FILTER (WHERE {wrong}) AS cells FROM {name(RECEIVED)}",
        Text("Dates qui ne se lisent pas", "Dates that cannot be read"),
    )


def _columns(
    plan: Plan, feature: Feature, parts: tuple[Part, ...], column: str | None
) -> Iterator[tuple[str, str]]:
    """The columns of a feature, null when the source does not say it."""
    if column is None:
        yield feature.id, "CAST(NULL AS VARCHAR)"
        for part in parts:
            kind = "VARCHAR[]" if part in LISTS else "VARCHAR"
            yield column_of(feature.id, part), f"CAST(NULL AS {kind})"
        return
    said = said_of(plan, feature, column)
    yield feature.id, _keyed(feature.form, _whole(feature, said))
    for part in parts:
        if part is Part.NUMERALS:
            yield column_of(feature.id, part), _keyed(part, _numerals(_words(feature, name(column))))
        elif part is Part.WORDS:
            yield column_of(feature.id, part), _each(_names_in(name(column)), feature.form)
        else:
            yield column_of(feature.id, part), _part(feature, part, said)


def said_of(plan: Plan, feature: Feature, column: str) -> str:
    """SQL: what a cell says of a feature; null when it says nothing, or what cannot be read.

    Codes are those that the mapping translates, when it reads the column; dates are written as the source
    declares.
    """
    if feature.form is Form.DATE:
        return _date(plan.declared, name(column))
    if feature.form in (Form.CODE, Form.INITIAL):
        return _SAID[feature.form](feature, _translated(plan, column))
    return _SAID[feature.form](feature, name(column))


def _translated(plan: Plan, column: str) -> str:
    codes = next((one.codes for one in plan.source.columns if one.source == column and one.codes), {})
    cases = "".join(f" WHEN {literal(word)} THEN {literal(meaning)}" for word, meaning in codes.items())
    return f"CASE {name(column)}{cases} ELSE {name(column)} END" if codes else name(column)


def _name(feature: Feature, cell: str) -> str:
    """Only letters count, without accents."""
    del feature
    return f"nullif(regexp_replace({_plain(cell)}, '[^\\p{{L}}]', '', 'g'), '')"


def _plain(cell: str) -> str:
    """Capitals without accents; ligatures, which are no accents, as their letters."""
    return f"upper(strip_accents(replace(replace({cell}, 'œ', 'oe'), 'Œ', 'OE')))"


def _names_in(cell: str) -> str:
    """The words of a name, and those that follow each other as one: JEANBAPTISTE of Jean Baptiste."""
    joined = f"regexp_replace({_plain(cell)}, {literal(_APOSTROPHES)}, '', 'g')"
    words = f"list_filter(regexp_split_to_array({joined}, '[^\\p{{L}}]+'), lambda word: length(word) > 1)"
    twos = f"list_transform(range(1, len({words})), lambda i: ({words})[i] || ({words})[i + 1])"
    return f"list_concat({words}, {twos})"


def _text(feature: Feature, cell: str) -> str:
    """Letters and digits of the words that count, without mark-up nor accents."""
    return f"nullif(array_to_string({_words(feature, cell)}, ''), '')"


def _words(feature: Feature, cell: str) -> str:
    plain = f"regexp_replace({cell}, '<[^<>]{{0,200}}>|\\.', '', 'g')"
    words = f"regexp_split_to_array(upper(strip_accents({plain})), '[^\\p{{L}}\\p{{N}}]+')"
    omitted = f"word NOT IN ({literals(('', *feature.omit))})"
    return f"list_filter({words}, lambda word: {omitted})"


def _numerals(words: str) -> str:
    """The numbers of a text, in digits or Roman: what tells the second part of a paper from the first."""
    numbers = f"list_filter({words}, lambda word: regexp_matches(word, '[0-9]|^[IVX]+$'))"
    digits = (
        "CASE WHEN regexp_matches(word, '[0-9]') THEN regexp_replace(word, '[^0-9]', '', 'g') ELSE word END"
    )
    return f"array_to_string(list_transform({numbers}, lambda word: {digits}), ' ')"


def _date(declared: NumberFormat, cell: str) -> str:
    """A workbook or a database may write midnight behind."""
    day = f"regexp_replace({cell}, '[ T]00:00(?::00(?:[.]0+)?)?$', '')"
    return converted(ColumnType.DATE, day, declared)


def _year(feature: Feature, cell: str) -> str:
    del feature
    return f"TRY_CAST(nullif(regexp_extract({cell}, '(?:19|20)[0-9]{{2}}'), '') AS INTEGER)"


def _initial(feature: Feature, cell: str) -> str:
    del feature
    return f"nullif(left(upper(strip_accents({cell})), 1), '')"


def _code(feature: Feature, cell: str) -> str:
    said = f"nullif(upper(regexp_replace(strip_accents({cell}), '[^\\p{{L}}\\p{{N}}]', '', 'g')), '')"
    cases = "".join(f" WHEN {literal(word)} THEN {literal(one)}" for word, one in feature.means.items())
    return f"CASE {said}{cases} END" if feature.means else said


def _number(feature: Feature, cell: str) -> str:
    return sql_number(feature.scheme, cell)


_SAID: Mapping[Form, Callable[[Feature, str], str]] = {
    Form.NAME: _name,
    Form.TEXT: _text,
    Form.YEAR: _year,
    Form.INITIAL: _initial,
    Form.CODE: _code,
    Form.NUMBER: _number,
}
"""SQL of what a cell says, dates apart; null when it says nothing."""


def _whole(feature: Feature, said: str) -> str:
    if feature.form is not Form.DATE:
        return f"CAST({said} AS VARCHAR)"
    whole = f"strftime({said}, '%Y%m%d')"
    if not feature.may_say_a_year:
        return whole
    return f"CASE WHEN {_is_a_year(said)} THEN strftime({said}, '%Y') ELSE {whole} END"


def _is_a_year(day: str) -> str:
    """SQL: true for what is written of somebody whose year of birth alone is known."""
    return f"strftime({day}, '%m%d') = '0101'"


def _part(feature: Feature, part: Part, said: str) -> str:
    """SQL: the keyed hash, or hashes, of a part."""
    if part is Part.PAIRS:
        padded = f"('_' || {said} || '_')"
        pairs = f"list_transform(range(1, length({padded})), lambda i: substr({padded}, i, 2))"
        return f"CASE WHEN {said} IS NOT NULL THEN {_each(pairs, part)} END"
    if part is Part.AROUND:
        near = f"[CAST({said} - 1 AS VARCHAR), CAST({said} AS VARCHAR), CAST({said} + 1 AS VARCHAR)]"
        return f"CASE WHEN {said} IS NOT NULL THEN {_each(near, feature.form)} END"
    if part in _DATES:
        # Days and months under one scheme, so that those exchanged are seen.
        scheme = Part.YEAR if part is Part.YEAR else Part.DAY
        keyed = _keyed(scheme, f"strftime({said}, {literal(_DATES[part])})")
        is_told = part is Part.YEAR or not feature.may_say_a_year
        return keyed if is_told else f"CASE WHEN NOT {_is_a_year(said)} THEN {keyed} END"
    return _keyed(part, f"{'left' if part is Part.START else 'right'}({said}, {_EDGE})")


def _each(texts: str, scheme: str) -> str:
    """SQL: the keyed hashes of different texts."""
    return f"list_transform(list_distinct({texts}), lambda one: {_keyed(scheme, 'one')})"


def _keyed(scheme: str, text: str) -> str:
    """SQL: sixteen digits of the keyed hash of a text; null for none."""
    return f"left({sql_token(PURPOSE, f'({literal(scheme)} || chr(10) || {text})')}, 16)"
