"""What the API tells: the same figures as the pages, in JSON, CSV and Parquet, a page at a time."""

from __future__ import annotations

import csv
import io

import pyarrow.parquet as pq
import pytest

from jalon.web.api.shapes.figures import FigureRow
from jalon.web.rights.roles import Role
from web.tokens import program

pytestmark = pytest.mark.usefixtures("loaded", "db")
API = "/api/v1"


def test_figures_are_those_of_the_computation() -> None:
    told = program(Role.STEWARD, "north").get(f"{API}/figures?indicator=students&period=2022").json()
    found = {item["unit"]: item["value"] for item in told["items"]}
    # Ten persons of North are also in South: 34 + 24 - 14 in 2022.
    assert found == {"institute": found["institute"], "north": 34, "south": 24}
    assert found["institute"] < 34 + 24
    assert (told["total"], told["next"], told["vintage"]) == (3, None, None)


def test_what_is_missing_is_null_and_says_why() -> None:
    told = program(Role.DIRECTORATE).get(f"{API}/figures?indicator=satisfied").json()
    assert told["items"]
    for item in told["items"]:
        assert item["value"] is None
        assert item["state"] != "complete"
        assert item["reason"]


def test_pages_follow_one_another_and_hold_everything_once() -> None:
    client, address = program(Role.AUDITOR), f"{API}/figures?limit=2&unit=north&unit=south&indicator=students"
    whole = client.get(address.replace("limit=2", "limit=1000")).json()["items"]
    found = []
    while address:
        answer = client.get(address)
        told = answer.json()
        found += told["items"]
        assert told["total"] == len(whole)
        assert answer.headers.get("Link") == (f'<{told["next"]}>; rel="next"' if told["next"] else None)
        address = told["next"]
    assert found == whole
    assert len(whole) > 4


def test_csv_has_the_same_rows_and_its_header_even_when_empty() -> None:
    client = program(Role.DIRECTORATE)
    told = client.get(f"{API}/figures?indicator=students").json()["items"]
    answer = client.get(f"{API}/figures?indicator=students", headers={"accept": "text/csv"})
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [row["fingerprint"] for row in rows] == [item["fingerprint"] for item in told]
    assert [row["value"] for row in rows] == [
        "" if item["value"] is None else str(item["value"]) for item in told
    ]
    beyond = client.get(f"{API}/figures?format=csv&offset=5000").content.decode()
    assert beyond == ",".join(FigureRow.model_fields) + "\n"


def test_parquet_has_the_same_types_whatever_the_rows() -> None:
    client = program(Role.DIRECTORATE)
    full, none = (
        pq.read_table(io.BytesIO(client.get(f"{API}/figures?format=parquet{more}").content))
        for more in ("", "&offset=5000")
    )
    assert full.num_rows > 0
    assert none.num_rows == 0
    assert full.schema.equals(none.schema)
    assert str(full.schema.field("value").type) == "double"


def test_breakdowns_are_told_when_asked_for() -> None:
    client = program(Role.STEWARD, "south")
    told = client.get(f"{API}/figures?indicator=students&unit=south&period=2022&breakdown=sex").json()
    assert {item["breakdown"]: item["value"] for item in told["items"]} == {"sex=F": 6, "sex=M": 18}


def test_verdicts_and_the_contract_name_the_same_targets() -> None:
    client = program(Role.MINISTRY)
    contract = client.get(f"{API}/contract").json()
    targets = {one["target"] for item in contract["objectives"] for one in item["targets"]}
    told = program(Role.DIRECTORATE).get(f"{API}/verdicts").json()
    assert {item["target"] for item in told["items"]} == targets
    assert [one["party"] for one in contract["parties"]] == ["institution", "state"]
    assert [one["commitment"] for one in contract["commitments"]] == ["jobs"]
    low = {one["target"]: one["low"] for item in contract["objectives"] for one in item["targets"]}
    assert low["satisfied-2025"] == {"value": 80, "unit": "%", "is_change": False}


@pytest.mark.parametrize(("language", "name"), [("fr", "Étudiants"), ("en", "Students")])
def test_words_are_in_the_language_asked_for(language: str, name: str) -> None:
    told = program(Role.DIRECTORATE, language=language).get(f"{API}/indicators/students").json()
    assert told["name"] == name
    assert [one["name"] for one in told["versions"]] == [name]


def test_a_delivery_has_its_report() -> None:
    client = program(Role.STEWARD, "north")
    [one] = client.get(f"{API}/deliveries").json()["items"]
    report = client.get(f"{API}/deliveries/{one['delivery']}").json()
    assert (report["file"], report["rows"]["received"]) == (one["file"], one["rows_received"])
    assert {held["unit"] for held in report["holds"]} == {"north"}


def test_lineage_tells_every_line_of_ones_own_unit_and_none_of_the_others() -> None:
    asked = f"{API}/figures/lineage?indicator=students&unit=institute&period=2022&limit=1000"
    north = program(Role.STEWARD, "north").get(asked).json()
    assert {line["unit"] for line in north["lines"]["rows"]} == {"north"}
    assert north["lines"]["total"] == 34
    assert len(north["deliveries"]) == north["other_deliveries"] == 1
    assert north["steps"]
    everything = program(Role.AUDITOR).get(asked).json()
    assert everything["lines"]["total"] == 34 + 24
    assert everything["other_deliveries"] == 0


def test_whoever_may_read_no_row_is_told_why_there_is_no_line() -> None:
    asked = f"{API}/figures/lineage?indicator=students&unit=institute&period=2022"
    told = program(Role.DIRECTORATE).get(asked).json()
    assert told["lines"] is None
    assert "read the rows received" in told["lines_reason"]


def test_the_journal_is_read_a_page_at_a_time() -> None:
    client = program(Role.AUDITOR)
    told = client.get(f"{API}/journal?limit=1&kind=token").json()
    assert [item["kind"] for item in told["items"]] in ([], ["token.made"])


def test_head_is_answered_as_get_without_its_content() -> None:
    answer = program(Role.AUDITOR).head(f"{API}/units")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
