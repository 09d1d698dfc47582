"""Descriptions without names: what a file says of persons, so turned that likeness shows and nothing is read.

Each feature is hashed under a key of its own. A name also gives the keyed hashes of its pairs of letters, so
that two spellings share most of them; a date of birth, those of its year, month and day. Without the key,
none of it can be computed from a guessed name. It is weaker than a pseudonym all the same: who holds many
descriptions can count how often each hash comes, and common names come often. Descriptions therefore stand in
a vault apart from the lake, are read by the linkage alone, and go when the file that they come from goes.
"""

from __future__ import annotations

from jalon.dossier.linkage import Description, Feature
from jalon.infocentre.engine.quoting import literal, name
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.mapping.naming import RECEIVED
from jalon.infocentre.mapping.plan import Plan
from jalon.infocentre.pseudonyms.tokens import key_table, sql_token
from jalon.kernel.texts import Text

PURPOSE = "link"
"""The purpose of the key of descriptions, which is not that of pseudonyms: neither leads to the other."""

STRONG = ("ine",)
"""The schemes whose number a person has but one of: two of them are never one person by likeness alone."""

COLUMNS = (
    "token", "strong", "family", "family_pairs", "first", "first_pairs", "born", "born_year", "born_month",
    "born_day", "sex",
)  # fmt: skip


def described_step(plan: Plan, description: Description, column: str) -> Step:
    """From cells as received to descriptions, one a different token and description.

    Args:
        plan: how the source names persons.
        description: the columns that describe them.
        column: the column of the entity that is kept as a token.
    """
    parts = {
        "token": plan.token_said(column),
        "strong": plan.strong_said(column, STRONG),
        **_name("family", description.columns.get(Feature.FAMILY_NAME)),
        **_name("first", description.columns.get(Feature.FIRST_NAME)),
        **_birth(description.columns.get(Feature.BIRTH_DATE)),
        "sex": _keyed("sex", _initial(description.columns.get(Feature.SEX))),
    }
    selected = ", ".join(f"{parts[one]} AS {name(one)}" for one in COLUMNS)
    keys = " ".join(f"CROSS JOIN {name(key_table(purpose))}" for purpose in (*plan.purposes, PURPOSE))
    return Step(
        "described",
        f"SELECT DISTINCT * FROM (SELECT {selected} FROM {name(RECEIVED)} {keys}) WHERE token IS NOT NULL",
        Text("Descriptions sans nom", "Descriptions without names"),
    )


def _name(feature: str, column: str | None) -> dict[str, str]:
    """A name: its hash, and those of its pairs of letters. Only letters count, without accents."""
    letters = (
        f"upper(regexp_replace(strip_accents({name(column)}), '[^\\p{{L}}]', '', 'g'))" if column else "NULL"
    )
    whole = f"nullif({letters}, '')"
    padded = f"('_' || {letters} || '_')"
    pairs = f"list_transform(range(1, length({padded})), lambda i: substr({padded}, i, 2))"
    keyed = f"list_transform(list_distinct({pairs}), lambda pair: {_keyed('pair', 'pair')})"
    return {
        feature: _keyed("name", whole),
        f"{feature}_pairs": f"CASE WHEN {whole} IS NOT NULL THEN {keyed} END",
    }


def _birth(column: str | None) -> dict[str, str]:
    if column is None:
        return dict.fromkeys(("born", "born_year", "born_month", "born_day"), "NULL")
    cell = name(column)
    day = f"CAST(coalesce(try_strptime({cell}, '%Y-%m-%d'), try_strptime({cell}, '%d/%m/%Y')) AS DATE)"
    parts = {"born_year": "%Y", "born_month": "%m", "born_day": "%d"}
    return {
        "born": _keyed("born", f"strftime({day}, '%Y%m%d')"),
        **{one: _keyed(one, f"strftime({day}, {literal(form)})") for one, form in parts.items()},
    }


def _initial(column: str | None) -> str:
    return f"nullif(left(upper(strip_accents({name(column)})), 1), '')" if column else "NULL"


def _keyed(scheme: str, text: str) -> str:
    """SQL: sixteen digits of the keyed hash of a text; null for none."""
    return f"left({sql_token(PURPOSE, f'({literal(scheme)} || chr(10) || {text})')}, 16)"
