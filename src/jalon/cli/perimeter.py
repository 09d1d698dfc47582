"""``jalon perimeter``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from jalon.cli.answers import answers
from jalon.cli.output import Format, console, print_table, write_rows
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.dossier.catalogue import Dossier
from jalon.dossier.contract import Amendment
from jalon.dossier.rebase import Rebase
from jalon.dossier.successions import Change, ChangeKind
from jalon.kernel.numbers import format_percent
from jalon.kernel.texts import Language, Text
from jalon.services.check import open_checked
from jalon.services.perimeter import Belonging, belongings, changes, rebases
from jalon.services.rows import Row

HEADERS = {
    Language.EN: ("unit", "name", "in", "since", "until", "part", "note"),
    Language.FR: ("unité", "nom", "dans", "depuis", "jusqu’au", "part", "note"),
}
KEYS = ("unit", "name", "parent", "since", "until", "part", "note")
_VERBS = {
    ChangeKind.MERGE: Text("fusionnent en", "merge into"),
    ChangeKind.SPLIT: Text("se scinde en", "splits into"),
}
_RENAMED = Text("devient", "becomes")


@answers
def perimeter(
    dossier: Path,
    *,
    period: str | None = None,
    format: Format = Format.TABLE,
    out: Path | None = None,
    settings: Settings = EVERYWHERE,
) -> None:
    """Say who belongs to the institute, when, for which part, and which units merged or split.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    period
        Only the members of that period, such as 2023 or 2023-24, each with its part in the institute.
    format
        table, json, csv or parquet.
    out
        File to write instead of the standard output.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    found = belongings(checked, period)
    if format is not Format.TABLE or out is not None:
        rows = [_row(one, settings.language) for one in found]
        rows += [_change_row(change, settings.language) for change in changes(checked)]
        write_rows(rows, Format.CSV if format is Format.TABLE else format, out)
        return
    headers = dict(zip(KEYS, HEADERS[settings.language], strict=True))
    print_table(headers, [_cells(one, settings.language) for one in found], frozenset({"part"}))
    for change in changes(checked):
        console().print(change_in_words(checked, change, settings.language), soft_wrap=True)
    for amendment, rebase in rebases(checked):
        console().print(_rebase_in_words(amendment, rebase, settings.language), soft_wrap=True)


def change_in_words(dossier: Dossier, change: Change, language: Language) -> str:
    """« On 1 January 2020, North and South merge into Union. »."""
    is_french = language is Language.FR
    before, after = (
        _listed([dossier.perimeter.label(unit).say(language) for unit in side], language)
        for side in (change.before, change.after)
    )
    verb = _RENAMED if len(change.before) == len(change.after) == 1 else _VERBS[change.kind]
    day = _day(change.on, language)
    told = f"{'Le' if is_french else 'On'} {day}, {before} {verb.say(language)} {after}."
    return " ".join(text for text in (told, change.note.say(language), *map(str, change.references)) if text)


def _rebase_in_words(amendment: Amendment, rebase: Rebase, language: Language) -> str:
    """« Amendment 1, signed on …: students-2025 on the perimeter of …, rule same-growth. »."""
    on = _day(rebase.on, language) if rebase.on else "—"
    about, state = ", ".join(rebase.targets), _signature(amendment, language)
    told = (
        f"Avenant {amendment.id}, {state}\u00a0: {about} sur le périmètre du {on}, règle {rebase.rule}."
        if language is Language.FR
        else f"Amendment {amendment.id}, {state}: {about} on the perimeter of {on}, rule {rebase.rule}."
    )
    return " ".join(text for text in (told, rebase.because.say(language)) if text)


def _signature(amendment: Amendment, language: Language) -> str:
    is_french = language is Language.FR
    if amendment.signed is None:
        return "proposé, non signé" if is_french else "proposed, not signed"
    by = amendment.signed_by and f" ({amendment.signed_by})"
    return f"{'signé le' if is_french else 'signed on'} {_day(amendment.signed, language)}{by}"


def _listed(names: Sequence[str], language: Language) -> str:
    word = " et " if language is Language.FR else " and "
    return word.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _day(day: date, language: Language) -> str:
    return f"{day:%d/%m/%Y}" if language is Language.FR else f"{day:%-d %B %Y}"


def _cells(one: Belonging, language: Language) -> dict[str, str]:
    row = _row(one, language)
    return {key: "" if row[key] is None else str(row[key]) for key in KEYS} | {
        "part": format_percent(one.part, language)
    }


def _row(one: Belonging, language: Language) -> Row:
    return {
        "kind": "member",
        "unit": one.unit.id,
        "name": one.unit.name.say(language),
        "parent": one.unit.parent,
        "since": one.since.isoformat() if one.since else None,
        "until": one.until.isoformat() if one.until else None,
        "part": str(one.part),
        "into": None,
        "note": one.note.say(language) or None,
    }


def _change_row(change: Change, language: Language) -> Row:
    return {
        "kind": change.kind.value,
        "unit": ", ".join(change.before),
        "name": change.id,
        "parent": None,
        "since": change.on.isoformat(),
        "until": None,
        "part": None,
        "into": ", ".join(change.after),
        "note": change.note.say(language) or None,
    }
