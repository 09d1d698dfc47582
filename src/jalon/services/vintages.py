"""Vintages: the list of what was frozen, and whether it is still what was frozen."""

from __future__ import annotations

from jalon.figures.vintages import Vintages
from jalon.infocentre.identity.log import IdentityLog
from jalon.infocentre.sealed import BrokenSeal
from jalon.infocentre.workspace import Workspace
from jalon.kernel.issues import Issue, Issues, Place
from jalon.services.rows import Row


def vintage_rows(workspace: Workspace) -> list[Row]:
    """The vintages as flat rows, oldest first."""
    return [
        {
            "number": one.manifest.number,
            "name": one.manifest.name,
            "as_of": one.manifest.as_of.isoformat(),
            "signed_by": one.manifest.signed_by,
            "signed_on": one.manifest.signed_on.isoformat(),
            "figures": one.manifest.figures,
            "note": one.manifest.note or None,
            "version": one.manifest.version,
            "seal": one.manifest.seal,
        }
        for one in Vintages(workspace)
    ]


def verify(workspace: Workspace, seal: str = "") -> tuple[Issue, ...]:
    """Everything in the vintages, and in the identity decisions they stand on, that was touched.

    Args:
        workspace: where the vintages are.
        seal: a seal copied from an earlier answer, which some vintage must carry.
    """
    vintages = Vintages(workspace)
    issues = vintages.verify(seal)
    broken: dict[str, int] = {}
    for vintage in vintages:
        for domain, head in vintage.manifest.identities.items():
            try:
                IdentityLog(workspace, domain).up_to(head)
            except BrokenSeal as problem:
                broken.setdefault(domain, problem.line)
    _report(broken, issues)
    return tuple(issues)


def _report(broken: dict[str, int], issues: Issues) -> None:
    for domain, line in broken.items():
        place = Place(f"identities/{domain}.jsonl", line)
        issues.error("identity-log-edited", place, domain=domain, line=line)
