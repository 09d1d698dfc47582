"""Publish: the figures that anybody may see, protected by the dossier's rule and by what was told before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from jalon.dossier.catalogue import Dossier
from jalon.dossier.disclosure import DisclosureRule, rule_in_force
from jalon.figures.disclosure.disclose import OPEN, Count, Disclosure, disclose
from jalon.figures.disclosure.releases import (
    PUBLIC,
    Release,
    ReleaseExists,
    past_of,
    releases,
    write_release,
)
from jalon.figures.disclosure.subjects import is_protected
from jalon.figures.figure import Figure, FigureSet
from jalon.infocentre.workspace import Workspace, write_whole
from jalon.kernel.issues import NOWHERE, Issue, Issues
from jalon.services.problems import stop
from jalon.services.progress import Progress
from jalon.services.publicfiles import public_files
from jalon.services.show import stored_figures
from jalon.services.worlds import find_vintage, known_in

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*", re.ASCII)
_NAMED = 5
"""How many things a message names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One release.

    Attributes:
        release: where it is kept.
        folder: where the public files are.
        rule: under which rule; None when the dossier has none in force.
        counts: by indicator about persons, what was published and what was hidden.
        issues: what a person has to know.
    """

    release: Release
    folder: Path
    rule: DisclosureRule | None
    counts: Mapping[str, Count]
    issues: tuple[Issue, ...]


def publish(
    dossier: Dossier,
    workspace: Workspace,
    *,
    as_of: date,
    name: str | None,
    folder: Path | None,
    progress: Progress,
    vintage: str = "",
) -> Published:
    """Write the public figures, and remember what they tell.

    Nothing is written unless each hidden number is proved not to follow from what is shown.

    Args:
        dossier: the dossier.
        workspace: where the figures are, and the earlier releases.
        as_of: the day of publication, which decides which rule is in force.
        name: of the release; the day by default.
        folder: where to copy the public files; they stay in the release by default.
        progress: told each cell that is protected.
        vintage: the frozen figures to publish, under today's rule; those of the day by default.

    Raises:
        DossierProblem: nothing was computed, there is no such vintage, the name is taken, or a hidden number
            could be given back.
    """
    told = name or vintage or as_of.isoformat()
    _check_name(told, workspace)
    rule = rule_in_force(dossier.disclosure, as_of)
    dossier, figures = _to_publish(dossier, workspace, vintage)
    progress.begin("publish", len(figures.figures))
    earlier = [past_of(one) for one in releases(workspace)]
    found = disclose(dossier, figures, rule, earlier, told, lambda: progress.step(""))
    if found.unproven:
        cells = "; ".join(found.unproven[:_NAMED])
        raise stop("not-safe-to-publish", count=len(found.unproven), cells=cells)
    public = public_files(dossier, found.figures, rule, told, as_of)
    release = _written(workspace, found, public, as_of)
    for file, content in public.items() if folder else ():
        write_whole((folder or release.folder) / file, content)
    return Published(
        release=release,
        folder=folder or release.folder / PUBLIC,
        rule=rule,
        counts=found.counts,
        issues=tuple(_told(dossier, found, rule, as_of)),
    )


def _to_publish(dossier: Dossier, workspace: Workspace, vintage: str) -> tuple[Dossier, FigureSet]:
    """The figures of the day or of a vintage, breakdowns included, with the dossier that defines them."""
    if not vintage:
        return dossier, stored_figures(workspace, totals_only=False)
    frozen = find_vintage(workspace, vintage)
    own = known_in(frozen, workspace).dossier
    return replace(own, disclosure=dossier.disclosure), frozen.figures()


def _check_name(name: str, workspace: Workspace) -> None:
    if not _NAME.fullmatch(name):
        raise stop("bad-identifier", text=name, key="name")
    if any(one.name == name for one in releases(workspace)):
        raise stop("release-exists", name=name)


def _written(workspace: Workspace, found: Disclosure, public: Mapping[str, bytes], as_of: date) -> Release:
    head = {"as_of": as_of.isoformat(), "files": sorted(public)}
    try:
        return write_release(workspace, found.past, found.figures, public, head)
    except ReleaseExists as taken:
        raise stop("release-exists", name=str(taken)) from taken


def _told(dossier: Dossier, found: Disclosure, rule: DisclosureRule | None, as_of: date) -> Issues:
    issues = Issues()
    about_persons = [
        name for name in dossier.indicators if is_protected(dossier, dossier.indicator(name), OPEN)
    ]
    if rule is None and about_persons:
        known = ", ".join(about_persons)
        issues.warning("published-without-rule", NOWHERE, day=as_of.isoformat(), known=known)
    if found.already_told:
        issues.warning("already-told", NOWHERE, count=found.already_told)
    if found.totals:
        known = _names(found.totals)
        issues.warning("totals-hidden", NOWHERE, count=len(found.totals), known=known)
    return issues


def _names(figures: tuple[Figure, ...]) -> str:
    """The institute's first, as they are the ones that readers will look for."""
    ordered = sorted(figures, key=lambda one: not one.is_institute)
    names = [f"{one.indicator} {one.unit} {one.period.label}" for one in ordered[:_NAMED]]
    return ", ".join([*names, "…"] if len(ordered) > _NAMED else names)
