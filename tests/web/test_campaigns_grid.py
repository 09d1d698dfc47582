"""Grids: filled in on the page, by one person or two, and sent as the file that they would be."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from jalon.infocentre.deliveries import Ledger
from jalon.web.campaigns.models import Campaign, GridDraft, Upload
from jalon.web.desk import desk
from jalon.web.rights.roles import Role

GRID = "/campaigns/annual/north/grid/survey/"


def cells(first: str = "", second: str = "", third: str = "", fourth: str = "") -> dict[str, str]:
    return {
        "c|2022.0|answers": first,
        "c|2022.0|satisfied": second,
        "c|2023.0|answers": third,
        "c|2023.0|satisfied": fourth,
    }


def post(client: Client, version: int, button: str = "save", **typed: str):  # type: ignore[no-untyped-def]
    return client.post(GRID, {"version": version, button: "1", **typed})


def test_what_is_typed_is_a_draft_until_it_is_sent(
    changing: Path, campaign: Campaign, sign_in, work_off
) -> None:
    client = sign_in(Role.STEWARD, "north")
    assert post(client, 0, **cells("100", "80")).status_code == 302
    assert not Upload.objects.exists()
    page = client.get(GRID).content.decode()
    assert 'value="100"' in page
    assert "Draft 1, saved by steward.north@example.org" in page
    answer = post(client, 1, "send", **cells("1 200", "900", "120", "90"))
    assert answer["Location"].startswith("/campaigns/uploads/")
    assert [job.kind for job in work_off()] == ["load", "compute"]
    upload = Upload.objects.get()
    assert (upload.outcome, upload.kind, upload.cells) == ("accepted", "grid", 4)
    delivery = Ledger(desk().workspace()).find(upload.delivery)
    assert delivery is not None
    kept = desk().workspace().received / delivery.sha256[:2] / delivery.sha256
    assert kept.read_text() == "year;answers;satisfied\n2022;1200;900\n2023;120;90\n"
    page = client.get(GRID).content.decode()
    assert 'value="1200"' in page
    assert "period before: 900" in page
    assert "Draft" not in page


def test_periods_that_are_not_asked_are_sent_again_as_they_stand(
    changing: Path, campaign: Campaign, sign_in, work_off
) -> None:
    client = sign_in(Role.STEWARD, "north")
    post(client, 0, "send", **cells("100", "80", "120", "90"))
    work_off()
    Campaign.objects.update(periods=["2023"])
    client.post(GRID, {"version": 1, "send": "1", "c|2023.0|answers": "130", "c|2023.0|satisfied": "95"})
    work_off()
    delivery = Ledger(desk().workspace()).find(Upload.objects.first().delivery)  # type: ignore[union-attr]
    assert {(one.period, one.rows) for one in delivery.holds} == {("2022", 1), ("2023", 1)}  # type: ignore[union-attr]


def test_the_second_of_two_stewards_is_told_what_the_first_changed(
    loaded: Path, campaign: Campaign, sign_in
) -> None:
    first, second = sign_in(Role.STEWARD, "north"), sign_in(Role.STEWARD, "institute")
    post(first, 0, **cells("100", "80"))
    # Both read version 1; the first changes two cells, the second two others and one of the same.
    post(first, 1, **cells("110", "85"))
    answer = post(second, 1, **cells("120", "80", "200", "150"))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "steward.north@example.org saved this grid while you were filling it in" in page
    assert '<input type="radio" name="c|2022.0|answers" value="120"' in page
    assert '<input type="radio" name="c|2022.0|answers" value="110"' in page
    assert '<input type="hidden" name="c|2022.0|satisfied" value="85">' in page
    assert '<input type="hidden" name="c|2023.0|answers" value="200">' in page
    assert GridDraft.objects.count() == 2
    assert post(second, 2, **cells("120", "85", "200", "150")).status_code == 302
    assert GridDraft.objects.first().cells == {  # type: ignore[union-attr]
        "2022.0|answers": "120", "2022.0|satisfied": "85", "2023.0|answers": "200", "2023.0|satisfied": "150",
    }  # fmt: skip
    assert GridDraft.objects.get(version=2).cells["2022.0|answers"] == "110", "every saving is kept"


def test_two_who_typed_the_same_are_not_asked_to_choose(loaded: Path, campaign: Campaign, sign_in) -> None:
    first, second = sign_in(Role.STEWARD, "north"), sign_in(Role.STEWARD, "institute")
    post(first, 0, **cells("100", "80"))
    assert post(second, 0, **cells("100", "80")).status_code == 302


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (cells("many", "80"), "a whole number, such as 1250"),
        (cells("10.5", "80"), "a whole number, such as 1250"),
        (cells("=1+1", "80"), "a whole number, such as 1250"),
        (cells("100", ""), "empty is not zero"),
        (cells(), "The grid is empty"),
    ],
)
def test_a_cell_at_fault_is_told_in_words_and_kept(
    loaded: Path, campaign: Campaign, sign_in, typed: dict[str, str], told: str
) -> None:
    client = sign_in(Role.STEWARD, "north")
    page = client.post(GRID, {"version": 0, "send": "1", **typed}, follow=True).content.decode()
    assert told in page
    assert not Upload.objects.exists()
    assert all(f'value="{text}"' in page for text in typed.values() if text)


def test_cells_that_nobody_asks_for_are_not_read(loaded: Path, campaign: Campaign, sign_in) -> None:
    odd = {"c|1999.0|answers": "5", "c|2022.0|unit": "south", "c|2022.x|answers": "5", "c|../|answers": "5"}
    post(sign_in(Role.STEWARD, "north"), 0, **cells("1", "1"), **odd)
    assert set(GridDraft.objects.get().cells) == {name.removeprefix("c|") for name in cells()}


def test_a_form_without_a_version_saves_nothing(loaded: Path, campaign: Campaign, sign_in) -> None:
    assert sign_in(Role.STEWARD, "north").post(GRID, cells("1", "1")).status_code == 409
    assert not GridDraft.objects.exists()
