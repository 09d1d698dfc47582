"""Faults of engines and of the places of lakes: not installed, not there, not allowed."""

from __future__ import annotations

import builtins
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from faults.base import write_base
from faults.test_use import stops
from jalon.cli.main import main
from jalon.infocentre.engine.protocol import EngineKind
from jalon.infocentre.store import LakeTrouble, Store
from jalon.infocentre.workspace import Workspace
from jalon.services.check import open_checked
from jalon.services.compute import compute
from jalon.services.load import load
from jalon.services.places import workspace_of
from jalon.services.progress import Silent

TODAY = date(2026, 3, 1)


def asked_of_spark(folder: Path) -> None:
    dossier, workspace = open_checked(write_base(folder / "dossier")), Workspace(folder / "home")
    load(dossier, workspace, as_of=TODAY, progress=Silent())
    compute(dossier, workspace, as_of=TODAY, progress=Silent(), engine=EngineKind.SPARK)


def test_spark_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(
        name: str,
        globals: Mapping[str, object] | None = None,
        locals: Mapping[str, object] | None = None,
        fromlist: Sequence[str] = (),
        level: int = 0,
    ) -> ModuleType:
        if name.startswith("pyspark"):
            raise ModuleNotFoundError(name)
        return real(name, globals, locals, fromlist, level)

    monkeypatch.setattr(builtins, "__import__", without)
    stops(lambda: asked_of_spark(tmp_path), "pyspark-missing", "jalon[spark]", "jalon[spark]")


def test_java_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    stops(lambda: asked_of_spark(tmp_path), "java-missing", "Install Java 17", "Installez Java 17")


# A store that answers one thing to whatever it is asked. In a process of its own: delta-rs waits for the
# answer without letting go of Python.
ANSWERS = """
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

class Refusal(BaseHTTPRequestHandler):
    def answer(self):
        self.send_response(int(sys.argv[1]))
        body = b"<Error><Code>%s</Code></Error>" % sys.argv[2].encode()
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
    do_GET = do_HEAD = do_PUT = do_POST = answer
    def log_message(self, *args): pass

server = HTTPServer(("127.0.0.1", 0), Refusal)
print(server.server_port, flush=True)
server.serve_forever()
"""


@contextmanager
def a_store_that_says(status: int, code: str) -> Iterator[str]:
    command = [sys.executable, "-c", ANSWERS, str(status), code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield f"http://127.0.0.1:{server.stdout.readline().strip()}"
        finally:
            server.kill()


def assert_lake_told(
    folder: Path,
    endpoint: str,
    code: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The command stops on that fault, in both languages, and shows no key."""
    dossier = write_base(folder / "dossier")
    told_of = {"AWS_ACCESS_KEY_ID": "a-key-of-tests", "AWS_SECRET_ACCESS_KEY": "a-secret-of-tests"}
    place = {"AWS_ENDPOINT_URL": endpoint, "AWS_ALLOW_HTTP": "true", "AWS_REGION": "us-east-1"}
    for name, value in {**told_of, **place, "JALON_LAKE": "s3://lakes/here"}.items():
        monkeypatch.setenv(name, value)
    for language, words in (("en", "The object store"), ("fr", "Le stockage objet")):
        with pytest.raises(SystemExit) as leaving:
            main(["load", str(dossier), "--language", language])
        assert leaving.value.code == 1
        told = capsys.readouterr().err
        assert code in told
        assert words in told
        assert "s3://lakes/here" in told
        assert not any(secret in told for secret in told_of.values())


def test_a_store_that_does_not_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert_lake_told(tmp_path, "http://127.0.0.1:1", "lake-unreachable", monkeypatch, capsys)


def test_a_store_without_the_bucket(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with a_store_that_says(404, "NoSuchBucket") as endpoint:
        assert_lake_told(tmp_path, endpoint, "lake-bucket-missing", monkeypatch, capsys)


def test_a_store_that_refuses_the_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with a_store_that_says(403, "AccessDenied") as endpoint:
        assert_lake_told(tmp_path, endpoint, "lake-denied", monkeypatch, capsys)


@pytest.mark.parametrize(
    "address", ["/srv/lake", "s3://key:secret@lakes", "s3://", "s3://lakes/../x", "S3://lakes"]
)
def test_an_address_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("JALON_LAKE", address)
    dossier = open_checked(write_base(tmp_path / "dossier"))
    stops(lambda: workspace_of(dossier, None), "lake-uri", "s3://bucket/prefix", "s3://seau/préfixe")


@pytest.mark.parametrize(
    ("address", "character"),
    [
        ("s3://lakes/mes données", " "),
        ("s3://lakes/été", "é"),
        ("s3://lakes/a+b", "+"),
        ("s3://lakes/100%", "%"),
    ],
)
def test_a_place_that_not_every_store_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, character: str
) -> None:
    monkeypatch.setenv("JALON_LAKE", address)
    dossier = open_checked(write_base(tmp_path / "dossier"))
    told = f"« {character} »"
    stops(lambda: workspace_of(dossier, None), "lake-uri-character", told, told)


@pytest.mark.parametrize(
    "endpoint",
    [
        "s3.example.org",
        "127.0.0.1:9000",
        "http://127.0.0.1:9000 ",
        "http://",
        "http:/127.0.0.1",
        "http://127.0.0.1:99999",
        "http://127.0.0.1:port",
        "http://key:secret@127.0.0.1",
        "http://[::1",
        "ftp://s3.example.org",
    ],
)
def test_an_endpoint_that_is_no_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, endpoint: str
) -> None:
    monkeypatch.setenv("JALON_LAKE", "s3://lakes/here")
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    dossier = open_checked(write_base(tmp_path / "dossier"))
    told = "https://s3.example.org"
    stops(lambda: workspace_of(dossier, None), "lake-endpoint", told, told)


@pytest.mark.parametrize(
    "endpoint", ["https://s3.example.org", "http://127.0.0.1:9000/", "http://[::1]:9000"]
)
def test_an_endpoint_that_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, endpoint: str) -> None:
    monkeypatch.setenv("JALON_LAKE", "s3://lakes/here")
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    dossier = open_checked(write_base(tmp_path / "dossier"))
    assert workspace_of(dossier, None).lake_uri == "s3://lakes/here/example"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE\n"),
        ("AWS_SECRET_ACCESS_KEY", " secret"),
        ("AWS_REGION", "eu west"),
        ("AWS_SESSION_TOKEN", "clé"),
    ],
)
def test_a_key_copied_with_what_is_around_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv("JALON_LAKE", "s3://lakes/here")
    monkeypatch.setenv(variable, value)
    dossier = open_checked(write_base(tmp_path / "dossier"))
    stops(lambda: workspace_of(dossier, None), "lake-variable", variable, variable)


def test_a_panic_of_the_library_is_told_as_the_store_s(tmp_path: Path) -> None:
    class PanicException(BaseException):
        pass

    store = Store(Workspace(tmp_path, lake_uri="s3://lakes/here"))
    with pytest.raises(LakeTrouble) as trouble, store.reached():
        raise PanicException("InvalidUri(http://a-secret)")
    assert trouble.value.code == "lake-unreachable"
    assert "a-secret" not in str(trouble.value)
