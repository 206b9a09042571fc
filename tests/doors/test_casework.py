"""The staff pages as a browser without JavaScript meets them."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sendap.apps.access.models import Account, AuditEntry
from sendap.apps.timeline.models import Case, SavedView
from sendap.web.casework.filters import query_of, read
from sendap.web.casework.spreadsheets import cell
from tests import builders as make

pytestmark = pytest.mark.django_db
MOST_QUERIES = 26


@pytest.fixture
def manager() -> Account:
    return make.make_staff("team_manager", name="Mo Manager")


@pytest.fixture
def browser(manager: Account) -> Client:
    return make.signed_in(manager)


def case(surname: str = "Marlow", *, due: int | None = None, **fields: Any) -> Case:
    made = make.make_case(make.make_person(surname=surname, forename="Ada"), **fields)
    if due is not None:
        make.make_deadline(made, "C7", timezone.localdate() + timedelta(days=due))
    return made


def text(response: Any) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8-sig")


def words(response: Any) -> str:
    """The page's words alone."""
    return " ".join(re.sub(r"<[^>]*>", " ", text(response)).split())


def test_a_list_says_how_much_of_it_is_shown(browser: Client) -> None:
    for _ in range(51):
        case()
    assert "Showing 1 to 50 of 51 cases" in words(browser.get("/cases"))
    assert "Showing 51 to 51 of 51 cases" in words(browser.get("/cases?page=2"))


def test_the_sorted_column_says_so_and_its_link_turns_it_round(browser: Client) -> None:
    case()
    page = text(browser.get("/cases?sort=name&stage=assessment"))
    assert page.count('aria-sort="ascending"') == 1
    assert 'href="?stage=assessment&amp;sort=name&amp;order=descending"' in page


def test_filters_stay_in_the_form_and_in_every_link(browser: Client) -> None:
    for _ in range(51):
        case(need="SLCN")
    page = text(browser.get("/cases?need=SLCN&search=mar"))
    assert 'value="mar"' in page
    assert '<option value="SLCN" selected>' in page
    assert "?search=mar&amp;need=SLCN&amp;page=2" in page
    assert "/cases.csv?search=mar&amp;need=SLCN" in page


def test_an_empty_list_says_what_to_do(browser: Client) -> None:
    assert "sendap sen2 import" in text(browser.get("/cases"))
    assert "No case fits these filters." in words(browser.get("/cases?due=7"))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("stage=moon", "Choose a stage from the list"),
        ("due=8", "Choose when the next date is from the list"),
        ("officer=x", "Choose an officer from the list"),
        ("officer=٣", "Choose an officer from the list"),
        ("page=0", "Pages go from 1 to 500"),
        ("page=501", "Pages go from 1 to 500"),
        ("page=" + "9" * 5_000, "Pages go from 1 to 500"),
    ],
)
def test_a_filter_that_cannot_be_used_is_named_and_the_rest_is_kept(
    browser: Client, query: str, said: str
) -> None:
    response = browser.get(f"/cases?{query}&search=mar")
    assert response.status_code == 400
    assert said in text(response)
    assert 'value="mar"' in text(response)


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(["", "me", "none", "17"]))
def test_an_address_read_and_written_again_is_the_same(word: str, setting: str, who: str) -> None:
    once = read({"search": word, "setting": setting, "officer": who, "sort": "name"})
    from django.http import QueryDict

    assert read(QueryDict(query_of(once.criteria)).dict()).criteria == once.criteria


def test_markup_in_a_name_or_a_search_is_only_text(browser: Client) -> None:
    case("<b>Marlow</b>")
    page = text(browser.get("/cases?search=<script>"))
    assert "<b>Marlow" not in text(browser.get("/cases"))
    assert "<script>" not in page.split("<main", 1)[1].split("</main>")[0]


def test_an_old_record_says_up_to_which_day_it_speaks(browser: Client) -> None:
    case(recorded_to=timezone.localdate() - timedelta(days=8))
    assert "What is known here stops at" in text(browser.get("/cases"))


def test_a_fresh_record_says_nothing_of_its_age(browser: Client) -> None:
    case(recorded_to=timezone.localdate() - timedelta(days=7))
    assert "What is known here stops at" not in text(browser.get("/cases"))


