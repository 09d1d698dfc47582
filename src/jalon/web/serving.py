"""Starting the site: database, files, worker, and the server in front."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any  # gunicorn ships no types

from django.conf import settings
from django.core.management import call_command
from gunicorn.app.base import BaseApplication

from jalon.web.accounts.demo import make_demo_accounts
from jalon.web.campaigns.sweeping import sweep
from jalon.web.environment import environment
from jalon.web.figures.preparing import ask_for_pages
from jalon.web.jobs.running import take_up
from jalon.web.site.assets import write_made_assets


def prepare() -> None:
    """Bring the database and the files of the site to this version. May be run at each start."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    made = environment().site / "assets"
    write_made_assets(made)
    settings.STATICFILES_DIRS.append(made)
    call_command("collectstatic", interactive=False, verbosity=0, clear=False)


def serve(arguments: list[str]) -> None:
    """Prepare, start the worker, and answer until interrupted."""
    asked = _asked(arguments)
    prepare()
    if environment().demo:
        make_demo_accounts()
        # In a process of its own: what reads the lake does not outlive the making of the server's processes.
        subprocess.run([sys.executable, "-m", "jalon.web", "make_demo_campaign"], check=True)
    sweep()
    take_up()
    ask_for_pages()
    worker = subprocess.Popen([sys.executable, "-m", "jalon.web", "db_worker", "--interval", "0.2"])
    try:
        print(f"http://{asked.bind}:{asked.port}/  (Ctrl-C)", flush=True)
        _Server(f"{asked.bind}:{asked.port}", asked.processes).run()
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.wait(timeout=30)


def _asked(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="jalon serve")
    parser.add_argument("--bind", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--processes", type=int, default=max(2, os.cpu_count() or 1))
    return parser.parse_args(arguments)


class _Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn, told here what a configuration file would say."""

    def __init__(self, address: str, processes: int) -> None:
        self._options = {
            "bind": address,
            "workers": processes,
            "threads": 4,
            "worker_class": "gthread",
            "timeout": 120,
            "graceful_timeout": 20,
            "limit_request_line": 8190,
            "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,
            "loglevel": "warning",
            "proc_name": "jalon",
        }
        super().__init__()

    def load_config(self) -> None:
        """Hand the options over."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application, made in each process."""
        from jalon.web.wsgi import application

        return application
