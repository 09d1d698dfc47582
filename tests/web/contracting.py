"""What tests of the contract's editor share: reading a form as a browser does, and sending it back."""

from __future__ import annotations

from html.parser import HTMLParser

from django.test import Client

TARGET = "/contract/edit/target/students-2025/"
NOTE = "/contract/edit/target/satisfied-2025/"


class _Inputs(HTMLParser):
    """What a browser would send of the form « thing », buttons left out."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self._inside, self._name, self._text, self._select = False, "", "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = told.get("id") == "thing"
        name = told.get("name", "")
        if not self._inside or (tag in {"input", "textarea", "select"} and not name):
            return
        if tag == "input" and (told.get("type") != "checkbox" or "checked" in told):
            self.sent.setdefault(name, []).append(told.get("value", ""))
        elif tag == "textarea":
            self._name, self._text = name, ""
        elif tag == "select":
            self._select = name
            self.sent[name] = [""]
        elif tag == "option" and self._select and "selected" in told:
            self.sent[self._select] = [told["value"]]

    def handle_data(self, data: str) -> None:
        if self._name:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "textarea" and self._name:
            self.sent[self._name], self._name = [self._text], ""
        elif tag == "select":
            self._select = ""


def form_on(client: Client, path: str) -> dict[str, object]:
    """What a browser would send of a form as it is shown."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.content.decode()[-2000:]
    reader = _Inputs()
    reader.feed(answer.content.decode())
    return dict(reader.sent)


def keep(client: Client, path: str, **typed: object) -> str:
    """Open a form, type, keep: the page that comes next. Names of fields with dots: ``f_title__fr``."""
    return send(client, path, form_on(client, path), do="keep", **typed)


def send(client: Client, path: str, shown: dict[str, object], **typed: object) -> str:
    """Send a form that was opened before."""
    told = {
        name.replace("f_", "f-", 1).replace("a_", "a-", 1).replace("__", "."): text
        for name, text in typed.items()
    }
    return client.post(path, {**shown, **told}, follow=True).content.decode()


def save(client: Client, **told: str) -> str:
    """Save the draft as the page of review shows it."""
    page = client.get("/contract/review/").content.decode()
    found = page.partition('name="number" value="')[2].partition('"')[0]
    return client.post(
        "/contract/save/", {"number": found, "sure": "on", **told}, follow=True
    ).content.decode()
