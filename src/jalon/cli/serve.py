"""``jalon serve``: the site of a dossier."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from jalon.cli.answers import answers
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.services.check import open_checked
from jalon.services.problems import stop

_LIBRARIES = ("django", "allauth", "csp", "django_htmx", "django_tasks_db", "gunicorn", "ninja", "whitenoise")
"""One module of each library of the extra: a missing one stops here, in words, and not half way."""

_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


@answers
def serve(
    dossier: Path,
    *,
    port: int = 8000,
    bind: str = "127.0.0.1",
    demo: bool | None = None,
    processes: int | None = None,
    first_administrator: str = "",
    settings: Settings = EVERYWHERE,
) -> None:
    """Serve the site of a dossier until interrupted.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    port
        Port of the address.
    bind
        Address to listen at. Beyond this machine, the site must be reached through a proxy that does HTTPS.
    demo
        Show demo accounts, one a role, that open with a click. On by default on this machine over plain HTTP;
        refused elsewhere.
    processes
        Processes that answer; by default as many as the machine has processors, two at least.
    first_administrator
        E-mail address: open the account of a first administrator, and print the link that sets its password.
    settings
        Common options.
    """
    missing = [name for name in _LIBRARIES if find_spec(name) is None]
    if missing:
        raise stop("web-missing", missing=", ".join(missing))
    environment = site_environment(dossier, bind, demo, settings, os.environ)
    open_checked(dossier)
    asked = ["--bind", bind, "--port", str(port)]
    if processes is not None:
        asked += ["--processes", str(processes)]
    if first_administrator:
        asked += ["--first-administrator", first_administrator]
    sys.stdout.flush()
    # The site takes this process's place: whoever stops the command stops the site, with no process between.
    os.execve(sys.executable, [sys.executable, "-m", "jalon.web", "serve", *asked], dict(environment))


def site_environment(
    dossier: Path, bind: str, demo: bool | None, settings: Settings, given: Mapping[str, str]
) -> Mapping[str, str]:
    """The variables that the site reads: what the command says, over what the machine says.

    Raises:
        DossierProblem: the site would be open to more people than its settings protect.
    """
    # A proxy on this same machine says so with JALON_HTTPS=1; nothing else makes a local address need it.
    is_plain = bind in _LOCAL and given.get("JALON_HTTPS", "0") == "0"
    if demo and not is_plain:
        raise stop("demo-beyond-this-machine")
    if bind not in _LOCAL:
        if given.get("JALON_HTTPS") == "0" or int(given.get("JALON_PROXIES", "0") or "0") < 1:
            raise stop("site-over-http", bind=bind)
        if not given.get("JALON_HOSTS"):
            raise stop("site-without-name")
    says = {
        "JALON_DOSSIER": str(dossier),
        "JALON_HTTPS": "0" if is_plain else "1",
        "JALON_DEMO": "1" if is_plain and demo is not False else "0",
        "JALON_LANGUAGE": settings.language.value,
    }
    if settings.home:
        says["JALON_HOME"] = str(settings.home)
    return {**given, **says}
