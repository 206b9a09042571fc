"""An annual review: planned and decided at a desk, its meeting reported by a school on a phone."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenAs

pytestmark = pytest.mark.journey
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def make(page: Page, address: str, move: str, **typed: str) -> None:
    """Make a step of the review from its own page."""
    page.goto(address)
    form = page.locator(f"#{move}")
    if form.get_attribute("open") is None:
        form.locator("summary").click()
    for name, value in typed.items():
        form.locator(f"[name={name}]").fill(value)
    form.get_by_role("button").click()
    expect(page).to_have_url(re.compile(r"/review$"))


def test_a_review_is_planned_held_reported_and_decided(open_as: OpenAs) -> None:
    phone = open_as("SENCO", width=390, script=False)
    phone.goto("/settings/reviews")
    row = phone.locator("tbody tr").filter(has_text="no day yet").first
    address = row.locator("th a").get_attribute("href") or ""
    assert re.search(r"/cases/[0-9a-f-]{36}/review$", address)

    desk, today = open_as("Caseworker"), date.today()
    make(desk, address, "plan_review", **{"for": (today + timedelta(days=20)).isoformat()})
    make(desk, address, "invite_to_review")
    found = Axe().run(desk, options=RULES).response["violations"]
    assert found == [], [each["id"] for each in found]

    make(phone, address, "hold_review")
    phone.goto(f"{address}/report")
    phone.get_by_label("Keep the plan as it is").check()
    phone.get_by_role("button", name="Keep the report").click()
    expect(phone.get_by_text("Keep the plan as it is. Written by")).to_be_visible()

    make(desk, address, "maintain_plan", reasons="The plan still meets every need.")
    expect(desk.locator("#maintain_plan")).to_have_count(0)
