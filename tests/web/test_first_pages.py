"""The first pages, as each role finds them."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from jalon.web.rights.roles import Role


def test_whoever_has_not_signed_in_is_asked_to(db: None) -> None:
    answer = Client().get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_home_page_shows_the_contract(loaded: Path, sign_in, language: str) -> None:
    page = sign_in(Role.STEWARD, "north", language).get("/").content.decode()
    assert {"fr": "Former plus d’étudiants", "en": "Train more students"}[language] in page
    assert 'href="/objectives/more-students/"' in page


def test_an_account_without_a_role_is_told_why(loaded: Path, sign_in) -> None:
    answer = sign_in().get("/")
    assert answer.status_code == 403
    assert "Your account has no role" in answer.content.decode()


def test_the_ministry_is_told_that_nothing_is_signed_yet(loaded: Path, sign_in) -> None:
    answer = sign_in(Role.MINISTRY).get("/")
    assert "No signed vintage" in answer.content.decode()


@pytest.mark.parametrize(("role", "first"), [(Role.ADMINISTRATOR, "/members/"), (Role.CONTROLLER, "/")])
def test_the_name_of_the_site_leads_to_a_page_that_opens(
    loaded: Path, sign_in, role: Role, first: str
) -> None:
    client = sign_in(role)
    page = client.get("/search/?q=x", follow=True).content.decode()
    assert f'<p class="brand"><a href="{first}">Jalon</a>' in page
    assert client.get(first).status_code == 200
