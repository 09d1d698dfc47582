"""The processes that answer browsers: gunicorn, told here what a configuration file would say."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from pathlib import Path
from typing import Any  # gunicorn ships no types

from gunicorn.app.base import BaseApplication

from jalon.web.orphans import end_with_parent


def answer(arguments: list[str]) -> None:
    """Answer on a socket that the parent has opened, until told to stop."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--descriptor", type=int, required=True)
    parser.add_argument("--processes", type=int, required=True)
    asked = parser.parse_args(arguments)
    end_with_parent()
    _Server(asked.descriptor, asked.processes).run()


def _leave(_arbiter: object, worker: Any) -> None:
    """End at once a process that was told to stop and has answered its last request.

    Engines that draw keep threads of their own. At the ordinary end of Python they are destroyed while they
    run, which aborts the process and says so in the log. Nothing is left to be written by then. A process
    that could not start ends as ever: its code tells the parent.
    """
    ended = sys.exc_info()[1]
    if worker.pid == os.getpid() and isinstance(ended, SystemExit) and not ended.code:
        logging.shutdown()
        os._exit(0)


class _Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn with its options."""

    def __init__(self, descriptor: int, processes: int) -> None:
        self._options = {
            "bind": f"fd://{descriptor}",
            "workers": processes,
            "threads": 4,
            "worker_class": "gthread",
            "timeout": 120,
            "graceful_timeout": 20,
            "limit_request_line": 8190,
            "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,
            "loglevel": "warning",
            "proc_name": "jalon",
            "control_socket_disable": True,
            "worker_exit": _leave,
        }
        super().__init__()

    def load_config(self) -> None:
        """Hand the options over."""
        for name, value in self._options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        """The application, made in each process."""
        # Imported in each process: Django is set up there, and nothing of it crosses a fork.
        from jalon.web.wsgi import application

        return application
