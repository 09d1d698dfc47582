"""``jalon register``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from jalon.cli.answers import answers
from jalon.cli.output import Format, write_rows
from jalon.cli.pages import write_page
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.services.check import open_checked
from jalon.services.documents import Page
from jalon.services.register import register as register_document
from jalon.services.register import register_rows


class RegisterFormat(StrEnum):
    """A form of the register."""

    MD = "md"
    HTML = "html"
    CSV = "csv"
    JSON = "json"


@answers
def register(
    dossier: Path,
    *,
    format: RegisterFormat = RegisterFormat.MD,
    out: Path | None = None,
    settings: Settings = EVERYWHERE,
) -> None:
    """Write the register of processings, from the entities, the sources and privacy.yaml.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    format
        md, html, csv or json.
    out
        File to write instead of the standard output.
    settings
        Common options.
    """
    checked, language = open_checked(dossier), settings.language
    if format is RegisterFormat.CSV:
        write_rows(register_rows(checked, language), Format.CSV, out)
        return
    document = register_document(checked, as_of=settings.as_of, language=language)
    write_page(document, register_rows(checked, language), Page(format.value), out)
