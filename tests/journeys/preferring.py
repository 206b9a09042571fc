"""From a list made for a child to what the family would choose, each by the one who does it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.following import follow
from tests.journeys.walking import Walk, go, look, press

QUESTION = "Where do they eat lunch?"
ANSWER = "In the library, if they like."


def make_list(walk: Walk) -> None:
    """The caseworker makes a list and shares it; until then the family reads none."""
    page = walk.desk("Caseworker")
    go(page, f"/cases/{walk.case}")
    follow(page.get_by_role("link", name="The list of settings"))
    look(page)
    press(page, "Make the list")
    expect(page.get_by_text("List 1, made on")).to_be_visible()
    go(walk.phone(), f"/family/{walk.case}/list")
    expect(walk.phone().get_by_text("hasn’t shared a list yet")).to_be_visible()
    press(page, "Share this list with the family")


def read_list(walk: Walk, *, means: str) -> list[str]:
    """The family reads the list on its phone, with reasons, and puts two beside each other."""
    page = walk.phone()
    go(page, "/family")
    follow(page.get_by_role("link", name="Settings that could suit, and your choice").first)
    look(page)
    expect(page.get_by_text(means)).to_be_visible()
    numbers = page.locator("[name=compare]").evaluate_all("all => all.map(each => each.value)")
    assert len(numbers) > 2
    for number in numbers[:2]:
        page.locator(f"#compare-{number}").check()
    press(page, "Compare those ticked")
    expect(page.get_by_role("region", name="Settings side by side")).to_be_visible()
    return [str(number) for number in numbers]


def choose(walk: Walk, first: str, second: str) -> None:
    """The family ranks two, asks about one and notes a visit to it."""
    page = walk.phone()
    page.select_option(f"#rank-{first}", "1")
    page.select_option(f"#rank-{second}", "2")
    page.get_by_label("Why you would choose so").fill("Friends go there.")
    press(page, "Send your choice")
    _about(page, "question", first, text=QUESTION)
    press(page, "Ask")
    page.locator("#visit-on").fill(walk.today.isoformat())
    _about(page, "visit", first, text="Calm, and near.")
    press(page, "Note it")


def _about(page: Page, kind: str, number: str, *, text: str) -> None:
    page.select_option(f"#{kind}-number", number)
    page.locator(f"#{kind}-text").fill(text)


def add_another(walk: Walk) -> None:
    """The family asks for the SENCO's school, which isn't on the list, with its reasons."""
    page, (number, _) = walk.phone(), walk.server.ask("setting_of", "senco")
    page.get_by_label("Find it by name or number").fill(number)
    follow(page.get_by_role("button", name="Find"))
    page.locator(f"#added-{number}").check()
    page.get_by_label("Why you want it").fill("Her sister is happy there.")
    press(page, "Add it")


def hear(walk: Walk, first: str) -> None:
    """The caseworker reads the order and answers the question; the family reads the answer."""
    page = walk.desk("Caseworker")
    go(page, f"/cases/{walk.case}/list")
    expect(page.get_by_text("Friends go there.")).to_be_visible()
    expect(page.get_by_text(QUESTION)).to_be_visible()
    page.get_by_label("Your answer").fill(ANSWER)
    press(page, "Answer")
    go(walk.phone(), f"/family/{walk.case}/list")
    expect(walk.phone().get_by_text(ANSWER)).to_be_visible()
    expect(walk.phone().locator(f"#rank-{first}")).to_have_value("1")
