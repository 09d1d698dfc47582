"""``jalon report``."""

from __future__ import annotations

from pathlib import Path

from jalon.cli.answers import answers
from jalon.cli.pages import write_page
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.services.check import open_checked
from jalon.services.documents import Page
from jalon.services.places import workspace_of
from jalon.services.problems import stop
from jalon.services.report import Reports, report_content
from jalon.services.reportpage import report_document


@answers
def report(
    dossier: Path,
    *,
    delivery: str | None = None,
    feed: str | None = None,
    format: Page = Page.MD,
    out: Path | None = None,
    settings: Settings = EVERYWHERE,
) -> None:
    """Tell whoever sent a file what became of it, what to mend and how, and what is owed next.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    delivery
        The delivery, as « jalon deliveries » lists it; its first characters are enough.
    feed
        The feed: its last delivery is told.
    format
        md, html or json.
    out
        File to write instead of the standard output.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    if (delivery is None) == (feed is None):
        raise stop("report-of-what")
    reports = Reports(checked, workspace_of(checked, settings.home), settings.as_of)
    found = reports.of_delivery(delivery) if delivery is not None else reports.of_feed(feed or "")
    document = report_document(checked, found, settings.language)
    write_page(document, report_content(found, settings.language), format, out)
