"""Journey J5: last year's return loaded, a year's work, this year's made, explained and sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sendap.exchange.sen2.checks import check
from sendap.exchange.sen2.read import read_return
from tests.journeys.following import follow
from tests.journeys.serving import Server, serving_from
from tests.journeys.walking import Walk, go, look, press

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]
PERSONS = 60
LOADED, BEGINS = date(2025, 1, 21), date(2026, 1, 20)
"""Five days after the census day of 2025, and of 2026 nearly the same."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this journey alone, whose area was loaded the year before."""
    with serving_from(tmp_path_factory.mktemp("j5"), day=LOADED, persons=PERSONS) as running:
        yield running


@pytest.fixture
def walk(server: Server, chromium: Browser) -> Iterator[Walk]:
    """A walk at the time of the return."""
    server.go_to(BEGINS)
    found = Walk(server, chromium)
    yield found
    found.close()


def make_return(page: Page) -> None:
    go(page, "/returns")
    page.get_by_label("Year of census day").select_option("2026")
    press(page, "Make the return")


def give_what_is_missing(page: Page) -> None:
    """Everything that the record has no place for is given, one after another."""
    address = page.url.split("?")[0]
    given = (("Ethnicity", None), ("UPNunknown", None), ("RYA", "No"), ("RequestSource", None))
    for item, answer in given:
        go(page, f"{address}?rule=gap")
        for place in range(page.get_by_label(re.compile(f"^{item} of")).count()):
            field = page.get_by_label(re.compile(f"^{item} of")).nth(place)
            if answer:
                field.select_option(label=answer)
            else:
                field.select_option(index=1)
            follow(page.locator("form", has=field).get_by_role("button"))
            expect(page.get_by_text("It is kept.")).to_be_visible()


def drop(page: Page, path: Path) -> None:
    go(page, "/returns")
    page.get_by_label("The return").set_input_files(path)
    press(page, "Check the file")


def test_this_years_return_is_made_from_the_record_and_sent(walk: Walk, tmp_path: Path) -> None:
    walk.stage("Quill", ("request_received", "2025-11-03", {}),
               ("decision_to_assess_notified", "2025-12-01", {}))  # fmt: skip
    officer = walk.desk("Caseworker")
    make_return(officer)
    expect(officer.get_by_text("Not in the record")).to_be_visible()
    give_what_is_missing(officer)

    make_return(officer)
    expect(officer.get_by_text("You made this return, so somebody else signs it.")).to_be_visible()
    errors = officer.locator(".govuk-tag--red")
    assert errors.count() == 0, officer.locator("main").inner_text()
    address = officer.url
    compare_with_last_year(officer, address)
    explain_a_query(officer, address)
    sent = sign_and_take(walk.desk("Team manager"), address, tmp_path)
    assert check(read_return(sent)).counts["error"] == 0

    find_an_error_in_two_clicks(officer, sent)


def compare_with_last_year(page: Page, address: str) -> None:
    """Who is new and who is gone, beside the return that was loaded the year before."""
    go(page, address)
    follow(page.get_by_role("link", name="Compare with the year before"))
    expect(page.get_by_text("The record of 2025 became")).to_be_visible()
    expect(page.get_by_text(re.compile("New$")).first).to_be_visible()
    look(page)
    go(page, f"{address}/measures")
    expect(page.get_by_role("region", name="Measures")).to_be_visible()


def explain_a_query(page: Page, address: str) -> None:
    """A query is explained where it stands."""
    go(page, address)
    page.get_by_text("Explain it").first.click()
    page.get_by_label("Why it is right").first.fill("The family was abroad.")
    follow(page.get_by_role("button", name="Keep the explanation").first)
    expect(page.get_by_text("Explained:").first).to_be_visible()
    look(page)


def sign_and_take(page: Page, address: str, folder: Path) -> Path:
    """A second person signs, and takes the file to send."""
    go(page, address)
    press(page, "Sign the return")
    expect(page.get_by_text("Nothing of it changes any more.")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Take the file to send").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert path.name == "SEN2_998_2026_001.xml"
    return path


def find_an_error_in_two_clicks(page: Page, sent: Path) -> None:
    """A file with an error names the rule and the child, whose case is one click away."""
    wrong = sent.with_name("wrong.xml")
    wrong.write_text(re.sub(r"<Sex>.</Sex>", "<Sex>Q</Sex>", sent.read_text(), count=1))
    drop(page, wrong)
    expect(page.get_by_text("1 error to correct")).to_be_visible()
    look(page)
    follow(page.locator("article h3 a").first)
    expect(page).to_have_url(re.compile("/cases/[0-9a-f-]{36}$"))
    drop(page, sent)
    expect(page.get_by_text("No errors")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_of_returns_have_no_fault(walk: Walk, width: int, tmp_path: Path) -> None:
    page = walk.desk("Team manager")
    page.set_viewport_size({"width": width, "height": 900})
    go(page, "/returns")
    look(page)
    drop_wrong = tmp_path / "other.xml"
    drop_wrong.write_text("<Other/>")
    drop(page, drop_wrong)
    expect(page.get_by_text("There is a problem")).to_be_visible()
    look(page)
