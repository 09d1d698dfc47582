"""A source that is harvested, asked for from the site."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from harvesting import accepted, dossier, hal, service
from jalon.dossier.catalogue import Dossier
from jalon.infocentre.workspace import Workspace
from jalon.services.progress import Silent
from jalon.web.campaigns import loading
from jalon.web.campaigns.models import Upload
from oracles.small import Small


@dataclass
class Desk:
    """The desk of a site that serves that dossier."""

    made: Small

    def dossier(self) -> Dossier:
        return self.made.dossier

    def workspace(self) -> Workspace:
        return self.made.workspace


def test_the_secret_is_that_of_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JALON_TOKEN_ARCHIVE", "s3cr3t")
    asked = Upload(source="papers", feed="papers/north", kind=Upload.Kind.SOURCE)
    with service(lambda _: hal(1, cursor="*")) as there:
        made = dossier(tmp_path, there.address, more="  token: ARCHIVE")
        monkeypatch.setattr(loading, "desk", lambda: Desk(made))
        assert accepted(loading._loaded(asked, Silent())) == 1
    assert there.asked[0].headers["authorization"] == "Bearer s3cr3t"
