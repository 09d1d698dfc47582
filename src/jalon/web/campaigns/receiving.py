"""Files as they arrive: on the disk as they come, no larger than allowed, there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler

from jalon.dossier.source import ReaderKind, Source
from jalon.web.campaigns.refusing import CannotDo
from jalon.web.rights.roles import Right

if TYPE_CHECKING:
    from typing import Any  # what Django hands over

TOO_BIG = "jalon.upload.too-big"
"""The mark of a request whose file was cut off because it is too large."""

_COMPRESSED = (".gz",)
_TEXTS = (".csv", ".txt", ".tsv")
EXTENSIONS = {
    ReaderKind.CSV: _TEXTS,
    ReaderKind.JSONL: (".jsonl", ".ndjson", ".json"),
    ReaderKind.ONEROSTER: (".zip",),
    ReaderKind.XLSX: (".xlsx", ".xlsm"),
    ReaderKind.PARQUET: (".parquet",),
    ReaderKind.HAL: (".json", ".jsonl"),
    ReaderKind.OPENALEX: (".json", ".jsonl"),
    ReaderKind.CROSSREF: (".json", ".jsonl"),
    ReaderKind.BIBTEX: (".bib",),
    ReaderKind.CORDIS: (".zip", ".csv", ".json", ".jsonl"),
    ReaderKind.XAPI: (".json", ".jsonl", ".ndjson"),
    ReaderKind.MOODLE: (".csv", ".json", ".jsonl", ".zip"),
    ReaderKind.FEC: _TEXTS,
    ReaderKind.DSN: (".dsn", ".edi", *_TEXTS),
    ReaderKind.SQL: (),
}
"""How the names of files that a reader takes end; what is inside is for the reader to judge."""

_PART = ".part"


class Streamed(TemporaryFileUploadHandler):
    """Writes what arrives in the folder of uploads, for whoever may send, up to the limit."""

    def new_file(self, *field: Any, **more: Any) -> None:
        """Refuse before anything is written: nobody fills the disk who may not send."""
        who = getattr(self.request, "who", None)
        if who is None or not who.may(Right.SEND):
            raise StopUpload(connection_reset=True)
        super().new_file(*field, **more)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Write a piece, unless the whole is now too large."""
        if start + len(raw_data) > settings.UPLOAD_LIMIT:
            self._refuse()
        super().receive_data_chunk(raw_data, start)
        return None

    def _refuse(self) -> None:
        self.request.META[TOO_BIG] = True
        raise StopUpload(connection_reset=True)


def extensions_of(source: Source) -> tuple[str, ...]:
    """The ends of names that a source's reader takes, compressed or not."""
    plain = EXTENSIONS[source.reader.kind]
    return (*plain, *(f"{end}{more}" for end in plain for more in _COMPRESSED))


def clean_name(given: str) -> str:
    """The name of a file as messages may show it: its last part, without controls, not too long."""
    last = given.replace("\\", "/").rpartition("/")[2]
    shown = "".join(character for character in last if character.isprintable()).strip()
    return shown[-180:] or "file"


def check_name(source: Source, name: str) -> None:
    """Refuse a file that no reader of the source takes.

    Raises:
        CannotDo: by its name, it is another kind of file.
    """
    ends = extensions_of(source)
    if not ends:
        raise CannotDo(
            "Cette source est lue dans une base de données\u00a0: aucun fichier n’y est attendu.",
            "This source is read from a database: no file is expected.",
        )
    if not name.casefold().endswith(ends):
        known = ", ".join(EXTENSIONS[source.reader.kind])
        raise CannotDo(
            f"«\u00a0{name}\u00a0» n’est pas un fichier attendu ici. Envoyez un fichier dont le nom finit "
            f"par\u00a0: {known} (compressé par gzip ou non).",
            f"“{name}” is not a file that is expected here. Send a file whose name ends with: {known} "
            "(compressed by gzip or not).",
        )


def keep(file: UploadedFile, target: Path) -> int:
    """Put a file that arrived where it is waited for: there whole, on the disk, or not at all.

    Returns:
        how many bytes it holds.
    """
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if isinstance(file, TemporaryUploadedFile):
        arrived = Path(file.temporary_file_path())
        with arrived.open("rb") as handle:
            os.fsync(handle.fileno())
        arrived.chmod(0o600)
        arrived.replace(target)
    else:
        write_new(target, b"".join(file.chunks()))
    _settle(target.parent)
    return target.stat().st_size


def write_new(target: Path, content: bytes) -> None:
    """Write a file in the folder of uploads, there whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = target.with_name(f"{target.name}{_PART}")
    with partial.open("wb") as handle:
        partial.chmod(0o600)
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    partial.replace(target)
    _settle(target.parent)


def _settle(folder: Path) -> None:
    """Make a new name in a folder outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
