"""``jalon override``."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from jalon.cli.answers import answers
from jalon.cli.output import console
from jalon.cli.recording import me, record
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.kernel.texts import Text
from jalon.services.check import open_checked
from jalon.services.events import accepted
from jalon.services.overrides import override as accept
from jalon.services.places import workspace_of


@answers
def override(
    dossier: Path,
    *,
    rule: str,
    period: str,
    value: Decimal,
    because: str,
    by: str,
    unit: str = "",
    expires: Annotated[date | None, Parameter()] = None,
    settings: Settings = EVERYWHERE,
) -> None:
    """Accept what a rule of quality found, for one unit and period, with a reason and a name.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    rule
        The rule that fails.
    period
        The period it fails for.
    value
        Up to which measured value it is accepted; for a fall, with or without the minus sign.
    because
        Why it is right as it is.
    by
        Who takes it on.
    unit
        The unit it fails for; none for rows that belong to no unit.
    expires
        First day on which it no longer holds.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    workspace = workspace_of(checked, settings.home)
    given = accept(
        checked,
        workspace,
        rule=rule,
        unit=unit,
        period=period,
        value=value,
        because=because,
        by=by,
        day=settings.as_of,
        expires=expires,
    )
    record(workspace, [accepted(me(), given)])
    told = Text(
        f"Accepté jusqu’à {given.accepted:f} (mesuré : {given.measured:f}). Chargez le fichier de nouveau "
        "pour qu’il soit jugé avec cette explication.",
        f"Accepted up to {given.accepted:f} (measured: {given.measured:f}). Load the file again to have it "
        "judged with this explanation.",
    )
    console().print(told.say(settings.language), soft_wrap=True)
