"""A key that was set apart finds its own; what is as like two persons is left to be settled."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from faults.test_use import stops
from jalon.figures.figure import State
from jalon.figures.remarks import remarks
from jalon.infocentre.identity.decision import Kind
from jalon.infocentre.identity.groups import Groups
from jalon.infocentre.identity.log import IdentityLog
from jalon.infocentre.pseudonyms.keys import Keys
from jalon.infocentre.pseudonyms.tokens import message, token
from jalon.kernel.texts import Language
from jalon.services.holdings import holdings, write_holdings
from jalon.services.identity import decide, require_known
from jalon.services.keys import rotate
from jalon.services.progress import Silent
from schools import TODAY, Desk

LEA = ";1;ABADIE;Léa;01/02/2001;F"
LUCIE = ";2;ABADIE;Lucie;05/06/2002;F"
SAME = ";{number};DUPONT;Marie;04/02/2001;F"


def key(desk: Desk, number: str, school: str) -> str:
    secret = Keys(desk.workspace.keys).find("person")
    assert secret is not None
    return token(secret, message("local", number, school))


def say(desk: Desk, kind: Kind, *keys: str) -> None:
    decide(desk.dossier, desk.workspace, "person", kind, keys, day=TODAY, by="A steward", why="seen")


def groups(desk: Desk) -> Groups:
    return Groups(IdentityLog(desk.workspace, "person").read())


def test_a_key_set_apart_is_linked_to_others(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.send("alpha", LEA)
    desk.send("beta", LUCIE)
    lea, lucie = key(desk, "1", "alpha"), key(desk, "2", "beta")
    say(desk, Kind.MERGE, lea, lucie)
    say(desk, Kind.SPLIT, lucie)
    desk.send("gamma", LUCIE)
    assert desk.link().groups == 1
    assert groups(desk).group(lucie) == {lucie, key(desk, "2", "gamma")}
    assert desk.stayed().value == 2


def test_a_key_set_apart_does_not_go_back(tmp_path: Path) -> None:
    """A model had put them together; a person said that one stands apart."""
    desk = Desk(tmp_path)
    desk.send("alpha", SAME.format(number=1))
    desk.send("beta", SAME.format(number=2))
    assert desk.link().groups == 1
    say(desk, Kind.SPLIT, key(desk, "2", "beta"))
    done = desk.link()
    assert (done.groups, done.doubts, done.decided) == (0, 0, 0)


def test_a_figure_says_that_a_new_file_was_not_compared(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.send("alpha", SAME.format(number=1), LUCIE)
    desk.send("beta", SAME.format(number=2))
    desk.link()
    assert (desk.stayed().value, desk.stayed().flags) == (2, ())
    desk.send("gamma", LUCIE)
    figure = desk.stayed()
    assert (figure.value, figure.flags) == (3, ("not-compared:1",))
    assert remarks(figure.flags, Language.EN) == [
        "keys described and not compared yet, which may count twice: 1"
    ]
    desk.link()
    assert (desk.stayed().value, desk.stayed().flags) == (2, ())


def test_a_number_of_two_persons_is_told(tmp_path: Path) -> None:
    """One INE for two; a woman who married and a date mistyped are still one each."""
    desk = Desk(tmp_path)
    ine = ("0123456789M", "0234567890Y", "0345678901N")
    desk.send(
        "alpha",
        f"{ine[0]};1;ABADIE;Léa;01/02/2001;F",
        f"{ine[1]};2;BERGER;Anne;03/04/2002;F",
        f"{ine[2]};3;COLIN;Rose;05/06/2003;F",
    )
    desk.send(
        "beta",
        f"{ine[0]};4;FABRE;Hugo;11/12/1999;M",
        f"{ine[1]};5;MOREL;Anne;03/04/2002;F",
        f"{ine[2]};6;COLIN;Rose;17/08/2001;F",
    )
    secret = Keys(desk.workspace.keys).find("person")
    assert secret is not None
    assert desk.link().contradicted == (token(secret, message("ine", ine[0])),)


def test_a_key_that_nothing_holds(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.send("alpha", LEA, LUCIE)
    ours = [key(desk, number, "alpha") for number in "12"]
    require_known(desk.dossier, desk.workspace, "person", ours)
    forget_all = [path.unlink() for path in (desk.workspace.home / "vault").rglob("*.parquet")]
    assert forget_all, "rows hold them too"
    require_known(desk.dossier, desk.workspace, "person", ours)
    asked = lambda: require_known(desk.dossier, desk.workspace, "person", [ours[0], "zzz"])  # noqa: E731
    stops(asked, "identity-key-unknown", "zzz", "zzz")


def test_an_answer_says_what_another_key_hides(tmp_path: Path) -> None:
    """Rows kept before a change of keys are still in the lake, and no key of today leads to them."""
    desk = Desk(tmp_path)
    desk.send("alpha", LEA)
    desk.send("alpha", LEA, LUCIE)
    assert holdings(desk.dossier, desk.workspace, key(desk, "1", "alpha")).elsewhere == 0
    rotate(desk.dossier, desk.workspace, "person", as_of=TODAY, progress=Silent())
    found = holdings(desk.dossier, desk.workspace, key(desk, "1", "alpha"))
    assert [row.in_force for row in found.rows] == [True]
    assert found.elsewhere == 2
    out = write_holdings(
        desk.dossier, desk.workspace, found, tmp_path / "out.zip", as_of=TODAY, language=Language.EN
    )
    with zipfile.ZipFile(out) as archive:
        assert "changed since, or was not written down: 2." in archive.read("README.txt").decode()
        assert json.loads(archive.read("holdings.json"))["versions_under_another_key"] == 2


def test_what_is_as_like_both_goes_to_neither(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.send("alpha", SAME.format(number=1))
    desk.send("beta", SAME.format(number=2))
    desk.link()
    say(desk, Kind.SPLIT, key(desk, "2", "beta"))
    desk.send("gamma", SAME.format(number=3))
    done = desk.link()
    assert (done.groups, done.doubts) == (0, 2)
    figure = desk.stayed()
    assert figure.state is State.UNCERTAIN


def test_of_two_numbers_none_is_chosen_and_the_rest_is_linked(tmp_path: Path) -> None:
    """Two persons of one description have an INE each; two records without are one, and of either."""
    desk = Desk(tmp_path)
    desk.send("alpha", "0123456789M" + SAME.format(number=1), "0234567890Y" + SAME.format(number=2))
    desk.send("beta", SAME.format(number=3))
    desk.send("gamma", SAME.format(number=4))
    done = desk.link()
    together = groups(desk).group(key(desk, "3", "beta"))
    assert together == {key(desk, "3", "beta"), key(desk, "4", "gamma")}
    assert done.groups == 1
    assert done.doubts >= 2
