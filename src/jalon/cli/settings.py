"""What every command is told: where the workspace is, in which language to speak, from which day to look."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from jalon.kernel.texts import Language


def default_language() -> Language:
    """The reader's language: ``JALON_LANGUAGE``, else that of the terminal, else English."""
    told = os.environ.get("JALON_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return Language.FR if told.lower().startswith("fr") else Language.EN


def today() -> date:
    """The day of the question. The clock is read here and nowhere below."""
    return date.today()


def now() -> datetime:
    """The time of an event, with its time zone. The clock is read here and nowhere below."""
    return datetime.now(UTC)


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Settings:
    """Options that every command has."""

    home: Annotated[Path | None, Parameter(env_var="JALON_HOME")] = None
    """Folder of workspaces; by default the workspace is .jalon inside the dossier."""

    language: Language = field(default_factory=default_language)
    """Language of the answers: fr or en."""

    as_of: date = field(default_factory=today)
    """The day from which to look, YYYY-MM-DD; today by default."""


EVERYWHERE = Settings()
