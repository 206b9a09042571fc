"""Files by the family on a phone without JavaScript, and by its caseworker at a desk."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests import file_corpus as made
from tests.journeys.conftest import OpenAs
from tests.journeys.following import follow
from tests.journeys.test_pages import RULES, WIDER

pytestmark = pytest.mark.journey


def add(page: Page, path: Path, note: str, *, about: str = "") -> None:
    if about:
        page.get_by_label(about).check()
    page.locator("#note").fill(note)
    page.locator("#file").set_input_files(path)
    follow(page.get_by_role("button", name="Add the file"))


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_family_adds_a_drawing_and_its_officer_shares_a_report(
    open_as: OpenAs, tmp_path: Path
) -> None:
    family = open_as("Parent or carer", width=390, script=False)
    family.goto("/family")
    follow(family.get_by_role("link", name="Files, pictures and recordings").first)
    address = family.url
    add(family, written(tmp_path, "drawing.jpg", made.picture(size=(900, 600), gps=True)),
        "A lighthouse", about="The child’s or young person’s own views")  # fmt: skip
    expect(family.get_by_role("status")).to_have_text("“drawing.jpg” is kept.")
    expect(family.get_by_role("img", name="A lighthouse")).to_be_visible()
    assert family.evaluate(WIDER) <= 0
    add(family, written(tmp_path, "report.pdf", made.PROGRAM), "A report")
    expect(family.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(family.get_by_label("What it shows or says")).to_have_value("A report")

    case = re.search("family/([0-9a-f-]{36})", address)
    assert case
    officer = open_as("Caseworker")
    officer.goto(f"/cases/{case[1]}/files")
    expect(officer.get_by_role("img", name="A lighthouse")).to_be_visible()
    add(officer, written(tmp_path, "report.docx", made.word()), "Report of the therapist")
    officer.get_by_role("button", name="Share it with the family report.docx").click()
    expect(officer.get_by_text("The family can see it.").first).to_be_visible()
    assert not Axe().run(officer, options={"runOnly": RULES}).response["violations"]

    family.goto(address)
    with family.expect_download() as saved:
        family.get_by_role("link", name="report.docx").click()
    assert Path(saved.value.path()).read_bytes().startswith(b"PK")
    with family.expect_download():
        family.get_by_role("link", name="drawing.jpg").click()
