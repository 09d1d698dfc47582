"""``jalon link``."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import groupby
from pathlib import Path

from jalon.cli.answers import answers
from jalon.cli.output import console, print_table
from jalon.cli.recording import me, record
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.dossier.linkage import AGREEMENTS
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
    """Find the keys that are one person, paper, firm or project, or list the pairs that are to be settled.

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
        if one.contradicted:
            console().print(_told_twice(one).say(language), soft_wrap=True)


def _told(one: Linked) -> Text:
    return Text(
        f"{one.domain} : {one.keys} clés, {one.descriptions} descriptions comparées ; {one.groups} groupes "
        f"de plusieurs clés, {one.doubts} paires à trancher, {one.decided} décisions ajoutées.",
        f"{one.domain}: {one.keys} keys, {one.descriptions} descriptions compared; {one.groups} groups of "
        f"several keys, {one.doubts} pairs to be settled, {one.decided} decisions added.",
    )


def _told_twice(one: Linked) -> Text:
    """Such a number counts as one: whoever sent it has to say whose it is."""
    keys = ", ".join(one.contradicted)
    return Text(
        f"{one.domain}\u00a0: clés sous lesquelles deux personnes différentes sont décrites (ni nom ni date "
        "de naissance "
        f"en commun), à vérifier auprès de qui les envoie\u00a0: {keys}",
        f"{one.domain}: keys under which two different persons are described (no name nor date of birth in "
        "common), "
        f"to be checked with whoever sends them: {keys}",
    )


def _print_doubts(found: Sequence[Doubt], language: Language) -> None:
    if not found:
        nothing = Text("Aucune paire à trancher.", "No pair to settle.")
        console().print(nothing.say(language))
        return
    for domain, own in groupby(found, key=lambda doubt: doubt.domain):
        pairs = list(own)
        console().print(f"{domain}:" if language is Language.EN else f"{domain} :")
        headers = {"keys": Text("clés", "keys").say(language), "probability": "%"}
        headers |= {feature: name.say(language) or feature for feature, name in pairs[0].names.items()}
        print_table(headers, [_row(doubt, language) for doubt in pairs], frozenset({"probability"}))


def _row(doubt: Doubt, language: Language) -> dict[str, str]:
    told = {
        feature: (AGREEMENTS[one] if one else _UNKNOWN).say(language)
        for feature, one in doubt.features.items()
    }
    return {"keys": " ".join(doubt.keys), "probability": f"{doubt.probability * 100:.1f}", **told}
