"""What a file of a feed is received for, with the keys under which persons are kept."""

from __future__ import annotations

from dataclasses import replace

from jalon.dossier.catalogue import Dossier
from jalon.dossier.source import Feed, Source
from jalon.infocentre.expected import Expected
from jalon.infocentre.linkage.features import PURPOSE as DESCRIPTIONS
from jalon.infocentre.linkage.vault import described_under
from jalon.infocentre.pseudonyms.keys import Key, Keys, KeysProblem
from jalon.infocentre.pseudonyms.known import KnownKeys
from jalon.infocentre.workspace import Workspace
from jalon.services.problems import stop


def without_keys(dossier: Dossier, source: Source, feed: Feed) -> Expected:
    """What a file of a feed is received for, whatever the keys: how it is read does not depend on them."""
    return Expected(
        source=source,
        feed=feed,
        entity=dossier.entities[source.entity],
        perimeter=dossier.perimeter,
        code_lists=dossier.code_lists,
        models=dossier.linkage_models,
    )


def expected_of(
    dossier: Dossier, workspace: Workspace, source: Source, feed: Feed, *, make_keys: bool = False
) -> Expected:
    """What a file of a feed is received for.

    Args:
        dossier: the dossier.
        workspace: where the keys are found from.
        source: the source.
        feed: one of its feeds.
        make_keys: True to make the keys that were never made; otherwise their names stay empty.

    Raises:
        DossierProblem: the keys cannot be used.
    """
    plain = without_keys(dossier, source, feed)
    found = {one: key_of(workspace, one, make=make_keys) for one in plain.plan.purposes}
    return replace(plain, key_ids=tuple((one, key.id if key else "") for one, key in found.items()))


def key_of(workspace: Workspace, purpose: str, *, make: bool = False) -> Key | None:
    """The key of a purpose, the one that the workspace was made with.

    Args:
        workspace: where it is found from.
        purpose: what it serves.
        make: True to make one that was never made; otherwise None.

    Raises:
        DossierProblem: it cannot be used, is gone, or is another one.
    """
    known = KnownKeys(workspace)
    try:
        found = known.require(purpose, *(described_under(workspace) if purpose == DESCRIPTIONS else ()))
        if make:
            found = found or Keys(workspace.keys).key(purpose)
            known.note(found)
    except KeysProblem as problem:
        raise stop(problem.code, path=problem.path, purpose=purpose) from problem
    return found


def require_settled_keys(workspace: Workspace) -> None:
    """Refuse to go on while some persons are kept under an old key and others under a new one.

    Raises:
        DossierProblem: a rotation is not ended.
    """
    changing = Keys(workspace.keys).changing
    if changing:
        raise stop("rotation-under-way", purpose=changing[0])
