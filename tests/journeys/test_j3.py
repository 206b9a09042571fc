"""Journey J3: from a list of settings that could suit to the place that was named and begun."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser

from tests.journeys import asking, placing, preferring
from tests.journeys.serving import Server, serving_from
from tests.journeys.walking import Walk

pytestmark = [pytest.mark.journey, pytest.mark.timeout(900)]
PERSONS = 40
BEGINS = date(2027, 5, 17)
MEANS = {
    "cfa2014": "This list is advice.",
    "green_paper_2022": "This list is the one to choose from",
}
"""What the family reads of a list, by regime."""

HAPPENED: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("request_received", "2027-01-25", {}),
    ("decision_to_assess_notified", "2027-02-22", {}),
    ("draft_plan_served", "2027-05-10", {}),
)


@pytest.fixture(scope="module", params=sorted(MEANS))
def regime(request: pytest.FixtureRequest) -> str:
    """The regime under which the journey is walked."""
    return str(request.param)


@pytest.fixture(scope="module")
def server(regime: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this journey alone under a regime, which stands at the day on which it begins."""
    folder = tmp_path_factory.mktemp(f"j3-{regime}")
    with serving_from(folder, day=BEGINS, persons=PERSONS, regime=regime) as running:
        yield running


@pytest.fixture
def walk(server: Server, chromium: Browser) -> Iterator[Walk]:
    """A walk through one case, from the first day."""
    server.go_to(BEGINS)
    found = Walk(server, chromium)
    yield found
    found.close()
    assert server.ask("failed") == []


def test_a_family_chooses_from_its_list(walk: Walk, regime: str) -> None:
    walk.stage("Listerdale", *HAPPENED)
    walk.server.ask("stage_home", walk.case, "ZZ99 2EA")
    walk.server.ask("stage_draft", walk.case, "2027-05-10")
    preferring.make_list(walk)
    first, second = preferring.read_list(walk, means=MEANS[regime])[:2]
    preferring.choose(walk, first, second)
    preferring.hear(walk, first)
    place(walk, first)


def place(walk: Walk, first: str) -> None:
    """The settings are consulted, one is named by its test, and the place is begun."""
    placing.consult(walk, first)
    walk.holds("consultation_sent")
    placing.offer(walk)
    walk.server.go_to(BEGINS + timedelta(days=10))
    placing.remind(walk)
    placing.refuse(walk)
    walk.holds("consultation_replied")
    placing.name(walk, first)
    placing.send(walk)
    walk.holds("final_plan_issued")
    asking.read_letter(walk, "The final plan", says="Why this school, college or other setting")
    placing.read_why(walk)
    placing.start(walk)
