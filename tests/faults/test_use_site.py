"""Faults of starting the site: not installed, or open to more people than its settings protect."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from faults.base import write_base
from faults.test_use import stops
from jalon.cli import serve as door
from jalon.cli.serve import site_environment
from jalon.cli.settings import EVERYWHERE
from jalon.kernel.faults.catalogue import CATALOGUE
from jalon.kernel.texts import Language

PROXY = {"JALON_PROXIES": "1"}


def environment(bind: str, demo: bool | None = None, **given: str) -> None:
    site_environment(Path("dossier"), bind, demo, EVERYWHERE, given)


def test_the_site_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(door, "find_spec", lambda name: None if name == "gunicorn" else object())
    assert door.serve(write_base(tmp_path / "dossier")) == 1
    said = capsys.readouterr().err
    assert "gunicorn" in said
    assert "pip install 'jalon[web]'" in said
    assert "jalon[web]" in CATALOGUE["web-missing"].repair_fr


def test_an_address_that_others_reach_without_a_proxy() -> None:
    stops(lambda: environment("0.0.0.0"), "site-over-http", "JALON_PROXIES=1", "JALON_PROXIES=1")


def test_an_address_that_others_reach_over_plain_http() -> None:
    stops(
        lambda: environment("0.0.0.0", JALON_HTTPS="0", **PROXY), "site-over-http", "in the clear", "en clair"
    )


def test_an_address_that_others_reach_under_no_name() -> None:
    stops(lambda: environment("0.0.0.0", **PROXY), "site-without-name", "JALON_HOSTS", "JALON_HOSTS")


def test_demo_accounts_that_others_reach() -> None:
    stops(
        lambda: environment("0.0.0.0", demo=True, JALON_HOSTS="x", **PROXY),
        "demo-beyond-this-machine",
        "this machine only",
        "que sur cette machine",
    )


def test_demo_accounts_behind_a_proxy_of_this_machine() -> None:
    stops(
        lambda: environment("127.0.0.1", demo=True, JALON_HTTPS="1", **PROXY),
        "demo-beyond-this-machine",
        "this machine only",
        "que sur cette machine",
    )


def test_a_port_where_something_else_listens(tmp_path: Path) -> None:
    dossier = write_base(tmp_path / "dossier")
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        words = ["serve", str(dossier), "--port", port, "--language"]
        for language in Language:
            ended = subprocess.run(
                [sys.executable, "-m", "jalon", *words, language.value],
                env={**os.environ, "JALON_HOME": str(tmp_path / "home")},
                capture_output=True,
                text=True,
                check=False,
            )
            assert ended.returncode == 1
            assert port in ended.stderr
            assert CATALOGUE["port-taken"].repair(language, {}) in ended.stderr
    assert not list((tmp_path / "home").rglob("site.sqlite3")), "nothing was prepared"


@pytest.mark.parametrize(
    ("bind", "demo", "given", "told"),
    [
        ("127.0.0.1", None, {}, {"JALON_HTTPS": "0", "JALON_DEMO": "1"}),
        ("localhost", False, {}, {"JALON_HTTPS": "0", "JALON_DEMO": "0"}),
        ("127.0.0.1", None, {"JALON_HTTPS": "1"}, {"JALON_HTTPS": "1", "JALON_DEMO": "0"}),
        ("0.0.0.0", None, {**PROXY, "JALON_HOSTS": "x"}, {"JALON_HTTPS": "1", "JALON_DEMO": "0"}),
    ],
)
def test_what_the_site_is_told(
    bind: str, demo: bool | None, given: dict[str, str], told: dict[str, str]
) -> None:
    found = site_environment(Path("dossier"), bind, demo, EVERYWHERE, given)
    assert {name: found[name] for name in told} == told
