"""Settling early: the family on its phone, the adviser and the officer at their desks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, expect

from sendap.basics.dates import written_day
from sendap.cli.main import main
from tests.journeys.following import follow
from tests.journeys.walking import Walk, go, look, press

SENIOR = "Ms Able, head of service"


def ways(walk: Walk) -> Page:
    """The family opens the page of what it can do, from its own page."""
    page = walk.phone()
    go(page, "/family")
    follow(page.get_by_role("link", name="If you don’t agree"))
    look(page)
    return page


def read_ways(walk: Walk, *, says: str, last: Sequence[date]) -> None:
    """The family reads what it can do, and the last day of each."""
    said = ways(walk).locator("main").inner_text()
    assert says in said
    for day in last:
        assert written_day(day) in said, day


def talk(walk: Walk) -> None:
    """The family asks for a talk; the officer says who comes, and what came of it."""
    page = ways(walk)
    page.get_by_label("What would you like to talk about?").fill("Why you said no.")
    page.get_by_label("A call").check()
    press(page, "Ask for a talk")
    manager = walk.desk("Team manager")
    go(manager, "/team/signs")
    row = manager.get_by_role("row").filter(has_text="asked for a talk")
    follow(row.get_by_role("link", name="Offer a talk").first)
    look(manager)
    manager.get_by_label("Who comes for the council and can decide").fill(SENIOR)
    press(manager, "Tell the family")
    expect(ways(walk).locator("main")).to_contain_text(SENIOR)
    manager.get_by_label("Not agreed").check()
    press(manager, "Close the talk")


def contact(walk: Walk, about: str) -> None:
    """The family writes to the mediation adviser."""
    page = ways(walk)
    page.get_by_label(about).check()
    page.get_by_label("What would you like to be different?").fill("Sol needs an assessment.")
    press(page, "Contact the adviser")


def workspace(walk: Walk, surname: str) -> Page:
    """The adviser opens the mediation from the list."""
    page = walk.desk("Mediator")
    go(page, "/mediation")
    follow(page.get_by_role("link", name=f"Sol {surname}"))
    look(page)
    return page


def inform(walk: Walk, surname: str) -> None:
    """The adviser tells the family what mediation is."""
    press(workspace(walk, surname), "Record the information")


def choose(walk: Walk, wish: str) -> None:
    """The family says what it wants."""
    page = ways(walk)
    page.get_by_label(wish).check()
    press(page, "Tell the adviser")


def arrange(walk: Walk, surname: str, on: date) -> None:
    """The adviser fixes a session; without somebody who can decide it is refused."""
    page = workspace(walk, surname)
    page.get_by_label("The day of the session", exact=True).fill(on.isoformat())
    page.get_by_label("The place").fill("The library")
    page.get_by_label("Side 1").select_option(label="The council")
    page.get_by_label("Name and post 1").fill(SENIOR)
    press(page, "Keep the session")
    expect(page.locator(".govuk-error-summary")).to_contain_text("who can decide")
    page.get_by_label("can decide 1").check()
    press(page, "Keep the session")
    expect(ways(walk).locator("main")).to_contain_text(written_day(on))


def hold(walk: Walk, surname: str) -> None:
    """The session is held."""
    page = workspace(walk, surname)
    page.get_by_label(SENIOR).check()
    press(page, "Record the session")


def certify(walk: Walk, surname: str, folder: Path) -> None:
    """The adviser issues the certificate; the family has it, and anybody can check it offline."""
    press(workspace(walk, surname), "Issue the certificate")
    page = ways(walk)
    with page.expect_download() as printed:
        page.get_by_role("link", name="the certificate to print (PDF)").click()
    assert printed.value.path().read_bytes().startswith(b"%PDF")
    with page.expect_download() as signed:
        page.get_by_role("link", name="the signed file").click()
    file = folder / "certificate.json"
    signed.value.save_as(file)
    assert main(["certificate", "verify", str(file)]) == 0
    file.write_text(file.read_text("utf-8").replace(surname, "Other"), "utf-8")
    assert main(["certificate", "verify", str(file)]) == 2


def agree(walk: Walk, surname: str, days: Sequence[date]) -> None:
    """The adviser records what was agreed; everyone sees by when it is due."""
    page = workspace(walk, surname)
    page.get_by_label("What is to be done").first.fill("The council assesses Sol.")
    page.get_by_label("Kind").first.select_option(label="Assess the child or young person")
    page.get_by_label("Who does it").first.select_option(label="The council")
    press(page, "Record the agreement")
    for said in (page.locator("main").inner_text(), ways(walk).locator("main").inner_text()):
        assert all(written_day(day) in said for day in days)


def carry_out(walk: Walk) -> None:
    """The officer records that what was agreed was done."""
    page = walk.desk("Caseworker")
    go(page, f"/cases/{walk.case}/disagreement")
    press(page, "Record as done")
