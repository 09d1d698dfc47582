"""Somebody who sends forms without a browser: what a kill interrupts is sent from a thread, byte by byte."""

from __future__ import annotations

import http.client
import re
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

from browser.site import PASSWORD, Site

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_VERSION = re.compile(r'name="version" value="(\d+)"')
_MARK = re.compile(r"<[^>]*>")
BOUNDARY = "the-boundary-of-the-parts"


class Sender:
    """Somebody signed in, who follows no redirection: an answer is what the server said, or None."""

    def __init__(self, site: Site, who: str) -> None:
        self._site = site
        self._jar = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar), _Stay())
        self._opener.addheaders = [("Accept-Language", "en")]
        self.post("/accounts/login/", login=f"{who}@demo.example", password=PASSWORD)

    def get(self, path: str) -> str:
        """The text of a page."""
        with self._opener.open(self._site.address + path, timeout=60) as answer:
            return str(answer.read().decode())

    def words(self, path: str) -> str:
        """What a page says, without its marks."""
        return " ".join(_MARK.sub(" ", self.get(path)).split())

    def version_on(self, path: str) -> str:
        """The version that the forms of a page carry."""
        found = _VERSION.search(self.get(path))
        return found.group(1) if found else ""

    def token_on(self, path: str) -> str:
        """The token that the forms of a page carry."""
        found = _TOKEN.search(self.get(path))
        assert found, f"no form on {path}"
        return found.group(1)

    def post(self, path: str, page: str = "", **form: str) -> int | None:
        """Send a form that is on a page: its own, unless another is named; see :meth:`send`."""
        return self.send(path, self.token_on(page or path), **form)

    def send(self, path: str, token: str, **form: str) -> int | None:
        """Send what is typed in a form; answers the status, or None when the server is gone."""
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **form}).encode()
        try:
            with self._opener.open(self._site.address + path, body, timeout=60) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as answer:
            return answer.code
        except (OSError, http.client.HTTPException):
            return None

    def begin_file(self, path: str, name: str, content: bytes, sent: int) -> http.client.HTTPConnection:
        """Begin to send a file, and stop after so many bytes of it; the connection stays open."""
        begin = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n'
            f'{self.token_on(path)}\r\n--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; '
            f'filename="{name}"\r\nContent-Type: text/csv\r\n\r\n'
        ).encode()
        end = f"\r\n--{BOUNDARY}--\r\n".encode()
        connection = http.client.HTTPConnection("127.0.0.1", self._site.port, timeout=60)
        connection.putrequest("POST", path)
        connection.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
        connection.putheader("Content-Length", str(len(begin) + len(content) + len(end)))
        connection.putheader("Cookie", "; ".join(f"{one.name}={one.value}" for one in self._jar))
        connection.endheaders(begin + content[:sent])
        if sent >= len(content):
            connection.send(end)
        return connection


class _Stay(urllib.request.HTTPRedirectHandler):
    """A redirection is an answer."""

    def redirect_request(self, *_: object) -> None:
        return None
