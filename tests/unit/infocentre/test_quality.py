"""Rules of quality: each kind worked by hand, what it does to a delivery, and how it is explained."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jalon.dossier.entity import ColumnType, Entity
from jalon.dossier.quality import Amount, QualityRule, RuleKind, Severity
from jalon.dossier.source import Source
from jalon.infocentre.deliveries import Delivery, Ledger, Outcome
from jalon.infocentre.expected import Expected
from jalon.infocentre.finding import Finding
from jalon.infocentre.load import load_feed
from jalon.infocentre.overrides import Override, log_of, read_overrides
from jalon.infocentre.quality.score import scores
from jalon.infocentre.sealed import BrokenSeal
from jalon.infocentre.workspace import Workspace
from jalon.kernel.issues import Issues
from jalon.kernel.texts import Text
from unit.infocentre.building import (
    ENROLMENT,
    FEED,
    HEADER,
    PERIMETER,
    SOURCE,
    column,
    entity,
    from_cell,
)

DAY = date(2025, 1, 31)


def rule(kind: RuleKind, severity: Severity = Severity.REFUSE, **more: object) -> QualityRule:
    """A rule about enrolments; ``value`` and ``where`` go to its amount."""
    amount = Amount(
        entity="enrolment",
        value=str(more.pop("value", "")),
        distinct=str(more.pop("distinct", "")),
        where=str(more.pop("where", "")),
    )
    given = {"id": "a-rule", "because": Text("mal compté", "badly counted"), "tolerated": Decimal(0), **more}
    return QualityRule(entity="enrolment", kind=kind, severity=severity, amount=amount, **given)  # type: ignore[arg-type]


@dataclass
class Place:
    """A workspace in which files are judged."""

    folder: Path
    rules: tuple[QualityRule, ...] = ()
    entity: Entity = ENROLMENT
    source: Source = SOURCE
    issues: Issues = field(default_factory=Issues)

    @property
    def workspace(self) -> Workspace:
        return Workspace(self.folder / "home")

    def load(self, *rows: str, header: str = HEADER, day: str = "2025-01-31") -> Delivery:
        path = self.folder / "file.csv"
        path.write_text(header + "".join(f"{row}\n" for row in rows))
        expected = Expected(
            source=self.source,
            feed=FEED,
            entity=self.entity,
            perimeter=PERIMETER,
            rules=self.rules,
            overrides=read_overrides(self.workspace),
        )
        self.issues = Issues()
        found = load_feed(
            self.workspace, expected, path, display_name="file.csv", as_of=day, issues=self.issues
        )
        assert found is not None
        return found

    def accept(self, finding: Finding, value: str, **more: object) -> None:
        given = {"because": "a new programme", "by": "Registry", "day": DAY, **more}
        override = Override(
            rule=finding.rule,
            unit=finding.unit,
            period=finding.period,
            accepted=Decimal(value),
            measured=finding.measured,
            **given,  # type: ignore[arg-type]
        )
        log_of(self.workspace).append(override.content)

    @property
    def codes(self) -> list[str]:
        return [issue.code for issue in self.issues]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def said(delivery: Delivery) -> list[tuple[str, str, str, int, tuple[int, ...]]]:
    return [(one.unit, one.period, f"{one.measured:f}", one.rows, one.lines) for one in delivery.findings]


CHANGE = rule(RuleKind.YEAR_ON_YEAR, value="students", tolerated=Decimal(20), floor=Decimal(50))


def test_a_range_names_the_share_of_rows_and_their_lines(place: Place) -> None:
    place.rules = (rule(RuleKind.RANGE, value="students", low=Decimal(0), high=Decimal(100)),)
    found = place.load("2020,N,E,F,12", "2020,N,E,M,-1", "2020,N,M,F,101", "2020,N,M,M,100", "2020,S,E,F,0")
    assert said(found) == [("north", "2020", "50", 2, (3, 4))]
    assert found.outcome is Outcome.REFUSED
    assert place.codes == ["rule-failed-refused"]


def test_bounds_that_are_themselves_refused(place: Place) -> None:
    place.rules = (rule(RuleKind.RANGE, value="students", above=Decimal(0), below=Decimal(10)),)
    found = place.load("2020,N,E,F,0", "2020,N,E,M,1", "2020,N,M,F,9", "2020,N,M,M,10")
    assert said(found) == [("north", "2020", "50", 2, (2, 5))]


def test_what_is_tolerated_is_not_a_failure(place: Place) -> None:
    place.rules = (rule(RuleKind.RANGE, value="students", low=Decimal(0), tolerated=Decimal(50)),)
    assert place.load("2020,N,E,F,1", "2020,N,E,M,-1").outcome is Outcome.ACCEPTED


def test_a_condition_on_the_row_looks_only_where_it_is_told(place: Place) -> None:
    place.rules = (rule(RuleKind.ROW, condition="students < 10", where="diploma = 'PhD'"),)
    found = place.load("2020,N,PhD,F,12", "2020,N,Eng,M,500", "2020,N,PhD,M,3", "2020,N,PhD,M,4")
    assert said(found) == [("north", "2020", "33.333333", 1, (2,))]


def test_a_condition_that_cannot_be_told_is_not_a_failure(place: Place) -> None:
    place.rules = (rule(RuleKind.ROW, condition="diploma = 'Eng'"),)
    assert not place.load("2020,N,,F,12", "2020,N,Eng,F,12").findings


def test_completeness_is_the_share_of_empty_cells(place: Place) -> None:
    place.rules = (rule(RuleKind.COMPLETENESS, column="diploma", tolerated=Decimal(20)),)
    found = place.load("2020,N,,F,12", "2020,N,Eng,F,12", "2020,N,Eng,F,12", "2020,N,Eng,M,1")
    assert said(found) == [("north", "2020", "25", 1, (2,))]


def test_rows_that_must_differ(place: Place) -> None:
    place.rules = (rule(RuleKind.UNIQUE, columns=("diploma", "sex")),)
    found = place.load("2020,N,E,F,1", "2020,N,E,F,2", "2020,N,E,M,2", "2020,S,E,F,2", "2020,N,E,F,3")
    assert said(found) == [("north", "2020", "50", 2, (6,))]


def test_sums_of_groups_are_exact(place: Place) -> None:
    place.entity = entity(column("diploma"), column("students", ColumnType.DECIMAL))
    place.source = replace(
        SOURCE, columns=(from_cell("diploma", "diploma"), from_cell("students", "students"))
    )
    place.rules = (rule(RuleKind.SUM, value="students", columns=("diploma",), equals=Decimal(1)),)
    found = place.load(
        "2020,N,a,F,0.1", "2020,N,a,F,0.2", "2020,N,a,F,0.7", "2020,N,b,F,0.5", "2020,N,b,F,0.4"
    )
    assert said(found) == [("north", "2020", "0.1", 2, (5,))]


def test_a_change_is_measured_against_the_year_before_in_the_file(place: Place) -> None:
    place.rules = (CHANGE,)
    found = place.load("2020,N,E,F,100", "2021,N,E,F,120", "2022,N,E,F,90", "2020,S,E,F,10", "2021,S,E,F,40")
    # 2021: +20 %, tolerated; 2022: −30 ÷ 120 = −25 %; south stays under the floor of 50.
    assert said(found) == [("north", "2022", "-25", 1, ())]


def test_a_change_is_measured_against_the_lake_when_the_file_has_one_year(place: Place) -> None:
    place.rules = (CHANGE,)
    assert not place.load("2020,N,E,F,100").findings
    assert said(place.load("2021,N,E,F,150")) == [("north", "2021", "50", 1, ())]


def test_the_drift_of_categories_is_half_the_sum_of_differences(place: Place) -> None:
    place.rules = (rule(RuleKind.DRIFT, column="diploma", value="students", tolerated=Decimal(10)),)
    found = place.load("2020,N,E,F,50", "2020,N,M,F,50", "2021,N,E,F,70", "2021,N,M,F,20", "2021,N,X,F,10")
    # |0.7 − 0.5| + |0.2 − 0.5| + |0.1 − 0| = 0.6, of which half.
    assert [(one.period, one.measured) for one in found.findings] == [("2021", Decimal(30))]


def test_the_drift_of_numbers_is_the_largest_gap_between_cumulated_shares(place: Place) -> None:
    place.rules = (rule(RuleKind.DRIFT, Severity.NOTE, column="students", tolerated=Decimal(10)),)
    before = [f"2020,N,E,F,{number}" for number in (1, 2, 3, 4)]
    after = [f"2021,N,E,F,{number}" for number in (3, 4, 5, 6)]
    # At 2, half of the first year is behind and nothing of the second.
    assert [one.measured for one in place.load(*before, *after).findings] == [Decimal(50)]
    assert [one.measured for one in place.load(*after).findings] == [Decimal(50)]


def test_the_drift_of_a_distribution_to_itself_is_nothing(place: Place) -> None:
    place.rules = (rule(RuleKind.DRIFT, column="diploma"),)
    assert not place.load(*(f"{year},N,{d},F,1" for year in (2020, 2021) for d in "ABC")).findings


def test_the_order_of_rows_changes_nothing_but_lines(place: Place, tmp_path: Path) -> None:
    place.rules = (CHANGE, rule(RuleKind.RANGE, id="b-rule", value="students", low=Decimal(60)))
    rows = ["2020,N,E,F,100", "2021,N,E,F,50", "2021,N,M,F,90", "2021,N,M,M,5"]
    other = Place(tmp_path / "other", place.rules)
    other.folder.mkdir()
    found, turned = place.load(*rows).findings, other.load(*reversed(rows)).findings
    assert [replace(one, lines=()) for one in found] == [replace(one, lines=()) for one in turned]


def test_a_rule_holds_between_its_days(place: Place) -> None:
    place.rules = (rule(RuleKind.RANGE, value="students", low=Decimal(0), since=date(2021, 1, 1)),)
    assert [one.period for one in place.load("2020,N,E,F,-1", "2021,N,E,F,-1").findings] == ["2021"]


@pytest.mark.parametrize(
    ("severity", "outcome"),
    [
        (Severity.REFUSE, Outcome.REFUSED),
        (Severity.RESERVE, Outcome.WITH_RESERVATIONS),
        (Severity.NOTE, Outcome.ACCEPTED),
    ],
)
def test_what_a_failure_does_to_the_delivery(place: Place, severity: Severity, outcome: Outcome) -> None:
    place.rules = (rule(RuleKind.RANGE, severity, value="students", low=Decimal(0)),)
    assert place.load("2020,N,E,F,-1").outcome is outcome


def test_an_override_turns_refusal_into_reservations_never_into_acceptance(place: Place) -> None:
    place.rules = (CHANGE,)
    rows = ("2020,N,E,F,100", "2021,N,E,F,150")
    refused = place.load(*rows)
    place.accept(refused.findings[0], "50")
    again = place.load(*rows)
    assert (refused.outcome, again.outcome) == (Outcome.REFUSED, Outcome.WITH_RESERVATIONS)
    assert place.codes == ["rule-overridden"]
    assert again.id != refused.id, "the manifest of the refusal stays"
    assert place.load(*rows) == again, "nothing changes when it is loaded again"


def test_an_override_does_not_cover_more_than_it_says(place: Place) -> None:
    place.rules = (CHANGE,)
    place.accept(place.load("2020,N,E,F,100", "2021,N,E,F,150").findings[0], "50")
    assert place.load("2020,N,E,F,100", "2021,N,E,F,151").outcome is Outcome.REFUSED


def test_a_rise_that_was_accepted_does_not_cover_a_fall(place: Place) -> None:
    place.rules = (CHANGE,)
    place.accept(place.load("2020,N,E,F,100", "2021,N,E,F,150").findings[0], "50")
    fell = place.load("2020,N,E,F,100", "2021,N,E,F,50")
    assert said(fell) == [("north", "2021", "-50", 1, ())]
    assert fell.outcome is Outcome.REFUSED
    place.accept(fell.findings[0], "-50")
    assert place.load("2020,N,E,F,100", "2021,N,E,F,60").outcome is Outcome.WITH_RESERVATIONS
    assert place.load("2020,N,E,F,100", "2021,N,E,F,49").outcome is Outcome.REFUSED
    assert place.load("2020,N,E,F,100", "2021,N,E,F,150").outcome is Outcome.WITH_RESERVATIONS


RESERVED = replace(CHANGE, severity=Severity.RESERVE)
YEAR_2023 = ("2023,N,E,F,120", "2023,S,E,F,310")
YEAR_2024 = ("2024,N,E,F,220", "2024,S,E,F,315")


def test_a_yearly_file_that_was_explained_is_still_compared_with_the_year_it_replaced(place: Place) -> None:
    place.rules = (RESERVED,)
    place.load(*YEAR_2023)
    first = place.load(*YEAR_2024)
    # 120 to 220 is +83.3 %.
    assert said(first) == [("north", "2024", "83.333333", 1, ())]
    place.accept(first.findings[0], "84")
    again = place.load(*YEAR_2024)
    assert again.outcome is Outcome.WITH_RESERVATIONS
    assert [one.override.accepted for one in again.findings if one.override] == [84]
    assert place.load(*YEAR_2024) == again
    # A rule of weight 2, which failed and was explained, weighs half.
    values = {one.delivery: one.value for one in scores(Ledger(place.workspace)) if one.unit == "north"}
    assert (values[first.id], values[again.id]) == (0, 50)


def test_a_yearly_file_mended_is_compared_with_the_year_before_too(place: Place) -> None:
    place.rules = (RESERVED,)
    place.load(*YEAR_2023)
    place.load(*YEAR_2024)
    # The lake holds 2024 alone; the last version with 2023 has 120 students: 180 is +50 %.
    assert said(place.load("2024,N,E,F,180", "2024,S,E,F,315")) == [("north", "2024", "50", 1, ())]


def test_a_unit_withdrawn_from_the_year_before_is_not_compared_with_its_old_rows(place: Place) -> None:
    place.rules = (RESERVED,)
    place.load("2023,N,E,F,120", "2023,S,E,F,999")
    place.load("2023,N,E,F,120")
    assert not place.load("2024,N,E,F,121", "2024,S,E,F,310").findings


def test_an_override_expires(place: Place) -> None:
    place.rules = (CHANGE,)
    rows = ("2020,N,E,F,100", "2021,N,E,F,150")
    place.accept(place.load(*rows).findings[0], "50", expires=date(2025, 3, 1))
    assert place.load(*rows, day="2025-02-28").outcome is Outcome.WITH_RESERVATIONS
    assert place.load(*rows, day="2025-03-01").outcome is Outcome.REFUSED


def test_last_year_is_proposed_and_does_not_apply(place: Place) -> None:
    place.rules = (CHANGE,)
    rows = ("2020,N,E,F,100", "2021,N,E,F,150")
    place.accept(place.load(*rows).findings[0], "50")
    found = place.load(*rows, "2022,N,E,F,300")
    accepted, failed = found.findings
    assert found.outcome is Outcome.REFUSED
    assert accepted.override is not None
    assert failed.override is None
    assert failed.earlier is not None
    assert (failed.earlier.period, failed.earlier.measured, failed.measured) == ("2021", 50, 100)
    told = next(issue for issue in place.issues if issue.code == "rule-failed-refused")
    assert (
        "2021: 50 % accepted by Registry because “a new programme”; now 100 %." in told.context["earlier_en"]
    )


def test_the_log_of_overrides_cannot_be_edited_unseen(place: Place) -> None:
    place.rules = (CHANGE,)
    finding = place.load("2020,N,E,F,100", "2021,N,E,F,150").findings[0]
    place.accept(finding, "50")
    place.accept(finding, "60")
    path = log_of(place.workspace).path
    first, second = path.read_text().splitlines()
    for edited in (first.replace('"50"', '"99"') + "\n" + second, second, second + "\n" + first, "{}"):
        path.write_text(edited + "\n")
        with pytest.raises(BrokenSeal):
            read_overrides(place.workspace)


def test_findings_are_kept_whole_and_hold_no_cell(place: Place) -> None:
    place.rules = (rule(RuleKind.ROW, condition="diploma <> 'Durand'"),)
    found = place.load("2020,N,Durand,F,12")
    assert Ledger(place.workspace).find(found.id) == found
    manifest = next(place.workspace.deliveries.glob("*.json")).read_text()
    assert "Durand" not in json.dumps(json.loads(manifest)["findings"])
    assert all("Durand" not in str(dict(issue.context)) for issue in place.issues)


def test_a_file_that_fails_against_a_year_since_corrected_is_taken(place: Place) -> None:
    place.rules = (CHANGE,)
    place.load("2020,N,E,F,100")
    assert place.load("2021,N,E,F,150").outcome is Outcome.REFUSED
    place.load("2020,N,E,F,140")
    found = place.load("2021,N,E,F,150")
    assert found.outcome is Outcome.ACCEPTED
    assert Ledger(place.workspace).find(found.id) == found


def test_a_score_by_hand(place: Place) -> None:
    place.rules = (
        rule(RuleKind.RANGE, value="students", low=Decimal(0)),
        rule(RuleKind.COMPLETENESS, Severity.NOTE, id="b-rule", column="diploma"),
    )
    place.load("2020,N,,F,12", "2020,S,E,F,12", "2020,S,E,X,12", "2020,S,E,M,12")
    found = {one.unit: one.value for one in scores(Ledger(place.workspace))}
    # One row of four is refused (sex X): 0.75; north fails 1 of a weight of 4: 0.75 × 0.75.
    assert found == {"north": Decimal("56.2"), "south": Decimal("75.0")}


def test_rules_that_are_not_about_the_lake_are_silent_without_rows(place: Place) -> None:
    place.rules = (CHANGE, rule(RuleKind.RANGE, id="b-rule", value="students", low=Decimal(0)))
    found = place.load("2020,N,E,X,1")
    assert found.outcome is Outcome.REFUSED
    assert not found.findings
