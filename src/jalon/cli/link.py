"""``jalon link``."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from jalon.cli.answers import answers
from jalon.cli.output import console, print_table
from jalon.cli.recording import me, record
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.dossier.linkage import AGREEMENTS, FEATURES, Feature
from jalon.kernel.texts import Language, Text
from jalon.services.check import open_checked
from jalon.services.events import linked
from jalon.services.link import Doubt, Linked, doubts
from jalon.services.link import link as link_keys
from jalon.services.places import workspace_of

_UNKNOWN = Text("inconnu", "unknown")


class Action(StrEnum):
    """What is done."""

    RUN = "run"
    REVIEW = "review"


@answers
def link(
    dossier: Path, action: Action = Action.RUN, *, domain: str = "", settings: Settings = EVERYWHERE
) -> None:
    """Find the keys that are one person, or list the pairs that somebody has to settle.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    action
        run (compare, and add the decisions that follow), or review (the doubtful pairs, with what speaks for
        and against each; settle them with « jalon identity »).
    domain
        Whose keys; every domain that a source describes by default.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    workspace, language = workspace_of(checked, settings.home), settings.language
    if action is Action.REVIEW:
        _print_doubts(doubts(checked, workspace, as_of=settings.as_of, domain=domain), language)
        return
    found = link_keys(checked, workspace, as_of=settings.as_of, domain=domain)
    record(workspace, linked(me(), found))
    for one in found:
        console().print(_told(one).say(language), soft_wrap=True)


def _told(one: Linked) -> Text:
    return Text(
        f"{one.domain} : {one.keys} clés, {one.descriptions} descriptions comparées ; {one.groups} personnes "
        f"ont plusieurs clés, {one.doubts} paires sont à trancher, {one.decided} décisions ajoutées.",
        f"{one.domain}: {one.keys} keys, {one.descriptions} descriptions compared; {one.groups} persons have "
        f"several keys, {one.doubts} pairs are to be settled, {one.decided} decisions added.",
    )


def _print_doubts(found: Sequence[Doubt], language: Language) -> None:
    if not found:
        nothing = Text("Aucune paire à trancher.", "No pair to settle.")
        console().print(nothing.say(language))
        return
    headers = {"keys": Text("clés", "keys").say(language), "probability": "%"}
    headers |= {feature.value: FEATURES[feature].say(language) for feature in Feature}
    print_table(headers, [_row(doubt, language) for doubt in found], frozenset({"probability"}))


def _row(doubt: Doubt, language: Language) -> dict[str, str]:
    told = {
        feature.value: (AGREEMENTS[one] if one else _UNKNOWN).say(language)
        for feature, one in doubt.features.items()
    }
    return {"keys": " ".join(doubt.keys), "probability": f"{doubt.probability * 100:.1f}", **told}
