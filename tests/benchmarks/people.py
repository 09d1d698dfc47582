"""Who visits the measured site: their sessions, and the files that stewards have to send.

Sessions and tokens are made behind the sign-in page, whose limits would count so many people as an attack.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from uploads import Sending

_SESSIONS = """
import json, sys
import django
django.setup()
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from jalon.web.accounts.models import User
roles = ["directorate", "director", "steward", "controller"]
users = list(User.objects.filter(memberships__role__in=roles).distinct())
keys = []
for number in range(int(sys.argv[1])):
    user, session = users[number % len(users)], SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    keys.append(session.session_key)
print(json.dumps(keys))
"""

_FEEDS = """
import json
from types import SimpleNamespace
import django
django.setup()
from jalon.web.accounts.models import User
from jalon.web.accounts.who import who_is
from jalon.web.api.models import TokenScope
from jalon.web.api.tokens import make
from jalon.web.desk import desk
tokens, feeds = {}, []
for source in desk().dossier().sources.values():
    for feed in source.feeds:
        user = User.objects.filter(memberships__role="steward", memberships__unit=feed.unit).first()
        if user is None or not feed.path.endswith(".csv"):
            continue
        if feed.unit not in tokens:
            asked = SimpleNamespace(user=user, who=who_is(user))
            tokens[feed.unit] = make(asked, name="bench", scopes=tuple(TokenScope), days=1)[1]
        feeds.append({"feed": feed.id, "file": feed.path, "token": tokens[feed.unit]})
print(json.dumps(feeds))
"""


def sessions(environment: Mapping[str, str], number: int) -> list[str]:
    """The keys of that many sessions, of people of every school and role."""
    keys: list[str] = json.loads(_inside(environment, _SESSIONS, str(number)))
    return keys


def sendings(environment: Mapping[str, str], folder: Path, number: int) -> list[Sending]:
    """That many corrections, each of another feed, of which none was received before."""
    folder.mkdir(parents=True, exist_ok=True)
    feeds: list[dict[str, str]] = json.loads(_inside(environment, _FEEDS))
    if len(feeds) < number:
        raise RuntimeError(f"the world has {len(feeds)} feeds of a steward: fewer than {number}")
    return [_correction(one, Path(environment["JALON_DOSSIER"]), folder) for one in feeds[:number]]


def _correction(told: dict[str, str], dossier: Path, folder: Path) -> Sending:
    """The file of a feed with an empty line at its end: another file, of the same rows."""
    content = (dossier / told["file"]).read_bytes()
    file = folder / Path(told["file"]).name
    file.write_bytes(content + b"\n")
    return Sending(told["token"], told["feed"], file, len(content.splitlines()) - 1)


def _inside(environment: Mapping[str, str], script: str, *arguments: str) -> str:
    """What a script says that runs where the site runs."""
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
