"""Schemes: numbers that name one thing whoever writes them, put one way; and those that cannot be right.

Two files that give the SIREN of a firm, or the DOI of a paper, give it the same key without any comparison.
What has the shape of such a number and fails its check is a slip of the keyboard: the mapping keeps an INE
whose letter is wrong, since nobody can say who is meant, but it is not trusted to tell two persons apart.

The same rules in plain Python are in ``readers.research.keys``; the tests hold one against the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from jalon.infocentre.engine.quoting import literal
from jalon.infocentre.pseudonyms.tokens import sql_is_number, sql_is_plain_number, sql_normalised

_BLANKS = r"[\s\x{a0}\x{202f}.]"
_UNSEEN = r"[\x{200b}\x{200c}\x{200d}\x{2060}\x{feff}\x{ad}]"
_SCHEME = "https?:?//"
_DOI = r"10\.\d{4,9}(?:\.\d+)*/[^\s\x{fffd}]+"
_DOI_LABEL = r"^(?:info:|urn:)?doi[\s:/]\s*"
_DOI_HOST = "(?:^|[.-])doi[.-]org(?:[.:-]|$)"
_DOI_AFTER = r"(?:\?[a-z_]+=\S*)?[.,;:]*$"
_HAL_HOST = r"(?:^|\.)hal(?:-[a-z]{1,30})?\.|\.(?:archives-ouvertes\.fr|ccsd\.cnrs\.fr)(?::.*)?$"
_HAL = "([a-z][a-z0-9-]*?-[0-9]{5,9})(?:v[0-9]{1,4})?"
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
    return f"CASE WHEN {sql_is_number(scheme, said)} THEN {prefix} || {said} END"


def sql_is_among(key: str, schemes: Sequence[str]) -> str:
    """SQL: true for a readable key that is a number of one of the schemes."""
    told = [f"{sql_number(scheme, key)} = {key}" for scheme in schemes if scheme in NUMBERS]
    return f"coalesce({' OR '.join(told)}, false)" if told else "false"


def sql_is_wrong(scheme: str, text: str) -> str:
    """SQL: true for a filled cell that cannot be a number of its scheme."""
    right = f"{sql_number(scheme, text)} IS NOT NULL" if scheme in NUMBERS else sql_is_trusted(scheme, text)
    return f"({text} IS NOT NULL AND NOT coalesce({right}, false))"


def sql_is_trusted(scheme: str, text: str) -> str:
    """SQL: true for a number whose check, if it has one, is right."""
    said = sql_normalised(text)
    shape = sql_is_number(scheme, said)
    if scheme == "ine":
        return f"({shape} AND {_ine_check(said)})"
    return f"({sql_is_plain_number(scheme, text)} OR {shape})"


def _ine_check(said: str) -> str:
    """SQL: the last character of an INE is the one that the others call for.

    BEA: ten digits, and the letter of their remainder by 23. INES: ten characters in base 36, the first nine
    counted six times, and the last digit of their sum. No rule is known for the two letters of the RNIE.
    What has none of the three forms, and would have one were a letter the digit that it is like, is a slip.
    """
    digits = f"TRY_CAST(left({said}, 10) AS BIGINT)"
    letter = f"substr({literal(_BEA_LETTERS)}, CAST({digits} % 23 + 1 AS INTEGER), 1)"
    worth = f"(instr({literal(_BASE_36)}, substr({said}, i, 1)) - 1) * CASE WHEN i < 10 THEN 6 ELSE 1 END"
    total = f"list_sum(list_transform(range(1, 11), lambda i: {worth}))"
    # « O » and « I » typed for 0 and 1 make a number of no known form.
    mended = f"(translate(left({said}, 9), 'OI', '01') || substr({said}, 10))"
    as_bea = f"(translate(left({said}, 10), 'OI', '01') || right({said}, 1))"
    return (
        f"CASE WHEN regexp_full_match({said}, '[0-9]{{10}}[A-Z]') THEN right({said}, 1) = {letter}"
        f" WHEN regexp_full_match({said}, '[0-9A-Z]{{10}}[0-9]') THEN"
        f" right({said}, 1) = CAST({total} % 10 AS VARCHAR)"
        f" WHEN regexp_full_match({said}, '[0-9]{{9}}[A-Z]{{2}}') THEN true"
        f" ELSE NOT regexp_full_match({as_bea}, '[0-9]{{10}}[A-Z]')"
        f" AND NOT regexp_full_match({mended}, '[0-9]{{9}}[A-Z]{{2}}') END"
    )


def _doi(text: str) -> str:
    """In lower case, without label, address nor what an address or a sentence adds behind."""
    label = literal(_DOI_LABEL)
    said = f"regexp_replace(trim(regexp_replace({text}, {literal(_UNSEEN)}, '', 'g')), {label}, '', 'i')"
    host, rest = _address(said)
    path = f"regexp_replace(url_decode(regexp_extract({rest}, '^[^?#]*')), {label}, '', 'i')"
    bare = (
        f"CASE WHEN {rest} <> '' AND regexp_matches({host}, {literal(_DOI_HOST)}, 'i') THEN {path}"
        f" WHEN contains({said}, '/') THEN {said} ELSE url_decode({said}) END"
    )
    # An address may hold what is no text once its signs are decoded: it is no DOI either.
    whole = f"TRY(regexp_replace({bare}, {literal(_DOI_AFTER)}, '', 'i'))"
    return f"CASE WHEN regexp_full_match({whole}, {literal(_DOI)}) THEN lower({whole}) END"


def _address(said: str) -> tuple[str, str]:
    """SQL: the host of an address, and what follows it."""
    bare = f"regexp_replace({said}, {literal(_SCHEME)}, '', 'i')"
    host = f"split_part({bare}, '/', 1)"
    return host, f"substr({bare}, length({host}) + 2)"


def _hal(text: str) -> str:
    """Without its version; alone, or in the address of a deposit, whatever portal and file."""
    said = f"lower(trim({text}))"
    host, rest = _address(said)
    alone = f"nullif(regexp_extract({said}, {literal(f'^{_HAL}$')}, 1), '')"
    within = f"nullif(regexp_extract({rest}, {literal(f'(?:^|[/?#]){_HAL}(?:$|[/?#])')}, 1), '')"
    return f"coalesce({alone}, CASE WHEN regexp_matches({host}, {literal(_HAL_HOST)}) THEN {within} END)"


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
