"""The catalogue as those who know the data, and those who do not, read it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from jalon.web.desk import desk
from jalon.web.rights.roles import Role

READERS = [Role.DIRECTORATE, Role.DIRECTOR, Role.STEWARD, Role.CONTROLLER, Role.AUDITOR]
PAGES = [
    "", "entities/student/", "sources/students/", "feeds/north/", "quality/", "dictionary/", "dictionary.csv",
    "register/", "register.csv",
]  # fmt: skip


def read(client: Client, path: str) -> str:
    answer = client.get(f"/catalogue/{path}")
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_first_page_leads_to_everything(loaded: Path, sign_in, language: str) -> None:
    page = read(sign_in(Role.DIRECTOR, "south", language), "")
    for path in ("entities/student/", "sources/students/", "feeds/north/", "feeds/south/", "quality/"):
        assert f'href="/catalogue/{path}"' in page, path
    assert {"fr": "en retard", "en": "late"}[language] in page


@pytest.mark.parametrize("path", PAGES)
def test_the_ministry_and_administrators_do_not_read_it(loaded: Path, sign_in, path: str) -> None:
    for role in (Role.MINISTRY, Role.ADMINISTRATOR, None):
        assert sign_in(role).get(f"/catalogue/{path}").status_code == 403


@pytest.mark.parametrize(
    "path", ["entities/nothing/", "sources/nothing/", "feeds/nowhere/", "quality/?unit=x"]
)
def test_what_is_not_there_is_not_found(loaded: Path, sign_in, path: str) -> None:
    assert sign_in(Role.DIRECTORATE).get(f"/catalogue/{path}").status_code == 404


def test_an_entity_says_what_its_columns_mean(loaded: Path, sign_in) -> None:
    page = read(sign_in(Role.CONTROLLER, "north"), "entities/student/")
    assert "one row by student and year" in page
    assert "in the key, required" in page
    assert "values: F, M" in page
    assert 'href="/catalogue/sources/students/"' in page
    assert 'href="/indicators/students/"' in page
    assert "students-jump" in page
    assert "60\u00a0%" in page


def test_an_entity_that_nothing_fills_says_what_to_do(loaded: Path, sign_in) -> None:
    unused = next(
        name
        for name in desk().dossier().entities
        if name not in {one.entity for one in desk().dossier().sources.values()}
    )
    assert "a source written in the folder" in read(sign_in(Role.STEWARD, "north"), f"entities/{unused}/")


def test_a_source_says_how_a_file_becomes_rows(loaded: Path, sign_in) -> None:
    page = read(sign_in(Role.STEWARD, "north"), "sources/students/")
    assert "delimiter “;”" in page
    assert "2 months after the end of the period" in page
    assert 'href="/catalogue/entities/student/"' in page
    assert "Score of each unit" in page


def test_a_unit_sees_how_the_feeds_of_another_stand(loaded: Path, sign_in) -> None:
    """How they stand, with the days; not the names of files, nor the deliveries."""
    page = read(sign_in(Role.STEWARD, "north"), "feeds/south/")
    assert "received" in page
    assert "late" in page
    assert "students-south.csv" not in page
    assert "/campaigns/units/south/deliveries/" not in page
    assert "/campaigns/units/north/deliveries/" in read(sign_in(Role.STEWARD, "north"), "feeds/north/")


@pytest.mark.parametrize("path", PAGES)
def test_no_page_names_a_file(loaded: Path, sign_in, path: str) -> None:
    assert "students-south.csv" not in read(sign_in(Role.STEWARD, "north"), path)


def test_scores_are_narrowed_to_a_unit(loaded: Path, sign_in) -> None:
    page = read(sign_in(Role.DIRECTOR, "north"), "quality/?unit=south")
    assert '<option value="south" selected>' in page
    assert "Show all" in page


def test_reading_the_catalogue_changes_nothing(loaded: Path, sign_in) -> None:
    client, home = sign_in(Role.DIRECTORATE), loaded / ".jalon"
    before = {path for path in home.rglob("*") if path.relative_to(home).parts[0] != "site"}
    for path in PAGES:
        read(client, path)
    assert {path for path in home.rglob("*") if path.relative_to(home).parts[0] != "site"} == before


# The dictionary


def test_words_are_found_whatever_accents_and_capitals(loaded: Path, sign_in) -> None:
    page = read(sign_in(Role.STEWARD, "north", "fr"), "dictionary/?q=REPONSES+enquete")
    assert "réponses reçues" in page
    assert "programme</a>" not in page


def test_nothing_found_says_what_to_try(loaded: Path, sign_in) -> None:
    assert "Try a single word" in read(sign_in(Role.STEWARD, "north"), "dictionary/?q=zzz")


def test_what_is_typed_is_shown_as_text(loaded: Path, sign_in) -> None:
    page = read(sign_in(Role.STEWARD, "north"), "dictionary/?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in page


def test_entities_that_nothing_fills_are_shown_when_asked(loaded: Path, sign_in) -> None:
    client = sign_in(Role.STEWARD, "north")
    assert len(read(client, "dictionary/?all=yes")) > len(read(client, "dictionary/"))


def test_while_typing_the_columns_alone_are_sent(loaded: Path, sign_in) -> None:
    client = sign_in(Role.STEWARD, "north")
    answer = client.get("/catalogue/dictionary/?q=sex", headers={"hx-request": "true"})
    assert "<html" not in answer.content.decode()
    assert "HX-Request" in answer["Vary"]
    again = {"hx-request": "true", "hx-history-restore-request": "true"}
    assert "<html" in client.get("/catalogue/dictionary/?q=sex", headers=again).content.decode()


def test_the_file_holds_the_columns_that_are_shown(loaded: Path, sign_in) -> None:
    answer = sign_in(Role.STEWARD, "north", "fr").get("/catalogue/dictionary.csv?q=sex")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="dictionnaire.csv"'
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[:2] for line in lines] == [["entity", "column"], ["student", "sex"]]


def test_a_register_that_is_empty_says_what_to_do(loaded: Path, sign_in) -> None:
    page = read(sign_in(Role.AUDITOR), "register/")
    assert "Personal data that no processing names" in page
    assert "privacy.yaml" in page


# Search


def test_columns_are_found_after_what_bears_the_word_in_its_name(loaded: Path, sign_in) -> None:
    page = sign_in(Role.DIRECTORATE).get("/search/?q=satisfied").content.decode()
    indicator, column = page.index("/indicators/satisfied/"), page.index("/catalogue/entities/survey/")
    assert indicator < column


def test_who_does_not_read_the_catalogue_finds_none_of_it(loaded: Path, sign_in) -> None:
    for role in (Role.MINISTRY, Role.ADMINISTRATOR):
        assert "/catalogue/" not in sign_in(role).get("/search/?q=sex").content.decode()
