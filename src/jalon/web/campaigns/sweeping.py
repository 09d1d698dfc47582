"""After a kill: what was half received is removed, what was received whole is resumed or reported."""

from __future__ import annotations

import logging
from pathlib import Path

from django.conf import settings

from jalon.web.campaigns.models import Letter, LetterState, Upload

_LOG = logging.getLogger("jalon.web")


def sweep() -> int:
    """Remove from the folder of uploads what no row names; call it before the site answers.

    A file whose row was never written was never announced as received: its sender saw the failure. Letters
    that were leaving are told apart from those that left: a person decides.

    Returns:
        how many files were removed.
    """
    Letter.objects.filter(state=LetterState.LEAVING).update(state=LetterState.UNSURE)
    folder = Path(settings.UPLOADS)
    known = {str(key) for key in Upload.objects.filter(outcome="").values_list("key", flat=True)}
    orphans = [path for path in folder.iterdir() if path.name not in known] if folder.is_dir() else []
    for path in orphans:
        path.unlink(missing_ok=True)
    if orphans:
        _LOG.warning("%s unfinished uploads were removed", len(orphans))
    return len(orphans)
