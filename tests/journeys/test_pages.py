"""Every page for each main role: axe, phone widths, nothing from elsewhere, no errors."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from sendap.apps.access.policy import ADDRESSES
from tests.journeys.conftest import OpenAs

pytestmark = pytest.mark.journey
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONES = (390, 320)
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
NOWHERE = "/cases/00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True, slots=True)
class Stop:
    """A page on a round: its address's name and its path, or the link on the last page to it."""

    route: str
    path: str = ""
    link: str = ""


ROUNDS: dict[str, tuple[Stop, ...]] = {
    "": (
        Stop("start", "/"),
        Stop("sign-in", "/sign-in"),
        Stop("public:law", "/law"),
        Stop("public:law", "/law?regime=white_paper_2026"),
        Stop("public:law-rule", "/law/cfa2014/C7"),
        Stop("lists:weights", "/lists/weights"),
        Stop("directory:find", "/settings"),
        Stop("directory:find", "/settings?postcode=ZZ99+3AB&miles=10&need=ASD"),
        Stop("directory:setting", link="main ol a[href^='/settings/']"),
        Stop("directory:find", "/settings?q=zzzzzz"),
        Stop("public:dashboard", "/dashboard"),
        Stop("public:dashboard-areas", "/dashboard/areas"),
        Stop("public:dashboard-area", link="main a[href^='/dashboard/areas/']"),
        Stop("public:dashboard-indicators", "/dashboard/indicators"),
        Stop("public:dashboard-indicator", link="main a[href^='/dashboard/indicators/']"),
        Stop("public:dashboard-compare", "/dashboard/compare"),
        Stop("public:dashboard-compare", "/dashboard/compare?a=383&b=886"),
        Stop("public:dashboard-inspections", "/dashboard/inspections"),
        Stop("api-docs", "/api/docs"),
        Stop("requests:start", "/request"),
        Stop("requests:step", "/request/who"),
        Stop("requests:step", "/request/child"),
        # Without a request of one's own these lead back to the start; test_request has them.
        Stop("requests:check", "/request/check"),
        Stop("requests:sent", "/request/sent"),
        Stop("requests:files", "/request/files"),
        Stop("requests:return", "/request/return"),
        Stop("requests:verify", "/request/code"),
        Stop("people:join", "/join"),
        Stop("start", "/no-such-page"),
    ),
    "Caseworker": (
        Stop("casework:cases", "/cases"),
        Stop("casework:case", link="tbody th a"),
        Stop("casework:cases", "/cases?search=zzzzzz"),
        Stop("casework:cases", "/cases?page=2&sort=name"),
        Stop("casework:calendar-address", "/calendar"),
        Stop("desk:tasks", "/tasks"),
        Stop("desk:tasks", "/tasks?whose=team&kind=advice"),
        Stop("desk:notes", "/cases/{planned}/notes"),
        # Nothing is chosen to be planned or moved here; test_j2 and test_casework have both.
        Stop("desk:planning", "/reviews/planning"),
        Stop("requests:list", "/requests"),
        Stop("requests:request", link="tbody th a"),
        Stop("requests:new", "/requests/new"),
        Stop("casework:case", "/cases/{planned}"),
        Stop("moves:correct", link="main a[href$='/correct']"),
        Stop("moves:moves", "/cases/{planned}/moves"),
        Stop("moves:move", "/cases/{planned}/moves/withdraw_request"),
        Stop("moves:exception", "/cases/{planned}/exception"),
        Stop("moves:death", "/cases/{planned}/death"),
        Stop("advice:case", "/cases/{planned}/advice"),
        Stop("people:people", "/cases/{planned}/people"),
        Stop("people:adult", link="tbody th a"),
        Stop("people:add", "/cases/{planned}/people/add"),
        Stop("letters:news", "/account/news"),
        Stop("messages:staff", "/cases/{planned}/messages"),
        Stop("files:staff", "/cases/{planned}/files"),
        Stop("lists:case", "/cases/{planned}/list"),
        Stop("panel:add", "/cases/{planned}/panel"),
        Stop("delivery:provision", "/cases/{planned}/delivery"),
        Stop("reviews:reviews", "/reviews"),
        Stop("reviews:review", link="tbody th a[href$='/review']"),
        Stop("reviews:transfers", "/transfers"),
        Stop("consultations:transfers", "/transfers/consult?q=school"),
        Stop("consultations:case", "/cases/{planned}/consultations?q=school"),
        Stop("naming:case", "/cases/{planned}/naming"),
        Stop("tokens", "/account/tokens"),
        Stop("returns:returns", "/returns"),
        # None was got ready here; test_j5 makes one and looks at its pages.
        Stop("returns:return", NOWHERE.replace("cases", "returns")),
        Stop("returns:measures", NOWHERE.replace("cases", "returns") + "/measures"),
        Stop("returns:compared", NOWHERE.replace("cases", "returns") + "/last-year"),
        Stop("casework:case", NOWHERE),
    ),
    "Plan writer": (
        Stop("plan:document", "/cases/{planned}/plan"),
        Stop("plan:section", link="main a[href$='/plan/2/B']"),
        Stop("plan:statements", "/cases/{planned}/plan/2/statements"),
        Stop("plan:compare", "/cases/{planned}/plan/1/to/2"),
    ),
    "Team manager": (
        Stop("casework:cases", "/cases?late=yes"),
        Stop("casework:case", link="tbody th a"),
        Stop("requests:decide", "/cases/{planned}/decide"),
        Stop("casework:team", "/team"),
        Stop("lists:own-weights", "/team/weights"),
        Stop("sufficiency:signals", "/sufficiency"),
        Stop("advice:load", "/team/advice"),
        Stop("voice:experiences", "/team/experience"),
        Stop("desk:texts", "/team/templates"),
        Stop("desk:hand-over", "/cases/{planned}/hand-over"),
        Stop("desk:moving", "/cases/moving"),
        Stop("messages:unanswered", "/team/messages"),
        Stop("disagreements:signs", "/team/signs"),
        Stop("disagreements:case", "/cases/{planned}/disagreement"),
        Stop("letters:contacts", "/team/contacts"),
        Stop("letters:letters", "/cases/{planned}/letters"),
        Stop("letters:letter", link="tbody th a"),
    ),
    "Mediator": (
        Stop("disagreements:list", "/mediation"),
        Stop("disagreements:mediation", link="tbody th a"),
    ),
    "Appeals officer": (
        Stop("appeals:list", "/appeals"),
        # Without an appeal there is no bundle and no working document; test_j4 has both.
        Stop("appeals:case", "/cases/{planned}/appeal"),
        Stop("appeals:bundle", f"{NOWHERE}/appeal/bundle"),
        Stop("appeals:words", f"{NOWHERE}/appeal/words"),
        Stop("appeals:complaints", "/cases/{planned}/complaints"),
    ),
    "SENCO": (
        Stop("naming:places", "/settings/places"),
        Stop("consultations:asked", "/settings/consultations"),
        Stop("consultations:reply", link="tbody th a"),
        Stop("requests:from-setting", "/settings/request"),
        Stop("reviews:settings", "/settings/reviews"),
        Stop("reviews:review", link="tbody th a"),
        # Before the meeting was held there is no report to write; test_j2 has it.
        Stop("reviews:report", f"{NOWHERE}/review/report"),
        Stop("delivery:week", "/settings/delivery"),
        Stop("delivery:terms", "/settings/terms"),
        Stop("directory:find", "/settings"),
        Stop("directory:edit", link="main a[href$='/edit']"),
        Stop("casework:cases", "/cases"),
        Stop("casework:case", link="tbody th a"),
    ),
    "Parent or carer": (
        Stop("family:home", "/family"),
        Stop("family:story", link="main a[href$='/story']"),
        Stop("naming:family", "/family/{planned}/setting"),
        Stop("family:home", "/family"),
        Stop("family:who-looked", link="main a[href$='/who-looked']"),
        Stop("letters:own", "/family/{planned}/letters"),
        Stop("letters:own-letter", link="main a[href^='/family/letters/']"),
        Stop("messages:own", "/family/{planned}/messages"),
        Stop("files:own", "/family/{planned}/files"),
        Stop("people:sharing", "/family/{planned}/sharing"),
        Stop("disagreements:own", "/family/{planned}/disagree"),
        # Before the council asks there is nothing to answer; test_voice has the form.
        Stop("voice:advice", "/family/{planned}/advice"),
        # Before there is a plan there is no review; test_voice has it.
        Stop("voice:review", NOWHERE.replace("cases", "family") + "/review"),
        Stop("voice:experience", "/family/{planned}/experience"),
        Stop("voice:everything", "/family/{planned}/everything"),
        Stop("lists:own", "/family/{planned}/list"),
        Stop("plan:read", "/family/{planned}/plan"),
        Stop("plan:easy", link="main a[href$='/plan/easy']"),
    ),
    "Health officer or clinician": (
        Stop("requests:from-professional", "/professionals/request"),
        Stop("letters:bodies", "/letters"),
        Stop("letters:body-letter", link="main li a[href^='/letters/']"),
    ),
    "Educational psychologist": (
        Stop("advice:list", "/advice"),
        Stop("advice:answer", link="tbody th a"),
    ),
    "Panel member": (
        Stop("panel:agenda", "/panel"),
        # Nothing is on the agenda of the demonstration; its own tests have the pack.
        Stop("panel:pack", "/panel/1/1"),
    ),
    "Young person": (Stop("family:home", "/family"),),
    "Commissioner": (Stop("sufficiency:signals", "/sufficiency"),),
    "Analyst": (
        Stop("home", "/home"),
        Stop("projection:projections", "/projection"),
        # None was asked for here; tests/doors/test_projections.py has one.
        Stop("projection:projection", NOWHERE.replace("cases", "projection")),
        Stop("projection:back-test", "/projection/back-test"),
    ),
    "Platform administrator": (Stop("home", "/home"), Stop("letters:outbox", "/outbox")),
}
NO_PAGES = {
    "voice:experiences-csv", "returns:problems", "returns:file",
    "healthz", "readyz", "openapi", "casework:cases-csv", "casework:team-csv", "casework:calendar",
    "public:dashboard-indicator-table", "plan:print", "letters:pdf", "letters:word",
    "letters:own-pdf", "files:file", "files:own-file", "letters:body-pdf", "letters:body-plan",
    "disagreements:certificate", "appeals:bundle-pdf", "appeals:words-docx",
    "people:invitation",
}  # fmt: skip
"""Addresses that answer with something other than a page."""


