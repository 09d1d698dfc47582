"""A CAS server of tests: it gives tickets, and says once whose they are."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

_YES = """<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas"><cas:authenticationSuccess>
<cas:user>login</cas:user><cas:attributes>{attributes}</cas:attributes>
</cas:authenticationSuccess></cas:serviceResponse>"""
_NO = """<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">
<cas:authenticationFailure code="INVALID_TICKET">no</cas:authenticationFailure></cas:serviceResponse>"""


@dataclass
class Cas:
    """The tickets it gave."""

    address: str = ""
    tickets: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)

    def ticket(self, service: str, **attributes: str) -> str:
        """Somebody signed in there: where their browser is sent back."""
        name = f"ST-{len(self.tickets)}"
        self.tickets[name] = (service, attributes)
        return f"{service}{'&' if '?' in service else '?'}ticket={name}"

    def validate(self, ticket: str, service: str) -> str:
        known, attributes = self.tickets.pop(ticket, ("", {}))
        if known != service:
            return _NO
        return _YES.format(attributes="".join(f"<cas:{k}>{v}</cas:{k}>" for k, v in attributes.items()))


@contextmanager
def server() -> Iterator[Cas]:
    """One that answers on this machine."""
    made = Cas()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            assert parts.path == "/cas/p3/serviceValidate", parts.path
            query = dict(parse_qsl(parts.query))
            body = made.validate(query["ticket"], query["service"]).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing is printed for each request."""

    running = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    made.address = f"http://127.0.0.1:{running.server_port}/cas"
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield made
    running.shutdown()
