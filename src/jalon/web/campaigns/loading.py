"""The works of campaigns: load what was sent, then compute; done twice, each has the result of once."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any  # what JSON holds

from django.db import transaction

from jalon.infocentre.deliveries import Delivery, Outcome
from jalon.kernel.faults.catalogue import report
from jalon.kernel.issues import Issue, Level
from jalon.kernel.texts import Language, Text
from jalon.services.compute import compute
from jalon.services.harvest import harvest
from jalon.services.load import Loaded, load
from jalon.services.problems import DossierProblem
from jalon.services.progress import Progress
from jalon.web.accounts.models import User
from jalon.web.accounts.who import who_is
from jalon.web.campaigns.models import Upload
from jalon.web.campaigns.sending import LOAD
from jalon.web.desk import desk, today
from jalon.web.jobs.models import Job, JobState
from jalon.web.jobs.running import ask
from jalon.web.jobs.works import work
from jalon.web.journal.notes import note
from jalon.web.rights.decide import NOBODY
from jalon.web.rights.roles import Right

COMPUTE = "compute"


@work(LOAD, Text("Lecture de l’envoi", "Reading what was sent"))
def load_upload(job: Job, progress: Progress) -> Mapping[str, Any]:
    """Load what was sent for a feed, keep what became of it, and ask for the computation."""
    upload = Upload.objects.select_related("of", "by").get(pk=job.asked["upload"])
    if upload.outcome:
        return {"delivery": upload.delivery}
    try:
        loaded = _loaded(upload, progress)
    except DossierProblem as problem:
        Upload.objects.filter(pk=upload.pk).update(told=told(problem.issues))
        raise
    return _record(upload, loaded)


def _loaded(upload: Upload, progress: Progress) -> Loaded:
    dossier, workspace = desk().dossier(), desk().workspace()
    source = dossier.sources[upload.source]
    if upload.kind != Upload.Kind.SOURCE:
        return load(
            dossier,
            workspace,
            as_of=today(),
            progress=progress,
            feeds=(upload.feed,),
            file=upload.path,
            name=upload.name,
        )
    if source.harvest is None:
        return load(dossier, workspace, as_of=today(), progress=progress, feeds=(upload.feed,))
    return harvest(
        dossier,
        workspace,
        as_of=today(),
        secrets=lambda name: os.environ.get(f"JALON_TOKEN_{name}"),
        wait=time.sleep,
        clock=time.monotonic,
        progress=progress,
        feeds=(upload.feed,),
    )


def _record(upload: Upload, loaded: Loaded) -> Mapping[str, Any]:
    delivery = next((one for one in loaded.deliveries if one.feed == upload.feed), None)
    if delivery is None:
        # No room, or a service that does not answer: the file stays, to be tried again.
        Upload.objects.filter(pk=upload.pk).update(told=told(loaded.issues) or _UNTOLD)
        return {"stopped": True}
    with transaction.atomic():
        changed = Upload.objects.filter(pk=upload.pk, outcome="").update(
            delivery=delivery.id, outcome=delivery.outcome.value, told=[]
        )
        if changed:
            _note(upload, delivery)
            if delivery.outcome is not Outcome.REFUSED:
                ask_compute(upload.by)
    # The workspace holds its own copy by now.
    upload.path.unlink(missing_ok=True)
    return {"delivery": delivery.id, "outcome": delivery.outcome.value}


_UNTOLD = [
    {
        "fr": "Rien n’a pu être lu, sans qu’on sache dire pourquoi. Réessayez.",
        "en": "Nothing could be read, and nobody can say why. Try again.",
    }
]


def _note(upload: Upload, delivery: Delivery) -> None:
    refused = delivery.outcome is Outcome.REFUSED
    note(
        who_is(upload.by) if upload.by else NOBODY,
        "delivery.refused" if refused else "delivery.received",
        right=Right.SEND,
        unit=upload.of.unit,
        subject=delivery.feed,
        delivery=delivery.id,
        sha256=delivery.sha256,
        outcome=delivery.outcome.value,
    )


def told(issues: tuple[Issue, ...]) -> list[dict[str, str]]:
    """What stopped a loading, in both languages."""
    return [
        {language.value: report(issue, language) for language in (Language.FR, Language.EN)}
        for issue in issues
        if issue.level is Level.ERROR
    ]


def ask_compute(user: User | None) -> None:
    """Ask for the figures to be brought up to date; one that waits already will see everything."""
    if not Job.objects.filter(kind=COMPUTE, state=JobState.WAITING).exists():
        ask(COMPUTE, user)


@work(COMPUTE, Text("Calcul des chiffres", "Computation of the figures"))
def compute_figures(job: Job, progress: Progress) -> Mapping[str, Any]:
    """Bring the stored figures up to date."""
    del job
    done = compute(desk().dossier(), desk().workspace(), as_of=today(), progress=progress)
    return {"computed": len(done.computed), "kept": len(done.kept)}


def kept_file(delivery: Delivery) -> Path:
    """The copy of a received file that the workspace keeps."""
    return desk().workspace().received / delivery.sha256[:2] / delivery.sha256
