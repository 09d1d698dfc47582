"""``jalon vintages``."""

from __future__ import annotations

from pathlib import Path

from jalon.cli.answers import answers
from jalon.cli.output import Format, console, print_table, write_rows
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.kernel.faults.catalogue import report
from jalon.kernel.texts import Language, Text
from jalon.services.check import open_checked
from jalon.services.places import workspace_of
from jalon.services.vintages import verify as verify_vintages
from jalon.services.vintages import vintage_rows

HEADERS = {
    Language.EN: ("no.", "name", "as of", "signed by", "signed on", "figures", "note", "seal"),
    Language.FR: ("n°", "nom", "au", "signé par", "signé le", "chiffres", "note", "sceau"),
}
KEYS = ("number", "name", "as_of", "signed_by", "signed_on", "figures", "note", "seal")


@answers
def vintages(
    dossier: Path,
    *,
    verify: bool = False,
    seal: str = "",
    format: Format = Format.TABLE,
    out: Path | None = None,
    settings: Settings = EVERYWHERE,
) -> int:
    """List the frozen vintages, or verify that none was touched.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    verify
        Check every file and the chain of vintages; the outcome is 1 when something was touched.
    seal
        With verify: a seal copied from an earlier answer, which some vintage must carry.
    format
        table, json, csv or parquet.
    out
        File to write instead of the standard output.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    workspace, language = workspace_of(checked, settings.home), settings.language
    rows = vintage_rows(workspace)
    if verify or seal:
        issues = verify_vintages(workspace, seal)
        for issue in issues:
            console().print(report(issue, language), soft_wrap=True)
        if not issues:
            last = rows[-1]["seal"] if rows else "—"
            intact = Text(
                f"Millésimes intacts\u00a0: {len(rows)}. Dernier sceau\u00a0: {last}",
                f"Vintages intact: {len(rows)}. Last seal: {last}",
            )
            console().print(intact.say(language), soft_wrap=True)
        return 1 if issues else 0
    if format is not Format.TABLE or out is not None:
        write_rows(rows, Format.CSV if format is Format.TABLE else format, out)
    elif not rows:
        console().print(Text("Aucun millésime.", "No vintage yet.").say(language))
    else:
        shown = [{key: str(row[key] or "") for key in KEYS} | {"seal": str(row["seal"])[:16]} for row in rows]
        print_table(dict(zip(KEYS, HEADERS[language], strict=True)), shown, frozenset({"number", "figures"}))
    return 0
