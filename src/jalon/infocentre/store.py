"""Where the tables of a lake are: a folder of the workspace, or a place on an object store.

On an object store, nothing but this module goes there, beside the transactions of the lake. Files of rows
are copied once into a cache of the workspace, where every engine reads them: a file of the lake has a name of
its own and is never rewritten, so that a copy is never out of date.
"""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError
from deltalake.fs import DeltaStorageHandler
from pyarrow.fs import FileSelector, FileType, PyFileSystem

from jalon.infocentre.cache import Cache
from jalon.infocentre.inorder import in_order
from jalon.infocentre.workspace import Workspace, is_for_want_of_room, write_whole

_OPTIONS: Mapping[str, str] = {
    "max_retries": "2",
    "retry_timeout": "10s",
    "connect_timeout": "5s",
    "timeout": "120s",
}
"""How long a store may be silent. Its address and its keys are ``AWS_*`` variables that delta-rs reads."""

_BUFFER = 1 << 20
_DENIED = re.compile(
    r"\b40[13]\b|AccessDenied|Forbidden|InvalidAccessKeyId|SignatureDoesNotMatch|credential", re.I
)
_NO_BUCKET = re.compile(r"NoSuchBucket|bucket does not exist|\b404\b", re.I)


class LakeTrouble(Exception):
    """The lake cannot be reached; ``code`` is the fault, ``lake`` the address, which holds no key."""

    def __init__(self, code: str, lake: str) -> None:
        super().__init__(f"{code}: {lake}")
        self.code = code
        self.lake = lake


@dataclass(frozen=True, slots=True)
class Store:
    """The place of the tables of a workspace."""

    workspace: Workspace

    @property
    def is_remote(self) -> bool:
        """True on an object store."""
        return bool(self.workspace.lake_uri)

    @property
    def options(self) -> dict[str, str] | None:
        """What delta-rs is told of the place."""
        return dict(_OPTIONS) if self.is_remote else None

    @property
    def owner(self) -> str:
        """What tells the files that this workspace writes from those of another one, on the same store."""
        if not self.is_remote:
            return ""
        place = f"{platform.node()}:{self.workspace.home.resolve()}"
        return f"-{hashlib.sha256(place.encode()).hexdigest()[:8]}"

    def address(self, name: str) -> str:
        """Where a table is."""
        if self.is_remote:
            return f"{self.workspace.lake_uri.rstrip('/')}/{name}"
        # As an address, in which spaces and accents are escaped as delta-rs expects.
        return (self.workspace.lake / name).absolute().as_uri()

    def make_room(self, name: str) -> None:
        """Make the folder of a table; an object store has no folders."""
        if not self.is_remote:
            (self.workspace.lake / name).mkdir(parents=True, exist_ok=True)

    def table(self, name: str) -> DeltaTable | None:
        """A table at its latest version; None when there is none."""
        address = self.address(name)
        if not DeltaTable.is_deltatable(address, self.options):
            return None
        return DeltaTable(address, storage_options=self.options)

    def files(self, name: str) -> PyFileSystem:
        """The files of a table; or of another folder of the lake."""
        return PyFileSystem(DeltaStorageHandler(self.address(name), self.options))

    def rows(self, name: str, table: DeltaTable, *, purged: bool = False) -> tuple[Path, ...]:
        """The files of rows of a table at the version it is loaded at, on this machine.

        Args:
            name: the folder of the table.
            table: the table.
            purged: true when a purge has written some of its files again: copies of what they were go.
        """
        if not self.is_remote:
            return tuple(sorted(self.workspace.lake / name / path for path in own_paths(name, table)))
        added = pa.table(table.get_add_actions(flatten=True))
        sizes = dict(zip(added["path"].to_pylist(), added["size_bytes"].to_pylist(), strict=True))
        cache, source = self.cache(name), self.files(name)
        if purged:
            there = self.sizes(name)
            cache.keep_only(there)
            sizes = {path: there.get(path, size) for path, size in sizes.items()}
        paths = list(in_order(sorted(sizes.items()), lambda one: cache.fetch(source, one[0], one[1])))
        cache.tidy(paths)
        return tuple(sorted(paths))

    def names(self) -> list[str]:
        """The folders of the tables; others may be among them."""
        if self.is_remote:
            root = PyFileSystem(DeltaStorageHandler(self.workspace.lake_uri, self.options))
            found = root.get_file_info(FileSelector("", allow_not_found=True, recursive=True))
            return sorted({info.path.partition("/")[0] for info in found if "/" in info.path})
        folder = self.workspace.lake
        return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []

    def sizes(self, name: str) -> dict[str, int]:
        """The files of rows of a table on the object store, with their bytes."""
        found = self.files(name).get_file_info(FileSelector("", allow_not_found=True, recursive=True))
        return {
            info.path: info.size
            for info in found
            if info.path.endswith(".parquet") and not info.path.startswith("_delta_log/")
        }

    def cache(self, name: str) -> Cache:
        """The copies of the files of a table of an object store."""
        return Cache(self.workspace.cache / hashlib.sha256(self.address(name).encode()).hexdigest()[:16])

    # Manifests of deliveries: a figure is not made without what its files hold

    def publish(self, delivery: str) -> None:
        """Put the manifest of a delivery beside the tables, for the other machines that read them."""
        manifest = self.workspace.deliveries / f"{delivery}.json"
        if self.is_remote and manifest.exists():
            self.put("deliveries", manifest.name, manifest)

    def put(self, folder: str, path: str, content: Path) -> None:
        """Put the content of a file on the object store."""
        # Buffered: delta-rs takes bytes, and Arrow would hand over one of its own buffers.
        with (
            content.open("rb") as source,
            self.files(folder).open_output_stream(path, buffer_size=_BUFFER) as stream,
        ):
            while chunk := source.read(_BUFFER):
                stream.write(chunk)

    def receive(self, deliveries: frozenset[str]) -> None:
        """Copy the manifests that this workspace lacks, of deliveries that another machine loaded."""
        folder = self.workspace.deliveries
        lacking = sorted(one for one in deliveries if not (folder / f"{one}.json").exists())
        if not self.is_remote or not lacking:
            return
        source = self.files("deliveries")
        for one in lacking:
            name = f"{one}.json"
            if source.get_file_info(name).type is FileType.File:
                with source.open_input_file(name) as stream:
                    write_whole(folder / name, stream.read())

    @contextmanager
    def reached(self) -> Iterator[None]:
        """Say in the words of faults that the object store does not answer as it should.

        Raises:
            LakeTrouble: it is not there, or refuses; the message of the library, which may quote a request,
                is not repeated.
        """
        try:
            yield
        except BaseException as error:
            if not self._is_of_the_store(error):
                raise
            raise LakeTrouble(_code(str(error)), self.workspace.lake_uri) from None

    def _is_of_the_store(self, error: BaseException) -> bool:
        """True for what delta-rs raises of an object store; its panics are no ordinary exceptions."""
        is_raised = isinstance(error, OSError | DeltaError) or type(error).__name__ == "PanicException"
        return self.is_remote and is_raised and not is_for_want_of_room(error)


def own_paths(name: str, table: DeltaTable) -> list[str]:
    """The paths, in the folder of a table, of the files of the version it is loaded at."""
    # The folder is escaped in their addresses, what follows it is not.
    return sorted(address.rpartition(f"/{name}/")[2] for address in table.file_uris())


def _code(message: str) -> str:
    if _DENIED.search(message):
        return "lake-denied"
    return "lake-bucket-missing" if _NO_BUCKET.search(message) else "lake-unreachable"
