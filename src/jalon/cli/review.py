"""``jalon review``."""

from __future__ import annotations

from pathlib import Path

from jalon.cli.answers import answers
from jalon.cli.bars import Bars
from jalon.cli.output import console
from jalon.cli.recording import me, record
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.services.check import open_checked
from jalon.services.events import written as told
from jalon.services.places import workspace_of
from jalon.services.review import review as write_review


@answers
def review(
    dossier: Path,
    *,
    vintage: str = "",
    since: str = "",
    out: Path | None = None,
    public: bool = False,
    settings: Settings = EVERYWHERE,
) -> None:
    """Write the annual review, in PDF and HTML, in the language asked for.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    vintage
        Name of a frozen vintage to tell; the figures of the day by default.
    since
        Name of an earlier vintage: the review then says what moved since, and why.
    out
        Folder to write into; the workspace by default.
    public
        Write what anybody may see: the figures as the last release told them.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    workspace = workspace_of(checked, settings.home)
    with Bars() as bars:
        written = write_review(
            checked,
            workspace,
            language=settings.language,
            as_of=settings.as_of,
            folder=out,
            progress=bars,
            vintage=vintage,
            since=since,
            public=public,
        )
    record(workspace, [told(me(), written, settings.language, vintage, public=public)])
    console().print(f"{written.pdf}\n{written.html}", soft_wrap=True)
