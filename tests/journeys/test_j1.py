"""Journey J1: from a parent's request to the final plan, by role, on a clock that moves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser

from tests.journeys import asking, drafting
from tests.journeys.serving import Server, serving_from
from tests.journeys.walking import Walk

pytestmark = pytest.mark.journey
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
    asking.read_letter(walk, "final plan", says="tribunal")
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
