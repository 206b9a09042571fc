"""Takes the README's pictures: ``make pictures`` builds a demonstration, serves it and looks at it.

Needs Chromium. Everything happens in a scratch database, so that the pictures are the same for all.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).parent / "pictures"
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
         "--disable-background-networking", "--disable-component-update"]  # fmt: skip
FIRST_CASE = "the case at the top of the list"
WANTED = {
    "start": (None, "/", DESKTOP),
    "cases": ("team_manager", "/cases", DESKTOP),
    "case": ("team_manager", FIRST_CASE, DESKTOP),
    "team": ("team_manager", "/team", DESKTOP),
    "family": ("parent", "/family", PHONE),
    "dashboard": (None, "/dashboard", DESKTOP),
}
"""Each picture: as whom (nobody when None), of which page, at which size."""


def main() -> None:
    """Take every picture."""
    PICTURES.mkdir(exist_ok=True)
    with demonstration() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for name, (account, path, size) in WANTED.items():
            take(browser, name, at=address, account=account, path=path, size=size)
        browser.close()


@contextmanager
def demonstration() -> Iterator[str]:
    """The address of a server with a demonstration of its own."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/pictures.sqlite3"
        environment = {**os.environ, "SENDAP_DATABASE_URL": url, "SENDAP_MODE": "demo"}
        sendap = [sys.executable, "-m", "sendap"]
        subprocess.run([*sendap, "demo"], env=environment, check=True)
        server = subprocess.Popen(
            [*sendap, "serve", "--port", "0"], env=environment, stdout=subprocess.PIPE, text=True
        )
        assert server.stdout is not None
        try:
            found = re.search(r"http://[\w.:]+", server.stdout.readline())
            assert found, "the server didn't start"
            yield found[0]
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=30)


def take(
    browser: Browser,
    name: str,
    *,
    at: str,
    account: str | None,
    path: str,
    size: dict[str, int],
) -> None:
    """Take one picture as an account (nobody when None) of a page."""
    page = browser.new_page(viewport=size)
    if account:
        page.goto(f"{at}/")
        button = f'form:has(input[value="{account}"]) button, button[value="{account}"]'
        page.locator(button).first.click()
    if path == FIRST_CASE:
        open_first_case(page, at)
    else:
        page.goto(at + path)
    page.screenshot(path=PICTURES / f"{name}.png")
    print(f"docs/pictures/{name}.png: {page.title()}")
    page.close()


def open_first_case(page: Page, at: str) -> None:
    """Open the case at the top of the list."""
    page.goto(f"{at}/cases?stage=draft")
    page.locator('main a[href^="/cases/"]').first.click()


if __name__ == "__main__":
    main()
