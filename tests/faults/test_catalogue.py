"""The catalogue of faults is whole: each code is provoked by a test, used by the code, said twice."""

from __future__ import annotations

import inspect
import re
from functools import cache
from pathlib import Path

import pytest

from faults import (
    cases_completeness,
    cases_dossier,
    cases_indicators,
    cases_perimeters,
    cases_publishing,
    cases_quality,
    cases_reading,
    cases_synthesis,
    cases_targets,
    test_use,
    test_use_quality,
    test_use_vintages,
)
from jalon.kernel.faults import (
    completeness,
    delivery,
    dossier,
    indicators,
    loading,
    perimeters,
    publishing,
    quality,
    reading,
    synthesis,
    targets,
    using,
    vintages,
)
from jalon.kernel.faults.catalogue import CATALOGUE
from jalon.kernel.faults.fault import Fault
from jalon.kernel.texts import Language
from soundness import test_killed_loads

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "jalon"
ROOMS = (
    reading,
    dossier,
    indicators,
    targets,
    completeness,
    perimeters,
    delivery,
    loading,
    quality,
    publishing,
    using,
    vintages,
    synthesis,
)
CASES = (
    *cases_reading.CASES,
    *cases_dossier.CASES,
    *cases_indicators.CASES,
    *cases_targets.CASES,
    *cases_synthesis.CASES,
    *cases_publishing.CASES,
    *cases_completeness.CASES,
    *cases_perimeters.CASES,
    *cases_quality.CASES,
)

# What is asked on the command line or from Python takes a workspace: code → the test that provokes it.
PROVOKED_IN_USE = {
    "already-told": "test_a_small_number_that_an_earlier_release_told",
    "not-safe-to-publish": "test_a_breakdown_of_a_small_total_already_told",
    "nothing-published": "test_public_figures_are_asked_before_any_release",
    "published-without-rule": "test_figures_about_persons_without_a_rule",
    "public-review-of-vintage": "test_a_public_review_of_a_vintage",
    "release-exists": "test_a_release_is_never_rewritten",
    "totals-hidden": "test_a_small_school_hides_the_total_of_another",
    "correction-kept": "test_a_correction_received_apart_stays_in_force",
    "foreign-workspace": "test_a_workspace_of_another_version",
    "file-needs-one-feed": "test_a_file_without_its_feed",
    "nothing-computed": "test_figures_are_asked_before_any_is_computed",
    "no-overlap": "test_who_shares_whom_is_asked_of_a_total",
    "no-period": "test_a_perimeter_of_no_period",
    "no-such-figure": "test_a_period_without_a_figure",
    "rows-outside-membership": "test_rows_of_a_unit_that_was_not_a_member_yet",
    "stale-load": "test_a_mapping_that_changed_since_it_was_loaded",
    "synthesis-folder-taken": "test_a_folder_that_holds_something_else_is_left_alone",
    "synthesis-no-recipe": "test_a_dossier_without_a_recipe",
    "synthesis-no-truth": "test_a_dossier_without_true_answers",
    "together-is-totals": "test_units_put_together_have_no_breakdown",
    "unknown-choice": "test_a_name_that_leads_nowhere",
}
PROVOKED_IN_VINTAGES = {
    "decision-unsigned": "test_a_decision_that_nobody_takes",
    "identity-already-one": "test_keys_already_merged",
    "identity-in-the-past": "test_a_decision_dated_before_the_last",
    "identity-log-edited": "test_an_edited_log",
    "identity-needs-keys": "test_too_few_keys",
    "identity-nothing-to-split": "test_a_key_that_stands_alone",
    "identity-rejected": "test_keys_decided_to_be_different",
    "unknown-component": "test_an_order_that_is_none",
    "vintage-chain-broken": "test_a_vintage_taken_out_of_the_chain",
    "vintage-edited": "test_a_vintage_touched_everywhere",
    "vintage-exists": "test_a_name_already_taken",
    "vintage-file-missing": "test_a_vintage_touched_everywhere",
    "vintage-foreign-file": "test_a_vintage_touched_everywhere",
    "vintage-in-the-future": "test_a_day_that_has_not_come",
    "vintage-missing": "test_a_vintage_taken_out_of_the_chain",
    "vintage-name": "test_a_name_that_is_none",
    "vintage-other-mapping": "test_a_mapping_changed_since_that_day",
    "vintage-seal-unknown": "test_a_vintage_touched_everywhere",
    "vintage-unreadable": "test_a_dossier_that_cannot_be_read_any_more",
    "vintage-unsigned": "test_nobody_signs",
    "world-impossible": "test_a_mix_that_cannot_be_computed",
}
PROVOKED_IN_QUALITY = {
    "more-findings-alike": "test_a_rule_that_fails_everywhere_shows_three",
    "override-expired": "test_an_override_already_expired",
    "override-log-edited": "test_an_edited_log_of_overrides",
    "override-of-nothing": "test_an_override_of_what_did_not_fail",
    "override-too-low": "test_an_override_that_covers_too_little",
    "override-unsigned": "test_an_override_that_nobody_signs",
    "rule-failed-note": "test_a_rule_that_notes",
    "rule-failed-refused": "test_a_rule_that_refuses",
    "rule-failed-reserve": "test_a_rule_that_makes_reservations",
    "rule-overridden": "test_what_was_accepted_is_taken_with_reservations",
}
PROVOKED_BY_THE_MACHINE = {"disk-full": "test_a_limit_of_file_size_stops_a_load_in_words"}
IN_USE = [
    *((code, getattr(test_killed_loads, test)) for code, test in PROVOKED_BY_THE_MACHINE.items()),
    *((code, getattr(test_use, test)) for code, test in PROVOKED_IN_USE.items()),
    *((code, getattr(test_use_quality, test)) for code, test in PROVOKED_IN_QUALITY.items()),
    *((code, getattr(test_use_vintages, test)) for code, test in PROVOKED_IN_VINTAGES.items()),
]


