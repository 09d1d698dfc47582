"""The auditor traces a figure to a line of a file that was received."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from browser.people import Visit
from browser.site import Site
from browser.steps import go
from webworld import NORTH


def test_a_figure_is_traced_to_the_line_it_comes_from(site: Site, visit: Visit) -> None:
    page = visit(site, "auditor")
    go(page, site, "/indicators/")
    page.get_by_role("main").get_by_role("link", name="Students", exact=True).first.click()
    page.locator('a[href^="/indicators/students/north/2022/"]').first.click()
    expect(page.locator(".figures").first).to_contain_text("34 persons")
    origin = page.locator("[hx-get*='/origin/']")
    expect(origin).to_contain_text("students-north")
    origin.locator("details.step summary").first.click()
    expect(origin.locator("details.step pre").first).to_contain_text("SELECT")
    page.get_by_role("link", name="The source rows").click()
    expect(page.locator("main")).to_contain_text(
        "34 rows are counted in this figure, 34 of them of your units."
    )
    expect(page.locator("ol.rows li")).to_have_count(34)
    read_the_last_line(page)


def read_the_last_line(page: Page) -> None:
    """What the page says of the line is what the file holds there, less what auditors do not read."""
    link = page.locator("ol.rows a").last
    found = re.search(r"line (\d+)", link.inner_text())
    assert found
    line = int(found.group(1))
    person, year, sex, programme = NORTH.splitlines()[line - 1].split(";")
    assert year == "2022"
    link.click()
    expect(page.locator("h1")).to_contain_text(f"line {line}")
    told = page.locator("main")
    expect(told).to_contain_text("person")
    expect(told).to_contain_text("Columns that your role does not read")
    expect(told.locator("dl").last).to_contain_text(programme)
    expect(told.locator("dl").last).to_contain_text(re.compile(rf"sex\s*{sex}"))
    expect(told).not_to_contain_text(person)
