"""Walking through a case day by day: people at desks and phones, and what must hold at each step.

After each step the page of the case, the copies that lists read and the family's page say what
``sendap clock`` prints for the same events.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from sendap.basics.dates import written_day
from sendap.law.process import find_process
from sendap.law.regimes import find_regime
from sendap.web.family.happenings import EVENTS, OWN, STAGES
from sendap.web.family.words import Whose
from tests.journeys.following import follow
from tests.journeys.serving import Server
from tests.journeys.staging import PASSWORD

PATIENCE = 15_000
SOON = timedelta(days=365)
PHONE, DESK = 390, 1280
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PARTS = """Array.from(document.querySelectorAll("h2, legend, label, th, button, .govuk-tag"))
    .map(each => each.innerText.replace(/[0-9]+/g, "")).filter((each, place, all) =>
    all.indexOf(each) === place).slice(0, 40).join("; ")"""
"""What a page is made of: its headings, questions, columns, buttons and tags, each once."""
IDS = re.compile("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+")
_seen: set[tuple[str, str]] = set()
ROWS = """rows => rows.map(row => [
    row.querySelector("th a").innerText, row.cells[1].innerText,
    row.querySelector(".govuk-tag").innerText, row.cells[2].innerText,
])"""
STANDS = {
    "met": "Kept", "late": "Done late", "open": "To do", "overdue": "Overdue",
    "excepted": "Excepted", "ended": "Fell away",
}  # fmt: skip
"""What the page of a case calls each status of ``sendap clock``."""


@dataclass
class Walk:
    """A walk through one case: who sits where, and the pages that they have open.

    ``name`` and ``password`` open the family's own account.
    """

    server: Server
    chromium: Browser
    case: str = ""
    name: str = ""
    password: str = PASSWORD
    _contexts: list[BrowserContext] = field(default_factory=list)
    _pages: dict[str, tuple[date, Page]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day on the server's clock."""
        return self.server.clock.today

    def stage(self, surname: str, *events: Sequence[Any], born: str = "2018-03-27") -> None:
        """Begin half-way: a case at the SENCO's school to which these events happened."""
        school = self.server.ask("setting_of", "senco")
        today = self.today.isoformat()
        self.case = self.server.ask("stage_case", surname, born, today, school, events)
        self.name = f"family-{surname.lower()}"

    def page(self, *, width: int = DESK, script: bool = True) -> Page:
        """A new browser, signed out."""
        context = self.chromium.new_context(
            base_url=self.server.address, viewport={"width": width, "height": 900},
            java_script_enabled=script, locale="en-GB",
        )  # fmt: skip
        self._contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        return page

    def desk(self, role: str) -> Page:
        """The desk of somebody of a role, who signed in there this day."""
        return self._signed_in(role, lambda: self._choose(self.page(), role))

    def phone_of(self, role: str) -> Page:
        """The phone of somebody of a role, without JavaScript."""
        return self._signed_in(
            f"{role} away", lambda: self._choose(self.page(width=PHONE, script=False), role)
        )

    @staticmethod
    def _choose(page: Page, role: str) -> Page:
        page.goto("/")
        row = page.get_by_role("row").filter(
            has=page.get_by_role("rowheader", name=role, exact=True)
        )
        follow(row.get_by_role("button"))
        page.get_by_role("button", name="Sign out").wait_for()
        return page

    def phone(self) -> Page:
        """The family's phone, without JavaScript, signed in to their own account this day."""
        return self._signed_in(self.name, self._take_phone)

    def _take_phone(self) -> Page:
        page = self.page(width=PHONE, script=False)
        page.goto("/sign-in")
        page.get_by_label("Sign-in name").fill(self.name)
        page.get_by_label("Password", exact=True).fill(self.password)
        follow(page.get_by_role("button", name="Sign in"))
        page.get_by_role("button", name="Sign out").wait_for()
        return page

    def _signed_in(self, who: str, sign_in: Callable[[], Page]) -> Page:
        """The page of somebody who signed in today; yesterday's session has ended."""
        day, page = self._pages.get(who, (None, None))
        if page is None or day != self.today:
            if page is not None:
                self._contexts.remove(page.context)
                page.context.close()
            page = sign_in()
            self._pages[who] = (self.today, page)
        return page

    def close(self) -> None:
        """Close every browser that is still open."""
        while self._contexts:
            self._contexts.pop().close()

    def holds(self, event: str) -> None:
        """Check that everything tells of a step just taken, whose event this is."""
        clock = self.server.ask("clock", self.case, self.today.isoformat())
        assert event in self.server.ask("events", self.case)
        assert self.server.ask("copies", self.case) == _open_in(clock)
        _check_case_page(self.desk("Caseworker"), self.case, event, clock)
        stage, officer = self.server.ask("standing", self.case)
        _check_family_page(self.phone(), clock, self.today)
        _check_family_words(self.phone(), stage, officer or "No one person has it yet")
        go(self.phone(), f"/family/{self.case}/story")
        assert _filled((EVENTS | OWN)[event]) in self.phone().locator("main").inner_text()


