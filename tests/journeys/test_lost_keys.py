"""A key that is lost, or another in its place, stops what would count persons twice or undo their links."""

from __future__ import annotations

from pathlib import Path

import pytest

from faults.test_use import stops
from jalon.infocentre.identity.log import IdentityLog
from jalon.services.keys import rotate
from jalon.services.progress import Silent
from schools import TODAY, Desk

NORTH = ("0123456789M;1;DUPONT;Marie;01/02/2001;F", "0234567890Y;2;GARNIER;Luc;01/02/2003;M")
SOUTH = (";1;DUPONT;Marie;01/02/2001;F", ";2;GARNIER;Luc;01/02/2003;M")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two persons, in two schools of which one does not know their numbers: linked."""
    desk = Desk(tmp_path)
    desk.send("alpha", *NORTH)
    desk.send("beta", *SOUTH)
    assert desk.link().groups == 2
    assert desk.stayed().value == 2
    return desk


@pytest.mark.parametrize("purpose", ["person", "link"])
def test_a_lost_key_is_not_made_again(desk: Desk, purpose: str) -> None:
    key = desk.workspace.keys / f"{purpose}.key"
    kept = key.rename(key.with_suffix(".elsewhere"))
    words = ("key-gone", f"« {purpose} »", f"« {purpose} »")
    stops(lambda: desk.send("beta", *SOUTH, ";3;PETIT;Zoé;05/06/2002;F"), *words)
    stops(desk.link if purpose == "link" else desk.stayed, *words)
    assert not key.exists()
    kept.rename(key)
    assert desk.link().decided == 0
    assert desk.stayed().value == 2


@pytest.mark.parametrize("purpose", ["person", "link"])
def test_another_key_undoes_no_link(desk: Desk, purpose: str) -> None:
    key = desk.workspace.keys / f"{purpose}.key"
    key.write_text("0f" * 32 + "\n", encoding="ascii")
    before = IdentityLog(desk.workspace, "person").read()
    words = ("key-another", "twice", "deux fois")
    stops(lambda: desk.send("beta", *SOUTH, ";3;PETIT;Zoé;05/06/2002;F"), *words)
    stops(desk.link if purpose == "link" else desk.stayed, *words)
    assert IdentityLog(desk.workspace, "person").read() == before


def test_descriptions_tell_their_key_where_nothing_else_does(desk: Desk) -> None:
    (desk.workspace.home / "keys.json").unlink()
    (desk.workspace.keys / "link.key").unlink()
    stops(desk.link, "key-gone", "« link »", "« link »")


def test_a_key_of_descriptions_lost_for_good_is_changed(desk: Desk) -> None:
    (desk.workspace.keys / "link.key").unlink()
    rotate(desk.dossier, desk.workspace, "link", as_of=TODAY, progress=Silent())
    assert desk.link().decided == 0, "descriptions are made again, and say what they said"
    assert desk.stayed().value == 2
