"""What the page about the API says to type is answered."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jalon.web.api.tokens import LONGEST_DAYS, REQUESTS_A_MINUTE
from jalon.web.rights.roles import Role
from web.tokens import program

pytestmark = pytest.mark.usefixtures("loaded", "db")

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "use-the-api.md").read_text(encoding="utf-8")
ASKED = re.findall(r'^curl (?!.* -F ).*?"\$JALON/([^"]+)"', PAGE, re.MULTILINE)
HERE = {"women-engineering": "students", "lyon": "north", "2018": "2022", "vintage=2024-review": "vintage="}
"""The names of this dossier, for those of the example."""


@pytest.mark.parametrize("asked", ASKED)
def test_a_request_of_the_page_is_answered(asked: str) -> None:
    for name, here in HERE.items():
        asked = asked.replace(name, here)
    answer = program(Role.AUDITOR).get(f"/api/v1/{asked}")
    assert answer.status_code == 200, answer.content


def test_the_page_states_what_holds() -> None:
    assert len(ASKED) > 8
    assert f"at most {REQUESTS_A_MINUTE} requests a minute" in PAGE
    assert LONGEST_DAYS == 365
    assert "a year at most" in PAGE
