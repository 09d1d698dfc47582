"""Starting the site, and keeping it up: its database and files, who answers, who works."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from types import FrameType

from django.conf import settings
from django.core.management import call_command
from django.utils import translation

from jalon.kernel.faults.catalogue import report
from jalon.kernel.texts import Language, Text
from jalon.services.problems import DossierProblem, stop
from jalon.web.accounts.demo import close_demo_accounts, make_demo_accounts
from jalon.web.campaigns.models import Campaign
from jalon.web.campaigns.sweeping import sweep
from jalon.web.contract.saving import settle
from jalon.web.environment import environment
from jalon.web.figures.preparing import ask_for_pages
from jalon.web.members.keeping import NotAllowed
from jalon.web.members.keeping import first_administrator as make_first_administrator
from jalon.web.orphans import child_environment
from jalon.web.site.assets import write_made_assets

_PAUSE = 0.2
_PATIENCE = 30.0
_SHORT_LIFE = 5.0
_LONGEST_WAIT = 30.0


def prepare() -> None:
    """Bring the database and the files of the site to this version. May be run at each start."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("clearsessions")
    made = environment().site / "assets"
    write_made_assets(made)
    settings.STATICFILES_DIRS.append(made)
    call_command("collectstatic", interactive=False, verbosity=0, clear=False)
    if environment().demo:
        make_demo_accounts()
        if not Campaign.objects.exists():
            # In a process of its own: what reads the lake does not outlive the making of the server's.
            subprocess.run([sys.executable, "-m", "jalon.web", "make_demo_campaign"], check=True)
    else:
        close_demo_accounts()
    sweep()
    settle()
    ask_for_pages()


def serve(arguments: list[str]) -> int:
    """Prepare, then answer and work until interrupted.

    Returns:
        the exit code: 0 when stopped on purpose.
    """
    asked = _asked(arguments)
    language = Language.FR if os.environ.get("JALON_LANGUAGE") == "fr" else Language.EN
    try:
        listening = _listen(asked.bind, asked.port)
        prepare()
        if asked.first_administrator:
            print(_invite(asked.first_administrator, listening, language), flush=True)
    except DossierProblem as problem:
        print("\n".join(report(issue, language) for issue in problem.issues), file=sys.stderr)
        return 1
    except NotAllowed as problem:
        print(problem.text.say(language), file=sys.stderr)
        return 1
    print(f"{_origin(listening)}/  {_STOP.say(language)}", flush=True)
    return _Household(listening, asked.processes).keep()


def _asked(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="jalon serve")
    parser.add_argument("--bind", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--processes", type=int, default=max(2, os.cpu_count() or 1))
    parser.add_argument("--first-administrator", default="")
    return parser.parse_args(arguments)


def _listen(bind: str, port: int) -> socket.socket:
    """Open the address before anything else: a port that is taken is said at once, port 0 gets a number."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    try:
        listening = socket.create_server((bind, port), family=family, backlog=1024)
    except OSError as error:
        raise stop("port-taken", bind=bind, port=port, reason=error.strerror or str(error)) from error
    listening.set_inheritable(True)
    return listening


def _origin(listening: socket.socket) -> str:
    """The address that a browser is given: the site's own name behind a proxy, else where it listens."""
    here = environment()
    if here.https:
        return f"https://{here.hosts[0]}"
    host, port = listening.getsockname()[:2]
    return f"http://{'localhost' if host == '127.0.0.1' else f'[{host}]' if ':' in host else host}:{port}"


def _invite(email: str, listening: socket.socket, language: Language) -> str:
    with translation.override(language.value):
        link = make_first_administrator(email)
    return f"{_FIRST.say(language)}\n{_origin(listening)}{link}"


class _Household:
    """The two processes of a site: one that answers, without which there is none, and one that works."""

    def __init__(self, listening: socket.socket, processes: int) -> None:
        descriptor = listening.fileno()
        self._answering = _start(
            ["answer", "--descriptor", str(descriptor), "--processes", str(processes)], [descriptor]
        )
        self._working, self._since, self._wait = _start(["work"]), time.monotonic(), 0.0
        self._is_told_to_stop = False

    def keep(self) -> int:
        """Start the worker again when it dies; stop both when told to, or when nobody answers any more."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        while not self._is_told_to_stop and self._answering.poll() is None:
            time.sleep(_PAUSE)
            if self._working.poll() is not None:
                self._work_again()
        ends = [_end(self._answering), _end(self._working)]
        for finish in ends:
            finish()
        return 0 if self._is_told_to_stop else self._answering.returncode or 1

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._is_told_to_stop = True

    def _work_again(self) -> None:
        """At once after a long life; after a while, longer each time, when it dies as soon as it starts."""
        lived = time.monotonic() - self._since
        if lived < self._wait:
            return
        self._wait = min(_LONGEST_WAIT, max(1.0, 2 * self._wait)) if lived < _SHORT_LIFE + self._wait else 0.0
        self._working, self._since = _start(["work"]), time.monotonic()


def _start(arguments: Sequence[str], descriptors: Sequence[int] = ()) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "jalon.web", *arguments]
    return subprocess.Popen(command, pass_fds=descriptors, env=child_environment())


def _end(process: subprocess.Popen[bytes]) -> Callable[[], None]:
    """Ask a process to stop; what is returned waits for it, and kills it when it takes too long."""
    process.send_signal(signal.SIGTERM)

    def finish() -> None:
        try:
            process.wait(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            # Killing is safe: a job that is cut is taken up at the next start.
            process.kill()
            process.wait()

    return finish


_STOP = Text("(Ctrl-C pour arrêter)", "(Ctrl-C to stop)")
_FIRST = Text(
    "Premier compte d’administration. Ce lien choisit son mot de passe\u00a0; il sert une fois, pendant "
    "trois jours.",
    "First administrator account. This link chooses its password; it works once, for three days.",
)
