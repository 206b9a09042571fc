"""An appeal from the day it comes to the order carried out, at the desk of the appeals officer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
from playwright.sync_api import Page, expect

from sendap.exchange.files.pdf_text import words_of as pdf_words
from tests.engines.working_document.editing import edited, style, words_of, write
from tests.journeys.following import follow
from tests.journeys.walking import Walk, go, look, press

REFERENCE = "EH998/27/00042"
HOW_OFTEN = "F1 – How often"


def appeal_page(walk: Walk) -> Page:
    """The appeals officer opens the page of the appeal."""
    page = walk.desk("Appeals officer")
    go(page, f"/cases/{walk.case}/appeal")
    return page


def take_in(walk: Walk, kind: str, *, last: str) -> None:
    """The officer finds the case, reads the last day with its working, and takes the appeal in."""
    page = appeal_page(walk)
    expect(page.locator("main")).to_contain_text(last)
    page.get_by_label("The tribunal’s reference").fill(REFERENCE)
    page.get_by_label("What the appeal is against").select_option(value=kind)
    page.get_by_label("Registered on").fill(walk.today.isoformat())
    page.get_by_label("Came to the authority on").fill(walk.today.isoformat())
    press(page, "Take the appeal in")
    expect(page.locator("main")).to_contain_text("The appeal is taken in.")
    go(page, "/appeals")
    expect(page.locator("tbody").first).to_contain_text("Respond to the appeal")


def respond(walk: Walk) -> None:
    """The officer records that the response was sent."""
    page = appeal_page(walk)
    page.get_by_text("Record a step").click()
    press(page, "The response was sent")


def bind(walk: Walk, folder: Path, *, removed: str) -> str:
    """Every paper goes in, without somebody’s name; returns the words of the bundle."""
    page = appeal_page(walk)
    follow(page.get_by_role("link", name="The bundle"))
    for box in page.get_by_role("checkbox").all():
        box.check()
    for field in page.locator("textarea").all():
        field.fill(removed)
    press(page, "Bind the bundle")
    expect(page.locator("main")).to_contain_text("Bundle 1 is bound.")
    with pikepdf.open(_saved(page, "Bundle 1", folder)) as document:
        return pdf_words(document)


def _saved(page: Page, name: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).first.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def exchange_words(walk: Walk, folder: Path) -> None:
    """The working document goes out as Word, the family marks it, and it is read back."""
    page = appeal_page(walk)
    follow(page.get_by_role("link", name="The working document"))
    look(page)
    press(page, "Make it from the plan")
    path = _saved(page, "Edition 1 (Word)", folder)
    path.write_bytes(edited(path.read_bytes(), _mark))
    page.get_by_label("The latest edition, as it came back").set_input_files(path)
    press(page, "Read it")
    expect(page.locator("main")).to_contain_text("1 rows were read as changed")
    expect(page.locator("main")).to_contain_text("5 times a week")


def _mark(word: Any) -> None:
    """The family strikes how often, and writes its own."""
    words = words_of(word, HOW_OFTEN)
    style(words.runs[0], "family")
    words.runs[0].font.strike = True
    write(words, "5 times a week", "family")


def order(walk: Walk, *, text: str, due: str) -> None:
    """The order comes; its day is on the page; the ordered words go into a new version."""
    page = appeal_page(walk)
    page.get_by_text("Record an order or a recommendation").click()
    page.get_by_label("What was ordered").select_option(value="amend")
    page.get_by_label("Made on").fill(walk.today.isoformat())
    page.get_by_label("What it says").fill(text)
    page.get_by_label("How the appeal ended").select_option(value="for_family")
    press(page, "Record the order")
    row = page.get_by_role("row").filter(has_text="T-AMEND")
    expect(row).to_contain_text(due)
    follow(page.get_by_role("link", name="The working document"))
    page.get_by_label("Whose words were ordered in F1, How often").select_option(value="family")
    press(page, "Keep whose words were ordered")
    appeal_page(walk)
    press(page, "Begin the amended plan")
    expect(page.locator("main")).to_contain_text("is begun with the ordered words")


def issue(walk: Walk) -> None:
    """The caseworker reads the version with the ordered words, and issues it."""
    page = walk.desk("Caseworker")
    go(page, f"/cases/{walk.case}/plan")
    expect(page.locator("main")).to_contain_text("5 times a week")
    press(page, "Send: amended plan")


def is_kept(walk: Walk, rule: str) -> None:
    """The appeals page says that what was ordered was done in time."""
    page = appeal_page(walk)
    expect(page.get_by_role("row").filter(has_text=rule)).to_contain_text("Kept")
