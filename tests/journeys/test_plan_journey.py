"""A plan from its first word to the final: staff at a desk, a parent on a phone without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenAs
from tests.journeys.following import follow

pytestmark = pytest.mark.journey


def write(page: Page, letter: str, **said: str) -> None:
    """Open a section, fill in its first item and save it."""
    follow(page.get_by_role("link", name=f"Write section {letter}"))
    for name, words in said.items():
        page.locator(f"[id='{letter}1.{name}']").fill(words)
    follow(page.get_by_role("button", name="Save the section"))
    expect(page.locator(f"[id='{letter}1.{next(iter(said))}']")).to_have_value(
        next(iter(said.values()))
    )
    follow(page.get_by_role("link", name="The plan", exact=True))


def begin(page: Page, kind: str) -> None:
    page.get_by_label("Begin a version").select_option(label=kind)
    follow(page.get_by_role("button", name="Begin", exact=True))


def send(page: Page, kind: str) -> None:
    follow(page.get_by_role("button", name=f"Send: {kind}"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(kind)


def test_a_plan_is_written_answered_by_a_parent_and_issued(open_as: OpenAs) -> None:
    desk = open_as("Caseworker")
    desk.goto("/cases?search=Zealand")
    follow(desk.locator("tbody th a").first)
    case = re.findall(r"[0-9a-f-]{36}", desk.url)[0]
    desk.goto(f"/cases/{case}/plan")
    begin(desk, "Draft")
    write(desk, "B", text="Zora needs one step at a time.")
    send(desk, "draft")

    phone = open_as("Parent or carer", width=390, script=False)
    phone.goto(f"/family/{case}/plan")
    expect(phone.get_by_text("You can say what you think until")).to_be_visible()
    phone.get_by_text("Say something about B1").click()
    phone.get_by_label("What do you think of B1?").fill("Pictures help her too.")
    follow(phone.get_by_role("button", name="Send", exact=True).first)
    expect(phone.get_by_text("Pictures help her too.")).to_be_visible()

    desk.goto(f"/cases/{case}/plan")
    desk.get_by_label("Answer on B1").fill("We added pictures.")
    follow(desk.get_by_role("button", name=re.compile("^Answer")))
    begin(desk, "Final")
    write(desk, "B", text="Zora needs one step at a time, with pictures.")
    write(desk, "I", setting_type="A mainstream primary school")
    follow(desk.get_by_role("button", name="Send: final"))
    expect(desk.get_by_role("heading", level=1)).to_contain_text("final")

    phone.goto(f"/family/{case}/plan")
    expect(phone.get_by_text("A mainstream primary school").last).to_be_visible()
    phone.goto(f"/family/{case}/plan?version=1")
    expect(phone.get_by_text("We added pictures.")).to_be_visible()
    phone.goto(f"/family/{case}/plan/easy")
    expect(phone.get_by_text("Zora needs one step at a time, with pictures.")).to_be_visible()
