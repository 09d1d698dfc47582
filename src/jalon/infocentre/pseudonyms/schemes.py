"""Schemes: numbers that name one thing whoever writes them, put one way; and those that cannot be right.

Two files that give the SIREN of a firm, or the DOI of a paper, give it the same key without any comparison.
What has the shape of such a number and fails its check is a slip of the keyboard: the mapping keeps an INE
whose letter is wrong, since nobody can say who is meant, but it is not trusted to tell two persons apart.

The same rules in plain Python are in ``readers.research.keys``; the tests hold one against the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from jalon.infocentre.engine.quoting import literal
from jalon.infocentre.pseudonyms.tokens import sql_is_number, sql_normalised

_BLANKS = r"[\s\x{a0}\x{202f}.]"
_DOI_PREFIX = r"^(?:https?://(?:dx\.)?doi\.org/|doi\.org/|doi:\s*)"
_BEA_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_BASE_36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def sql_number(scheme: str, text: str) -> str:
    """SQL: a number of a scheme of :data:`NUMBERS`, written one way; null for what is none."""
    return _NUMBERS[scheme](text)


def sql_key(scheme: str, text: str, within: str = "''") -> str:
    """SQL: the key that is kept, readable, for what a cell says in a scheme; null when it names nothing.

    A number that names the same thing everywhere stands alone; any other text is told apart by its scheme and
    by the unit within which it means something.
    """
    if scheme in NUMBERS:
        return sql_number(scheme, text)
    said = sql_normalised(text)
    prefix = f"{literal(scheme)} || ':' || CASE WHEN {within} = '' THEN '' ELSE {within} || ':' END"
    return f"CASE WHEN {said} <> '' THEN {prefix} || {said} END"


def sql_is_among(key: str, schemes: Sequence[str]) -> str:
    """SQL: true for a readable key that is a number of one of the schemes."""
    told = [f"{sql_number(scheme, key)} = {key}" for scheme in schemes if scheme in NUMBERS]
    return f"coalesce({' OR '.join(told)}, false)" if told else "false"


def sql_is_wrong(scheme: str, text: str) -> str:
    """SQL: true for a filled cell that cannot be a number of a scheme that has a shape and a check."""
    right = sql_is_trusted(scheme, text) if scheme == "ine" else f"{sql_number(scheme, text)} IS NOT NULL"
    return f"({text} IS NOT NULL AND NOT coalesce({right}, false))"


def sql_is_trusted(scheme: str, text: str) -> str:
    """SQL: true for a number whose check, if it has one, is right."""
    said = sql_normalised(text)
    shape = sql_is_number(scheme, said)
    return f"({shape} AND {_ine_check(said)})" if scheme == "ine" else f"({shape})"


def _ine_check(said: str) -> str:
    """SQL: the last character of an INE is the one that the others call for.

    BEA: ten digits, and the letter of their remainder by 23. INES: ten characters in base 36, the first nine
    counted six times, and the last digit of their sum. No rule is known for the two letters of the RNIE.
    """
    digits = f"TRY_CAST(left({said}, 10) AS BIGINT)"
    letter = f"substr({literal(_BEA_LETTERS)}, CAST({digits} % 23 + 1 AS INTEGER), 1)"
    worth = f"(instr({literal(_BASE_36)}, substr({said}, i, 1)) - 1) * CASE WHEN i < 10 THEN 6 ELSE 1 END"
    total = f"list_sum(list_transform(range(1, 11), lambda i: {worth}))"
    return (
        f"CASE WHEN regexp_full_match({said}, '[0-9]{{10}}[A-Z]') THEN right({said}, 1) = {letter}"
        f" WHEN regexp_full_match({said}, '[0-9A-Z]{{10}}[0-9]') THEN"
        f" right({said}, 1) = CAST({total} % 10 AS VARCHAR) ELSE true END"
    )


def _doi(text: str) -> str:
    bare = f"regexp_replace(trim({text}), {literal(_DOI_PREFIX)}, '', 'i')"
    return rf"CASE WHEN regexp_full_match({bare}, '10\.\d{{4,9}}(?:\.\d+)*/\S+') THEN lower({bare}) END"


def _hal(text: str) -> str:
    shape = "^([a-z][a-z0-9-]*?-[0-9]{5,9})(?:v[0-9]{1,4})?$"
    return f"nullif(regexp_extract(lower(trim({text})), {literal(shape)}, 1), '')"


def _siren(text: str) -> str:
    """The nine digits, alone, in a VAT number or in a SIRET, when the last is what the others call for."""
    bare = f"upper(regexp_replace({text}, {literal(_BLANKS)}, '', 'g'))"
    shape = "^(?:FR[0-9A-Z]{2})?([0-9]{9})(?:[0-9]{5})?$"
    found = f"regexp_extract({bare}, {literal(shape)}, 1)"
    doubled = f"CAST(substr({found}, i, 1) AS INTEGER) * CASE WHEN i % 2 = 0 THEN 2 ELSE 1 END"
    reduced = f"({doubled}) - 9 * CAST(({doubled}) > 9 AS INTEGER)"
    total = f"list_sum(list_transform(range(1, 10), lambda i: {reduced}))"
    return f"CASE WHEN {found} NOT IN ('', '000000000') AND {total} % 10 = 0 THEN {found} END"


def _grant(text: str) -> str:
    """Letters and digits alone, without « GA n° » before nor the partner of an ANR decision after."""
    bare = f"upper(regexp_replace({text}, '[^0-9A-Za-z]', '', 'g'))"
    named = f"regexp_replace({bare}, '^(?:GRANTAGREEMENT|AGREEMENT|GA)(?:NO?)?([0-9].*)$', '\\1')"
    whole = f"regexp_replace({named}, '^(ANR[0-9]{{2}}[0-9A-Z]{{4}}[0-9]{{4}})[0-9]{{2}}$', '\\1')"
    is_mixed = f"length(replace({whole}, left({whole}, 1), '')) >= 2"
    shape = f"length({whole}) >= 6 AND length(regexp_replace({whole}, '[^0-9]', '', 'g')) >= 4"
    return f"CASE WHEN {shape} AND {is_mixed} THEN {whole} END"


_NUMBERS = {"doi": _doi, "hal": _hal, "siren": _siren, "grant": _grant}
NUMBERS = frozenset(_NUMBERS)
"""The schemes whose numbers name one thing everywhere, and are kept readable."""

CHECKED = NUMBERS | {"ine"}
"""The schemes of which it can be told that a cell holds none."""
