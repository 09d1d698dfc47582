"""Sending: a file, or the order to fetch one, becomes a job; nothing that was received is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from jalon.dossier.source import Source
from jalon.web.campaigns.models import Campaign, Return, Upload
from jalon.web.campaigns.owing import Channel, channel_of
from jalon.web.campaigns.receiving import check_name, clean_name, keep, write_new
from jalon.web.campaigns.refusing import CannotDo
from jalon.web.campaigns.signing import require_unlocked, return_of, touch
from jalon.web.desk import desk
from jalon.web.jobs.running import ask
from jalon.web.journal.notes import note
from jalon.web.rights.roles import Right

if TYPE_CHECKING:
    from jalon.web.site.asking import Request

LOAD = "load"


def channel_in(campaign: Campaign, unit: str, source: str) -> Channel | None:
    """How a unit may send a source in a campaign; None when it has nothing of its own to send."""
    found = desk().dossier().sources.get(source)
    return channel_of(found, unit) if found and campaign.asks(source) else None


def send_file(
    request: Request, campaign: Campaign, unit: str, channel: Channel, file: UploadedFile
) -> Upload:
    """Keep a file and ask for it to be loaded.

    Raises:
        CannotDo: the return is locked, the file is empty or of a kind that the source does not take.
    """
    name = clean_name(file.name or "")
    one = return_of(campaign, unit)
    require_unlocked(one, channel.source.id)
    check_name(channel.source, name)
    if not file.size:
        raise CannotDo(
            f"«\u00a0{name}\u00a0» est vide. Vérifiez l’extraction et renvoyez le fichier.",
            f"“{name}” is empty. Check the extraction and send the file again.",
        )
    upload = _upload(request, one, channel, Upload.Kind.FILE, name=name)
    upload.size = keep(file, upload.path)
    return _asked(request, upload)


def send_content(
    request: Request, one: Return, channel: Channel, content: bytes, *, name: str, cells: int
) -> Upload:
    """Send what was typed in a grid, as the file that it would have been."""
    require_unlocked(one, channel.source.id)
    upload = _upload(request, one, channel, Upload.Kind.GRID, name=name)
    upload.cells, upload.size = cells, len(content)
    write_new(upload.path, content)
    return _asked(request, upload)


def fetch(request: Request, campaign: Campaign, unit: str, channel: Channel) -> Upload:
    """Ask for the rows to be fetched where the dossier says that they are.

    Raises:
        CannotDo: the return is locked, or the dossier names no such place.
    """
    one = return_of(campaign, unit)
    require_unlocked(one, channel.source.id)
    if not channel.is_fetched:
        raise CannotDo(
            "Le dossier ne dit pas où prendre ces données\u00a0: envoyez un fichier.",
            "The dossier does not say where to fetch these data: send a file.",
        )
    return _asked(request, _upload(request, one, channel, Upload.Kind.SOURCE, name=channel.source.id))


def _upload(request: Request, one: Return, channel: Channel, kind: str, *, name: str) -> Upload:
    return Upload(
        of=one, kind=kind, source=channel.source.id, feed=channel.feed.id, name=name, by=request.user
    )


def _asked(request: Request, upload: Upload) -> Upload:
    """Write the row, the job and the note together: a file without them is swept at the next start."""
    with transaction.atomic():
        one = Return.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=upload.of.pk)
        require_unlocked(one, upload.source)
        touch(one)
        one.save(update_fields=["first_at", "last_at"])
        upload.of = one
        upload.save()
        upload.job = ask(LOAD, request.user, unit=one.unit, upload=upload.pk)
        upload.save(update_fields=["job"])
        note(
            request.who,
            "delivery.sent",
            right=Right.SEND,
            unit=one.unit,
            subject=upload.feed,
            way=upload.kind,
            bytes=upload.size,
        )
    return upload


def send_again(request: Request, upload: Upload) -> None:
    """Try once more what stopped before any report: its file is still there, or can be fetched again.

    Raises:
        CannotDo: it did not stop, the return is locked, or the file is gone.
    """
    if upload.state != "stopped":
        raise CannotDo("Cet envoi n’est pas arrêté.", "This sending has not stopped.")
    if upload.kind != Upload.Kind.SOURCE and not upload.path.is_file():
        raise CannotDo(
            "Le fichier n’est plus là\u00a0: envoyez-le de nouveau.", "The file is gone: send it again."
        )
    upload.told = []
    _asked(request, upload)


def source_named(name: str) -> Source:
    """A source of the dossier, by its name.

    Raises:
        KeyError: there is none.
    """
    return desk().dossier().sources[name]
