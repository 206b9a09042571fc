"""From what the family would choose to a place begun: consulted, replied, named, started."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import expect

from sendap.basics.dates import written_day
from tests.journeys.following import follow
from tests.journeys.walking import Walk, go, look, press

QUESTION = "Could Sol have a quiet room at lunch?"
FULL = "There are 33 in the class, and no room for the small group."
CONDITION = "A trained adult has to be found first."
VISIT = "A visit with the class teacher"


def consult(walk: Walk, first: str) -> None:
    """The caseworker consults the family's first choice and the SENCO's school at once."""
    number, _ = walk.server.ask("setting_of", "senco")
    page = walk.desk("Caseworker")
    go(page, f"/cases/{walk.case}")
    follow(page.get_by_role("link", name="Consult settings"))
    page.get_by_label("Find a setting").fill(number)
    follow(page.get_by_role("button", name="Find"))
    look(page)
    for each in (first, number):
        page.locator(f"#setting-{each}").check()
    page.locator("#question").fill(QUESTION)
    page.locator("#wanted_from").fill((walk.today + timedelta(days=30)).isoformat())
    press(page, "Consult them all")
    expect(page.get_by_text("each with 15 days to reply")).to_be_visible()
    expect(page.locator("tbody")).to_contain_text(written_day(walk.today + timedelta(days=15)))


def offer(walk: Walk) -> None:
    """The SENCO reads the plan on a phone, and offers a place with a condition."""
    page = walk.phone_of("SENCO")
    go(page, "/settings/consultations")
    follow(page.get_by_role("link", name=re.compile("^Sol ")))
    look(page)
    expect(page.get_by_text(QUESTION)).to_be_visible()
    page.locator("#answer-yes").check()
    page.locator("#offered_from").fill((walk.today + timedelta(days=30)).isoformat())
    page.locator("#conditions").fill(CONDITION)
    press(page, "Send the reply")
    expect(page.locator("tbody").first).to_contain_text("yes")


def remind(walk: Walk) -> None:
    """The caseworker reminds the other one."""
    page = walk.desk("Caseworker")
    go(page, f"/cases/{walk.case}/consultations")
    press(page, "Remind")
    expect(page.locator("tbody")).to_contain_text("reminded")


def refuse(walk: Walk) -> None:
    """The other one is full: that alone isn't taken; with its ground the caseworker records it."""
    page = walk.desk("Caseworker")
    go(page, f"/cases/{walk.case}/consultations")
    follow(page.get_by_role("link", name="Record a reply"))
    page.locator("#answer-no").check()
    page.locator("#is_full").check()
    page.locator("#reasons").fill(FULL)
    press(page, "Record the reply")
    expect(page.get_by_role("alert")).to_contain_text("To be full isn’t one")
    page.locator("#ground-others").check()
    press(page, "Record the reply")
    expect(page.locator("tbody")).to_contain_text("efficient education of others")


def name(walk: Walk, first: str) -> None:
    """The caseworker writes the test out, drafts the reasons from it, and names the school."""
    number, school = walk.server.ask("setting_of", "senco")
    page = walk.desk("Caseworker")
    go(page, f"/cases/{walk.case}/naming")
    expect(page.locator(f"#rank-{first}")).to_have_value("1")
    page.locator(f"#rank-{number}").fill("2")
    page.locator("#number").select_option(number)
    page.locator("#setting_type").fill("A mainstream school")
    page.locator("#what-1").fill(VISIT)
    page.locator("#who-1").fill(school)
    page.locator("#by-1").fill((walk.today + timedelta(days=20)).isoformat())
    press(page, "Decide")
    expect(page.get_by_role("alert")).to_contain_text("say what you find on each ground")
    page.locator(f"#finding-{first}-others-made_out").check()
    press(page, "Draft the reasons")
    expect(page.locator("#reasons")).to_have_value(re.compile("33 in the class"))
    press(page, "Decide")
    expect(page.get_by_text("section I of the plan says so")).to_be_visible()


def send(walk: Walk) -> None:
    """The caseworker sends the final plan, which names the school."""
    page = walk.desk("Caseworker")
    go(page, f"/cases/{walk.case}/plan")
    expect(page.locator("main")).to_contain_text(walk.server.ask("setting_of", "senco")[1])
    press(page, "Send: final")


def read_why(walk: Walk) -> None:
    """The family reads on its phone who was asked, what was decided and why."""
    page = walk.phone()
    go(page, "/family")
    follow(page.get_by_role("link", name="Where the place is, and why").first)
    look(page)
    said = page.locator("main")
    for words in (walk.server.ask("setting_of", "senco")[1], FULL, CONDITION, VISIT):
        expect(said).to_contain_text(words)


def start(walk: Walk) -> None:
    """The school confirms that the child started."""
    page = walk.phone_of("SENCO")
    go(page, "/settings/places")
    form = page.locator("form").filter(has=page.get_by_label(re.compile("^Started on: Sol")))
    follow(form.get_by_role("button"))
    expect(page.get_by_text("The start is confirmed.")).to_be_visible()
    go(walk.phone(), f"/family/{walk.case}/setting")
    expect(walk.phone().locator("main")).to_contain_text("Started")
