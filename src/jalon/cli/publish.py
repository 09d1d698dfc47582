"""``jalon publish``."""

from __future__ import annotations

from pathlib import Path

from jalon.cli.answers import answers
from jalon.cli.bars import Bars
from jalon.cli.output import console, print_table
from jalon.cli.recording import me, record
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.kernel.faults.catalogue import report
from jalon.kernel.texts import Language
from jalon.services.check import open_checked
from jalon.services.events import published
from jalon.services.places import workspace_of
from jalon.services.publicfiles import rule_words
from jalon.services.publish import Published
from jalon.services.publish import publish as publish_figures

HEADERS = {
    Language.EN: ("indicator", "numbers", "small, hidden", "hidden for them", "shown"),
    Language.FR: ("indicateur", "nombres", "petits, masqués", "masqués pour eux", "montrés"),
}
KEYS = ("indicator", "numbers", "primary", "complementary", "shown")


@answers
def publish(
    dossier: Path,
    *,
    name: str | None = None,
    vintage: str = "",
    out: Path | None = None,
    settings: Settings = EVERYWHERE,
) -> None:
    """Publish the figures: small numbers of persons are hidden or rounded, as the dossier's rule says.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    name
        Name of the release; that of the vintage, else the day, by default.
    vintage
        Name of a frozen vintage to publish; the figures of the day by default.
    out
        Folder for the public files; the workspace by default.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    workspace = workspace_of(checked, settings.home)
    with Bars() as bars:
        done = publish_figures(
            checked,
            workspace,
            as_of=settings.as_of,
            name=name,
            folder=out,
            progress=bars,
            vintage=vintage,
        )
    record(workspace, [published(me(), done, vintage)])
    _print(done, settings.language)


def _print(done: Published, language: Language) -> None:
    console().print(rule_words(done.rule).say(language), soft_wrap=True)
    rows = [
        {
            "indicator": name,
            "numbers": str(count.numbers),
            "primary": str(count.primary),
            "complementary": str(count.complementary),
            "shown": _share(count.numbers - count.primary - count.complementary, count.numbers, language),
        }
        for name, count in done.counts.items()
    ]
    if rows:
        print_table(dict(zip(KEYS, HEADERS[language], strict=True)), rows, frozenset(KEYS[1:]))
    for issue in done.issues:
        console().print(report(issue, language), soft_wrap=True)
    console().print(str(done.folder), soft_wrap=True)


def _share(part: int, whole: int, language: Language) -> str:
    percent = round(100 * part / whole) if whole else 100
    return f"{percent}\u00a0%" if language is Language.FR else f"{percent}%"
