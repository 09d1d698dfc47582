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

from jalon.dossier.linkage import Description, Feature, Form, LinkageModel, Part, column_of
from jalon.infocentre.engine.quoting import literal, literals, name
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.mapping.naming import RECEIVED
from jalon.infocentre.mapping.plan import Plan
from jalon.infocentre.pseudonyms.schemes import sql_number
from jalon.infocentre.pseudonyms.tokens import key_table, sql_token
from jalon.kernel.texts import Text

PURPOSE = "link"
"""The purpose of the key of descriptions, which is not that of pseudonyms: neither leads to the other."""

_EDGE = 6
"""Letters of the start and of the end of a text, by which blocks find those that are misspelt elsewhere."""

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
        parts |= dict(_columns(feature, model.parts(feature), description.columns.get(feature.id)))
    selected = ", ".join(f"{sql} AS {name(one)}" for one, sql in parts.items())
    keys = " ".join(f"CROSS JOIN {name(key_table(purpose))}" for purpose in (*plan.purposes, PURPOSE))
    return Step(
        "described",
        f"SELECT DISTINCT * FROM (SELECT {selected} FROM {name(RECEIVED)} {keys}) WHERE token IS NOT NULL",
        Text("Descriptions sans nom", "Descriptions without names"),
    )


def _columns(feature: Feature, parts: tuple[Part, ...], column: str | None) -> Iterator[tuple[str, str]]:
    """The columns of a feature, null when the source does not say it."""
    if column is None:
        yield from ((column_of(feature.id, part), "NULL") for part in ("", *parts))
        return
    said = _SAID[feature.form](feature, name(column))
    yield feature.id, _keyed(feature.form, _whole(feature.form, said))
    for part in parts:
        if part is Part.NUMERALS:
            yield column_of(feature.id, part), _keyed(part, _numerals(_words(feature, name(column))))
        else:
            yield column_of(feature.id, part), _part(feature.form, part, said)


def _name(feature: Feature, cell: str) -> str:
    """Only letters count, without accents."""
    del feature
    return f"nullif(upper(regexp_replace(strip_accents({cell}), '[^\\p{{L}}]', '', 'g')), '')"


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


def _date(feature: Feature, cell: str) -> str:
    del feature
    return f"CAST(coalesce(try_strptime({cell}, '%Y-%m-%d'), try_strptime({cell}, '%d/%m/%Y')) AS DATE)"


def _year(feature: Feature, cell: str) -> str:
    del feature
    return f"TRY_CAST(nullif(regexp_extract({cell}, '(?:19|20)[0-9]{{2}}'), '') AS INTEGER)"


def _initial(feature: Feature, cell: str) -> str:
    del feature
    return f"nullif(left(upper(strip_accents({cell})), 1), '')"


def _code(feature: Feature, cell: str) -> str:
    del feature
    return f"nullif(upper(regexp_replace(strip_accents({cell}), '[^\\p{{L}}\\p{{N}}]', '', 'g')), '')"


def _number(feature: Feature, cell: str) -> str:
    return sql_number(feature.scheme, cell)


_SAID: Mapping[Form, Callable[[Feature, str], str]] = {
    Form.NAME: _name,
    Form.TEXT: _text,
    Form.DATE: _date,
    Form.YEAR: _year,
    Form.INITIAL: _initial,
    Form.CODE: _code,
    Form.NUMBER: _number,
}
"""SQL of what a cell says; null when it says nothing."""


def _whole(form: Form, said: str) -> str:
    return f"strftime({said}, '%Y%m%d')" if form is Form.DATE else f"CAST({said} AS VARCHAR)"


def _part(form: Form, part: Part, said: str) -> str:
    """SQL: the keyed hash, or hashes, of a part."""
    if part is Part.PAIRS:
        padded = f"('_' || {said} || '_')"
        pairs = f"list_transform(range(1, length({padded})), lambda i: substr({padded}, i, 2))"
        keyed = f"list_transform(list_distinct({pairs}), lambda pair: {_keyed(part, 'pair')})"
        return f"CASE WHEN {said} IS NOT NULL THEN {keyed} END"
    if part is Part.AROUND:
        near = f"[{said} - 1, {said}, {said} + 1]"
        keyed = f"list_transform({near}, lambda one: {_keyed(form, 'CAST(one AS VARCHAR)')})"
        return f"CASE WHEN {said} IS NOT NULL THEN {keyed} END"
    if part in _DATES:
        return _keyed(part, f"strftime({said}, {literal(_DATES[part])})")
    return _keyed(part, f"{'left' if part is Part.START else 'right'}({said}, {_EDGE})")


def _keyed(scheme: str, text: str) -> str:
    """SQL: sixteen digits of the keyed hash of a text; null for none."""
    return f"left({sql_token(PURPOSE, f'({literal(scheme)} || chr(10) || {text})')}, 16)"
