"""``jalon serve``: a local preview of the review."""

from __future__ import annotations

import functools
import http.server
import sys
from pathlib import Path

from jalon.cli.answers import answers
from jalon.cli.output import console
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.kernel.texts import Language
from jalon.services.check import open_checked
from jalon.services.places import workspace_of
from jalon.services.preview import write_preview


@answers
def serve(dossier: Path, *, port: int = 8000, settings: Settings = EVERYWHERE) -> None:
    """Show the review in a browser, on this machine only, until interrupted.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    port
        Port of the local address.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    workspace = workspace_of(checked, settings.home)
    folder = write_preview(checked, workspace, as_of=settings.as_of, language=settings.language)
    handler = functools.partial(_Quiet, directory=str(folder))
    with _Server(("127.0.0.1", port), handler) as server:
        told = "Ctrl-C pour arrêter" if settings.language is Language.FR else "Ctrl-C to stop"
        console().print(f"http://localhost:{server.server_port}/  ({told})", soft_wrap=True)
        server.serve_forever()


class _Server(http.server.ThreadingHTTPServer):
    """Keeps the terminal quiet when a browser leaves before its page is whole."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Report what is not the browser's doing."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves the preview's own files and keeps the terminal quiet."""

    def log_message(self, *_: object) -> None:
        """Nothing is printed for each request."""

    def list_directory(self, path: object) -> None:
        """Folders are not listed."""
        del path
        self.send_error(404)
