"""What stops a use case: faults, all of them, to be shown to the person who asked."""

from __future__ import annotations

from jalon.kernel.faults.catalogue import report
from jalon.kernel.issues import NOWHERE, Issue, Issues
from jalon.kernel.texts import Language


class DossierProblem(Exception):
    """A use case cannot go on; ``issues`` says why, with places and repairs."""

    def __init__(self, issues: Issues) -> None:
        self.issues: tuple[Issue, ...] = tuple(issues)
        super().__init__("\n".join(report(issue, Language.EN) for issue in self.issues))


def stop(code: str, **context: object) -> DossierProblem:
    """The problem made of one fault that has no place in a file."""
    issues = Issues()
    issues.error(code, NOWHERE, **context)
    return DossierProblem(issues)
