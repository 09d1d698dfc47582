"""A grid filled in by two at once, and by somebody who has no mouse."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from browser.people import Visit
from browser.site import PASSWORD, Site
from browser.steps import go, open_campaign

_FOCUSED = """() => {
    const on = document.activeElement, names = (on.getAttribute('aria-labelledby') || '').split(' ');
    const named = names.map((id) => document.getElementById(id)?.textContent.trim() ?? '').join(' ');
    const label = on.labels?.[0]?.textContent ?? '';
    return [named.trim() || label.trim() || on.textContent.trim(), getComputedStyle(on).outlineStyle];
}"""


def test_the_second_of_two_on_a_grid_is_told_and_nothing_is_lost(site: Site, visit: Visit) -> None:
    open_campaign(visit(site, "directorate"), site, "summer", ["2022", "2023"])
    # Who answers for the whole institute, and who answers for the school.
    first, second = visit(site, "steward"), visit(site, "steward.south")
    grid = "/campaigns/summer/south/grid/survey/"
    for page in (first, second):
        go(page, site, grid)
    first.get_by_role("textbox", name="2022 answers received").fill("100")
    first.get_by_role("textbox", name="2022 satisfied").fill("80")
    first.get_by_role("button", name="Save the draft").click()
    expect(first.locator(".message.success")).to_have_text("Draft saved.")
    second.get_by_role("textbox", name="2022 answers received").fill("90")
    second.get_by_role("textbox", name="2023 answers received").fill("50")
    second.get_by_role("button", name="Save the draft").click()
    read_what_differs(second)
    second.get_by_role("radio", name="theirs (100)").check()
    second.get_by_role("button", name="Save the two together").click()
    expect(second.locator(".message.success")).to_have_text("Draft saved.")
    for page in (first, second):
        go(page, site, grid)
        expect(page.get_by_role("textbox", name="2022 answers received")).to_have_value("100")
        expect(page.get_by_role("textbox", name="2022 satisfied")).to_have_value("80")
        expect(page.get_by_role("textbox", name="2023 answers received")).to_have_value("50")
        expect(page.get_by_role("textbox", name="2023 satisfied")).to_have_value("")


def read_what_differs(page: Page) -> None:
    expect(page.locator("h1")).to_have_text("Two entries to bring together")
    expect(page.locator(".lead")).to_contain_text("saved this grid while you were filling it in")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(3)
    both = rows.filter(has_text="2022, answers").locator("td")
    expect(both.nth(0)).to_have_text("—")
    expect(both.nth(1)).to_have_text("90")
    expect(both.nth(2)).to_have_text("100")
    expect(rows.filter(has_text="2022, satisfied")).to_contain_text("only")
    expect(rows.filter(has_text="2023, answers")).to_contain_text("only you changed it")


def reach(page: Page, name: str, presses: int = 80) -> None:
    """Press Tab until something of that name has the focus, and shows it."""
    for _ in range(presses):
        page.keyboard.press("Tab")
        found, outline = page.evaluate(_FOCUSED)
        if found.startswith(name):
            assert outline != "none", f"{name} does not show that it has the focus"
            return
    raise AssertionError(f"{name} is not reached with the keyboard on {page.url}")


def enter(page: Page) -> None:
    """Press Enter on a link or a button, and wait for the page that it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_grid_is_filled_in_with_the_keyboard_alone(site: Site, visit: Visit, chromium: Browser) -> None:
    open_campaign(visit(site, "directorate"), site, "autumn", ["2023"])
    context = chromium.new_context(locale="en")
    page = context.new_page()
    try:
        page.goto(f"{site.address}/campaigns/")
        reach(page, "E-mail address")
        page.keyboard.type("steward.south@demo.example")
        reach(page, "Password", 1)
        page.keyboard.type(PASSWORD)
        enter(page)
        for link in ("Campaign autumn", "South", "Fill in the grid"):
            reach(page, link)
            enter(page)
        assert page.url.endswith("/campaigns/autumn/south/grid/survey/")
        type_the_grid(page)
    finally:
        context.close()


def type_the_grid(page: Page) -> None:
    reach(page, "2023 answers received")
    page.keyboard.type("forty")
    reach(page, "2023 satisfied", 1)
    page.keyboard.type("31")
    reach(page, "Save the draft", 1)
    enter(page)
    expect(page.get_by_role("alert")).to_contain_text("1 cell(s) to mend before sending.")
    reach(page, "2023 answers received")
    page.keyboard.press("Control+A")
    page.keyboard.type("40")
    reach(page, "Save the draft")
    enter(page)
    expect(page.get_by_text("Draft 2, saved by")).to_be_visible()
    expect(page.get_by_role("textbox", name="2023 answers received")).to_have_value("40")
    expect(page.get_by_role("textbox", name="2023 satisfied")).to_have_value("31")
    expect(page.get_by_role("alert")).to_have_count(0)
