"""The rights of the site: who may do what, for which units."""

from __future__ import annotations

from jalon.web.rights.roles import GRANTS, RIGHTS, ROLES, SEEN, Reach, Right, Role
from reference.markdown import both, page, table

_INTRODUCTION = """What is not in this table is refused, with the right that is missing and who has it.
*All* is every unit; *own* is the unit of the membership, and for the institute every
unit. Somebody may have several memberships.

A page that shows something of another unit answers as if it did not exist. Every address of the
site is asked by every role, for its own unit and for another, by the tests: an address that the
tests do not know fails them."""

_ROWS = """Where rows may be read, the columns that are shown depend on their sensitivity, [declared by the
entity](entities.md). A special column is shown to nobody."""

_SAID = {Reach.OWN: "own", Reach.ALL: "all"}


def rights_page() -> str:
    """The page ``rights.md``."""
    headers = ("right", *(ROLES[role].en for role in Role))
    rows = [(both(RIGHTS[right]), *(_reach(role, right) for role in Role)) for right in Right]
    seen = [
        (both(ROLES[role]), ", ".join(sorted(one.value for one in columns))) for role, columns in SEEN.items()
    ]
    body = [table(headers, rows), "## Columns of rows", _ROWS, table(("role", "columns shown"), seen)]
    return page("Rights", _INTRODUCTION, *body)


def _reach(role: Role, right: Right) -> str:
    reach = GRANTS[role].get(right)
    return "" if reach is None else _SAID[reach]
