"""A real server with a small demonstration area, and a real browser to look at it with."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys.serving import environment_of, run, serving

PERSONS = 300
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE = 15_000
"""Milliseconds that a page may take on a busy machine before the test gives up on it."""

OpenAs = Callable[..., Page]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server over a demonstration area of its own."""
    environment = environment_of(tmp_path_factory.mktemp("site"))
    run(environment, "sendap", "demo", "--persons", str(PERSONS), "--seed", "4")
    run(environment, "tests.journeys.planting")
    with serving(environment) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's browser; its absence fails the run in CI."""
    found = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if found is None:
        absent = "Chromium isn't installed: apt-get install chromium-headless-shell"
        pytest.fail(absent) if os.environ.get("CI") else pytest.skip(absent)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(Path(found)), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def open_as(site: str, chromium: Browser) -> Iterator[OpenAs]:
    """``open_as("Team manager")`` is a page signed in as that role of the demonstration.

    Without a role, signed out. ``width``, ``height`` and ``script`` set the window and JavaScript.
    """
    contexts: list[BrowserContext] = []

    def open_page(role: str = "", *, width: int = 1280, script: bool = True) -> Page:
        context = chromium.new_context(
            base_url=site, viewport={"width": width, "height": 900},
            java_script_enabled=script, locale="en-GB",
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto("/")
        if role:
            sign_in(page, role)
        return page

    yield open_page
    for context in contexts:
        context.close()


def sign_in(page: Page, role: str) -> None:
    """Choose the demonstration account of a role on the start page."""
    page.get_by_role("row").filter(
        has=page.get_by_role("rowheader", name=role, exact=True)
    ).get_by_role("button").click()
    page.get_by_role("button", name="Sign out").wait_for()
