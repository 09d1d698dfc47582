"""Named SQL steps: a query as a list of small selections that a person can read one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jalon.infocentre.engine.quoting import name
from jalon.kernel.texts import EMPTY, Text


@dataclass(frozen=True, slots=True)
class Step:
    """One selection.

    Attributes:
        name: how later steps call its rows.
        sql: one SELECT, without a final semicolon; it reads earlier steps and registered tables by name.
        description: what it does, for the page that explains a figure.
        kept: its rows are computed once and kept while the query runs, because several steps read them.
    """

    name: str
    sql: str
    description: Text = EMPTY
    kept: bool = False


def render(steps: Sequence[Step]) -> str:
    """The steps as one query whose rows are those of the last step.

    Raises:
        ValueError: there is no step.

    >>> print(render([Step("kept", "SELECT 1 AS n"), Step("total", "SELECT sum(n) AS n FROM kept")]))
    WITH "kept" AS (
    SELECT 1 AS n
    )
    SELECT sum(n) AS n FROM kept
    """
    if not steps:
        raise ValueError("a query needs at least one step")
    *earlier, last = steps
    if not earlier:
        return last.sql
    named = ",\n".join(
        f"{name(step.name)} AS {'MATERIALIZED ' if step.kept else ''}(\n{step.sql}\n)" for step in earlier
    )
    return f"WITH {named}\n{last.sql}"
