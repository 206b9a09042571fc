"""What people come to do, from end to end, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import OpenAs
from tests.journeys.following import follow

pytestmark = pytest.mark.journey
MOST_TABS = 120
WORKING = re.compile(r"of \d{1,2} \w+ \d{4} is \d{1,2} \w+ \d{4}")


def first_case(page: Page) -> Locator:
    return page.locator("tbody th a").first


def start_button(page: Page) -> Locator:
    return page.locator("main a[href='/sign-in']")


def reassign_two(page: Page) -> str:
    """Tick the first two cases, give them to the last officer offered, and confirm."""
    for box in page.locator("tbody input[type=checkbox]").all()[:2]:
        box.check()
    officer = page.locator("#new-officer option").last.inner_text()
    page.get_by_label("Officer who takes them").select_option(label=officer)
    follow(page.get_by_role("button", name="Continue"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(officer)
    follow(page.get_by_role("button", name=re.compile(r"^Give (it|them) to")))
    return officer


def tab_to(page: Page, target: Locator, *, key: str = "Tab") -> None:
    """Press Tab until the target has the focus, as someone without a mouse does."""
    for _ in range(MOST_TABS):
        page.keyboard.press(key)
        if target.evaluate("element => element === document.activeElement"):
            assert target.evaluate(
                """element => {
                    const shown = getComputedStyle(element)
                    const label = element.labels?.[0]
                    const drawn = label ? getComputedStyle(label, '::before') : shown
                    return [shown, drawn].some(
                        style => style.outlineStyle !== 'none' || style.boxShadow !== 'none')
                }"""
            ), "the focus can't be seen"
            return
    raise AssertionError("the keyboard doesn't reach it")


def test_a_manager_sees_the_load_opens_a_late_case_and_moves_two(open_as: OpenAs) -> None:
    page = open_as("Team manager")
    follow(page.get_by_role("link", name="Team", exact=True))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto("/cases?due=overdue")
    follow(first_case(page))
    expect(
        page.get_by_text(re.compile(r"of \d{1,2} \w+ \d{4} is \d{1,2} \w+ \d{4}")).first
    ).to_be_visible()
    expect(page.get_by_text(re.compile("SEND Regulations 2014")).first).to_be_visible()
    page.go_back()
    officer = reassign_two(page)
    expect(page.get_by_role("alert")).to_contain_text(f"2 cases are now with {officer}")


def test_a_caseworker_finds_a_child_whose_name_is_spelt_wrong(open_as: OpenAs) -> None:
    page = open_as("Caseworker")
    page.goto("/cases")
    names = [text.split(",")[0] for text in page.locator("tbody th a").all_inner_texts()]
    name = next(name for name in names if len(name) > 5 and name.isalpha())
    wrong = name[:2] + name[3] + name[2] + name[4:]
    page.get_by_label("Name, UPN, ULN or reference").fill(wrong)
    follow(page.get_by_role("button", name="Show cases"))
    expect(page.get_by_role("link", name=re.compile(rf"^{name}\b")).first).to_be_visible()


def test_the_public_reads_the_figures_of_england(open_as: OpenAs, open_data: Path) -> None:
    page = open_as()
    follow(page.get_by_role("link", name="Dashboard", exact=True))
    expect(page.locator("main")).to_contain_text("638,745")
    expect(page.locator("main")).to_contain_text("46.4%")


def test_the_public_compares_two_areas(open_as: OpenAs, open_data: Path) -> None:
    page = open_as()
    page.goto("/dashboard/compare")
    choices = page.locator("main select")
    for place, area in enumerate(("Leeds", "Kent")):
        choices.nth(place).select_option(label=area)
    follow(page.locator("main form button").first)
    for area in ("Leeds", "Kent"):
        expect(page.locator("main table").first).to_contain_text(area)


def test_a_calendar_has_dates_and_no_names(open_as: OpenAs) -> None:
    page = open_as("Caseworker")
    page.goto("/cases?officer=me")
    names = [text.split(",")[0].casefold() for text in page.locator("tbody th a").all_inner_texts()]
    follow(page.get_by_role("link", name="See your dates in your own calendar"))
    follow(page.get_by_role("button", name=re.compile("make", re.IGNORECASE)))
    address = re.search(r"http://\S+?\.ics", page.content())
    assert address
    calendar = page.request.get(address.group()).text().casefold()
    assert "begin:vevent" in calendar
    assert names
    assert not [name for name in names if re.search(rf"\b{re.escape(name)}\b", calendar)]


def test_a_parent_sees_where_the_case_is_and_who_looked(open_as: OpenAs) -> None:
    page = open_as("Parent or carer", width=390)
    expect(page.get_by_role("heading", level=1)).to_contain_text("case")
    expect(page.get_by_role("heading", name="What happens next").first).to_be_visible()
    follow(page.get_by_role("link", name="Who looked at the record").first)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.go_back()
    follow(page.get_by_role("link", name="Everything that has happened").first)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_nothing_typed_is_lost_when_a_form_is_wrong(open_as: OpenAs) -> None:
    page = open_as("Team manager")
    page.goto("/cases")
    box = page.locator("tbody input[type=checkbox]").first
    box.check()
    follow(page.get_by_role("button", name="Continue"))
    expect(page.get_by_role("alert")).to_contain_text("Choose who takes the cases")
    expect(page.locator("tbody input[type=checkbox]").first).to_be_checked()
    expect(page).to_have_title(re.compile("^Error"))


def test_a_manager_moves_a_case_with_the_keyboard_alone(open_as: OpenAs) -> None:
    page = open_as()
    row = page.get_by_role("row").filter(
        has=page.get_by_role("rowheader", name="Team manager", exact=True)
    )
    tab_to(page, row.get_by_role("button"))
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Sign out").wait_for()
    page.goto("/cases")
    tab_to(page, page.locator("#search"))
    page.keyboard.type("a")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("search=a"))
    page.goto("/cases?sort=name")
    tab_to(page, first_case(page))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/cases/[0-9a-f-]{36}"))
    page.goto("/cases?officer=none")
    tab_to(page, page.locator("tbody input[type=checkbox]").first)
    page.keyboard.press("Space")
    # Two rows are enough to pass over: the choice of officer is after the table.
    page.locator("tbody input[type=checkbox]").last.focus()
    tab_to(page, page.locator("#new-officer"))
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_role("button", name="Continue"))
    page.keyboard.press("Enter")
    tab_to(page, page.locator("#handover"))
    page.keyboard.type("The family likes to be rung.")
    tab_to(page, page.get_by_role("button", name=re.compile("^Give it to")))
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("1 case is now with")
    tab_to(page, page.get_by_role("button", name="Sign out"), key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(start_button(page)).to_be_visible()


def test_the_first_tab_stop_skips_to_the_content(open_as: OpenAs) -> None:
    page = open_as()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"


def test_a_manager_works_without_javascript(open_as: OpenAs) -> None:
    page = open_as("Team manager", script=False)
    page.goto("/cases")
    page.get_by_label("Next date").select_option(value="overdue")
    follow(page.get_by_role("button", name="Show cases"))
    assert "due=overdue" in page.url
    follow(first_case(page))
    expect(page.get_by_role("heading", name="Time limits, with their working")).to_be_visible()
    page.go_back()
    reassign_two(page)
    expect(page.get_by_role("alert")).to_contain_text("2 cases are now with")
    follow(page.get_by_role("button", name="Sign out"))
    expect(start_button(page)).to_be_visible()


def test_a_parent_reads_the_case_without_javascript(open_as: OpenAs) -> None:
    page = open_as("Parent or carer", script=False, width=320)
    expect(page.get_by_role("heading", name="What happens next").first).to_be_visible()


def test_what_was_open_is_closed_after_signing_out(open_as: OpenAs) -> None:
    page = open_as("Caseworker")
    page.goto("/cases")
    address = first_case(page).get_attribute("href")
    follow(page.get_by_role("button", name="Sign out"))
    start_button(page).wait_for()
    page.goto(str(address))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sign in")
    page.go_back()
    expect(page.locator("tbody th a")).to_have_count(0)
