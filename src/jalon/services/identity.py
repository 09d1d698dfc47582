"""Identity: decide which keys are the same person, company or paper, and list what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jalon.dossier.catalogue import Dossier
from jalon.infocentre.identity.decision import Decision, Kind
from jalon.infocentre.identity.groups import Groups
from jalon.infocentre.identity.log import IdentityLog
from jalon.infocentre.lake import Lake
from jalon.infocentre.linkage.vault import keys_described
from jalon.infocentre.privacy.held import keys_held
from jalon.infocentre.scope import Scope
from jalon.infocentre.sealed import BrokenSeal
from jalon.infocentre.workspace import Workspace
from jalon.kernel.suggestions import hint
from jalon.services.expecting import require_settled_keys
from jalon.services.problems import DossierProblem, stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What is known of a domain.

    Attributes:
        domain: its name.
        decisions: every decision, oldest first.
        groups: identifier → its keys, for the keys that are one.
        doubts: the links nobody has decided yet.
    """

    domain: str
    decisions: tuple[Decision, ...]
    groups: dict[str, tuple[str, ...]]
    doubts: tuple[tuple[str, ...], ...]


def decide(
    dossier: Dossier,
    workspace: Workspace,
    domain: str,
    kind: Kind,
    keys: Sequence[str],
    *,
    day: date,
    by: str,
    why: str = "",
) -> Decision:
    """Record a decision about some keys of a domain.

    Raises:
        DossierProblem: the domain is unknown, or the decision contradicts an earlier one.
    """
    _check_domain(dossier, domain)
    require_settled_keys(workspace)
    if not by.strip():
        raise stop("decision-unsigned")
    log = IdentityLog(workspace, domain)
    earlier = _read(log)
    wanted = tuple(sorted(set(keys)))
    needed = 1 if kind is Kind.SPLIT else 2
    if len(wanted) < needed:
        raise stop("identity-needs-keys", kind=kind.value, needed=needed, count=len(wanted))
    if earlier and day < earlier[-1].day:
        raise stop("identity-in-the-past", day=day, last=earlier[-1].day)
    problem = _contradiction(Groups(earlier), kind, wanted)
    if problem is not None:
        raise problem
    return log.append(Decision(kind=kind, keys=wanted, day=day, by=by.strip(), why=why))


def require_known(dossier: Dossier, workspace: Workspace, domain: str, keys: Sequence[str]) -> None:
    """Refuse keys that nothing holds: a slip of the keyboard would be a decision about nobody.

    Known are those of rows, of descriptions, and of earlier decisions.

    Raises:
        DossierProblem: the domain or a key is unknown.
    """
    _check_domain(dossier, domain)
    known = {key for one in _read(IdentityLog(workspace, domain)) for key in one.keys}
    known |= keys_described(workspace, domain)
    left = sorted(set(keys) - known)
    lake, scope = Lake(workspace), Scope.of_the_house("decision on identity")
    for entity in dossier.entities.values():
        for column in entity.columns:
            if column.identity == domain and left:
                left = sorted(set(left) - keys_held(lake, entity, column.name, left, scope))
    if left:
        raise stop("identity-key-unknown", keys=", ".join(left), domain=domain)


def decided(dossier: Dossier, workspace: Workspace, day: date | None = None) -> list[Decided]:
    """What is known of every domain of the dossier, on a day when one is given.

    Raises:
        DossierProblem: a log was edited outside Jalon.
    """
    found = []
    for domain in dossier.identity_domains:
        decisions = tuple(
            one for one in _read(IdentityLog(workspace, domain)) if day is None or one.day <= day
        )
        groups = Groups(decisions)
        members: dict[str, list[str]] = {}
        for key, name in groups.same.certain.items():
            members.setdefault(name, []).append(key)
        found.append(
            Decided(
                domain=domain,
                decisions=decisions,
                groups={name: tuple(keys) for name, keys in members.items()},
                doubts=tuple(tuple(sorted(pair)) for pair in groups.doubts),
            )
        )
    return found


def _check_domain(dossier: Dossier, domain: str) -> None:
    known = list(dossier.identity_domains)
    if domain not in known:
        raise stop("unknown-choice", kind="identity", name=domain, known=hint(domain, known))


def _read(log: IdentityLog) -> tuple[Decision, ...]:
    try:
        return log.read()
    except BrokenSeal as broken:
        raise stop("identity-log-edited", domain=broken.log, line=broken.line) from broken


def _contradiction(groups: Groups, kind: Kind, keys: tuple[str, ...]) -> DossierProblem | None:
    if kind is Kind.MERGE:
        pair = groups.contradicted(keys)
        if pair is not None:
            left, right = sorted(pair)
            return stop("identity-rejected", left=left, right=right)
    elif kind is Kind.SPLIT:
        alone = next((key for key in keys if len(groups.group(key)) == 1), None)
        if alone is not None:
            return stop("identity-nothing-to-split", key=alone)
    elif groups.are_one(keys):
        return stop("identity-already-one", keys=", ".join(keys))
    return None
