"""``jalon dictionary``."""

from __future__ import annotations

import csv
import html
import io
import sys
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from jalon.cli.answers import answers
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.kernel.texts import Language
from jalon.services.check import open_checked
from jalon.services.dictionary import Entry
from jalon.services.dictionary import dictionary as entries_of


class Form(StrEnum):
    """How a dictionary is written."""

    MARKDOWN = "md"
    HTML = "html"
    CSV = "csv"


HEADERS = {
    Language.EN: ("column", "meaning", "type", "unit", "sensitivity", "filled by", "read by"),
    Language.FR: ("colonne", "sens", "type", "unité de mesure", "sensibilité", "remplie par", "lue par"),
}
TITLE = {Language.EN: "Data dictionary", Language.FR: "Dictionnaire des données"}
STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #bbb;padding:.3rem;"
    "text-align:left;vertical-align:top}"
)


@answers
def dictionary(
    dossier: Path,
    *,
    format: Form = Form.MARKDOWN,
    out: Path | None = None,
    everything: bool = False,
    settings: Settings = EVERYWHERE,
) -> None:
    """Write what each column of a dossier means, its unit and sensitivity, who fills it and who reads it.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    format
        md, html or csv.
    out
        File to write instead of the standard output.
    everything
        Also the entities that no source fills and no indicator reads.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    entries = entries_of(checked, everything=everything)
    warning = checked.warning.say(settings.language)
    content = _WRITERS[format](entries, warning, settings.language).encode()
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        out.write_bytes(content)


def _by_entity(entries: Sequence[Entry]) -> Mapping[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.entity.id, []).append(entry)
    return found


def _cells(entry: Entry, language: Language) -> tuple[str, ...]:
    column = entry.column
    marks = {
        "required": column.required,
        "key": column.name in entry.entity.key,
        "pseudonym": bool(column.pseudonym),
    }
    words = _MARKS[language]
    told = ", ".join([column.type.value, *(words[mark] for mark, holds in marks.items() if holds)])
    values = f" ({', '.join(column.values)})" if column.values else ""
    return (
        column.name,
        f"{column.description.say(language)}{values}",
        told,
        column.unit or "",
        column.sensitivity.value,
        ", ".join(entry.sources),
        ", ".join(entry.indicators),
    )


_MARKS = {
    Language.EN: {"required": "required", "key": "in the key", "pseudonym": "pseudonymised"},
    Language.FR: {"required": "obligatoire", "key": "dans la clé", "pseudonym": "pseudonymisée"},
}


def _markdown(entries: Sequence[Entry], warning: str, language: Language) -> str:
    lines = [f"# {TITLE[language]}", *([warning] if warning else [])]
    headers = HEADERS[language]
    for name, own in _by_entity(entries).items():
        entity = own[0].entity
        lines += [f"## {entity.name.say(language)} (`{name}`)", entity.grain.say(language)]
        table = [headers, ["---"] * len(headers), *(_cells(entry, language) for entry in own)]
        lines.append("\n".join(f"| {' | '.join(map(_escaped, row))} |" for row in table))
    return "\n\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _html(entries: Sequence[Entry], warning: str, language: Language) -> str:
    said = html.escape
    head = f'<!doctype html><html lang="{language.value}"><meta charset="utf-8">'
    parts = [f"{head}<title>{TITLE[language]}</title><style>{STYLE}</style><h1>{TITLE[language]}</h1>"]
    parts += [f"<p><strong>{said(warning)}</strong></p>"] if warning else []
    titles = "".join(f'<th scope="col">{said(title)}</th>' for title in HEADERS[language])
    for name, own in _by_entity(entries).items():
        entity = own[0].entity
        title, grain = entity.name.say(language), entity.grain.say(language)
        parts.append(
            f'<h2 id="{said(name)}">{said(title)} <code>{said(name)}</code></h2><p>{said(grain)}</p>'
        )
        rows = ["".join(f"<td>{said(cell)}</td>" for cell in _cells(entry, language)) for entry in own]
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        parts.append(f"<table><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>")
    return "\n".join(parts) + "</html>\n"


def _csv(entries: Sequence[Entry], warning: str, language: Language) -> str:
    del warning, language
    sink = io.StringIO(newline="")
    rows = [entry.row for entry in entries]
    if rows:
        writer = csv.DictWriter(sink, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: _inert(str(cell)) for key, cell in row.items()} for row in rows)
    return sink.getvalue()


def _inert(text: str) -> str:
    """A text that a spreadsheet does not run as a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


_WRITERS: Mapping[Form, Callable[[Sequence[Entry], str, Language], str]] = {
    Form.MARKDOWN: _markdown,
    Form.HTML: _html,
    Form.CSV: _csv,
}
