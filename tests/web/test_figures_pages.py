"""The glance, indicators, units: what each page says, and that each number leads to its figure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jalon.web.rights.roles import Role

FIGURE = "/indicators/students/institute/2022/"


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def get(client, path: str, **headers: str) -> str:
    answer = client.get(path, headers=headers or None)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


@pytest.fixture
def reader(loaded: Path, sign_in):
    return sign_in(Role.DIRECTOR, "north")


def test_home_sets_both_parties_side_by_side_and_says_what_is_incomplete(reader) -> None:
    page = text(get(reader, "/"))
    assert "The commitments of both parties" in page
    assert "The State" in page
    assert "to be supplied" in page
    assert "What is incomplete" in page
    assert "Satisfied students" in page


def test_each_number_of_the_glance_leads_to_its_figure(reader) -> None:
    assert f'href="{FIGURE}"' in get(reader, "/")
    assert 'href="/indicators/students/north/2022/"' in get(reader, "/indicators/students/")


def test_a_page_shows_its_words_at_once_and_its_charts_after(reader) -> None:
    page = get(reader, "/indicators/students/")
    assert "Unit by unit" in page
    assert 'hx-get="/indicators/students/?part=trajectory"' in page
    chart = get(reader, "/indicators/students/?part=trajectory", HX_Request="true")
    assert "<svg" in chart
    assert "<html" not in chart


def test_without_javascript_the_chart_is_a_link_away(reader) -> None:
    page = get(reader, "/indicators/students/?part=multiples")
    assert "<html" in page
    assert "<svg" in page


def test_a_chart_is_taken_away_as_an_image_and_its_table_as_a_spreadsheet(reader) -> None:
    drawing = reader.get("/indicators/students/?part=trajectory&as=svg")
    assert drawing["Content-Type"] == "image/svg+xml"
    assert drawing.content.startswith(b"<svg")
    table = reader.get("/indicators/students/?part=units&as=csv")
    assert "attachment" in table["Content-Disposition"]
    lines = table.content.decode("utf-8-sig").splitlines()
    assert any(line.startswith("North,") and ",34" in line for line in lines), lines


@pytest.mark.parametrize("query", ["part=nothing", "part=units&as=svg", "part=units&as=exe"])
def test_what_a_page_does_not_have_is_not_found(reader, query: str) -> None:
    assert reader.get(f"/indicators/students/?{query}").status_code == (
        200 if query == "part=nothing" else 404
    )


def test_a_figure_tells_its_bridge_and_who_is_counted_twice(reader) -> None:
    page = text(get(reader, FIGURE))
    assert "Sum of the units" in page
    assert "counted more than once" in page
    assert "Who is counted more than once" in page
    assert "North, South" in page
    assert "rows behind this figure" in page


def test_a_figure_is_one_click_from_its_steps(reader) -> None:
    assert f'hx-get="{FIGURE}origin/"' in get(reader, FIGURE)
    origin = get(reader, f"{FIGURE}origin/")
    assert "SELECT" in origin
    assert "<details" in origin


def test_deliveries_of_other_units_are_counted_and_not_named(reader) -> None:
    origin = get(reader, f"{FIGURE}origin/")
    assert "students-north.csv" in origin
    assert "students-south.csv" not in origin
    assert "1 deliveries of units whose" in text(origin)


def test_breakdowns_come_with_the_figure(reader) -> None:
    assert "By sex, 2022" in get(reader, f"{FIGURE}?part=breakdown", HX_Request="true")


@pytest.mark.parametrize(
    "path",
    [
        "/indicators/nothing/",
        "/indicators/students/nowhere/2022/",
        "/indicators/students/north/1999/",
        "/indicators/students/north/1999/origin/",
        "/objectives/nothing/",
        "/units/nowhere/",
        "/?vintage=nothing",
    ],
)
def test_what_is_not_there_is_not_found(reader, path: str) -> None:
    assert reader.get(path).status_code == 404


def test_a_unit_has_its_contract_sheet_its_figures_and_its_deliveries(reader) -> None:
    page = text(get(reader, "/units/north/"))
    assert "Contract sheet" in page
    assert "+20" in page
    assert "too few units" in page
    deliveries = text(get(reader, "/units/north/?part=deliveries", HX_Request="true"))
    assert "feeds received" in deliveries
    assert "Satisfaction survey" in deliveries
    assert "Their quality" in text(get(reader, "/units/north/?part=quality", HX_Request="true"))


def test_deliveries_of_another_unit_are_refused_in_words(reader) -> None:
    page = text(get(reader, "/units/south/"))
    assert "read deliveries and their reports" in page
    assert reader.get("/units/south/?part=deliveries", headers={"HX-Request": "true"}).status_code == 404
    assert "hx-get" not in get(reader, "/units/south/")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "path", ["/indicators/", "/units/", "/coherence/", "/objectives/more-students/", "/vintages/"]
)
def test_lists_are_complete_in_both_languages(loaded: Path, sign_in, path: str, language: str) -> None:
    client = sign_in(Role.DIRECTORATE, language=language)
    assert get(client, path)


def test_coherence_says_what_each_unit_brings(loaded: Path, sign_in) -> None:
    page = text(get(sign_in(Role.DIRECTORATE), "/coherence/"))
    assert "Target of the institute" in page
    assert "What there is to share out" in page
