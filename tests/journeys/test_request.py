"""A parent asks for an assessment on a phone; staff take it in; the family follows its case."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenAs
from tests.journeys.following import follow

pytestmark = pytest.mark.journey
PHONE = 320
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def go_on(page: Page) -> None:
    assert page.evaluate(WIDER) <= 0, page.url
    follow(page.get_by_role("button", name="Save and go on"))


def check(page: Page) -> None:
    found = Axe().run(page, options=RULES).response["violations"]
    assert found == [], [(each["id"], each["nodes"][0]["html"]) for each in found]


def ask(page: Page, surname: str) -> str:
    """Write and send a request; returns the code to come back with."""
    page.goto("/request")
    follow(page.get_by_role("button", name="Start"))
    page.get_by_label("A parent or carer of the child").check()
    page.get_by_label("Your full name").fill(f"Ada {surname}")
    go_on(page)
    go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("Enter an email address or a phone number")
    page.get_by_label("Email address").fill("ada@example.org")
    go_on(page)
    page.get_by_label("First name of the child").fill("Sol")
    page.get_by_label("Last name of the child").fill(surname)
    page.get_by_label("Day").fill("27")
    page.get_by_label("Month").fill("3")
    page.get_by_label("Year").fill("2017")
    go_on(page)
    go_on(page)
    page.get_by_label("Tell us about their needs").fill("Sol finds noise hard.")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Where do they learn?")
    page.go_forward()
    page.get_by_label("Tell us about their needs").fill("Sol finds noise hard.")
    go_on(page)
    go_on(page)
    expect(page.get_by_text("Sol finds noise hard.")).to_be_visible()
    page.get_by_role("button", name="Send the request").dblclick()
    expect(page.get_by_role("heading", name="We have your request")).to_be_visible()
    found = re.search(r"(?:[A-Z0-9]{4}-){3}[A-Z0-9]{4}", page.content())
    assert found
    return found.group()


def come_back(page: Page, code: str) -> None:
    page.goto("/request/return")
    page.get_by_label("The code of your request").fill(code)
    follow(page.get_by_role("button", name="Go on"))
    told = page.locator(".govuk-inset-text").inner_text()
    found = re.search(r"code is ([0-9]{6})", told)
    assert found, told
    page.get_by_label("One-use code").fill(found.group(1))
    follow(page.get_by_role("button", name="Go on"))


def test_a_request_goes_from_a_phone_to_a_case_that_the_family_follows(open_as: OpenAs) -> None:
    parent = open_as(width=PHONE)
    code = ask(parent, "Brackwater")
    check(parent)
    staff = open_as("Caseworker")
    staff.goto("/requests")
    check(staff)
    follow(staff.get_by_role("link", name="Sol Brackwater"))
    check(staff)
    staff.get_by_label("A child who isn’t known here yet").check()
    staff.get_by_label("I have checked that the one who asks").check()
    staff.get_by_label("How you know").fill("Birth certificate seen")
    follow(staff.get_by_role("button", name="Confirm"))
    expect(staff.get_by_role("heading", level=1)).to_contain_text("Brackwater")
    come_back(parent, code)
    parent.get_by_label("Password").fill("rivers run under bridges")
    follow(parent.get_by_role("button", name="Open my account"))
    expect(parent.get_by_role("heading", name="What happens next")).to_be_visible()


def test_the_pages_of_a_request_work_without_javascript(open_as: OpenAs) -> None:
    ask(open_as(width=PHONE, script=False), "Saltmarsh")


def test_a_manager_decides_by_the_tests_and_sees_what_follows(open_as: OpenAs) -> None:
    page = open_as("Team manager")
    page.goto("/cases?stage=request")
    follow(page.locator("tbody th a").first)
    page.goto(page.url.split("?")[0] + "/decide")
    check(page)
    follow(page.get_by_role("button", name="See what follows"))
    expect(page.get_by_role("alert")).to_contain_text("Choose yes or no")
    for group in page.get_by_role("radiogroup").all() or page.locator("fieldset").all():
        group.get_by_label("Yes").check()
    for box in page.locator("textarea").all():
        box.fill("The school’s reports say so.")
    follow(page.get_by_role("button", name="See what follows"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Agree to assess")
    check(page)
    follow(page.get_by_role("button", name="Confirm: agree to assess"))
    expect(page.get_by_role("heading", name="Time limits, with their working")).to_be_visible()