def test_the_rounds_pass_every_page() -> None:
    pages = {
        row.route
        for row in ADDRESSES.values()
        if "GET" in row.methods and not row.route.startswith("v1:")
    }
    assert pages - NO_PAGES == {stop.route for stops in ROUNDS.values() for stop in stops}


@pytest.mark.parametrize("role", ROUNDS)
def test_every_page_can_be_used_by_everyone(role: str, open_as: OpenAs, site: str) -> None:
    planned = _planned_case(open_as)
    page = open_as(role)
    problems: list[str] = []
    page.on("console", lambda said: said.type == "error" and problems.append(said.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda asked: _is_ours(asked.url, site) or problems.append(asked.url))
    for stop in ROUNDS[role]:
        where = _go(page, stop, planned)
        found = _faults(page)
        problems.extend(f"{where}: {fault}" for fault in found)
    assert not [problem for problem in problems if "status of 404" not in problem]


def _is_ours(url: str, site: str) -> bool:
    return url.startswith((site, "data:"))


def _planned_case(open_as: OpenAs) -> str:
    """The case of the first parent's child, which has a plan document."""
    page = open_as("Parent or carer")
    link = page.locator("main a[href$='/story']").first.get_attribute("href")
    return str(link).split("/")[-2]


def _go(page: Page, stop: Stop, planned: str) -> str:
    if stop.link:
        page.goto(str(page.locator(stop.link).first.get_attribute("href")))
    else:
        page.goto(stop.path.replace("{planned}", planned))
    return page.url


def _faults(page: Page) -> list[str]:
    """What someone with a small screen, a reader or a keyboard would stumble on."""
    found = []
    answer = Axe().run(page, options={"runOnly": RULES}).response
    for violation in answer["violations"]:
        if violation["impact"] in {"serious", "critical"}:
            where = [node["target"] for node in violation["nodes"][:3]]
            found.append(f"{violation['id']} at {where}")
    if not page.title().endswith("sendap") or page.locator("h1").count() != 1:
        found.append(f"title {page.title()!r}, {page.locator('h1').count()} main headings")
    for width in PHONES:
        page.set_viewport_size({"width": width, "height": 800})
        over = page.evaluate(WIDER)
        if over > 0:
            found.append(f"{over} pixels too wide at {width}")
    page.set_viewport_size({"width": 1280, "height": 900})
    return found
