"""``jalon identity``."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from jalon.cli.answers import answers
from jalon.cli.output import console, print_table
from jalon.cli.recording import me, record
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.infocentre.identity.decision import Decision, Kind
from jalon.kernel.texts import Language, Text
from jalon.services.check import open_checked
from jalon.services.events import decided as journaled
from jalon.services.identity import Decided, decide, decided, require_known
from jalon.services.places import workspace_of
from jalon.services.problems import stop

WORDS = {
    Kind.MERGE: Text("même identité", "one and the same"),
    Kind.SPLIT: Text("de nouveau à part", "on its own again"),
    Kind.POSSIBLE: Text("peut-être la même identité", "may be one"),
    Kind.REJECTED: Text("identités différentes", "not the same"),
}
HEADERS = {
    Language.EN: ("domain", "day", "decision", "keys", "by", "why"),
    Language.FR: ("domaine", "jour", "décision", "clés", "par", "pourquoi"),
}
KEYS = ("domain", "day", "decision", "keys", "by", "why")


class Action(StrEnum):
    """What is done."""

    MERGE = "merge"
    SPLIT = "split"
    POSSIBLE = "possible"
    REJECTED = "rejected"
    LIST = "list"


@answers
def identity(
    dossier: Path,
    action: Action = Action.LIST,
    keys: Sequence[str] = (),
    *,
    domain: str | None = None,
    by: str = "",
    why: str = "",
    settings: Settings = EVERYWHERE,
) -> None:
    """Decide which keys are the same person or thing, or list what was decided.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    action
        merge (they are one), split (each stands on its own again), possible (nobody knows yet),
        rejected (they are not one), or list.
    keys
        The keys the decision is about.
    domain
        Whose keys they are, as entities declare it; not needed when the dossier has only one.
    by
        Who decides.
    why
        On what grounds.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    workspace, language = workspace_of(checked, settings.home), settings.language
    if action is Action.LIST:
        _print(decided(checked, workspace), language)
        return
    domains = checked.identity_domains
    if domain is None and len(domains) != 1:
        raise stop("unknown-choice", kind="identity", name="—", known=", ".join(domains))
    kind = Kind(action.value)
    chosen = domain or domains[0]
    require_known(checked, workspace, chosen, keys)
    made = decide(checked, workspace, chosen, kind, keys, day=settings.as_of, by=by, why=why)
    record(workspace, [journaled(me(), chosen, made)])
    console().print(f"{WORDS[kind].say(language)}{_colon(language)}{', '.join(made.keys)}", soft_wrap=True)


def _print(found: Sequence[Decided], language: Language) -> None:
    rows = [_row(one.domain, decision, language) for one in found for decision in one.decisions]
    if not rows:
        nothing = Text("Aucune décision d’identité.", "No identity decision.")
        console().print(nothing.say(language))
        return
    print_table(dict(zip(KEYS, HEADERS[language], strict=True)), rows, frozenset())
    together, doubt = Text("Réunies sous", "Together as"), Text("Dans le doute", "In doubt")
    for one in found:
        for name, keys in one.groups.items():
            told = f"{together.say(language)} {name}{_colon(language)}{', '.join(keys)}"
            console().print(told, soft_wrap=True)
        for pair in one.doubts:
            console().print(f"{doubt.say(language)}{_colon(language)}{', '.join(pair)}", soft_wrap=True)


def _row(domain: str, decision: Decision, language: Language) -> dict[str, str]:
    return {
        "domain": domain,
        "day": decision.day.isoformat(),
        "decision": WORDS[decision.kind].say(language),
        "keys": ", ".join(decision.keys),
        "by": decision.by,
        "why": decision.why,
    }


def _colon(language: Language) -> str:
    return "\u00a0: " if language is Language.FR else ": "
