"""What the machine says to the site: every setting that differs from one installation to another."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from jalon.services.check import open_checked
from jalon.services.places import workspace_of


class SecondFactor(StrEnum):
    """Who must have a second factor beside a password."""

    NOBODY = "nobody"
    ADMINISTRATORS = "administrators"
    EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """One installation.

    Attributes:
        dossier: folder that holds dossier.yaml (``JALON_DOSSIER``).
        home: folder of workspaces, None for ``.jalon`` inside the dossier (``JALON_HOME``).
        site: folder of what the site keeps: its database by default, uploads, prepared pages.
        database: address of a PostgreSQL database, empty for SQLite (``JALON_DATABASE_URL``).
        hosts: names under which the site is reached (``JALON_HOSTS``, comma-separated).
        https: whether it is reached over HTTPS, which anything but this machine must be (``JALON_HTTPS``).
        demo: whether it shows demo accounts (``JALON_DEMO``).
        proxies: how many trusted proxies stand before it (``JALON_PROXIES``).
        mail: address of the mail server, empty to write letters into files (``JALON_MAIL_URL``).
        sender: whom letters come from (``JALON_MAIL_FROM``).
        second_factor: who must have one beside a password (``JALON_SECOND_FACTOR``).
    """

    dossier: Path
    home: Path | None
    site: Path
    database: str
    hosts: tuple[str, ...]
    https: bool
    demo: bool
    proxies: int
    mail: str
    sender: str
    second_factor: SecondFactor


class NoDossier(Exception):
    """``JALON_DOSSIER`` names no folder; ``jalon serve DOSSIER`` sets it."""


@cache
def environment() -> Environment:
    """The installation, as the variables of the process say it.

    Raises:
        NoDossier: no dossier is named.
        DossierProblem: the dossier has faults.
    """
    named = os.environ.get("JALON_DOSSIER", "")
    if not named:
        raise NoDossier("JALON_DOSSIER is not set: start the site with `jalon serve DOSSIER`.")
    dossier, home = Path(named), os.environ.get("JALON_HOME")
    workspace = workspace_of(open_checked(dossier), Path(home) if home else None)
    return Environment(
        dossier=dossier,
        home=Path(home) if home else None,
        site=workspace.home / "site",
        database=os.environ.get("JALON_DATABASE_URL", ""),
        hosts=tuple(_list(os.environ.get("JALON_HOSTS", "localhost,127.0.0.1,[::1]"))),
        https=os.environ.get("JALON_HTTPS", "1") != "0",
        demo=os.environ.get("JALON_DEMO", "0") == "1",
        proxies=int(os.environ.get("JALON_PROXIES", "0")),
        mail=os.environ.get("JALON_MAIL_URL", ""),
        sender=os.environ.get("JALON_MAIL_FROM", "jalon@localhost"),
        second_factor=_second_factor(),
    )


def _second_factor() -> SecondFactor:
    """Administrators', unless said otherwise; nobody's on a site that only this machine reaches."""
    usual = "nobody" if os.environ.get("JALON_HTTPS", "1") == "0" else "administrators"
    return SecondFactor(os.environ.get("JALON_SECOND_FACTOR") or usual)


def secret_key(site: Path) -> str:
    """The key that signs sessions: ``JALON_SECRET_KEY``, else one made once and kept for its owner alone."""
    given = os.environ.get("JALON_SECRET_KEY", "")
    if given:
        return given
    kept = site / "secret.key"
    if not kept.is_file():
        site.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_once(kept, secrets.token_urlsafe(64))
    return kept.read_text(encoding="ascii")


def _write_once(path: Path, text: str) -> None:
    """Of two processes that start together, the first one's key stays."""
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    partial.touch(mode=0o600)
    partial.write_text(text, encoding="ascii")
    try:
        os.link(partial, path)
    except FileExistsError:
        pass
    finally:
        partial.unlink()


def database(address: str, site: Path) -> dict[str, object]:
    """The database, in Django's terms: SQLite beside the workspace, or the PostgreSQL one of an address."""
    if not address:
        site.mkdir(parents=True, exist_ok=True, mode=0o700)
        # A writer waits for another instead of failing; readers never wait.
        options = {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        }
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": site / "site.sqlite3", "OPTIONS": options}
    parts = urlsplit(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": _host(parts.query) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _host(query: str) -> str:
    """A socket folder is written ``?host=/folder``, as PostgreSQL's own addresses do."""
    found = [value for key, _, value in (pair.partition("=") for pair in query.split("&")) if key == "host"]
    return unquote(found[0]) if found else ""


def mail(address: str, letters: Path) -> dict[str, object]:
    """How letters leave: by a mail server (``smtps://user:password@host:465``), else into files."""
    if not address:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": letters}
    parts = urlsplit(address)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "",
        "EMAIL_PORT": parts.port or 587,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": 20,
    }


def _list(text: str) -> list[str]:
    return [item.strip() for item in text.split(",") if item.strip()]
