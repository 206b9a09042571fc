"""Journey J1: from a parent's request to the final plan, by role, on a clock that moves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import asking, drafting
from tests.journeys.serving import Server, serving_from
from tests.journeys.walking import Walk, go, press

pytestmark = [pytest.mark.journey, pytest.mark.timeout(900)]
PERSONS = 40
BEGINS = date(2027, 1, 11)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this journey alone, which stands at the day on which it begins."""
    with serving_from(tmp_path_factory.mktemp("j1"), day=BEGINS, persons=PERSONS) as running:
        yield running


@pytest.fixture
def walk(server: Server, chromium: Browser) -> Iterator[Walk]:
    """A walk through one case, from the first day."""
    server.go_to(BEGINS)
    found = Walk(server, chromium)
    yield found
    found.close()
    assert server.ask("failed") == []


def test_a_request_becomes_a_plan(walk: Walk) -> None:
    asking.begin(walk, "Brackwater")
    walk.holds("request_received")
    walk.server.go_to(date(2027, 2, 1))
    asking.decide(walk, "Yes", "Yes", then="Agree to assess")
    walk.holds("decision_to_assess_notified")
    asking.read_letter(walk, "We will assess", says="Sol")
    assess(walk)
    walk.server.go_to(date(2027, 3, 15))
    drafting.panel_decides(walk, "Brackwater", "Yes", then="decide that a plan will be made")
    walk.holds("plan_agreed")
    walk.server.go_to(date(2027, 3, 22))
    drafting.draft(walk)
    walk.holds("draft_plan_served")
    agree(walk)
    walk.server.go_to(date(2027, 4, 19))
    drafting.finish(walk)
    walk.holds("final_plan_issued")
    asking.read_letter(walk, "The final plan", says="tribunal")
    drafting.read_final(walk)
    drafting.deliver(walk)


def agree(walk: Walk) -> None:
    """The family comments within fifteen days, and a setting is consulted meanwhile."""
    walk.server.go_to(date(2027, 3, 30))
    drafting.family_answers_draft(walk)
    drafting.consult(walk)
    walk.holds("consultation_sent")
    walk.server.go_to(date(2027, 4, 7))
    drafting.answer_family(walk)
    walk.holds("family_response_received")
    drafting.hear_from_setting(walk)
    walk.holds("consultation_replied")


def assess(walk: Walk) -> None:
    """Advice is asked for, chased, used again and given; then the case is on the agenda."""
    walk.server.go_to(date(2027, 2, 2))
    drafting.ask_for_advice(walk)
    walk.holds("advice_requested")
    walk.server.go_to(date(2027, 3, 9))
    drafting.remind(walk, "Health")
    drafting.parent_advises(walk)
    for role, need in drafting.ADVISERS.items():
        drafting.advise(walk, role, need, asked_on=date(2027, 2, 2))
    walk.holds("advice_received")
    drafting.put_on_agenda(walk, "2027-03-15")


ASKED: tuple[str, str, dict[str, str]] = ("request_received", "2027-01-11", {})
AGREED: tuple[str, str, dict[str, str]] = ("decision_to_assess_notified", "2027-01-11", {})


def test_a_request_that_is_decided_late_is_shown_as_late_to_everyone(walk: Walk) -> None:
    walk.stage("Latimer", ASKED)
    walk.server.go_to(date(2027, 6, 14))
    walk.holds("request_received")
    page = walk.phone()
    go(page, "/family")
    expect(page.get_by_text("This is late by 112 days.")).to_be_visible()
    page = walk.desk("Team manager")
    go(page, "/cases?search=Latimer")
    expect(page.locator("tbody")).to_contain_text("112 days late")
    asking.decide(walk, "Yes", "Yes", then="Agree to assess")
    walk.holds("decision_to_assess_notified")


def test_a_lawful_exception_is_named_to_everyone_and_nothing_is_late(walk: Walk) -> None:
    walk.stage("Exeter", ASKED, AGREED)
    walk.server.go_to(date(2027, 3, 1))
    page = walk.desk("Team manager")
    go(page, f"/cases/{walk.case}/exception")
    choice = page.locator("#limb option").filter(has_text="(C7)").first
    page.get_by_label("The limit and the reason").select_option(value=choice.get_attribute("value"))
    page.get_by_label("First day").fill("2027-02-01")
    page.get_by_label("Last day").fill("2027-03-01")
    press(page, "Record it")
    walk.server.go_to(date(2027, 6, 14))
    walk.holds("decision_to_assess_notified")
    page = walk.phone()
    go(page, "/family")
    expect(page.get_by_text("The law lets this take longer").first).to_be_visible()


def test_a_refusal_comes_with_its_rights_and_has_a_way_back(walk: Walk) -> None:
    walk.stage("Refusby", ASKED)
    walk.server.go_to(date(2027, 2, 15))
    asking.decide(walk, "Yes", "No", then="Refuse to assess")
    walk.holds("decision_not_to_assess_notified")
    asking.read_letter(walk, "We will not assess", says="tribunal")
    appeals_shown(walk)
    way_back(walk, "Agree to assess")


def test_no_plan_after_the_assessment_comes_with_its_rights_and_has_a_way_back(walk: Walk) -> None:
    walk.stage("Noplan", ASKED, AGREED)
    walk.server.go_to(date(2027, 4, 26))
    asking.decide(walk, "No", then="Decide that no plan is needed")
    walk.holds("no_plan_notified")
    asking.read_letter(walk, "A plan is not needed", says="tribunal")
    appeals_shown(walk)
    way_back(walk, "Decide that a plan will be made")


def appeals_shown(walk: Walk) -> None:
    """The family sees by when to turn to mediation and to the tribunal."""
    page = walk.phone()
    go(page, "/family")
    expect(page.get_by_text("contact the mediation adviser by this day")).to_be_visible()
    expect(page.get_by_text("your appeal must reach the tribunal")).to_be_visible()


def way_back(walk: Walk, title: str) -> None:
    """Somebody can still take the case up again."""
    page = walk.desk("Team manager")
    go(page, f"/cases/{walk.case}/moves")
    expect(page.get_by_role("link", name=title, exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Record a request for an assessment")).to_be_visible()
