"""Signing in through a federation: it proves who somebody is, and gives them nothing.

Which federations there are is read when the site starts: each trial has a process of its own.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from jalon.web.accounts.federation import FederationUnreadable, federations_of
from web import apart
from web.federated import TRIALS


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A world whose site has its database: a trial adds what its federation takes."""
    folder = tmp_path_factory.mktemp("made")
    done = apart.run(apart.environment(folder), "migrate", "-v", "0")
    assert done.returncode == 0, done.stderr
    return folder / "world"


@pytest.mark.parametrize("name", TRIALS)
def test_a_federation(name: str, made: Path, tmp_path: Path) -> None:
    shutil.copytree(made, tmp_path / "world")
    ended = subprocess.run(
        [sys.executable, "-m", "web.federated", name],
        env=apart.environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr


def test_without_variables_there_is_no_federation() -> None:
    found = federations_of({})
    assert (found.oidc, found.saml, found.cas, found.origins) == (None, (), "", ())


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"JALON_OIDC_ISSUER": "https://id.example.org"}, "JALON_OIDC_CLIENT_ID is not set"),
        ({"JALON_SAML_METADATA": "/nowhere/metadata.xml"}, "No such file"),
    ],
)
def test_what_is_missing_is_said(given: dict[str, str], words: str) -> None:
    with pytest.raises(FederationUnreadable, match=words):
        federations_of(given)


def test_an_identity_provider_that_is_not_in_the_file(tmp_path: Path) -> None:
    from web.samlidp import Idp

    given = {"JALON_SAML_METADATA": str(Idp().metadata()), "JALON_SAML_ENTITIES": "https://other.example.org"}
    with pytest.raises(FederationUnreadable, match=r"other\.example\.org"):
        federations_of(given)
