"""Long works of this room: making the pages ahead, freezing a vintage, writing its review."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any  # what JSON holds

from django.db import transaction
from django.urls import reverse
from django.utils import translation

from jalon.figures.vintages import Vintage, Vintages
from jalon.kernel.texts import Language, Text
from jalon.services.freeze import freeze
from jalon.services.problems import DossierProblem
from jalon.services.progress import Progress
from jalon.services.review import review
from jalon.web.accounts.models import User
from jalon.web.accounts.who import who_is
from jalon.web.desk import desk, one_moment, today
from jalon.web.environment import environment
from jalon.web.figures.pages import all_pages
from jalon.web.figures.preparing import PREPARE, ask_for_pages, mark_prepared
from jalon.web.figures.showing import piece_of, told_of
from jalon.web.jobs.models import Job
from jalon.web.jobs.running import ask
from jalon.web.jobs.works import work
from jalon.web.journal.models import Noted
from jalon.web.journal.notes import note
from jalon.web.rights.decide import NOBODY
from jalon.web.rights.roles import Right
from jalon.web.site.drawings import KeptDrawings
from jalon.web.site.fragments import piece_state

FREEZE, REVIEW = "freeze", "review"
LANGUAGES = (Language.FR, Language.EN)


@work(PREPARE, Text("Préparation des pages", "Preparation of the pages"))
def prepare(job: Job, progress: Progress) -> Mapping[str, Any]:
    """Make the pieces of every page (see :func:`prepare_pages`)."""
    del job
    return {"pieces": prepare_pages(progress)}


def prepare_pages(progress: Progress) -> int:
    """Make every piece of every page in both languages: of the figures of the day, and of the last vintage.

    Returns:
        how many pieces there are.
    """
    with one_moment():
        state, count = piece_state(), 0
        told = ["", *desk().vintages()[-1:]]
        progress.begin("pages", len(told) * len(LANGUAGES))
        for vintage in told:
            for language in LANGUAGES:
                count += _prepare(language, vintage)
                progress.step(f"{language.value} {vintage}".strip())
        mark_prepared(state)
    KeptDrawings(environment().site / "charts").sweep()
    return count


def _prepare(language: Language, vintage: str) -> int:
    with translation.override(language.value):
        try:
            context = desk().context(language, vintage)
        except DossierProblem:
            # Nothing is computed yet: there is no page to prepare.
            return 0
        told, count = told_of(context, vintage), 0
        for page in all_pages(context):
            for part in page.parts:
                piece_of(told, page, part)
                count += 1
        return count


def _vintage(job: Job) -> str:
    """The page of the vintage that a job froze, or told the review of."""
    return reverse("figures:vintage", args=[job.told["vintage"]])


@work(FREEZE, Text("Gel d’un millésime", "Freezing a vintage"), leads=_vintage)
def freeze_vintage(job: Job, progress: Progress) -> Mapping[str, Any]:
    """Freeze the figures under the name asked for; done already is done."""
    asked = job.asked
    vintage = _frozen_before(asked) or freeze(
        desk().dossier(),
        desk().workspace(),
        asked["name"],
        as_of=date.fromisoformat(asked["as_of"]),
        signed_by=asked["signed_by"],
        signed_on=date.fromisoformat(asked["signed_on"]),
        note=asked["note"],
        progress=progress,
    )
    _note_once(job, "vintage.frozen", vintage.manifest.name, seal=vintage.manifest.seal)
    ask_for_pages()
    return {"vintage": vintage.manifest.name, "seal": vintage.manifest.seal}


def _frozen_before(asked: Mapping[str, str]) -> Vintage | None:
    """The vintage that an earlier try of the same work froze; None when there is none, or another's."""
    found = Vintages(desk().workspace()).find(asked["name"])
    if found is None:
        return None
    one = found.manifest
    same = (one.as_of.isoformat(), one.signed_by, one.signed_on.isoformat(), one.note)
    wanted = (asked["as_of"], asked["signed_by"].strip(), asked["signed_on"], asked["note"])
    return found if same == wanted else None


@work(REVIEW, Text("Rédaction de la revue", "Writing the review"), leads=_vintage)
def write_review(job: Job, progress: Progress) -> Mapping[str, Any]:
    """Write the review of a vintage, in both languages, PDF and HTML."""
    name = job.asked["vintage"]
    files = []
    for language in LANGUAGES:
        since = _before(name)
        written = review(
            desk().dossier(),
            desk().workspace(),
            language=language,
            as_of=today(),
            folder=None,
            progress=progress,
            vintage=name,
            since=since,
        )
        files += [written.pdf.name, written.html.name]
    _note_once(job, "review.written", name)
    return {"vintage": name, "files": files}


def _before(vintage: str) -> str:
    """The vintage before, with which the review compares; empty for the first."""
    known = desk().vintages()
    place = known.index(vintage) if vintage in known else 0
    return known[place - 1] if place else ""


def _note_once(job: Job, kind: str, subject: str, **details: str) -> None:
    """A work that a kill made run twice tells the journal once."""
    with transaction.atomic():
        if not Noted.objects.filter(kind=kind, subject=subject, details__job=job.pk).exists():
            who = who_is(job.made_by) if job.made_by else NOBODY
            note(who, kind, right=Right.FREEZE, subject=subject, job=job.pk, **details)


def ask_freeze(user: User, *, name: str, as_of: date, note_text: str) -> Job:
    """Have the figures of a day frozen and signed by somebody."""
    return ask(
        FREEZE,
        user,
        name=name,
        as_of=as_of.isoformat(),
        signed_by=str(user),
        signed_on=today().isoformat(),
        note=note_text,
    )
