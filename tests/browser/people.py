"""Somebody before the site, each in a browser of their own, that shares nothing with the others'."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page

from browser.site import PASSWORD, Site

Visit = Callable[..., Page]
"""``visit(site, "steward.north", width=360, language="fr")`` gives the page of somebody signed in; nobody
is signed in without a name."""


@contextmanager
def visits(browser: Browser) -> Iterator[Visit]:
    """Who comes is shown out at the end."""
    contexts: list[BrowserContext] = []

    def enter(
        site: Site, who: str = "", *, width: int = 1280, language: str = "en", dark: bool = False
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            locale=language,
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        if who:
            _sign_in(page, site, who)
        return page

    yield enter
    for context in contexts:
        context.close()


def _sign_in(page: Page, site: Site, who: str) -> None:
    page.goto(f"{site.address}/accounts/login/")
    page.fill("#id_login", f"{who}@demo.example")
    page.fill("#id_password", PASSWORD)
    page.click("form.narrow button[type=submit]")
    page.wait_for_url(lambda url: "/login/" not in url)
