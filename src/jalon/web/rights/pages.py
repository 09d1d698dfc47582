"""Pages say which right they take; one that says nothing is never served."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar  # what a view takes beside the request

from jalon.web.rights.roles import Right

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Needs:
    """What a page takes.

    Attributes:
        rights: any one of these is enough; none of them: whoever is signed in.
        unit: the name of the parameter of the address that names a unit, over which the right must reach.
        is_open: True for a page that anybody may see.
        methods: what it answers to.
        is_by_token: True for an address of the API, whose operations each declare what they take.
        of_methods: rights for a method that takes another one than reading (``POST``).
    """

    rights: tuple[Right, ...] = ()
    unit: str = ""
    is_open: bool = False
    is_by_token: bool = False
    of_methods: tuple[tuple[str, tuple[Right, ...]], ...] = ()

    def rights_for(self, method: str) -> tuple[Right, ...]:
        """The rights of which one is enough, for a method."""
        return dict(self.of_methods).get(method, self.rights)


def needs(*rights: Right, unit: str = "", post: tuple[Right, ...] = ()) -> Callable[[View], View]:
    """Mark a view with the rights it takes (see :class:`Needs`); ``post`` says those of sending a form."""
    of_methods = (("POST", post),) if post else ()

    def mark(view: View) -> View:
        view.needs = Needs(rights, unit, of_methods=of_methods)  # type: ignore[attr-defined]
        return view

    return mark


def signed_in(view: View) -> View:
    """Mark a view that whoever is signed in may see."""
    view.needs = Needs()  # type: ignore[attr-defined]
    return view


def open_to_all(view: View) -> View:
    """Mark a view that anybody may see."""
    view.needs = Needs(is_open=True)  # type: ignore[attr-defined]
    return view


def by_token(view: View) -> View:
    """Mark an address of the API: no session opens it, and each of its operations declares what it takes."""
    view.needs = Needs(is_by_token=True)  # type: ignore[attr-defined]
    return view


def needs_of(view: Callable[..., object]) -> Needs | None:
    """What a view takes; None when it does not say."""
    found = getattr(view, "needs", None)
    return found if isinstance(found, Needs) else None
