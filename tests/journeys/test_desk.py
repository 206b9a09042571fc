"""A caseworker's day: what waits, a case handed over, a note, a ready text, reminders to many."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenAs
from tests.journeys.following import follow

pytestmark = pytest.mark.journey
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def check(page: Page) -> None:
    """The page as it stands has no fault that axe finds, and isn't wider than the window."""
    found = Axe().run(page, options=RULES).response["violations"]
    assert found == [], [each["id"] for each in found]
    assert page.evaluate(WIDER) <= 0


@pytest.mark.parametrize("width", [390, 1280])
def test_a_caseworker_works_through_the_tasks(open_as: OpenAs, width: int) -> None:
    page = open_as("Caseworker", width=width)
    page.goto("/tasks")
    check(page)
    page.goto("/tasks?kind=limit&whose=team")
    follow(page.locator("tbody th a").first)
    expect(page.locator("h1")).not_to_have_text("Tasks")


def test_a_case_changes_hands_with_what_to_know(open_as: OpenAs) -> None:
    manager = open_as("Team manager")
    manager.goto("/cases?officer=none")
    follow(manager.locator("tbody th a").first)
    follow(manager.get_by_role("link", name="Give the case to another officer"))
    taker = open_as("Caseworker", width=390)
    taker.goto("/tasks")
    name = taker.locator(".app-header__who span").first.inner_text()
    manager.get_by_label("Who takes it").select_option(label=name)
    follow(manager.get_by_role("button", name="Hand it over"))
    expect(manager.get_by_text("Write what the new officer should know.").first).to_be_visible()
    check(manager)
    manager.get_by_label("What they should know").fill("Ring before you write.")
    follow(manager.get_by_role("button", name="Hand it over"))
    address = manager.url

    taker.goto("/tasks?kind=handover")
    expect(taker.get_by_text("Ring before you write.").first).to_be_visible()
    taker.goto(address)
    expect(taker.get_by_text("Handed to you by")).to_be_visible()
    check(taker)
    follow(taker.get_by_role("button", name="Accept the case"))
    expect(taker.get_by_text("Handed to you by")).to_have_count(0)


def test_a_ready_text_becomes_a_note_that_reminds_without_javascript(open_as: OpenAs) -> None:
    page = open_as("Caseworker", script=False)
    page.goto("/cases?officer=me")
    follow(page.locator("tbody th a").first)
    follow(page.get_by_role("link", name=re.compile("^Notes")))
    page.get_by_label("Ready text").select_option(label="Telephone call")
    page.get_by_role("button", name="Insert").click()
    expect(page.get_by_label("Your note")).to_have_value(re.compile("Telephone call with"))
    page.get_by_label("Remind on").first.fill("2020-01-02")
    follow(page.get_by_role("button", name="Keep the note"))
    expect(page.get_by_text("Reminds on 2 January 2020")).to_be_visible()
    page.goto("/tasks?kind=note")
    follow(page.get_by_role("button", name=re.compile("^Done")).first)
    expect(page.get_by_text("The reminder is done")).to_be_visible()


def test_a_manager_reminds_many_advisers_and_going_back_reminds_nobody(open_as: OpenAs) -> None:
    page = open_as("Team manager")
    page.goto("/team/advice")
    check(page)
    boxes = page.locator("input[name=late]")
    if boxes.count() == 0:
        expect(page.get_by_text("Late now: 0")).to_be_visible()
        return
    boxes.first.check()
    follow(page.get_by_role("button", name="Remind those ticked"))
    expect(page.get_by_text("1 reminded")).to_be_visible()
    check(page)
    page.reload()
    expect(page.get_by_text("1 reminded")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_manager_keeps_ready_texts(open_as: OpenAs, width: int) -> None:
    page = open_as("Team manager", width=width)
    page.goto("/team/templates")
    page.get_by_label("Its name").fill(f"Greeting {width}")
    page.get_by_label("The text").fill("Dear {chld}")
    follow(page.get_by_role("button", name="Keep this text"))
    expect(page.get_by_text("There is no value {chld}").first).to_be_visible()
    check(page)
    page.get_by_label("The text").fill("Dear family of {child}")
    follow(page.get_by_role("button", name="Keep this text"))
    expect(page.get_by_role("heading", name=f"Greeting {width}")).to_be_visible()
