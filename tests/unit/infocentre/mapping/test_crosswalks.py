"""Codes of the units become codes of the institution, by unit and period; what does not is listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from faults.deliveries.cases_mapping import CHECKED, CROSSWALKED, LISTS, PROGRAMMES, STAY, YEAR, YEARLY
from jalon.dossier.codes import Code
from jalon.dossier.entity import Sensitivity
from jalon.dossier.source import Feed
from jalon.infocentre.deliveries import Ledger
from jalon.infocentre.mapping.fingerprint import fingerprint
from jalon.infocentre.mapping.unmapped import MOST, UnmappedCode
from jalon.kernel.faults.catalogue import say
from jalon.kernel.texts import Language, Text
from unit.infocentre.building import Bench, column, entity


def bench_of(folder: Path, **changes: object) -> Bench:
    return Bench(folder, source=replace(YEARLY, **changes), entity=STAY, code_lists=LISTS)  # type: ignore[arg-type]


def test_the_same_code_by_unit_and_by_period(tmp_path: Path) -> None:
    bench = bench_of(tmp_path)
    rows = "2021-22,N,A1\n2022-23,N,A1\n2022-23,N,G1\n2022-23,S,INGE\n2021-22,S,X\n"
    delivery = bench.load(YEAR + rows)
    assert delivery.counts.accepted == 5
    found = [(row["period"], row["unit"], row["programme"]) for row in bench.rows()]
    assert found == [
        ("2021-22", "north", "GEN"),  # version N1, until 1 September 2022
        ("2022-23", "north", "APP"),  # version N2: the same code, another meaning
        ("2022-23", "north", "GEN"),
        ("2022-23", "south", "GEN"),
        ("2021-22", "south", "APP"),
    ]


def test_a_code_of_another_unit_or_time_has_no_translation(tmp_path: Path) -> None:
    bench = bench_of(tmp_path)
    delivery = bench.load(YEAR + "2021-22,N,G1\n2022-23,N,INGE\n2022-23,S,A1\n2022-23,S,INGE\n")
    assert delivery.counts.refused == 3
    assert [(item.unit, item.code, item.line) for item in delivery.unmapped] == [
        ("south", "A1", 4),
        ("north", "G1", 2),
        ("north", "INGE", 3),
    ]


def test_a_file_of_one_unit_uses_its_crosswalk(tmp_path: Path) -> None:
    bench = replace(bench_of(tmp_path, unit_column=None), feed=Feed(id="sise/south", path="", unit="south"))
    bench.load("year,programme\n2022-23,INGE\n")
    assert [row["programme"] for row in bench.rows()] == ["GEN"]


def test_a_translation_to_a_code_not_yet_in_force_is_refused(tmp_path: Path) -> None:
    bench = bench_of(tmp_path)
    bench.load(YEAR + "2020-21,S,X\n")
    assert "code-not-in-force" in bench.codes


def test_what_is_not_translated_may_become_another_code(tmp_path: Path) -> None:
    bench = bench_of(tmp_path, columns=(replace(CROSSWALKED, other="GEN"),))
    assert bench.load(YEAR + "2022-23,N,ZZ\n2022-23,N,A1\n2022-23,N,\n").counts.refused == 0
    assert [row["programme"] for row in bench.rows()] == ["GEN", "APP", None]


def test_unmapped_codes_are_counted_with_the_nearest(tmp_path: Path) -> None:
    bench = bench_of(tmp_path, columns=(CHECKED,))
    delivery = bench.load(
        YEAR + "2022-23,N,GEN\n2022-23,N,APPP\n2022-23,S,APPP\n2022-23,N,APPP\n2022-23,N,??\n"
    )
    assert delivery.unmapped == (
        UnmappedCode(
            column="programme",
            code="APPP",
            unit="north",
            count=2,
            line=3,
            period="2022-23",
            near="APP",
            label_fr="Par apprentissage",
            label_en="By apprenticeship",
        ),
        UnmappedCode(column="programme", code="??", unit="north", count=1, line=6, period="2022-23"),
        UnmappedCode(
            column="programme",
            code="APPP",
            unit="south",
            count=1,
            line=4,
            period="2022-23",
            near="APP",
            label_fr="Par apprentissage",
            label_en="By apprenticeship",
        ),
    )
    assert Ledger(bench.workspace).find(delivery.id) == delivery


def test_personal_codes_are_never_listed(tmp_path: Path) -> None:
    hidden = replace(entity(column("programme", sensitivity=Sensitivity.SPECIAL)), calendar=STAY.calendar)
    bench = Bench(tmp_path, source=YEARLY, entity=hidden, code_lists=LISTS)
    delivery = bench.load(YEAR + "2022-23,N,illness\n")
    assert delivery.counts.refused == 1
    assert delivery.unmapped == ()
    written = (bench.workspace.deliveries / f"{delivery.id}.json").read_text()
    assert "illness" not in written


def test_of_a_file_of_persons_a_rare_code_is_told_by_its_shape(tmp_path: Path) -> None:
    persons = replace(
        entity(column("programme"), column("name", sensitivity=Sensitivity.PERSONAL)), calendar=STAY.calendar
    )
    bench = Bench(tmp_path, source=replace(YEARLY, columns=(CHECKED,)), entity=persons, code_lists=LISTS)
    delivery = bench.load(YEAR + "2022-23,N,APPP\n" * 5 + "2022-23,N,Durand\n2022-23,N,Martin\n")
    found = [(item.code, item.count, item.line, item.near) for item in delivery.unmapped]
    assert found == [("APPP", 5, 2, "APP"), ("Aaaaaa", 2, 7, "")]
    written = (bench.workspace.deliveries / f"{delivery.id}.json").read_text()
    assert "Durand" not in written


def test_the_list_of_unmapped_codes_is_bounded(tmp_path: Path) -> None:
    bench = bench_of(tmp_path)
    rows = "".join(f"2022-23,N,free text {number}\n" for number in range(MOST + 200))
    delivery = bench.load(YEAR + rows)
    assert len(delivery.unmapped) == MOST
    assert delivery.unmapped_others == 200
    assert sum(item.count for item in delivery.unmapped) + delivery.unmapped_others == MOST + 200


def test_the_fingerprint_follows_what_decides_and_nothing_else() -> None:
    bench = Bench(Path(), source=YEARLY, entity=STAY, code_lists=LISTS)

    def mark(**changes: object) -> str:
        lists = {"programmes": replace(PROGRAMMES, **changes)}  # type: ignore[arg-type]
        other = replace(bench, code_lists=lists)
        return fingerprint(other.expected.plan, other.perimeter)

    relabelled = tuple(replace(code, label=Text.same("New words")) for code in PROGRAMMES.codes)
    ended = (*PROGRAMMES.codes[:-1], replace(PROGRAMMES.codes[-1], until=date(2030, 1, 1)))
    assert mark(codes=relabelled) == mark()
    assert mark(codes=ended) != mark()
    assert mark(codes=(*PROGRAMMES.codes, Code(code="NEW", label=Text.same("New")))) != mark()
    assert mark(crosswalks=PROGRAMMES.crosswalks[1:]) != mark()
    walks = (replace(PROGRAMMES.crosswalks[0], units=("south",)), *PROGRAMMES.crosswalks[1:])
    assert mark(crosswalks=walks) != mark()


def test_a_code_of_another_time_is_told_by_its_own_time(tmp_path: Path) -> None:
    bench = bench_of(tmp_path)
    delivery = bench.load(YEAR + "2021-22,N,a1\n2022-23,N,a1\n")
    found = [(item.period, item.near, item.label_en) for item in delivery.unmapped]
    # Version N1 says what A1 meant until 1 September 2022, and N2 what it has meant since.
    assert found == [("2021-22", "A1", "General engineer"), ("2022-23", "A1", "By apprenticeship")]
    known = [example.known for reason in delivery.reasons for example in reason.examples]
    assert known == ["A1? (A1)", "A1? (A1, G1)"]


def test_a_unit_without_crosswalk_is_offered_no_code_of_another(tmp_path: Path) -> None:
    bench = bench_of(tmp_path)
    only_north = tuple(walk for walk in PROGRAMMES.crosswalks if walk.units == ("north",))
    bench = replace(bench, code_lists={"programmes": replace(PROGRAMMES, crosswalks=only_north)})
    delivery = bench.load(YEAR + "2022-23,S,A1\n")
    assert [example.known for reason in delivery.reasons for example in reason.examples] == [""]
    assert "None is declared." in say(
        next(one for one in bench.issues if one.code == "code-unknown"), Language.EN
    )


def test_a_zero_that_a_spreadsheet_took_away_is_thought_of_first(tmp_path: Path) -> None:
    north = replace(
        PROGRAMMES.crosswalks[2], units=("north",), meanings={"A1": "GEN", "01": "APP", "G1": "GEN"}
    )
    lists = {"programmes": replace(PROGRAMMES, crosswalks=(north,))}
    delivery = replace(bench_of(tmp_path), code_lists=lists).load(YEAR + "2022-23,N,1\n")
    assert [item.near for item in delivery.unmapped] == ["01"]