@cache
def _text(folder: Path) -> str:
    """The Python files of a folder in one text, the catalogue and this list left aside."""
    left_aside = SOURCE / "kernel" / "faults"
    paths = [path for path in folder.rglob("*.py") if path.parent != left_aside and path != Path(__file__)]
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(paths))


def _names(folder: Path, code: str) -> bool:
    """True when a file of the folder holds the code, whole and quoted."""
    return re.search(rf"[\"']{code}[\"']", _text(folder)) is not None


def _reported() -> set[str]:
    """The codes given, as a first argument, to a call that records a fault."""
    call = r"\b(?:error|warning|note|fault|stop|_refuse)\(\s*\"([a-z]+(?:-[a-z]+)+)\""
    return set(re.findall(call, _text(SOURCE)))


def _placeholders(what: str, repair: str) -> set[str]:
    """The names a message uses; a value that is a text comes in each language: because_en, because_fr."""
    names = Fault("x", what, what, repair, repair).placeholders
    return {name.removesuffix("_en").removesuffix("_fr") for name in names}


def test_no_code_is_declared_twice() -> None:
    codes = [fault.code for room in ROOMS for fault in room.FAULTS]
    assert sorted(codes) == sorted(CATALOGUE)


def test_each_code_is_provoked_by_a_test() -> None:
    provoked = {case.code for case in CASES} | {code for code, _ in IN_USE}
    folder = ROOT / "tests" / "faults" / "deliveries"
    deliveries = {fault.code for fault in delivery.FAULTS if _names(folder, fault.code)}
    assert set(CATALOGUE) - provoked - deliveries == set()


def test_the_list_of_codes_provoked_in_use_is_true() -> None:
    codes = {code for code, _ in IN_USE}
    assert codes - set(CATALOGUE) == set(), "a listed code no longer exists"
    assert {case.code for case in CASES} & codes == set(), "a listed code has its case now"
    for code, test in IN_USE:
        assert f'"{code}"' in inspect.getsource(test), f"{test.__name__} does not provoke {code}"


def test_each_case_is_of_a_known_code() -> None:
    assert {case.code for case in CASES} - set(CATALOGUE) == set()


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_each_code_is_used(code: str) -> None:
    assert _names(SOURCE, code)


def test_each_code_that_is_reported_is_declared() -> None:
    assert "missing-key" in _reported(), "the reading of the code finds nothing"
    assert _reported() - set(CATALOGUE) == set()


@pytest.mark.parametrize("fault", CATALOGUE.values(), ids=sorted(CATALOGUE, key=list(CATALOGUE).index))
def test_each_fault_is_said_in_both_languages(fault: Fault) -> None:
    texts = (fault.en, fault.fr, fault.repair_en, fault.repair_fr)
    assert all(text.strip() for text in texts)
    for said in (fault.en, fault.fr):
        assert said.endswith((".", "?", "…")), "a message is a sentence"
    english, french = _placeholders(fault.en, fault.repair_en), _placeholders(fault.fr, fault.repair_fr)
    assert english == french
    context = {name: f"<{name}>" for name in fault.placeholders}
    for language in Language:
        assert "‹" not in fault.what(language, context) + fault.repair(language, context)


@pytest.mark.parametrize("fault", CATALOGUE.values(), ids=sorted(CATALOGUE, key=list(CATALOGUE).index))
def test_french_typography(fault: Fault) -> None:
    context = dict.fromkeys(fault.placeholders, "x")
    text = f"{fault.what(Language.FR, context)} {fault.repair(Language.FR, context)}"
    assert not re.search(r"« | »| [:;?!%](?!\w)", text), "a no-break space is wanted"
    assert not re.search(r"[a-zàâéèêîôû]'[a-zàâéèêîôûh]", text), "a typographic apostrophe is wanted"


def test_a_guess_is_worded_from_what_is_known() -> None:
    fault = Fault("x", "No.", "Non.", "Did you mean {known}", "Vouliez-vous écrire {known}")
    near, listed, none = {"known": "sex? (diploma, sex)"}, {"known": "a, b"}, {"known": "—"}
    assert fault.repair(Language.EN, near) == "Did you mean sex? Possible choices: diploma, sex."
    assert fault.repair(Language.FR, near) == (
        "Vouliez-vous écrire sex\u00a0? Choix possibles\u00a0: diploma, sex."
    )
    assert fault.repair(Language.EN, listed) == "Possible choices: a, b."
    assert fault.repair(Language.FR, none) == "Aucun n’est déclaré."
