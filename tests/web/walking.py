"""Every address of the site, and what the table of rights expects of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from jalon.web.rights.roles import Role
from web.rights_table import EXAMPLES, GROUPS, PARAMETERS

LETTERS = {
    "D": Role.DIRECTORATE,
    "d": Role.DIRECTOR,
    "s": Role.STEWARD,
    "c": Role.CONTROLLER,
    "m": Role.MINISTRY,
    "a": Role.AUDITOR,
    "k": Role.ADMINISTRATOR,
}


class Place(StrEnum):
    """Whose a role is, when a page is about the unit *north*."""

    OWN = "north"
    OTHER = "south"
    INSTITUTE = "institute"


@dataclass(frozen=True)
class Line:
    """A line of the table."""

    name: str
    method: str
    who: frozenset[str]
    ok: frozenset[int] = frozenset({200})
    no: int = 403
    other: int = 403

    @classmethod
    def read(cls, text: str) -> Line:
        name, method, *words = text.split()
        options = dict(word.split("=") for word in words if len(word.split("=")[0]) > 1 and "=" in word)
        who = frozenset(word for word in words if word.split("=")[0] not in options)
        unknown = (
            who - {"everybody", "signed", "nobody"} - {f"{one}{end}" for one in LETTERS for end in ("", "=")}
        )
        assert not unknown, f"{text}: {unknown}"
        ok = frozenset(int(one) for one in options.get("ok", "200").split("|"))
        return cls(name, method, who, ok, int(options.get("no", 403)), int(options.get("other", 403)))

    def expected(self, role: Role | None, place: Place) -> frozenset[int]:
        """The answers that are right for a role (None: signed in without one)."""
        if self.who & {"everybody", "signed"}:
            return self.ok
        letter = next((one for one, named in LETTERS.items() if named is role), "")
        if letter in self.who:
            return self.ok
        if f"{letter}=" in self.who:
            return self.ok if place is not Place.OTHER else frozenset({self.other})
        return frozenset({self.no})

    @property
    def is_open(self) -> bool:
        return "everybody" in self.who


def lines(table: str) -> list[Line]:
    return [Line.read(text) for text in table.splitlines() if text.strip()]


def names() -> set[str]:
    """The names of all addresses, but for those of a group."""
    return {name for name, _ in _named(get_resolver(), "") if not name.startswith(GROUPS)}


def unnamed() -> list[str]:
    """The addresses that have no name: no table can speak of them."""
    return [
        str(one.pattern)
        for name, one in _named(get_resolver(), "")
        if not name.split(":")[-1]
        and one.callback.__module__.startswith("jalon.")
        and not name.startswith(GROUPS)
    ]


def _named(resolver: URLResolver, space: str) -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _named(one, inner)
        else:
            yield f"{space}{one.name or ''}", one


def address(name: str) -> str:
    """An example of an address, about the unit north."""
    return reverse(name, kwargs=EXAMPLES[name]()) if name in EXAMPLES else _plain_address(name)


@cache
def _plain_address(name: str) -> str:
    found = next(one for known, one in _named(get_resolver(), "") if known == name)
    wanted = found.pattern.converters or found.pattern.regex.groupindex
    return reverse(name, kwargs={one: PARAMETERS[one] for one in wanted})
