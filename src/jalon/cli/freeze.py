"""``jalon freeze``."""

from __future__ import annotations

from pathlib import Path

from jalon.cli.answers import answers
from jalon.cli.bars import Bars
from jalon.cli.output import console
from jalon.cli.recording import me, record
from jalon.cli.settings import EVERYWHERE, Settings, today
from jalon.figures.vintages import Vintage
from jalon.kernel.texts import Language
from jalon.services.check import open_checked
from jalon.services.events import frozen
from jalon.services.freeze import freeze as freeze_figures
from jalon.services.places import workspace_of


@answers
def freeze(
    dossier: Path,
    name: str,
    *,
    signed_by: str = "",
    note: str = "",
    settings: Settings = EVERYWHERE,
) -> None:
    """Freeze the figures as known on a day into a signed vintage that never changes.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    name
        How the vintage will be called; a name is never used twice.
    signed_by
        Who answers for it.

    Note:
        What it is for.
    settings
        Common options; as-of is the day whose knowledge is frozen.
    """
    checked = open_checked(dossier)
    workspace = workspace_of(checked, settings.home)
    with Bars() as bars:
        vintage = freeze_figures(
            checked,
            workspace,
            name,
            as_of=settings.as_of,
            signed_by=signed_by,
            signed_on=today(),
            note=note,
            progress=bars,
        )
    record(workspace, [frozen(me(), vintage)])
    console().print(_told(vintage, settings.language), soft_wrap=True)


def _told(vintage: Vintage, language: Language) -> str:
    one = vintage.manifest
    if language is Language.FR:
        return (
            f"Millésime «\u00a0{one.name}\u00a0» figé\u00a0: {one.figures} chiffres, tels que connus au "
            f"{one.as_of}, signé par {one.signed_by}.\nSceau\u00a0: {one.seal}"
        )
    return (
        f"Vintage “{one.name}” frozen: {one.figures} figures, as known on {one.as_of}, signed by "
        f"{one.signed_by}.\nSeal: {one.seal}"
    )
