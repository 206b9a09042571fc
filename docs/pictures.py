"""Takes the pictures of the README and the guides: ``make pictures`` looks at a demonstration.

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
from typing import NamedTuple

from playwright.sync_api import Browser, FilePayload, Page, ViewportSize, sync_playwright

PICTURES = Path(__file__).parent / "pictures"
DESKTOP, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)
BROWSER = shutil.which("chromium-headless-shell") or shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
         "--disable-background-networking", "--disable-component-update"]  # fmt: skip
IN_DRAFT, IN_ASSESSMENT = "/cases?stage=draft", "/cases?stage=assessment"


class Wanted(NamedTuple):
    """A picture to take: as whom (nobody when None), of which page, at which size.

    With ``inner``, the page is that one below the first case linked from ``path``; with ``link``,
    the one that the first such link of the page leads to.
    """

    account: str | None
    path: str
    size: ViewportSize = DESKTOP
    inner: str | None = None
    link: str = ""


WANTED = {
    "start": Wanted(None, "/"),
    "cases": Wanted("team_manager", "/cases"),
    "case": Wanted("team_manager", IN_DRAFT, inner=""),
    "team": Wanted("team_manager", "/team"),
    "team-advice": Wanted("team_manager", "/team/advice"),
    "dashboard": Wanted(None, "/dashboard"),
    "request": Wanted(None, "/request", PHONE),
    "family": Wanted("parent", "/family", PHONE),
    "family-letters": Wanted("parent", "/family", PHONE, "/letters"),
    "family-messages": Wanted("parent", "/family", PHONE, "/messages"),
    "family-advice": Wanted("parent", "/family", PHONE, "/advice"),
    "family-draft": Wanted("parent-3", "/family", PHONE, "/plan"),
    "family-plan": Wanted("parent-2", "/family", PHONE, "/plan/easy"),
    "family-review": Wanted("parent-2", "/family", PHONE, "/review"),
    "family-sharing": Wanted("young_person", "/family", PHONE, "/sharing"),
    "school-reviews": Wanted("senco", "/settings/reviews"),
    "school-delivery": Wanted("senco", "/settings/delivery"),
    "school-provision": Wanted("senco", "/settings/delivery", inner="/delivery"),
    "school-terms": Wanted("senco", "/settings/terms"),
    "school-request": Wanted("senco", "/settings/request"),
    "adviser": Wanted("psychologist", "/advice"),
    "adviser-form": Wanted("psychologist", "/advice", link="main tbody a"),
    "panel": Wanted("panel_member", "/panel"),
    "requests": Wanted("caseworker", "/requests"),
    "tasks": Wanted("caseworker", "/tasks"),
    "moves": Wanted("caseworker", IN_ASSESSMENT, inner="/moves"),
    "case-advice": Wanted("caseworker", IN_ASSESSMENT, inner="/advice"),
    "case-files": Wanted("caseworker", IN_DRAFT, inner="/files"),
    "case-letters": Wanted("caseworker", IN_DRAFT, inner="/letters"),
    "case-people": Wanted("caseworker", IN_DRAFT, inner="/people"),
    "case-plan": Wanted("plan_writer", IN_DRAFT, inner="/plan"),
    "reviews": Wanted("caseworker", "/reviews"),
    "transfers": Wanted("caseworker", "/transfers"),
}
"""Each picture by the name of its file."""


def main() -> None:
    """Take every picture."""
    PICTURES.mkdir(exist_ok=True)
    with demonstration() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        add_file(browser, at=address)
        for name, wanted in WANTED.items():
            take(browser, name, wanted, at=address)
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


def take(browser: Browser, name: str, wanted: Wanted, *, at: str) -> None:
    """Take one picture of the service at an address."""
    page = browser.new_page(viewport=wanted.size)
    if wanted.account:
        sign_in(page, wanted.account, at=at)
    answer = page.goto(at + wanted.path)
    if wanted.inner is not None:
        answer = page.goto(at + first_case(page) + wanted.inner)
    if wanted.link:
        answer = page.goto(at + str(page.locator(wanted.link).first.get_attribute("href")))
    assert answer is not None and answer.ok, f"{name}: {page.url} isn't there"
    page.screenshot(path=PICTURES / f"{name}.png")
    print(f"docs/pictures/{name}.png: {page.title()}")
    page.close()


def add_file(browser: Browser, *, at: str) -> None:
    """Put a file on a case, so that its files have something in them."""
    page = browser.new_page()
    sign_in(page, "caseworker", at=at)
    page.goto(at + IN_DRAFT)
    page.goto(at + first_case(page) + "/files")
    report: FilePayload = {"name": "Report of the nursery.txt", "mimeType": "text/plain",
                           "buffer": b"Asks for help with a sign."}  # fmt: skip
    page.locator("main input[type=file]").first.set_input_files(report)
    page.locator("main form:has(input[type=file]) button").first.click()
    page.close()


def sign_in(page: Page, account: str, *, at: str) -> None:
    """Choose a made-up account on the start page."""
    page.goto(f"{at}/")
    page.locator(f'form:has(input[value="{account}"]) button').first.click()


def first_case(page: Page) -> str:
    """The address of the first case that the page links to."""
    found = re.search(r'href="(/(?:cases|family)/[0-9a-f-]{36})', page.content())
    assert found, f"{page.url} links to no case"
    return found[1]


if __name__ == "__main__":
    main()