@pytest.mark.parametrize("begins", [*"=+-@|%", "\t=", " =", "\u00a0=", "＝", "－", "\0="])
def test_no_cell_of_a_file_can_act_as_a_formula(begins: str) -> None:
    assert cell(f"{begins}1+1").startswith("'")


@given(st.text(max_size=40))
def test_a_cell_keeps_its_words(value: str) -> None:
    assert cell(value).removeprefix("'") == value.replace("\0", "").removeprefix("'")


def test_numbers_stay_numbers() -> None:
    assert (cell(-5), cell(0.5), cell(None)) == ("-5", "0.5", "")


def test_a_file_holds_the_list_and_no_place(browser: Client) -> None:
    made = case("=HYPERLINK(1)", due=-3)
    make.make_location(made.person, "7 Secret Lane", "ZZ99 9ZZ")
    rows = list(csv.DictReader(io.StringIO(text(browser.get("/cases.csv?due=overdue")))))
    assert (rows[0]["Name"], rows[0]["Days to go (minus: late)"]) == ("'=HYPERLINK(1), Ada", "-3")
    assert "ZZ99" not in str(rows)


def test_a_view_is_kept_shown_and_deleted(browser: Client, manager: Account) -> None:
    browser.post("/cases/views", {"name": "Late ones", "query": "late=yes&bogus=1"})
    view = SavedView.objects.get(account=manager)
    assert (view.name, view.query) == ("Late ones", "late=yes")
    assert "Late ones" in text(browser.get("/cases"))
    browser.post(f"/cases/views/{view.pk}/delete", {"query": ""})
    assert not SavedView.objects.exists()


def test_a_view_without_a_name_is_an_error_that_loses_nothing(browser: Client) -> None:
    response = browser.post("/cases/views", {"name": " ", "query": "search=mar"})
    assert response.status_code == 400
    assert "Enter a name for this view." in text(response)
    assert 'value="mar"' in text(response)


def reassign(browser: Client, *cases: Case, officer: object, **more: str) -> Any:
    data = {"case": [str(each.pk) for each in cases], "officer": str(officer), **more}
    return browser.post("/cases/reassign", data, follow=True)


def test_moving_cases_is_checked_done_and_told(browser: Client) -> None:
    officer = make.make_staff("caseworker", name="Ada Officer")
    made = case()
    assert "Give 1 case to Ada Officer?" in words(reassign(browser, made, officer=officer.pk))
    made.refresh_from_db()
    assert made.officer_id is None
    given = {"confirmed": "yes", "query": "stage=assessment", "handover": "Ring the school first."}
    wordless = reassign(browser, made, officer=officer.pk, **{**given, "handover": " "})
    assert wordless.status_code == 400 and "Write what the new officer" in text(wordless)
    done = reassign(browser, made, officer=officer.pk, **given)
    assert "1 case is now with Ada Officer." in text(done)
    made.refresh_from_db()
    assert made.officer_id == officer.pk


def test_going_back_to_the_check_moves_nothing(browser: Client) -> None:
    officer, made = make.make_staff("caseworker"), case()
    asked = {"case": str(made.pk), "officer": str(officer.pk)}
    assert browser.post("/cases/reassign", asked).status_code == 302
    for _ in range(2):
        assert made.reference in words(browser.get("/cases/moving"))
    made.refresh_from_db()
    assert made.officer_id is None


def test_what_was_ticked_and_chosen_is_kept_when_something_is_missing(browser: Client) -> None:
    officer = make.make_staff("caseworker")
    made = case()
    unchosen = reassign(browser, made, officer="")
    assert unchosen.status_code == 400
    assert f'value="{made.pk}" id="case-{made.pk}" checked' in text(unchosen)
    unticked = reassign(browser, officer=officer.pk)
    assert "Tick at least one case" in text(unticked)
    assert f'<option value="{officer.pk}" selected>' in text(unticked)


def test_a_case_of_another_authority_cannot_even_be_checked(browser: Client) -> None:
    officer = make.make_staff("caseworker")
    foreign = make.make_case(make.make_person("997"), "997")
    assert reassign(browser, foreign, officer=officer.pk).status_code == 404


