"""When pages are to be made ahead: as soon as the data is another, and once for each state of it."""

from __future__ import annotations

from django.core.cache import cache
from django.db import DatabaseError

from jalon.web.environment import environment
from jalon.web.jobs.running import ask
from jalon.web.jobs.works import WORKS
from jalon.web.site.fragments import piece_state

PREPARE = "prepare-pages"
_A_WHILE = 600
_DONE = "prepared"


def ask_for_pages() -> bool:
    """Have the pieces of all pages made in the background, unless they are, or somebody just asked.

    Returns:
        True when it was asked for now.
    """
    state = piece_state()
    if is_prepared(state) or PREPARE not in WORKS:
        return False
    try:
        if not cache.add(f"prepare-{state}", "asked", _A_WHILE):
            return False
    except DatabaseError:
        # A page never fails because what would make the next one faster cannot be asked for.
        return False
    ask(PREPARE, None)
    return True


def is_prepared(state: str) -> bool:
    """True when the pieces of a state were all made."""
    return (environment().site / "pages" / state / _DONE).is_file()


def mark_prepared(state: str) -> None:
    """Note that they were."""
    folder = environment().site / "pages" / state
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _DONE).touch()