def look(page: Page) -> None:
    """Check the page that is open: no finding of axe, nothing wider than a phone or a desk.

    A page of the same address with the same parts was looked at already.
    """
    seen = (re.sub(IDS, "#", page.url.split("/", 3)[3]), page.evaluate(PARTS))
    if seen in _seen:
        return
    _seen.add(seen)
    window = page.viewport_size
    assert window
    for width in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(WIDER) <= 0, (page.url, width)
    page.set_viewport_size(window)
    with _readable(page) as readable:
        found = Axe().run(readable, options=RULES).response["violations"]
    assert found == [], [(page.url, each["id"], each["nodes"][0]["html"]) for each in found]


@contextmanager
def _readable(page: Page) -> Iterator[Page]:
    """The page, or where scripts are off (on the phone) its very HTML where axe itself can run."""
    if page.viewport_size != {"width": PHONE, "height": 900}:
        yield page
        return
    browser, address, html = page.context.browser, page.url, page.content()
    assert browser
    copy = browser.new_page(viewport={"width": PHONE, "height": 900})
    copy.route("**/*.js", lambda route: route.abort())
    copy.route(address, lambda route: route.fulfill(body=html, content_type="text/html"))
    copy.goto(address)
    yield copy
    copy.close()


def press(page: Page, name: str) -> None:
    """Press a button by its words, and look at the page that comes."""
    follow(page.get_by_role("button", name=name).first)
    look(page)


def go(page: Page, address: str) -> None:
    """Open an address, and look at the page."""
    answer = page.goto(address)
    assert answer and answer.status == 200, address
    look(page)


def _open_in(clock: list[dict[str, Any]]) -> list[list[Any]]:
    """The time limits that wait, as lists keep them; those that age alone brings aren't work."""
    rows = [row for row in clock if row["met_on"] is None and row["status"] != "ended"]
    return sorted(
        [row["rule"], row["due"], row["status"] == "excepted"]
        for row in rows if not row["rule"].startswith("AGE")
    )  # fmt: skip


def _check_case_page(page: Page, case: str, event: str, clock: list[dict[str, Any]]) -> None:
    go(page, f"/cases/{case}")
    title = find_process().own.get(event) or find_regime("cfa2014").events[event].title
    assert title in page.locator("[aria-labelledby=timeline] tbody").inner_text(), event
    shown = page.locator("[aria-labelledby=deadlines] tbody tr").evaluate_all(ROWS)
    assert sorted(map(tuple, _shown(shown))) == sorted(map(_row, clock))


def _shown(rows: list[list[str]]) -> Iterator[tuple[str, str, str, int]]:
    for rule, due, status, cell in rows:
        late = re.search(r"([\d,]+) days? late", cell)
        yield rule, due, status, int(late.group(1).replace(",", "")) if late else 0


def _row(row: dict[str, Any]) -> tuple[str, str, str, int]:
    """A row of the clock as the page of a case shows it."""
    due = written_day(date.fromisoformat(row["due"])) if row["due"] else "at once"
    by_age = row["rule"].startswith("AGE") and row["status"] == "open"
    return row["rule"], due, "To come" if by_age else STANDS[row["status"]], row["days_late"]


def _check_family_page(page: Page, clock: list[dict[str, Any]], today: date) -> None:
    go(page, "/family")
    said = page.locator("main").inner_text()
    assert "Where things stand" in said and "Who has the case" in said
    for row in clock:
        if row["status"] == "overdue":
            assert written_day(date.fromisoformat(row["due"])) in said, row
    coming = [row["due"] for row in clock if _comes(row, today)]
    steps = page.locator(".app-steps__step strong").all_inner_texts()
    assert steps[:1] == [f"By {written_day(date.fromisoformat(day))}" for day in coming[:1]]


def _check_family_words(page: Page, stage: str, officer: str) -> None:
    """Check that the family's page, which is open, says where things stand and who has it."""
    said = page.locator("main").inner_text()
    assert _filled(STAGES[stage]) in said
    assert officer in said


def _filled(words: str) -> str:
    """What a parent of Sol reads, as far as it is the same each time."""
    return Whose("Sol", False).fill(words.split("{outcome}", maxsplit=1)[0])


def _comes(row: dict[str, Any], today: date) -> bool:
    """Whether the family's page has a limit to come; those by age only in their last year."""
    if row["met_on"] is not None or row["status"] != "open" or not row["due"]:
        return False
    due = date.fromisoformat(row["due"])
    return due >= today and (not row["rule"].startswith("AGE") or due <= today + SOON)
