"""An annual review from the list of those due to the amended plan, each by the one who does it."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import Locator, Page, expect

from tests.journeys.following import follow
from tests.journeys.walking import Walk, go, look, press

TABS = 150
"""The most presses of Tab that reach anything on a page of ours."""


def plan_from_list(walk: Walk, surname: str) -> date:
    """The caseworker picks the review from the list of those due; returns the day proposed."""
    page = walk.desk("Caseworker")
    go(page, f"/reviews?name={surname}")
    page.get_by_label(f"Plan a meeting for Sol {surname}").check()
    press(page, "Propose days for those chosen")
    press(page, "Plan these meetings")
    return date.fromisoformat(walk.server.ask("planned_for", walk.case))


def step(page: Page, walk: Walk, move: str, **typed: str) -> None:
    """Make a step of the review from its own page."""
    go(page, f"/cases/{walk.case}/review")
    form = page.locator(f"#{move}")
    if form.get_attribute("open") is None:
        form.locator("summary").click()
    for name, value in typed.items():
        form.locator(f"[name={name}]").fill(value)
    follow(form.get_by_role("button"))
    look(page)


def step_by_keyboard(page: Page, walk: Walk, move: str) -> None:
    """Make a step of the review without a mouse: Tab to what is wanted, and press Enter."""
    go(page, f"/cases/{walk.case}/review")
    form = page.locator(f"#{move}")
    if form.get_attribute("open") is None:
        _tab_to(page, form.locator("summary"))
        page.keyboard.press("Enter")
    _tab_to(page, form.get_by_role("button"))
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _tab_to(page: Page, wanted: Locator) -> None:
    for _ in range(TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError(f"Tab never reached {wanted}")


def family_says(walk: Walk, text: str, child: str) -> None:
    """The parent says what they think of the year, and the child too, on the phone."""
    page = walk.phone()
    go(page, f"/family/{walk.case}/review")
    page.locator("form textarea").first.fill(text)
    page.locator("[name=child]").fill(child)
    page.locator("[name=child_how]").first.check()
    press(page, "Send to the council")
    expect(page.get_by_text("You sent this on")).to_be_visible()


def professional_says(walk: Walk, text: str) -> None:
    """The SENCO keeps what the therapist says for the meeting."""
    page = walk.desk("SENCO")
    go(page, f"/cases/{walk.case}/review")
    page.get_by_text("Add what somebody says").click()
    page.get_by_label("Who says it").select_option(index=4)
    page.get_by_label("What they say").fill(text)
    press(page, "Keep it")
    expect(page.locator("main")).to_contain_text(text)


def report(walk: Walk, page: Page, recommends: str) -> None:
    """The SENCO writes the report of the meeting, outcome by outcome, and sends it."""
    go(page, f"/cases/{walk.case}/review/report")
    for choices in page.locator("fieldset[id^=progress-]").all():
        choices.get_by_role("radio").first.check()
    page.get_by_label(recommends).check()
    page.get_by_label(re.compile("Changes proposed")).fill("More time with the therapist.")
    press(page, "Keep the report")
    step(page, walk, "send_review_report")


def amend(walk: Walk) -> None:
    """The caseworker decides to amend, and sends the amendment notice the same day."""
    page = walk.desk("Caseworker")
    step(page, walk, "decide_to_amend", reasons="Sol needs more time with the therapist.")
    write_version(
        page, walk, "Draft of an amended plan", B="Sol needs more time with the therapist."
    )


def write_version(page: Page, walk: Walk, kind: str, **said: str) -> None:
    """Begin a version of the plan, change the first item of some sections, and send it."""
    go(page, f"/cases/{walk.case}/plan")
    page.get_by_label("Begin a version").select_option(label=kind)
    press(page, "Begin")
    for letter, text in said.items():
        follow(page.get_by_role("link", name=f"Write section {letter}", exact=True))
        page.locator(f"[id='{letter}1.text']").fill(text)
        press(page, "Save the section")
        follow(page.get_by_role("link", name="The plan", exact=True))
    press(page, f"Send: {kind.lower()}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(kind.lower())


def family_comments(walk: Walk, text: str) -> None:
    """The parent reads what changed and says what they think of it, within the 15 days."""
    page = walk.phone()
    go(page, f"/family/{walk.case}/plan")
    expect(page.get_by_text("You can say what you think until")).to_be_visible()
    page.get_by_text("What changed since the last version").click()
    page.get_by_text("Say something about B1").click()
    page.get_by_label("What do you think of B1?", exact=True).fill(text)
    form = page.locator("form").filter(
        has=page.get_by_label("What do you think of B1?", exact=True)
    )
    follow(form.get_by_role("button"))
    look(page)
    expect(page.get_by_text(text)).to_be_visible()
