"""Cells that name somebody where texts are kept in clear: e-mail addresses, social security numbers.

A name cannot be told from another word; these two can. A French number of social security (NIR) has thirteen
characters and a key, 97 less their remainder by 97, the departments of Corsica counting as 19 and 18 (INSEE).
"""

from __future__ import annotations

from jalon.infocentre.engine.quoting import literal

_ADDRESS = r"[\w.%+-]+@[[:alnum:]-]+(?:[.][[:alnum:]-]+)+"
_BLANKS = r"[\s\x{a0}\x{202f}.-]"
_NIR = "[1-478][0-9]{2}(?:0[1-9]|1[0-2]|[2-9][0-9])(?:[0-9]{2}|2[AB])[0-9]{8}"
_WRITTEN = "[0-9AB\u00a0\u202f .-]+"


def sql_names_somebody(text: str) -> str:
    """SQL: true for a text that holds an e-mail address, or is a NIR whose key is right."""
    # Nearly no cell has the sign, nor the length: the slow part of each test is seldom asked.
    is_address = f"(contains({text}, '@') AND regexp_matches({text}, {literal(_ADDRESS)}))"
    is_written = f"regexp_full_match({text}, {literal(_WRITTEN)})"
    is_number = (
        f"CASE WHEN length({text}) BETWEEN 15 AND 24 THEN {is_written} AND {_is_nir(text)} ELSE false END"
    )
    return f"coalesce({is_address} OR {is_number}, false)"


def _is_nir(text: str) -> str:
    bare = f"regexp_replace({text}, {literal(_BLANKS)}, '', 'g')"
    place = f"CASE substr({bare}, 6, 2) WHEN '2A' THEN '19' WHEN '2B' THEN '18' ELSE substr({bare}, 6, 2) END"
    number = f"TRY_CAST(left({bare}, 5) || {place} || substr({bare}, 8, 6) AS BIGINT)"
    key = f"TRY_CAST(right({bare}, 2) AS INTEGER)"
    return f"(regexp_full_match({bare}, {literal(_NIR)}) AND 97 - {number} % 97 = {key})"
