"""A site where every page has something to show: what people of South and North did in a campaign."""

from __future__ import annotations

from collections.abc import Mapping

from playwright.sync_api import Page, expect

from browser.people import Visit
from browser.site import Site
from browser.steps import choose_file, freeze, go, go_when, open_campaign, read_report, students

SOUTH = "/campaigns/annual/south/"
NORTH = "/campaigns/annual/north/"


def furnish(site: Site, visit: Visit) -> Mapping[str, str]:
    """Do it all; answers the addresses that hold a number, by the names that the lists of pages use."""
    directorate, steward = visit(site, "directorate"), visit(site, "steward.south")
    open_campaign(directorate, site, "annual", ["2022", "2023"])
    refused = _refused(site, steward)
    freeze(directorate, site, "first", "Everything that was known on that day.")
    job = directorate.url.removeprefix(site.address).partition("#")[0]
    _moved(site, steward)
    _deviation(site, steward)
    _draft_of_a_grid(site, steward)
    _explanation(site, steward)
    _sent_back(site, visit)
    _draft_of_the_contract(site, directorate)
    go(steward, site, "/indicators/students/south/2022/rows/")
    row = steward.locator("ol.rows a").first.get_attribute("href") or ""
    return {"refused": refused, "job": job, "row": row}


def _refused(site: Site, steward: Page) -> str:
    go(steward, site, f"{SOUTH}send/students/")
    choose_file(steward, "broken.csv", students(24, 24, 24, first=1020).replace(";M;", ";X;"))
    read_report(steward)
    return steward.url.removeprefix(site.address)


def _moved(site: Site, steward: Page) -> None:
    """Two more students than when the figures were frozen."""
    go(steward, site, f"{SOUTH}send/students/")
    choose_file(steward, "corrected.csv", students(24, 24, 26, first=1020))
    read_report(steward)
    go_when(steward, site, "/indicators/students/south/2022/", "26 persons")


def _deviation(site: Site, steward: Page) -> None:
    """Refused by a rule, for which the steward asks for an override that nobody has decided."""
    go(steward, site, f"{SOUTH}send/students/")
    choose_file(steward, "jump.csv", students(24, 24, 26, 60, first=1020))
    read_report(steward)
    go(steward, site, f"{SOUTH}override/students-jump/2023/")
    steward.get_by_label("Explanation").fill("A second site opened.")
    steward.get_by_role("button", name="Send the request").click()
    expect(steward.locator("#deviation-students-jump-2023")).to_contain_text("A second site opened.")


def _draft_of_a_grid(site: Site, steward: Page) -> None:
    go(steward, site, f"{SOUTH}grid/survey/")
    steward.get_by_role("textbox", name="2022 answers received").fill("many")
    steward.get_by_role("button", name="Save the draft").click()
    expect(steward.get_by_role("alert")).to_be_visible()


def _explanation(site: Site, steward: Page) -> None:
    go(steward, site, "/campaigns/explanations/students/south/2022/")
    for text in ("A first version.", "Numbers of the register, looked at again."):
        steward.locator("textarea[name=text]").fill(text)
        steward.get_by_role("button", name="Propose").click()
        expect(steward.locator("blockquote").first).to_contain_text(text)
    steward.get_by_text("Decide on an action").click()
    steward.get_by_label("To be done").fill("Compare with the register")
    steward.get_by_label("By whom").fill("Registry")
    steward.get_by_label("By which day").fill("2027-03-31")
    steward.get_by_role("button", name="Decide").click()
    expect(steward.locator(".said .found")).to_contain_text("Registry")


def _sent_back(site: Site, visit: Visit) -> None:
    """North has nothing to send, says why, submits, and its director sends it back."""
    steward, director = visit(site, "steward.north"), visit(site, "director.north")
    for source, period in (("students", "2023"), ("survey", "2022"), ("survey", "2023")):
        go(steward, site, f"{NORTH}absence/{source}/{period}/")
        steward.get_by_label("Why nothing will come").fill("The register is being moved.")
        steward.get_by_role("button", name="Save").click()
        expect(steward.locator(".message.success")).to_have_text("Absence saved.")
    steward.get_by_role("button", name="Submit for signature").click()
    expect(steward.locator(".steps li")).to_have_count(1)
    go(director, site, NORTH)
    director.get_by_text("Send back to the unit").click()
    director.get_by_label("Reason (the unit will read it)").fill("The register was moved in May.")
    director.get_by_role("button", name="Send back", exact=True).click()
    expect(director.locator(".steps li")).to_have_count(2)


def _draft_of_the_contract(site: Site, directorate: Page) -> None:
    """A target changed without saying why: the review tells what is to be mended."""
    go(directorate, site, "/contract/edit/target/students-2025/")
    directorate.locator('[name="f-value"]').fill("+25 %")
    directorate.get_by_role("button", name="Keep and review").click()
    expect(directorate.locator("h1")).to_have_text("Review and save")
