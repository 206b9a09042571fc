"""A real server with a small demonstration area, and a real browser to look at it with."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

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
    folder = tmp_path_factory.mktemp("site")
    environment = {
        **os.environ, "SENDAP_DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite3'}",
        "SENDAP_MODE": "demo", "SENDAP_LOG_LEVEL": "ERROR",
    }  # fmt: skip
    command = [sys.executable, "-m", "sendap"]
    demo = [*command, "demo", "--persons", str(PERSONS), "--seed", "4"]
    subprocess.run(demo, env=environment, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    plant = [sys.executable, "-m", "tests.journeys.planting"]
    subprocess.run(plant, env=environment, check=True, capture_output=True, cwd=settings.BASE_DIR)
    serve = [*command, "serve", "--port", "0", "--workers", "1"]
    with subprocess.Popen(
        serve, env=environment, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        found = re.search(r"http://\S+?(?=/)(?=/ )|http://[^/\s]+", server.stdout.readline())
        try:
            assert found, "the server didn't print its address"
            yield found.group()
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=30)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's browser; its absence fails the run in CI."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        absent = "Chromium isn't installed: apt-get install chromium"
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
