"""A campaign from its opening to the ministry's reading of it, in the browser of each who takes part."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from browser.people import Visit
from browser.site import Site
from browser.steps import PATIENCE, choose_file, freeze, go, go_when, open_campaign, read_report, students

SPRING = "/campaigns/spring/north/"
FIGURE = "/campaigns/explanations/students/north/2023/"
SAID = "The evening programme closed in September 2022."
AFTERWARDS = re.compile(r"(?<![\w.,])37(?![\w.,])")
"""How many students South has since the freeze, as a number of its own."""
RIGHT = students(30, 32, 34, 21)
BROKEN = RIGHT.replace(";M;engineering", ";X;engineering", 1).replace(
    "1005;2023;M;engineering", "1005;2023;M;"
)


def test_a_campaign_from_its_opening_to_the_reading_of_the_ministry(site: Site, visit: Visit) -> None:
    directorate, steward = visit(site, "directorate"), visit(site, "steward.north")
    director, ministry = visit(site, "director.north"), visit(site, "ministry")
    open_campaign(directorate, site, "spring", ["2023"])
    send_the_broken_file_then_the_right_one(site, steward)
    fill_in_the_survey(site, steward)
    explain_the_deviation(site, steward)
    sign_up_the_hierarchy(site, steward, director, directorate)
    assert_nothing_is_sent_any_more(site, steward)
    assert_no_figure_is_read_yet(site, ministry)
    freeze(directorate, site, "spring-2023", "Figures of the spring campaign, South not received.")
    change_what_was_frozen(site, directorate, visit(site, "steward.south"))
    read_the_vintage(site, ministry)
    see_no_more(site, ministry)


def send_the_broken_file_then_the_right_one(site: Site, steward: Page) -> None:
    go(steward, site, "/campaigns/")
    steward.get_by_role("link", name="Campaign spring").click()
    expect(steward.locator("tbody tr")).to_have_count(1)
    expect(steward.locator("tbody")).not_to_contain_text("South")
    steward.get_by_role("link", name="North", exact=True).click()
    expect(steward.locator("main")).to_contain_text("Students, 2023: late")
    steward.get_by_role("link", name="Send a file : Students").click()
    choose_file(steward, "students-broken.csv", BROKEN)
    read_report(steward)
    report = steward.locator("main")
    for told in (
        "Nothing was taken: what was in force stays.",
        "is not accepted in the column « sex »",
        "To mend it: Possible choices: F, M.",
        "Lines: 3",
        "The column « programme » is empty and must be filled.",
        "Fill in the cell: an empty one is missing, not zero.",
        "Lines: 103",
    ):
        expect(report).to_contain_text(told)
    steward.get_by_role("link", name="Send the corrected file").click()
    choose_file(steward, "students-right.csv", RIGHT)
    read_report(steward)
    expect(report).to_contain_text("accepted")
    expect(report).to_contain_text("117")
    go(steward, site, SPRING)
    expect(steward.locator("#feed-students tbody tr")).to_contain_text("received")
    expect(steward.locator("#sent ~ .scroll").first).to_contain_text("students-broken.csv")


def fill_in_the_survey(site: Site, steward: Page) -> None:
    go(steward, site, SPRING)
    steward.get_by_role("link", name="Fill in the grid").click()
    steward.get_by_role("textbox", name="2023 answers received").fill("40")
    steward.get_by_role("textbox", name="2023 satisfied").fill("30")
    steward.get_by_role("button", name="Save and send").click()
    steward.wait_for_url("**/campaigns/deliveries/**", timeout=PATIENCE)
    expect(steward.locator("main")).to_contain_text("accepted")
    go_when(steward, site, "/indicators/satisfied/north/2023/", "75%")
    expect(steward.locator(".figures").first).to_contain_text("75%")


def explain_the_deviation(site: Site, steward: Page) -> None:
    """From 34 students to 21: what happened, and what somebody does about it, by a day."""
    go_when(steward, site, "/indicators/students/north/2023/", "21 persons")
    expect(steward.locator(".figures").first).to_contain_text("21 persons")
    go(steward, site, SPRING)
    steward.get_by_label("Indicator").select_option("students")
    steward.get_by_label("Period").select_option("2023")
    steward.get_by_role("button", name="Explain this figure").click()
    steward.get_by_label("Explanation", exact=True).fill(SAID)
    steward.get_by_role("button", name="Propose").click()
    expect(steward.locator("blockquote")).to_have_text(SAID)
    expect(steward.locator(".said")).to_contain_text("figure then: 21")
    steward.get_by_text("Decide on an action").click()
    steward.get_by_label("To be done").fill("Open an evening programme with South")
    steward.get_by_label("By whom").fill("Head of training")
    steward.get_by_label("By which day").fill("2027-03-31")
    steward.get_by_role("button", name="Decide").click()
    expect(steward.locator(".said .found")).to_contain_text("Head of training, by 31 March 2027")


def sign_up_the_hierarchy(site: Site, steward: Page, director: Page, directorate: Page) -> None:
    """Submitted, signed, accepted: each by somebody else, and the explanation accepted on the way."""
    go(steward, site, SPRING)
    steward.get_by_role("link", name="The return can be submitted for signature.").click()
    steward.get_by_label("Time spent").fill("35")
    steward.get_by_role("button", name="Submit for signature").click()
    expect(steward.locator(".steps li")).to_have_count(1)
    go(director, site, SPRING)
    director.get_by_role("link", name="students, 2023").click()
    director.get_by_role("button", name="Accept this explanation").click()
    expect(director.locator(".said")).to_contain_text("accepted by")
    go(director, site, SPRING)
    director.get_by_role("button", name="Sign", exact=True).click()
    expect(director.locator(".steps li")).to_have_count(2)
    expect(director.locator("main")).not_to_contain_text("no longer covers")
    go(directorate, site, SPRING)
    directorate.get_by_role("button", name="Accept and lock").click()
    expect(directorate.locator(".steps li")).to_have_count(3)
    expect(directorate.locator(".callout-title").first).to_have_text("Locked")
    go(directorate, site, "/campaigns/spring/")
    expect(directorate.locator("dl.figures")).to_contain_text("1 / 2")


def assert_nothing_is_sent_any_more(site: Site, steward: Page) -> None:
    go(steward, site, "/campaigns/spring/north/send/students/")
    choose_file(steward, "too-late.csv", students(30, 32, 34, 22))
    steward.get_by_role("button", name="Send", exact=True).click()
    expect(steward.locator(".message.error")).to_contain_text("The return is accepted and locked (North)")


def assert_no_figure_is_read_yet(site: Site, ministry: Page) -> None:
    for path in ("/", "/indicators/students/", "/indicators/students/north/2023/", "/units/north/"):
        go(ministry, site, path)
        expect(ministry.locator("h1")).to_have_text("No signed vintage")


def change_what_was_frozen(site: Site, directorate: Page, steward: Page) -> None:
    """South sends its students after the freeze: only the pages of the day may say so."""
    go(steward, site, "/campaigns/spring/south/send/students/")
    choose_file(steward, "students-south.csv", students(24, 24, 24, 37, first=1020))
    read_report(steward)
    go_when(directorate, site, "/indicators/students/south/2023/", "37 persons")
    expect(directorate.locator(".figures").first).to_contain_text("37 persons")


def read_the_vintage(site: Site, ministry: Page) -> None:
    """What was signed, with its numbers, and nothing that came afterwards."""
    go(ministry, site, "/vintages/")
    ministry.get_by_role("link", name="spring-2023").click()
    expect(ministry.locator("blockquote")).to_have_text("Figures of the spring campaign, South not received.")
    ministry.get_by_role("link", name="Browse this vintage").click()
    expect(ministry.locator(".frozen")).to_contain_text("You are reading vintage “spring-2023”")
    go(ministry, site, "/indicators/students/north/2023/")
    expect(ministry.locator(".figures").first).to_contain_text("21 persons")
    expect(ministry.locator(".frozen")).to_contain_text("signed by")
    go(ministry, site, "/indicators/satisfied/north/2023/")
    expect(ministry.locator(".figures").first).to_contain_text("75%")
    for path in ("/indicators/students/south/2023/", "/indicators/students/", "/units/south/", "/"):
        go(ministry, site, path)
        ministry.wait_for_load_state("networkidle")
        expect(ministry.locator(".frozen")).to_contain_text("spring-2023")
        expect(ministry.locator("main")).not_to_contain_text(AFTERWARDS)


REFUSED = {
    "/campaigns/": "read campaigns",
    SPRING: "read campaigns",
    "/campaigns/units/north/deliveries/": "read deliveries and their reports",
    "/journal/": "read the journal",
    "/contract/edit/": "edit the contract",
    "/catalogue/": "read the data catalogue",
    "/indicators/students/north/2023/rows/": "read the rows received",
    "/indicators/students/north/2023/origin/": "read the figures of the day",
    FIGURE: "read the figures of the day",
    "/compare/?from=spring-2023&to=now": "read the figures of the day",
    "/coherence/": "read the figures of the day",
    "/indicators/students/?vintage=now": "",
    "/members/": "manage accounts",
}
"""What the ministry asks for in vain, and the right that it is told is missing."""


def see_no_more(site: Site, ministry: Page) -> None:
    """No draft, journal, editor or row: each refusal says which right is missing, and shows nothing."""
    go(ministry, site, "/")
    menu = ministry.locator("nav.menu")
    for entry in ("Campaigns", "Catalogue", "Journal"):
        expect(menu.get_by_role("link", name=entry)).to_have_count(0)
    for path, right in REFUSED.items():
        assert go(ministry, site, path) == (403 if right else 404), path
        if right:
            expect(ministry.locator("main")).to_contain_text(f"This takes the right to {right}")
        expect(ministry.locator("main")).not_to_contain_text(AFTERWARDS)
        expect(ministry.locator("main")).not_to_contain_text(SAID)
