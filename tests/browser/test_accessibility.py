"""Every page against the rules of WCAG 2.2 AA that a machine can judge, wide and narrow, light and dark."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any  # what a browser answers

import pytest
from playwright.sync_api import Browser, Page

from browser.furnished import furnish
from browser.pages import FORMS, PAGES
from browser.people import Visit, visits
from browser.shapes import shape_of
from browser.site import PASSWORD, Site, running_site
from totp import code

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
DRAWN = {"runOnly": {"type": "rule", "values": ["target-size"]}, "resultTypes": ["violations"]}
"""What depends on how long the words are, and is asked of a page even of a shape that was looked at."""
WIDE, NARROW = 1280, 320
_STILL = "() => Promise.all(document.getAnimations().map((one) => one.finished)).then(() => null)"
"""Colours that change slowly are looked at once they have."""
_SETTLED = "() => !document.querySelector('.htmx-request')"


@pytest.fixture(scope="module")
def furnished(
    prepared: Path, tmp_path_factory: pytest.TempPathFactory, chromium: Browser
) -> Iterator[tuple[Site, Mapping[str, str]]]:
    """A site where every page has something to show, and the addresses that hold a number."""
    folder = tmp_path_factory.mktemp("sites") / "furnished"
    with running_site(prepared, folder) as site, visits(chromium) as visit:
        yield site, furnish(site, visit)


@pytest.fixture(scope="module")
def shapes() -> set[str]:
    """Those that were found without fault."""
    return set()


def violations(page: Page, rules: Mapping[str, Any] = RULES) -> list[str]:
    """What axe finds, a line each: the rule, and where."""
    found: dict[str, Any] = page.evaluate(f"axe.run(document, {json.dumps(rules)})")
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node['html'][:160]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def looked_at(page: Page, shapes: set[str]) -> list[str]:
    """What is wrong with a page that is open: on a wide screen, on a dark one, on a narrow one."""
    page.wait_for_function(_SETTLED)
    page.evaluate(AXE)
    shape = shape_of(page)
    found = violations(page, DRAWN) if shape in shapes else [*violations(page), *_seen_dark(page)]
    if not found:
        shapes.add(shape)
    page.set_viewport_size({"width": NARROW, "height": 900})
    width = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size({"width": WIDE, "height": 900})
    return [*found, *([f"{width} px wide"] if width > NARROW else [])]


def _seen_dark(page: Page) -> list[str]:
    page.emulate_media(color_scheme="dark")
    page.evaluate(_STILL)
    found = violations(page, CONTRAST)
    page.emulate_media(color_scheme="light")
    return [f"dark: {one}" for one in found]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("who", PAGES)
def test_no_page_breaks_a_rule(
    furnished: tuple[Site, Mapping[str, str]], visit: Visit, shapes: set[str], who: str, language: str
) -> None:
    site, numbered = furnished
    page, faults = visit(site, who.strip(), language=language), []
    for name in PAGES[who]:
        path = name.format(**numbered)
        page.goto(site.address + path)
        faults += [f"{path}: {fault}" for fault in looked_at(page, shapes)]
    assert faults == []


@pytest.mark.parametrize("who", FORMS)
def test_nor_does_a_form_that_tells_its_faults(
    furnished: tuple[Site, Mapping[str, str]], visit: Visit, shapes: set[str], who: str
) -> None:
    """Sent empty, past what the browser would keep from being sent."""
    site, _ = furnished
    page, faults = visit(site, who), []
    for path, form in FORMS[who]:
        page.goto(site.address + path)
        with page.expect_navigation():
            page.locator(form).last.evaluate("(form) => { form.noValidate = true; form.requestSubmit(); }")
        faults += [f"{path}: {fault}" for fault in looked_at(page, shapes)]
    assert faults == []


def test_nor_do_the_pages_of_a_second_factor(
    furnished: tuple[Site, Mapping[str, str]], visit: Visit, shapes: set[str]
) -> None:
    """Set up, its recovery codes read, then asked for at the next sign-in."""
    site, _ = furnished
    page, faults = visit(site, "auditor"), []
    page.goto(f"{site.address}/accounts/2fa/totp/activate/")
    page.get_by_label("Password").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_label("Password").press("Enter")
    page.get_by_label("Code").fill(code(page.locator(".secret").inner_text()))
    with page.expect_navigation():
        page.get_by_label("Code").press("Enter")
    for path in ("", "recovery-codes/", "recovery-codes/generate/", "totp/deactivate/"):
        page.goto(f"{site.address}/accounts/2fa/{path}")
        faults += [f"{page.url}: {fault}" for fault in looked_at(page, shapes)]
    page = visit(site, "auditor")
    assert page.url.endswith("/accounts/2fa/authenticate/")
    assert [*faults, *looked_at(page, shapes)] == []


def test_the_page_is_reached_with_the_keyboard(
    furnished: tuple[Site, Mapping[str, str]], visit: Visit
) -> None:
    """The first key leads to the skip link; every entry of the menu is reached and shows that it is."""
    page = visit(furnished[0], "directorate")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    seen = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break  # past the last link, the focus leaves the page
        seen.add(page.evaluate("document.activeElement.textContent.trim()"))
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style != "none", seen
    assert {"Overview", "Indicators", "Journal"} <= seen
