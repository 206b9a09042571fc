"""From the request of a parent to the decision whether to assess, each by the one who does it."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.following import follow
from tests.journeys.walking import PHONE, Walk, go, look, press

CHILD = ("Sol", "Brackwater")


def ask(walk: Walk, surname: str) -> str:
    """A parent asks on a phone without JavaScript or an account; returns the code to come back."""
    page = walk.page(width=PHONE, script=False)
    go(page, "/request")
    press(page, "Start")
    _say_who(page, surname)
    _say_about_whom(page, surname)
    page.get_by_label("Tell us about their needs").fill("Sol finds noise hard.")
    press(page, "Save and go on")
    press(page, "Save and go on")
    expect(page.get_by_text("Sol finds noise hard.")).to_be_visible()
    press(page, "Send the request")
    expect(page.get_by_role("heading", name="We have your request")).to_be_visible()
    found = re.search(r"(?:[A-Z0-9]{4}-){3}[A-Z0-9]{4}", page.content())
    assert found
    return found.group()


def _say_who(page: Page, surname: str) -> None:
    page.get_by_label("A parent or carer of the child").check()
    page.get_by_label("Your full name").fill(f"Ada {surname}")
    press(page, "Save and go on")
    page.get_by_label("Email address").fill("ada@example.org")
    press(page, "Save and go on")


def _say_about_whom(page: Page, surname: str) -> None:
    page.get_by_label("First name of the child").fill("Sol")
    page.get_by_label("Last name of the child").fill(surname)
    for part, number in (("Day", "27"), ("Month", "3"), ("Year", "2018")):
        page.get_by_label(part).fill(number)
    press(page, "Save and go on")
    page.get_by_label("Name of the nursery, school or college").fill("Alderwick Primary School")
    press(page, "Save and go on")


def accept(walk: Walk, surname: str) -> None:
    """A caseworker matches the request: a new child, whose parent may see the record."""
    page = walk.desk("Caseworker")
    go(page, "/requests")
    follow(page.get_by_role("link", name=f"Sol {surname}"))
    look(page)
    page.get_by_label("A child who isn’t known here yet").check()
    page.get_by_label("I have checked that the one who asks").check()
    page.get_by_label("How you know").fill("Birth certificate seen")
    press(page, "Confirm")
    expect(page.get_by_role("heading", level=1)).to_contain_text(surname)
    walk.case = walk.server.ask("case_called", surname)


def open_account(walk: Walk, code: str) -> None:
    """The parent comes back, proves the contact with a one-use code, and opens the account."""
    page = walk.page(width=PHONE, script=False)
    go(page, "/request/return")
    page.get_by_label("The code of your request").fill(code)
    press(page, "Go on")
    told = page.locator(".govuk-inset-text").inner_text()
    found = re.search(r"code is ([0-9]{6})", told)
    assert found, told
    page.get_by_label("One-use code").fill(found.group(1))
    press(page, "Go on")
    named = re.search(r"family-[a-z0-9-]+", page.locator("main").inner_text())
    assert named, page.locator("main").inner_text()
    walk.name = named.group()
    page.get_by_label("Password").fill(walk.password)
    press(page, "Open my account")
    expect(page.get_by_role("heading", name="What happens next")).to_be_visible()


def give_to_an_officer(walk: Walk, surname: str) -> None:
    """The team manager gives the case to the caseworker."""
    page = walk.desk("Team manager")
    go(page, f"/cases?search={surname}")
    page.get_by_label(f"Sol {surname}").or_(page.get_by_label(f"{surname}, Sol")).check()
    page.get_by_label("Officer who takes them").select_option(index=1)
    press(page, "Continue")
    press(page, "Give it to")


def decide(walk: Walk, *answers: str, role: str = "Team manager", then: str) -> None:
    """Somebody with authority answers the tests of the law, sees what follows, and confirms."""
    page = walk.desk(role)
    go(page, f"/cases/{walk.case}/decide")
    for group, answer in zip(page.locator("fieldset").all(), answers, strict=True):
        group.get_by_label(answer, exact=True).check()
    for box in page.locator("textarea").all():
        box.fill("The school’s reports say so.")
    press(page, "See what follows")
    expect(page.get_by_role("heading", level=1)).to_contain_text(then)
    press(page, f"Confirm: {then.lower()}")


def begin(walk: Walk, surname: str) -> None:
    """From nothing to a case with an officer that the parent follows."""
    code = ask(walk, surname)
    accept(walk, surname)
    open_account(walk, code)
    give_to_an_officer(walk, surname)


def read_letter(walk: Walk, title: str, *, says: str) -> None:
    """The parent reads a letter on the phone, and keeps it as a PDF."""
    page = walk.phone()
    go(page, f"/family/{walk.case}/letters")
    follow(page.get_by_role("link", name=title).first)
    look(page)
    expect(page.locator("main")).to_contain_text(says)
    with page.expect_download() as file:
        page.get_by_role("link", name="Keep or print it (PDF)").click()
    assert file.value.path().read_bytes().startswith(b"%PDF")
