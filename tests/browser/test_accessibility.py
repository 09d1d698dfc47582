"""Every page against the rules of WCAG 2.2 AA that a machine can judge, wide and narrow, light and dark."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any  # what a browser answers

import pytest
from playwright.sync_api import Page

from browser.site import Site

Visit = Callable[..., Page]

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

PAGES = {
    "directorate": [
        "/", "/indicators/", "/indicators/students/", "/indicators/satisfied/", "/objectives/more-students/",
        "/units/", "/units/north/", "/coherence/", "/vintages/", "/campaigns/", "/contract/", "/catalogue/",
        "/catalogue/entities/student/", "/catalogue/sources/students/", "/catalogue/sources/survey/",
        "/catalogue/feeds/north/", "/catalogue/quality/", "/catalogue/quality/?unit=north",
        "/catalogue/dictionary/", "/catalogue/dictionary/?q=nothing-like-it", "/catalogue/register/",
        "/journal/", "/api/", "/api/tokens/", "/search/?q=students",
        "/search/?q=nothing-like-it", "/nowhere/",
    ],
    "administrator": ["/members/", "/"],
    "steward.north": [
        "/", "/campaigns/", "/units/south/", "/journal/", "/catalogue/sources/students/",
        "/catalogue/quality/",
    ],
}  # fmt: skip


def violations(page: Page) -> list[str]:
    """What axe finds, a line each: the rule, and where."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(f"axe.run(document, {json.dumps(RULES)})")
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node['html'][:160]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize(("who", "language"), [(who, language) for who in PAGES for language in ("fr", "en")])
def test_no_page_breaks_a_rule(site: Site, visit: Visit, who: str, language: str) -> None:
    page, faults = visit(site, who, language=language), []
    for path in PAGES[who]:
        page.goto(site.address + path)
        page.wait_for_load_state("networkidle")
        faults += [f"{path}: {fault}" for fault in violations(page)]
    assert faults == []


def test_nor_on_a_dark_screen(site: Site, visit: Visit) -> None:
    page, faults = visit(site, "directorate", dark=True), []
    for path in PAGES["directorate"]:
        page.goto(site.address + path)
        page.wait_for_load_state("networkidle")
        faults += [f"{path}: {fault}" for fault in violations(page)]
    assert faults == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_page_is_wider_than_a_narrow_screen(site: Site, visit: Visit, language: str) -> None:
    page, wide = visit(site, "directorate", width=320, language=language), []
    for path in PAGES["directorate"]:
        page.goto(site.address + path)
        page.wait_for_load_state("networkidle")
        width = page.evaluate("document.documentElement.scrollWidth")
        wide += [f"{path}: {width} px"] if width > 320 else []
    assert wide == []


def test_the_page_is_reached_with_the_keyboard(site: Site, visit: Visit) -> None:
    """The first key leads to the skip link; every entry of the menu is reached and shows that it is."""
    page = visit(site, "directorate")
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
