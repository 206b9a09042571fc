"""Journey J4, the appeal: the bundle, the working document, the order and its compliance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys import appealing
from tests.journeys.serving import Server, serving_from
from tests.journeys.walking import Walk

pytestmark = [pytest.mark.journey, pytest.mark.timeout(900)]
BEGINS = date(2027, 7, 5)
TOLD = "2027-06-10"
HAPPENED: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("request_received", "2027-01-25", {}),
    ("decision_to_assess_notified", "2027-02-22", {}),
    ("draft_plan_served", "2027-05-10", {}),
    ("final_plan_issued", TOLD, {}),
    ("appealable_decision_notified", TOLD, {}),
    ("mediation_certificate_issued", "2027-06-28", {}),
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this journey alone, which stands at the day on which it begins."""
    with serving_from(tmp_path_factory.mktemp("j4a"), day=BEGINS, persons=40) as running:
        yield running


@pytest.fixture
def walk(server: Server, chromium: Browser) -> Iterator[Walk]:
    """A walk through one case, from the first day."""
    found = Walk(server, chromium)
    yield found
    found.close()
    assert server.ask("failed") == []


def test_an_appeal_goes_from_the_day_it_comes_to_the_plan_as_ordered(
    walk: Walk, tmp_path: Path
) -> None:
    walk.stage("Appleby", *HAPPENED)
    walk.server.ask("stage_plan", walk.case, TOLD)
    appealing.take_in(walk, "contents", last="1 September 2027")
    walk.holds("appeal_received_by_authority")
    words = appealing.bind(walk, tmp_path, removed="Ada")
    assert "Ada" not in words
    assert "[removed] understands two words" in " ".join(words.split())
    walk.server.go_to(date(2027, 9, 16))
    appealing.respond(walk)
    walk.holds("appeal_response_sent")
    appealing.exchange_words(walk, tmp_path)
    walk.server.go_to(date(2027, 12, 6))
    appealing.order(walk, text="Speech and language therapy five times a week.",
                    due="10 January 2028")  # fmt: skip
    walk.holds("tribunal_order")
    walk.server.go_to(date(2028, 1, 10))
    appealing.issue(walk)
    walk.holds("final_amended_plan_issued")
    appealing.is_kept(walk, "T-AMEND")
