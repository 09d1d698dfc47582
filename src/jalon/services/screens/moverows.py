"""The rows behind a move, as far as a reader may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jalon.dossier.catalogue import Dossier
from jalon.figures.figure import Scope as Perimeter
from jalon.figures.restatement import Move
from jalon.infocentre.scope import Scope
from jalon.infocentre.workspace import Workspace
from jalon.kernel.texts import Language
from jalon.services.compare import compare
from jalon.services.moves import Teller
from jalon.services.rowsbehind import RowBehind, RowsBehind


@dataclass(frozen=True, slots=True, kw_only=True)
class BehindMove:
    """A move, why, and the rows that changed.

    Attributes:
        move: the move.
        why: its causes in words.
        before, after: its values in words.
        rows: the rows of the reader's units, in words.
        others: how many more changed, of other units.
    """

    move: Move
    why: str
    before: str
    after: str
    rows: tuple[str, ...]
    others: int


def rows_of_move(
    dossier: Dossier,
    workspace: Workspace,
    since: str,
    until: str,
    as_of: date,
    scope: Scope,
    language: Language,
    *,
    indicator: str,
    unit: str,
    period: str,
) -> BehindMove | None:
    """What is behind one move between two vintages; None when that figure did not move.

    What is personal is compared and never shown, to anybody.

    Raises:
        DossierProblem: a name leads nowhere, or something a vintage stands on was edited.
    """
    found = compare(dossier, workspace, since, until, as_of=as_of, indicators=(indicator,), units=(unit,))
    move = next((one for one in found.moves if _is_it(one, period)), None)
    if move is None:
        return None
    teller = Teller(found, workspace, language)
    with RowsBehind(found, workspace) as behind:
        rows = behind.of(move)
    mine = [row for row in rows if _is_open(row, scope)]
    return BehindMove(
        move=move,
        why=teller.why(move),
        before=teller.bare(move, move.before),
        after=teller.bare(move, move.after),
        rows=tuple(teller.behind(row) for row in mine),
        others=len(rows) - len(mine),
    )


def _is_it(move: Move, period: str) -> bool:
    cell = move.cell
    return cell.period.label == period and cell.scope is Perimeter.AS_IT_WAS and not cell.breakdown


def _is_open(row: RowBehind, scope: Scope) -> bool:
    return scope.units is None or row.unit in scope.units or not row.unit
