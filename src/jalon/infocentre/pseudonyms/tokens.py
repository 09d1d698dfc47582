"""From what a file says of somebody to a token: HMAC-SHA-256 of the scheme and the normalised text.

The same person has the same token in every file that names her in the same scheme; without the key, nobody
can go from a token back to her, nor check a guess. The computation is written twice: in plain Python, for
rows on their way to the lake, and for the engine, where a query needs the tokens of cells; the tests hold one
against the other.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata

import pyarrow as pa

from jalon.infocentre.engine.quoting import literal, name
from jalon.infocentre.pseudonyms.keys import Key

LENGTH = 32
"""Hexadecimal digits of a token: 128 bits, so that among a billion persons two never share one."""

_LOWER, _UPPER = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TO_UPPER = str.maketrans(_LOWER, _UPPER)
_BLANKS = r"[\s\x{a0}\x{202f}]+"
_PYTHON_BLANKS = re.compile("[\t\n\f\r \u00a0\u202f]+")

_PLACEHOLDERS = """
NA N/A N.A N.A. #N/A NAN NC N/C N.C N.C. ND N/D N.D N.D. NR N/R N.R N.R. NSP NULL NONE NIL VIDE NEANT NÉANT
NéANT AUCUN AUCUNE INCONNU INCONNUE UNKNOWN ABSENT MANQUANT NONRENSEIGNE NONRENSEIGNÉ NONRENSEIGNé
NONCOMMUNIQUE NONCOMMUNIQUÉ NONCOMMUNIQUé NONCOMMUNIQ NONDISPONIBLE
"""
PLACEHOLDERS = tuple(_PLACEHOLDERS.split())
"""What is written, in capitals and without blanks, where there is no number."""

_NOTHING = r"[0.,/_*?#X-]*|#.*[!?]"
"""Zeros, crosses and signs alone, and what a workbook writes for an error."""

_ROUNDED = r"[0-9]+(?:[.,][0-9]+)?E\+[0-9]+"
"""What a workbook writes in the place of a long number, of which it shows the first digits."""

_PLAIN = "[0-9A-Z]*[1-9][0-9A-Z]*"

_NO_NUMBER = re.compile("|".join((_NOTHING, _ROUNDED, *map(re.escape, PLACEHOLDERS))))
_INE_LENGTH = 11
_INE = re.compile(f"[0-9A-Z]{{{_INE_LENGTH}}}")


def normalised(text: str) -> str:
    """A text as keys are made of it: composed, without any blank, unaccented letters in capitals.

    >>> normalised(" 0k1 234 567a ")
    '0K1234567A'
    """
    return _PYTHON_BLANKS.sub("", unicodedata.normalize("NFC", text)).translate(_TO_UPPER)


def is_number(scheme: str, said: str) -> bool:
    """True when a normalised text may be a number of its scheme.

    What stands for a missing number, or is what a workbook left of one, is none: taken for a number, it
    would make one person of all who have it.

    INE: eleven digits and capitals, whoever gave the number (BEA, INES, RNIE); see the ministry's
    nomenclature of student numbers. What a school writes for want of one (zeros, crosses, « NONCOMMUNIQ »)
    has no digit, or is all but one of one character: taken for a number, it would make one person of all who
    have none.

    >>> is_number("ine", "0123456789A"), is_number("ine", "0000000000A"), is_number("ine", "NONCOMMUNIQ")
    (True, False, False)
    >>> [is_number("local", said) for said in ("120", "000", "N/A", "2,20012E+07")]
    [True, False, False, False]
    """
    if scheme != "ine":
        return not _NO_NUMBER.fullmatch(said)
    has_digit = any(char in "0123456789" for char in said)
    return bool(_INE.fullmatch(said)) and has_digit and len(said.replace(said[0], "")) >= 2


def message(scheme: str, text: str, within: str = "") -> str:
    """What is hashed: the scheme, the unit within which the text means somebody (if any), the text."""
    return "\n".join((scheme, within, normalised(text)))


def token(key: Key, said: str) -> str:
    """The token of a message.

    >>> token(Key("person", b"k" * 32), message("ine", "0k1 234567 a"))[:8]
    '0d711800'
    """
    return hmac.new(key.secret, said.encode(), hashlib.sha256).hexdigest()[:LENGTH]


def tokens(key: Key, said: pa.Array) -> pa.Array:
    """The token of each message (see :func:`token`); null for a null.

    The hashes of the two blocks of the key are computed once.
    """
    inner, outer = hashlib.sha256(key.inner), hashlib.sha256(key.outer)

    def token_of(text: str) -> str:
        first, second = inner.copy(), outer.copy()
        first.update(text.encode())
        second.update(first.digest())
        return second.hexdigest()[:LENGTH]

    return pa.array([None if text is None else token_of(text) for text in said.to_pylist()], pa.string())


# For the engine


def key_table(purpose: str) -> str:
    """The registered table that holds the two blocks of a key: a query reads it, and never shows it."""
    return f"key of {purpose}"


def key_rows(key: Key) -> pa.Table:
    """The one row of :func:`key_table`."""
    return pa.table(
        {"inner": pa.array([key.inner], pa.binary()), "outer": pa.array([key.outer], pa.binary())}
    )


def sql_normalised(text: str) -> str:
    """SQL: :func:`normalised`."""
    return f"CASE WHEN {_sql_is_plain(text)} THEN {text} ELSE {_sql_rewritten(text)} END"


def sql_message(scheme: str, text: str, within: str = "''") -> str:
    """SQL: :func:`message`; null for an empty text, or one that is no key of its scheme.

    ``within`` is never null.
    """
    rewritten = _sql_rewritten(text)
    slowly = f"CASE WHEN {sql_is_number(scheme, rewritten)} THEN {rewritten} END"
    number = f"CASE WHEN {sql_is_plain_number(scheme, text)} THEN {text} ELSE {slowly} END"
    return f"({literal(scheme)} || chr(10) || {within} || chr(10) || {number})"


def _sql_is_plain(text: str) -> str:
    """SQL: true for what is its own normal form. Nearly every number is; rewriting is ten times slower."""
    return f"regexp_full_match({text}, '[0-9A-Z]+')"


def sql_is_plain_number(scheme: str, text: str) -> str:
    """SQL: true for nearly every number of a scheme that is its own normal form, told at a glance.

    Nothing that stands for a missing number is digits and capitals alone, one of them from 1 to 9.
    """
    return sql_is_number(scheme, text) if scheme == "ine" else f"regexp_full_match({text}, {literal(_PLAIN)})"


def _sql_rewritten(text: str) -> str:
    blanks = f"regexp_replace(nfc_normalize({text}), {literal(_BLANKS)}, '', 'g')"
    return f"translate({blanks}, {literal(_LOWER)}, {literal(_UPPER)})"


def sql_is_number(scheme: str, said: str) -> str:
    """SQL: :func:`is_number`."""
    if scheme != "ine":
        # One pattern: a list of words would be looked up for every row, beside what chooses the rows.
        return f"NOT regexp_full_match({said}, {literal(_NO_NUMBER.pattern)})"
    is_mixed = f"length(replace({said}, left({said}, 1), '')) >= 2"
    has_digit = f"regexp_full_match({said}, '[0-9A-Z]*[0-9][0-9A-Z]*')"
    return f"length({said}) = {_INE_LENGTH} AND {has_digit} AND {is_mixed}"


def sql_token(purpose: str, said: str) -> str:
    """SQL: :func:`token` of a message, where the table of the key is joined."""
    table = name(key_table(purpose))
    inner = f"unhex(sha256({table}.inner || encode({said})))"
    return f"left(sha256({table}.outer || {inner}), {LENGTH})"