def test_ticks_that_are_no_case_are_refused(browser: Client) -> None:
    response = browser.post("/cases/reassign", {"case": "17", "officer": "1"})
    assert response.status_code == 400


def test_a_case_page_explains_its_dates(browser: Client) -> None:
    made = case(stage="assessment")
    make.make_event(made, "request_received", timezone.localdate() - timedelta(days=150))
    page = words(browser.get(f"/cases/{made.pk}"))
    assert "20 weeks of" in page
    assert "SEND Regulations 2014, reg 13(2)" in page
    assert "Nobody yet: the team manager gives it to someone" in page


def test_a_protected_address_is_said_to_be_one(browser: Client) -> None:
    made = case()
    make.make_location(made.person, "7 Secret Lane", "ZZ99 9ZZ", is_protected=True)
    page = text(browser.get(f"/cases/{made.pk}"))
    assert "Protected. This page shows it to no one, not even to the officer" in page
    assert "ZZ99" not in page


def test_knowing_the_family_closes_the_record_at_once(browser: Client) -> None:
    made = case("Winterbourne")
    response = browser.post(f"/cases/{made.pk}/conflict", {"reason": "my cousin"}, follow=True)
    assert "The record is closed to you." in text(response)
    assert "Winterbourne" not in text(response)
    assert browser.get(f"/cases/{made.pk}").status_code == 404


def test_closing_a_record_needs_a_reason(browser: Client) -> None:
    made = case()
    response = browser.post(f"/cases/{made.pk}/conflict", {"reason": " "})
    assert response.status_code == 400
    assert "Say how you know this person or family." in text(response)


def test_the_team_page_leads_to_the_cases_behind_each_number(browser: Client) -> None:
    officer = make.make_staff("caseworker", name="Ada Officer")
    case(due=-2, officer=officer)
    assert f"/cases?officer={officer.pk}&amp;due=overdue" in text(browser.get("/team"))


def test_the_load_can_be_taken_as_a_file(browser: Client) -> None:
    case(due=-2)
    rows = list(csv.reader(io.StringIO(text(browser.get("/team.csv")))))
    assert rows[-2:] == [["Nobody", "1", "1", "0", "0"], ["Everyone", "1", "1", "0", "0"]]


def test_a_calendar_has_dates_and_references_and_no_name(browser: Client, manager: Account) -> None:
    made = case("Winterbourne", due=3, officer=manager)
    browser.post("/calendar", {"do": "make"})
    manager.refresh_from_db()
    response = Client().get(f"/calendar/{manager.calendar_key}.ics")
    body = text(response).replace("\r\n ", "")
    assert f"SUMMARY:Issue the final plan: {made.reference}" in body
    assert "Winterbourne" not in body
    assert AuditEntry.objects.latest("number").people == [str(made.person_id)]


def test_a_wrong_calendar_address_is_no_page() -> None:
    assert Client().get("/calendar/guess.ics").status_code == 404


def test_a_setting_reads_its_pupils_and_moves_nobody() -> None:
    made = case(setting_number="900001")
    case("Elsewhere")
    browser = make.signed_in(make.make_staff("senco", "900001"))
    page = text(browser.get("/cases"))
    assert str(made.pk) in page
    assert "Elsewhere" not in page
    assert "/cases/reassign" not in page
    assert [browser.get(f"/cases/{made.pk}").status_code, browser.get("/team").status_code] == [
        200, 404,
    ]  # fmt: skip


@pytest.mark.parametrize("address", ["/cases", "/cases?search=zzzq+mar", "/team", "CASE"])
def test_no_page_asks_the_database_too_often(browser: Client, address: str) -> None:
    officers = [make.make_staff("caseworker") for _ in range(3)]
    for number in range(12):
        made = case(due=number, officer=officers[number % 3])
        make.make_plan(made, on=timezone.localdate())
        make.make_event(made, "request_received", timezone.localdate())
    with CaptureQueriesContext(connection) as captured:
        response = browser.get(address.replace("CASE", f"/cases/{made.pk}"))
    assert response.status_code == 200
    assert len(captured) <= MOST_QUERIES
