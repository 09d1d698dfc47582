"""Faults of quality in use: what rules say of a delivery, and overrides that cannot be given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from faults.base import write_base
from jalon.dossier.catalogue import Dossier
from jalon.infocentre.overrides import log_of
from jalon.infocentre.workspace import Workspace
from jalon.kernel.faults.catalogue import say
from jalon.kernel.texts import Language
from jalon.services.check import open_checked
from jalon.services.load import Loaded, load
from jalon.services.overrides import override
from jalon.services.problems import DossierProblem
from jalon.services.progress import Silent
from jalon.services.quality import quality

DAY = date(2026, 3, 1)
RULES = """\
entity: enrolment-count
rules:
  - rule: few-students
    kind: range
    severity: {severity}
    value: students
    high: 0
    because: {{fr: trop d’inscrits, en: too many students}}
"""
Place = tuple[Dossier, Workspace]


def received(tmp_path: Path, severity: str, more: str = "") -> tuple[Place, Loaded]:
    folder = write_base(tmp_path / "dossier")
    (folder / "quality").mkdir()
    (folder / "quality" / "rules.yaml").write_text(RULES.format(severity=severity) + more, encoding="utf-8")
    place = open_checked(folder), Workspace(tmp_path / "home")
    return place, load(*place, as_of=DAY, progress=Silent())


def told(loaded: Loaded, code: str) -> str:
    issue = next(issue for issue in loaded.issues if issue.code == code)
    assert say(issue, Language.FR)
    return say(issue, Language.EN)


def accept(place: Place, **changes: object) -> object:
    finding = quality(*place, as_of=DAY).findings[0][1]
    given = {
        "rule": finding.rule,
        "unit": finding.unit,
        "period": finding.period,
        "value": finding.measured,
        "because": "a merger",
        "by": "Registry",
        "day": DAY,
    }
    return override(*place, **{**given, **changes})  # type: ignore[arg-type]


def stops(question: Callable[[], object], code: str, words: str) -> None:
    with pytest.raises(DossierProblem) as stopped:
        question()
    (issue,) = stopped.value.issues
    assert issue.code == code
    assert words in say(issue, Language.EN)
    assert "‹" not in say(issue, Language.FR)


def test_a_rule_that_refuses(tmp_path: Path) -> None:
    _, loaded = received(tmp_path, "refuse")
    assert not loaded.is_whole
    assert "jalon override --rule few-students" in told(loaded, "rule-failed-refused")


def test_a_rule_that_makes_reservations(tmp_path: Path) -> None:
    _, loaded = received(tmp_path, "reserve")
    assert loaded.is_whole
    assert "Too many students." in told(loaded, "rule-failed-reserve")


def test_a_rule_that_notes(tmp_path: Path) -> None:
    assert "100 % measured, 0 % tolerated" in told(received(tmp_path, "note")[1], "rule-failed-note")


def test_a_rule_that_fails_everywhere_shows_three(tmp_path: Path) -> None:
    place, _ = received(tmp_path, "note")
    own = place[0].folder / "data" / "enrolments.csv"
    header, row, *_ = own.read_text(encoding="utf-8").splitlines()
    lines = [row.replace("2020", str(year)) for year in range(2020, 2024)]
    file = tmp_path / "more.csv"
    file.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    loaded = load(*place, as_of=DAY, progress=Silent(), feeds=("enrolments",), file=file)
    assert "4 units and periods fail, 3 shown" in told(loaded, "more-findings-alike")


def test_what_was_accepted_is_taken_with_reservations(tmp_path: Path) -> None:
    place, _ = received(tmp_path, "refuse")
    for _, finding in quality(*place, as_of=DAY).findings:
        accept(place, unit=finding.unit, period=finding.period, value=Decimal(100))
    loaded = load(*place, as_of=DAY, progress=Silent())
    assert loaded.is_whole
    assert "accepted up to 100 % by Registry" in told(loaded, "rule-overridden")


def test_an_override_that_nobody_signs(tmp_path: Path) -> None:
    place, _ = received(tmp_path, "refuse")
    stops(lambda: accept(place, by=" "), "override-unsigned", "--by")
    stops(lambda: accept(place, because=""), "override-unsigned", "--because")


def test_an_override_already_expired(tmp_path: Path) -> None:
    place, _ = received(tmp_path, "refuse")
    stops(lambda: accept(place, expires=DAY), "override-expired", "2026-03-01")


def test_an_override_of_what_did_not_fail(tmp_path: Path) -> None:
    place, _ = received(tmp_path, "refuse")
    stops(lambda: accept(place, period="1999"), "override-of-nothing", "did not fail")


def test_an_override_of_an_unknown_rule(tmp_path: Path) -> None:
    place, _ = received(tmp_path, "refuse")
    stops(lambda: accept(place, rule="few-student"), "unknown-choice", "Did you mean few-students?")


def test_an_override_that_covers_too_little(tmp_path: Path) -> None:
    place, _ = received(tmp_path, "refuse")
    stops(lambda: accept(place, value=Decimal(99)), "override-too-low", "--value 100")


def test_an_edited_log_of_overrides(tmp_path: Path) -> None:
    place, _ = received(tmp_path, "refuse")
    accept(place)
    path = log_of(place[1]).path
    path.write_text(path.read_text(encoding="utf-8").replace("Registry", "Nobody"), encoding="utf-8")
    stops(lambda: load(*place, as_of=DAY, progress=Silent()), "override-log-edited", "record 1")


BETWEEN = """\
  - rule: two-counts
    kind: reconcile
    severity: reserve
    value: students
    with: {entity: enrolment-count, distinct: sex}
    tolerated: 10
    because: {fr: écart, en: a gap}
"""


def test_two_amounts_are_compared_over_the_lake_and_leave_a_trend(tmp_path: Path) -> None:
    place, _ = received(tmp_path, "note", BETWEEN)
    found = quality(*place, as_of=DAY)
    # 10 students against 1 sex: a gap of 9 on 10.
    assert [one.measured for one in found.between] == [Decimal(90)]
    assert {one.rule for one in found.between} == {"two-counts"}
    later = quality(*place, as_of=date(2026, 3, 2))
    (trend,) = later.trends.values()
    assert trend == (90, 90), "one point a day"


def test_an_infinite_tolerance_never_fails(tmp_path: Path) -> None:
    place, _ = received(tmp_path, "note", BETWEEN.replace("tolerated: 10", "tolerated: 1000000"))
    assert not quality(*place, as_of=DAY).between
