"""What people do on the site, as the journeys share it: each step ends when its page says that it is done."""

from __future__ import annotations

import re
from collections.abc import Sequence

from playwright.sync_api import FilePayload, Page, expect

from browser.site import Site
from webworld import STUDENTS

PATIENCE = 90_000
"""How long a job may take on a machine that is busy, in milliseconds."""

_HOLDS = """async ([path, text]) => {
    const answer = await fetch(path);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    return page.querySelector('main').textContent.replace(/\\s+/g, ' ').includes(text);
}"""
"""Asks for a page again, as the reader would, and reads what it says."""


def students(*counts: int, first: int = 1000, since: int = 2020) -> str:
    """A file of students: so many each year; North's begin at 1000 in the world, South's at 1020."""
    return STUDENTS + "".join(
        f"{first + number};{since + place};{'F' if number % 3 == 0 else 'M'};engineering\n"
        for place, count in enumerate(counts)
        for number in range(count)
    )


def go(page: Page, site: Site, path: str) -> int:
    """Open a page; answers its status."""
    answer = page.goto(site.address + path)
    assert answer is not None
    return answer.status


def go_when(page: Page, site: Site, path: str, text: str) -> None:
    """Open a page once it says something, which a job is about to bring."""
    page.wait_for_function(_HOLDS, arg=[path, text], polling=500, timeout=PATIENCE)
    go(page, site, path)


def open_campaign(page: Page, site: Site, slug: str, periods: Sequence[str]) -> None:
    """Prepare a campaign and open it, as the steering directorate does."""
    go(page, site, "/campaigns/")
    page.get_by_role("link", name="Prepare a campaign").click()
    page.get_by_label("Name in French").fill(f"Campagne {slug}")
    page.get_by_label("Name in English").fill(f"Campaign {slug}")
    page.get_by_label("Address").fill(slug)
    page.get_by_label("Last day").fill("2099-01-01")
    for period in periods:
        page.get_by_label(period, exact=True).check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("dl.figures")).to_contain_text("being prepared")
    page.get_by_role("button", name="Open the campaign").click()
    expect(page.locator("dl.figures")).to_contain_text("open")


def choose_file(page: Page, name: str, content: str) -> None:
    """Choose a file on the page that sends it."""
    file: FilePayload = {"name": name, "mimeType": "text/csv", "buffer": content.encode()}
    page.get_by_label("Drop the file here, or choose it").set_input_files(file)


def read_report(page: Page) -> None:
    """Send, and wait on the page that follows the reading until it becomes the report."""
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url(re.compile(r"/campaigns/deliveries/"), timeout=PATIENCE)


def freeze(page: Page, site: Site, name: str, statement: str) -> None:
    """Freeze the figures of the day and sign them, and follow the result when they are."""
    go(page, site, "/vintages/")
    page.get_by_label("Name of the vintage").fill(name)
    page.get_by_label("Statement of signature").fill(statement)
    page.get_by_role("button", name="Freeze and sign").click()
    page.wait_for_url(re.compile(r"/jobs/\d+/"))
    page.get_by_role("link", name="See the result").click(timeout=PATIENCE)
    page.wait_for_url(f"**/vintages/{name}/")
