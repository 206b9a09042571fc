"""A letter in a real browser: seen before it goes, sent with the step, found again."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenAs
from tests.journeys.following import follow

pytestmark = pytest.mark.journey


def test_a_manager_sees_a_letter_changes_it_and_sends_it(open_as: OpenAs) -> None:
    page = open_as("Team manager", script=False)
    page.goto("/cases?stage=plan")
    follow(page.locator("tbody th a").first)
    case = page.url.split("?")[0].split("#")[0]
    page.goto(f"{case}/moves")
    follow(page.get_by_role("link", name="Tell the family that ceasing is considered"))
    page.get_by_label("Reasons").fill("The outcomes have been reached.")
    page.locator("select").first.select_option(index=1)
    follow(page.get_by_role("button", name="See the letter first"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("The letter, before it goes")
    follow(page.get_by_role("button", name="Change something"))
    expect(page.get_by_label("Reasons")).to_have_value("The outcomes have been reached.")
    page.get_by_label("Reasons").fill("Each outcome has been reached.")
    follow(page.get_by_role("button", name="See the letter first"))
    follow(page.get_by_role("button", name="Tell the family"))
    page.goto(f"{case}/letters")
    expect(page.locator("main")).to_contain_text("We are thinking of ending the plan")


def test_a_parent_reads_a_letter_on_a_phone(open_as: OpenAs) -> None:
    page = open_as("Parent or carer", width=390)
    follow(page.get_by_role("link", name="Letters to you").first)
    follow(page.get_by_role("link", name="We will assess").first)
    expect(page.locator("main")).to_contain_text("Robin may need more help.")
    with page.expect_download() as file:
        page.get_by_role("link", name="Keep or print it (PDF)").click()
    assert file.value.suggested_filename == "letter.pdf"
