"""The catalogue says how good the data of each source are, by period, and what waits for an explanation."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jalon.kernel.texts import Language
from jalon.review.render.html import render_html
from jalon.review.render.markdown import render_markdown
from jalon.services.datacatalogue import catalogue_document, freshness, write_catalogue
from jalon.services.overrides import override
from jalon.services.quality import quality
from kept import CORRECTED, FIRST, LOADED, SECOND, Kept, kept

RULES = """\
entity: enrolment-count
rules:
  - rule: at-most-eleven
    kind: range
    severity: reserve
    value: students
    high: 11
    because: {fr: "plus de onze inscrits dans une ligne", en: "more than eleven students in a row"}
  - rule: at-most-a-thousand
    kind: range
    severity: note
    value: students
    high: 1000
    because: {fr: "plus de mille", en: "more than a thousand"}
"""
LATER = date(2022, 7, 1)


@pytest.fixture
def held(tmp_path: Path) -> Kept:
    made = kept(tmp_path)
    (made.folder / "quality").mkdir()
    made.write("quality/rows.yaml", RULES)
    made.receive(SECOND, LATER)
    return made


def told(held: Kept, language: Language, day: date = LATER) -> str:
    dossier, workspace = held.dossier, held.workspace
    found = quality(dossier, workspace, as_of=day)
    fresh = freshness(dossier, workspace, day)
    return render_markdown(catalogue_document(dossier, fresh, found, as_of=day, language=language))


def test_the_score_of_a_source_adds_weights_and_not_scores(held: Kept) -> None:
    """Judged in 2020: two units by three rules (3 + 2 + 1); North fails the one that weighs 2."""
    whole = quality(held.dossier, held.workspace, as_of=LATER).whole
    assert whole["enrolments", "2020"] == round(100 * (1 - Decimal(2) / 12), 1) == Decimal("83.3")
    assert whole["enrolments", "2021"] == 100


def test_the_catalogue_shows_score_trend_and_what_is_to_explain(held: Kept) -> None:
    english, french = told(held, Language.EN), told(held, Language.FR)
    assert "83.3 → 100" in english
    assert "83,3 → 100" in french
    (line,) = (one for one in english.splitlines() if "more than eleven" in one and "| North |" in one)
    assert "| 2020 | 100 % | 0 % | 1 |" in line
    assert "accepted with reservations" in line
    assert "plus de onze inscrits" in french
    assert "Qualité des sources" in french


def test_an_explanation_is_shown_beside_what_it_explains(held: Kept) -> None:
    override(
        held.dossier,
        held.workspace,
        rule="at-most-eleven",
        unit="north",
        period="2020",
        value=Decimal(100),
        because="two groups in one row",
        by="registry",
        day=LATER,
    )
    held.receive(SECOND, LATER)
    page = told(held, Language.EN)
    assert "accepted by registry: two groups in one row" in page
    assert "91.7 → 100" in page, "a failure that was explained weighs half"


def test_links_of_the_page_lead_to_the_dictionary(held: Kept, tmp_path: Path) -> None:
    pages = write_catalogue(held.dossier, held.workspace, tmp_path / "out", as_of=LATER)
    for page in pages.values():
        text = page.read_text(encoding="utf-8")
        inside = set(re.findall(r'href="#([^"]+)"', text))
        assert {"entity-enrolment-count", "quality-enrolments", "quality"} <= inside
        assert inside <= set(re.findall(r'id="([^"]+)"', text)), "no link leads nowhere"


def test_the_dictionary_says_by_which_rules_rows_are_judged(held: Kept) -> None:
    page = told(held, Language.EN)
    sheet = page[page.index("enrolment-count") :]
    assert "at-most-a-thousand" in sheet
    assert "students-not-negative" in sheet, "those of the library too"


def test_a_source_without_a_failure_has_no_list(tmp_path: Path) -> None:
    made = kept(tmp_path)
    page = told(made, Language.EN, CORRECTED)
    assert "what is wrong" not in page
    html = render_html(
        catalogue_document(
            made.dossier,
            freshness(made.dossier, made.workspace, CORRECTED),
            quality(made.dossier, made.workspace, as_of=CORRECTED),
            as_of=CORRECTED,
            language=Language.EN,
        )
    )
    assert 'href="#quality-enrolments"' not in html


def test_a_past_day_is_told_as_it_was_known(held: Kept) -> None:
    (then,) = freshness(held.dossier, held.workspace, LOADED)
    assert then.last is not None
    assert then.last.received == LOADED.isoformat()
    assert FIRST != SECOND
    assert "what is wrong" not in told(held, Language.EN, LOADED), "no rule had been written"
