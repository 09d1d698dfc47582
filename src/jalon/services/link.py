"""Link: find, among the keys of a domain, those that are one, and write the decisions down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from jalon.dossier.catalogue import Dossier
from jalon.dossier.linkage import MODEL, Agreement, LinkageModel, model_of
from jalon.infocentre.engine.matching import MatchingMissing, matched
from jalon.infocentre.identity.decision import Decision, Kind
from jalon.infocentre.identity.groups import Groups
from jalon.infocentre.identity.log import IdentityLog
from jalon.infocentre.linkage.compared import note_compared
from jalon.infocentre.linkage.contradicted import contradicted
from jalon.infocentre.linkage.features import PURPOSE as DESCRIPTIONS
from jalon.infocentre.linkage.propose import Proposal, propose
from jalon.infocentre.linkage.vault import Vault
from jalon.infocentre.sealed import BrokenSeal
from jalon.infocentre.workspace import Workspace
from jalon.kernel.texts import Text
from jalon.services.expecting import key_of, require_settled_keys
from jalon.services.problems import stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What a linkage did in one domain.

    Attributes:
        domain: the domain.
        descriptions: how many were compared.
        keys: of how many keys.
        groups: how many persons, papers, firms… have several keys.
        decided: decisions added: links, separations, doubts.
        doubts: pairs that a person has to settle.
        contradicted: keys under which two different ones are described.
    """

    domain: str
    descriptions: int
    keys: int
    groups: int
    decided: int
    doubts: int
    contradicted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A pair to settle.

    Attributes:
        domain: the domain.
        keys: the two keys.
        probability: that they are one.
        features: how each feature compares; None when one of the two does not say it.
        names: how people call the features.
    """

    domain: str
    keys: tuple[str, str]
    probability: float
    features: dict[str, Agreement | None]
    names: dict[str, Text]


def link(dossier: Dossier, workspace: Workspace, *, as_of: date, domain: str = "") -> list[Linked]:
    """Compare every description of a domain, and add the decisions that follow to its log.

    Run again without a new file, it adds nothing. What people decided always stands.

    Raises:
        DossierProblem: no source describes the domain, there is no model for it, or its log was edited.
    """
    require_settled_keys(workspace)
    key_of(workspace, DESCRIPTIONS)
    return [_link(workspace, _model(dossier, one, as_of), one, as_of) for one in _domains(dossier, domain)]


def doubts(dossier: Dossier, workspace: Workspace, *, as_of: date, domain: str = "") -> list[Doubt]:
    """The pairs that a person has to settle, the most likely first, with what speaks for and against each.

    Raises:
        DossierProblem: see :func:`link`.
    """
    key_of(workspace, DESCRIPTIONS)
    found = []
    for one in _domains(dossier, domain):
        model = _model(dossier, one, as_of)
        names = {feature.id: feature.name for feature in model.features}
        proposal = _proposal(workspace, model, _log(workspace, one))
        for pair in proposal.doubts:
            why = proposal.why[pair]
            features = {name: Agreement(str(why[name])) if why[name] else None for name in names}
            probability = float(str(why["probability"]))
            found.append(
                Doubt(domain=one, keys=pair, probability=probability, features=features, names=names)
            )
    return sorted(found, key=lambda doubt: (doubt.domain, -doubt.probability, doubt.keys))


def _domains(dossier: Dossier, domain: str) -> list[str]:
    known = list(dict.fromkeys(d.domain for s in dossier.sources.values() for d in s.descriptions))
    if (domain and domain not in known) or not known:
        raise stop("nothing-described", domain=domain or "—")
    return [domain] if domain else known


def _model(dossier: Dossier, domain: str, as_of: date) -> LinkageModel:
    found = model_of(dossier.linkage_models, domain, as_of)
    later = min((one.since for one in dossier.linkage_models if one.id == domain), default=None)
    if found is None and later is not None:
        raise stop("linkage-model-later", domain=domain, since=later, day=as_of)
    if found is None:
        known = sorted({one.id for one in dossier.linkage_models})
        raise stop("no-linkage-model", domain=domain, known=", ".join(known))
    return found


def _log(workspace: Workspace, domain: str) -> tuple[Decision, ...]:
    try:
        return IdentityLog(workspace, domain).read()
    except BrokenSeal as broken:
        raise stop("identity-log-edited", domain=broken.log, line=broken.line) from broken


def _proposal(workspace: Workspace, model: LinkageModel, log: Sequence[Decision]) -> Proposal:
    records = Vault(workspace, model).read()
    try:
        pairs = matched(records, model)
    except MatchingMissing as missing:
        raise stop("splink-missing") from missing
    return propose(records, pairs, model, log)


def _link(workspace: Workspace, model: LinkageModel, domain: str, as_of: date) -> Linked:
    log = _log(workspace, domain)
    proposal = _proposal(workspace, model, log)
    made = list(_decisions(proposal, Groups(log), log, model, as_of))
    IdentityLog(workspace, domain).extend(made)
    note_compared(workspace, domain)
    records = Vault(workspace, model).read()
    return Linked(
        domain=domain,
        descriptions=records.num_rows,
        keys=len(set(records["token"].to_pylist())),
        groups=len(proposal.groups),
        decided=len(made),
        doubts=len(proposal.doubts),
        contradicted=contradicted(records, model),
    )


def _decisions(
    proposal: Proposal, now: Groups, log: Sequence[Decision], model: LinkageModel, as_of: date
) -> Iterator[Decision]:
    """What has to be added so that the log comes to what the model holds."""
    wanted = {token: group for group in proposal.groups for token in group}
    # Descriptions may have been thrown away, or replaced: a link is undone by what speaks against it, not by
    # the absence of what spoke for it.
    described = proposal.described
    loose = sorted(
        key
        for key in _by_model(log) & described
        if (now.group(key) & described) - wanted.get(key, frozenset({key}))
    )
    if loose:
        yield _signed(Kind.SPLIT, loose, model, as_of, "a later file says otherwise")
        now.take(Decision(kind=Kind.SPLIT, keys=tuple(loose), day=as_of, by=model.name))
    for group in proposal.groups:
        if any(now.group(key) != now.group(min(group)) for key in group):
            yield _signed(Kind.MERGE, sorted(group), model, as_of, _grounds(group, proposal, model))
            now.take(Decision(kind=Kind.MERGE, keys=tuple(sorted(group)), day=as_of, by=model.name))
    open_already = {tuple(sorted(pair)) for pair in now.doubts}
    for pair in proposal.doubts:
        if pair not in open_already:
            yield _signed(Kind.POSSIBLE, pair, model, as_of, _score(pair, proposal, model))


def _by_model(log: Sequence[Decision]) -> set[str]:
    return {key for one in log if one.by.startswith(MODEL) and one.kind is Kind.MERGE for key in one.keys}


def _signed(kind: Kind, keys: Sequence[str], model: LinkageModel, day: date, why: str) -> Decision:
    return Decision(kind=kind, keys=tuple(keys), day=day, by=model.name, why=why)


def _grounds(group: frozenset[str], proposal: Proposal, model: LinkageModel) -> str:
    """The weakest of the links that hold a group together, as far as it was scored."""
    scored = [pair for pair in proposal.why if group.issuperset(pair)]
    weakest = min(scored, key=lambda pair: float(str(proposal.why[pair]["probability"])), default=None)
    return _score(weakest, proposal, model) if weakest else "decided by a person"


def _score(pair: tuple[str, str], proposal: Proposal, model: LinkageModel) -> str:
    why = proposal.why[pair]
    told = ", ".join(f"{feature.id} {why[feature.id] or 'unknown'}" for feature in model.features)
    return f"probability {float(str(why['probability'])):.6f}: {told}"
