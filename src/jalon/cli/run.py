"""``jalon run``: the whole way."""

from __future__ import annotations

from pathlib import Path

from jalon.cli.answers import answers
from jalon.cli.bars import Bars
from jalon.cli.compute import print_computed
from jalon.cli.glance import print_glance
from jalon.cli.load import print_loaded
from jalon.cli.output import console
from jalon.cli.recording import me, record
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.cli.then import keep_present
from jalon.kernel.texts import Language
from jalon.services.check import open_checked
from jalon.services.compute import compute
from jalon.services.events import computed, received, written
from jalon.services.judge import verdicts
from jalon.services.load import load
from jalon.services.places import workspace_of
from jalon.services.review import review


@answers
def run(dossier: Path, *, out: Path | None = None, settings: Settings = EVERYWHERE) -> int:
    """Load, compute, judge, write the review in French and English, and print the contract at a glance.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    out
        Folder for the reviews; the workspace by default.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    workspace = workspace_of(checked, settings.home)
    keep_present(checked, workspace, settings)
    with Bars() as bars:
        loaded = load(checked, workspace, as_of=settings.as_of, progress=bars)
        record(workspace, received(me(), checked, workspace, loaded.deliveries))
        done = compute(checked, workspace, as_of=settings.as_of, progress=bars)
        record(workspace, computed(me(), done))
        found = verdicts(checked, workspace, settings.as_of)
        reviews = {
            language: review(
                checked, workspace, language=language, as_of=settings.as_of, folder=out, progress=bars
            )
            for language in (Language.FR, Language.EN)
        }
        record(workspace, [written(me(), one, language) for language, one in reviews.items()])
    print_loaded(loaded, settings.language)
    print_computed(done, settings.language)
    print_glance(checked, found, settings.language)
    for one in reviews.values():
        console().print(f"{one.pdf}\n{one.html}", soft_wrap=True)
    return 0 if loaded.is_whole and done.is_whole else 1
