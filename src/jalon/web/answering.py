"""The processes that answer browsers: gunicorn, told here what a configuration file would say."""

from __future__ import annotations

import argparse
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
        }
        super().__init__()

    def load_config(self) -> None:
        """Hand the options over."""
        for name, value in self._options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        """The application, made in each process."""
        from jalon.web.wsgi import application  # made in each process, not in their parent

        return application
