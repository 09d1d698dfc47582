"""Faults of vintages and identity decisions: what is refused says so, and what to do instead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from faults.test_use import stops
from jalon.figures.components import ORDER, Component
from jalon.figures.vintages import Vintages
from jalon.infocentre.identity.decision import Kind
from jalon.kernel.faults.catalogue import say
from jalon.kernel.texts import Language
from jalon.services.compare import compare
from jalon.services.freeze import freeze
from jalon.services.identity import decide, decided
from jalon.services.progress import Silent
from jalon.services.reproduce import reproduce
from jalon.services.vintages import verify
from jalon.services.worlds import recompute
from oracles.small import HEADCOUNT, REGISTER, Small, indicator, small, source

DAY, LATER = date(2024, 1, 10), date(2024, 2, 10)
SOURCE = source("headcount", "s.csv", "people")
TOTAL = "{kind: total, entity: headcount, value: people}"


@pytest.fixture
def made(tmp_path: Path) -> Small:
    files = {
        "entities/register.yaml": REGISTER.replace("personal}", "personal, identity: person}"),
        "indicators/i.yaml": indicator("students", TOTAL),
        "sources/s.yaml": SOURCE,
        "s.csv": "unit,year,people\nnorth,2022,10\n",
        "sources/r.yaml": source("register", "r.csv", "person"),
        "r.csv": "unit,year,person\nnorth,2022,a\n",
    }
    found = small(tmp_path, files)
    assert found.load(DAY).is_whole
    return found


def frozen(made: Small, name: str = "v", *, by: str = "board", as_of: date = DAY, on: date = LATER) -> None:
    freeze(made.dossier, made.workspace, name, as_of=as_of, signed_by=by, signed_on=on, progress=Silent())


def decision(made: Small, kind: Kind, *keys: str, day: date = DAY) -> Callable[[], object]:
    return lambda: decide(made.dossier, made.workspace, "person", kind, keys, day=day, by="registrar")


def test_a_name_that_is_none(made: Small) -> None:
    stops(lambda: frozen(made, "now"), "vintage-name", "« now » is taken", "« now » est pris")


def test_a_name_already_taken(made: Small) -> None:
    frozen(made)
    stops(lambda: frozen(made), "vintage-exists", "signed by board", "choisissez un autre nom")


def test_nobody_signs(made: Small) -> None:
    stops(lambda: frozen(made, by=" "), "vintage-unsigned", "--signed-by NAME", "--signed-by NOM")


def test_a_day_that_has_not_come(made: Small) -> None:
    late = date(2024, 3, 1)
    stops(lambda: frozen(made, as_of=late), "vintage-in-the-future", "has come", "déjà venu")


def test_a_mapping_changed_since_that_day(made: Small) -> None:
    made.write({"sources/s.yaml": SOURCE.replace("people: people", "area: people")})
    stops(lambda: frozen(made), "vintage-other-mapping", "no longer describes", "ne décrit plus")


def test_a_dossier_that_cannot_be_read_any_more(made: Small) -> None:
    frozen(made)
    path = made.workspace.vintages / "v" / "dossier" / "contract.yaml"
    path.chmod(0o644)
    path.write_text("nothing: known\n", encoding="utf-8")
    stops(lambda: reproduce(made.workspace, "v"), "vintage-unreadable", "cannot be read", "pas lisible")


def test_a_mix_that_cannot_be_computed(made: Small) -> None:
    frozen(made)
    made.write(
        {
            "entities/headcount.yaml": HEADCOUNT + "  - {column: guests, type: integer, unit: persons}\n",
            "indicators/i.yaml": indicator("students", TOTAL.replace("people", "guests")),
            "sources/s.yaml": SOURCE.replace("people: people", "guests: people"),
        }
    )
    assert made.load(LATER).is_whole
    names = {**dict.fromkeys(ORDER, "now"), Component.DATA: "v"}
    stops(
        lambda: recompute(made.dossier, made.workspace, names, as_of=LATER),
        "world-impossible",
        "headcount.guests",
        "du même côté",
    )


def test_an_order_that_is_none(made: Small) -> None:
    frozen(made)
    stops(
        lambda: compare(made.dossier, made.workspace, "v", "now", as_of=DAY, order=(Component.DATA,)),
        "unknown-component",
        "data, identities",
        "séparées par des virgules",
    )


def test_a_vintage_touched_everywhere(made: Small) -> None:
    frozen(made, "v1")
    frozen(made, "v2")
    frozen(made, "v3")
    folder = made.workspace.vintages
    (folder / "v1" / "dossier" / "contract.yaml").unlink()
    (folder / "v1" / "more.txt").write_text("x", encoding="utf-8")
    (folder / "v3" / "vintage.json").chmod(0o644)
    (folder / "v3" / "vintage.json").write_bytes(b"{}")
    (folder / "v2").rename(folder / "v2-moved")
    found = {issue.code: issue for issue in verify(made.workspace, "0123")}
    told = {
        "vintage-file-missing": ("contract.yaml", "manque"),
        "vintage-foreign-file": ("more.txt", "n’en fait pas partie"),
        "vintage-edited": ("is not what was frozen", "n’est pas ce qui a été figé"),
        "vintage-seal-unknown": ("No vintage carries", "Aucun millésime"),
    }
    assert set(told) <= set(found)
    for code, (english, french) in told.items():
        assert english in say(found[code], Language.EN)
        assert french in say(found[code], Language.FR)


def test_a_vintage_taken_out_of_the_chain(made: Small) -> None:
    for name in ("v1", "v2", "v3"):
        frozen(made, name)
    (made.workspace.vintages / "v2").rename(made.workspace.home / "aside")
    found = {issue.code: issue for issue in verify(made.workspace)}
    assert set(found) == {"vintage-missing", "vintage-chain-broken"}
    assert "number 2 is missing" in say(found["vintage-missing"], Language.EN)
    assert "does not follow « v1 »" in say(found["vintage-chain-broken"], Language.EN)
    assert len(list(Vintages(made.workspace))) == 2


def test_too_few_keys(made: Small) -> None:
    stops(decision(made, Kind.MERGE, "a", "a"), "identity-needs-keys", "at least 2", "au moins 2")


def test_keys_decided_to_be_different(made: Small) -> None:
    decision(made, Kind.REJECTED, "a", "b")()
    stops(decision(made, Kind.MERGE, "a", "b"), "identity-rejected", "possible a b", "déclarées différentes")


def test_keys_already_merged(made: Small) -> None:
    decision(made, Kind.MERGE, "a", "b")()
    stops(
        decision(made, Kind.REJECTED, "a", "b"),
        "identity-already-one",
        "« split » first",
        "d’abord « split »",
    )


def test_a_key_that_stands_alone(made: Small) -> None:
    stops(decision(made, Kind.SPLIT, "a"), "identity-nothing-to-split", "not merged", "fusionnée avec rien")


def test_a_decision_dated_before_the_last(made: Small) -> None:
    decision(made, Kind.MERGE, "a", "b", day=LATER)()
    stops(
        decision(made, Kind.SPLIT, "a"), "identity-in-the-past", "2024-02-10 or later", "2024-02-10 ou après"
    )


def test_an_edited_log(made: Small) -> None:
    decision(made, Kind.MERGE, "a", "b")()
    path = made.workspace.identities / "person.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace('"a"', '"z"'), encoding="utf-8")
    stops(
        lambda: decided(made.dossier, made.workspace), "identity-log-edited", "record 1", "l’enregistrement 1"
    )
    stops(made.compute, "identity-log-edited", "from a backup", "depuis une sauvegarde")


def test_a_decision_that_nobody_takes(made: Small) -> None:
    def unsigned() -> object:
        return decide(made.dossier, made.workspace, "person", Kind.MERGE, ("a", "b"), day=DAY, by=" ")

    stops(unsigned, "decision-unsigned", "--by NAME", "--by NOM")
