"""The contract is amended in its editor: checked as it is typed, read again, saved, and read by all."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from browser.people import Visit
from browser.site import Site
from browser.steps import PATIENCE, go, go_when

REFERENCE = "Amendment of 1 January 2023, article 4"
WHY = "from 1 January 2023, by amendment “Amendment 1”: value: +20% → +25%"


def test_a_target_is_amended(site: Site, visit: Visit) -> None:
    page = visit(site, "directorate")
    written = (site.dossier / "contract.yaml").read_text(encoding="utf-8")
    go_to_the_form(site, page)
    type_what_cannot_be(page)
    type_the_amendment(page)
    assert (site.dossier / "contract.yaml").read_text(encoding="utf-8") == written, "nothing is saved yet"
    read_the_difference_and_save(page)
    assert_the_dossier_holds_it(site, written)
    compute_and_read(site, page, visit(site, "ministry"))


def go_to_the_form(site: Site, page: Page) -> None:
    go(page, site, "/contract/")
    page.get_by_role("link", name="Edit the contract").click()
    page.locator('a[href="/contract/edit/target/students-2025/"]').click()
    expect(page.locator("h1")).to_contain_text("Students")


def type_what_cannot_be(page: Page) -> None:
    """The check answers while one types: what binds does not change in silence."""
    checked = page.locator("#checked")
    expect(checked).to_contain_text("Nothing changes yet.")
    page.locator('[name="f-value"]').fill("+25 %")
    expect(page.locator("#faults-f-value .field-error")).to_contain_text("Name the signed amendment")
    expect(checked).to_contain_text("One point to mend before saving.")


def type_the_amendment(page: Page) -> None:
    page.get_by_label("By an amendment").select_option("+")
    page.get_by_text("Write a new amendment").click()
    for name, text in {
        "a-title.fr": "Avenant no 1",
        "a-title.en": "Amendment 1",
        "a-signed": "2023-01-01",
        "a-text.en": "One more school, a quarter more students.",
        "a-reference.0.document": REFERENCE,
        "f-value": "a quarter more",
    }.items():
        page.locator(f'[name="{name}"]').fill(text)
    expect(page.locator("#thing .field-error", has_text="a quarter more")).to_be_visible()
    page.locator('[name="f-value"]').fill("+25 %")
    expect(page.locator("#checked")).to_contain_text(WHY)
    expect(page.locator("#checked")).to_contain_text("The check finds nothing to mend.")
    page.get_by_role("button", name="Keep and review").click()


def read_the_difference_and_save(page: Page) -> None:
    expect(page.locator("h1")).to_have_text("Review and save")
    expect(page.locator("main li").first).to_contain_text("+20% → +25%")
    page.get_by_text("Line by line, in contract.yaml").click()
    expect(page.locator("pre.diff")).to_contain_text('+    value: "+25 %"')
    expect(page.locator("pre.diff")).to_contain_text("+    until: 2023-01-01")
    page.get_by_label("I have read this").check()
    page.get_by_role("button", name="Save in the contract").click()
    expect(page.locator(".message.success")).to_contain_text("The contract is saved")


def assert_the_dossier_holds_it(site: Site, before: str) -> None:
    """The file holds the new target and the old one, the reference, and all that stood there."""
    after = (site.dossier / "contract.yaml").read_text(encoding="utf-8")
    assert "target: students-2025-amendment-1" in after
    assert '"+20 %"' in after
    assert '"+25 %"' in after
    assert REFERENCE in after
    assert "# A comment that an edit must keep." in after
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []
    checked = site.command("check", "world")
    assert "0 error" in checked.stdout or not checked.stderr, checked.stdout


def compute_and_read(site: Site, page: Page, ministry: Page) -> None:
    """From 44 students in 2020, a quarter more is 55 in 2025; it was 53."""
    page.get_by_role("button", name="Start the computation").click()
    go_when(page, site, "/indicators/students/", "55 persons")
    expect(page.locator(".figures").first).to_contain_text("55 persons", timeout=PATIENCE)
    go(ministry, site, "/contract/")
    for told in ("What the amendments changed", "+20%", "+25%", REFERENCE):
        expect(ministry.locator("main")).to_contain_text(told)
    expect(ministry.get_by_role("link", name="Edit the contract")).to_have_count(0)
