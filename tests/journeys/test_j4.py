"""Journey J4: a refusal settled at mediation, or an appeal with its bundle, words and order.

Walked under the law in force and under the Green Paper, where nobody may decline mediation.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import appealing, asking, settling
from tests.journeys.serving import Server, serving_from
from tests.journeys.walking import Walk

pytestmark = [pytest.mark.journey, pytest.mark.timeout(900)]
BEGINS = date(2027, 6, 14)
ASKED = ("request_received", "2027-05-10", {})
TOLD = "2027-05-27"
APPEALABLE = (
    ("request_received", "2027-01-11", {}),
    ("decision_to_assess_notified", "2027-02-08", {}),
    ("draft_plan_served", "2027-04-26", {}),
    ("final_plan_issued", TOLD, {}),
    ("appealable_decision_notified", TOLD, {}),
    ("mediation_held", "2027-06-09", {}),
    ("mediation_certificate_issued", "2027-06-11", {}),
)
SAID = {
    "cfa2014": "You choose whether to mediate.",
    "green_paper_2022": "mediation comes before every appeal",
}
"""What the family reads of mediation, by regime."""


@pytest.fixture(scope="module", params=sorted(SAID))
def regime(request: pytest.FixtureRequest) -> str:
    """The regime under which the journey is walked."""
    return str(request.param)


@pytest.fixture(scope="module")
def server(regime: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this journey alone under a regime, which stands at the day on which it begins."""
    folder = tmp_path_factory.mktemp(f"j4-{regime}")
    with serving_from(folder, day=BEGINS, persons=40, regime=regime) as running:
        yield running


@pytest.fixture
def walk(server: Server, chromium: Browser) -> Iterator[Walk]:
    """A walk through one case, from the first day."""
    server.go_to(BEGINS)
    found = Walk(server, chromium)
    yield found
    found.close()
    assert server.ask("failed") == []


def refuse(walk: Walk, surname: str) -> None:
    """The council refuses to assess, on the first day."""
    walk.stage(surname, ASKED)
    asking.decide(walk, "Yes", "No", then="Refuse to assess")
    walk.holds("decision_not_to_assess_notified")


def test_a_refusal_is_settled_at_mediation(walk: Walk, regime: str, tmp_path: Path) -> None:
    refuse(walk, "Settleby")
    settling.read_ways(walk, says=SAID[regime], last=[date(2027, 8, 14), date(2027, 9, 1)])
    settling.talk(walk)
    walk.server.go_to(date(2027, 7, 19))
    settling.contact(walk, "The assessment, the needs or the special educational help")
    settling.inform(walk, "Settleby")
    settling.choose(walk, "I want mediation")
    walk.holds("mediation_requested")
    settling.arrange(walk, "Settleby", date(2027, 8, 18))
    walk.server.go_to(date(2027, 8, 18))
    settling.hold(walk, "Settleby")
    walk.holds("mediation_held")
    walk.server.go_to(date(2027, 8, 23))
    settling.certify(walk, "Settleby", tmp_path)
    walk.holds("mediation_certificate_issued")
    settling.read_ways(walk, says="Send your certificate", last=[date(2027, 9, 23)])
    due = [date(2027, 9, 6), date(2027, 11, 1), date(2027, 11, 29)]
    settling.agree(walk, "Settleby", due)
    walk.holds("mediation_agreement_signed")
    walk.server.go_to(date(2027, 9, 6))
    settling.carry_out(walk)
    walk.holds("mediation_agreement_done")


def test_a_family_may_decline_where_the_law_lets_it(
    walk: Walk, regime: str, tmp_path: Path
) -> None:
    refuse(walk, "Declineby")
    settling.contact(walk, "The assessment, the needs or the special educational help")
    settling.inform(walk, "Declineby")
    page = settling.ways(walk)
    if regime == "green_paper_2022":
        expect(page.get_by_label("I don’t want mediation")).to_have_count(0)
        expect(page.locator("main")).to_contain_text("You can’t say no to it")
        return
    settling.choose(walk, "I don’t want mediation")
    walk.holds("mediation_declined")
    walk.server.go_to(date(2027, 6, 17))
    settling.certify(walk, "Declineby", tmp_path)
    walk.holds("mediation_certificate_issued")


def test_an_appeal_goes_from_the_day_it_comes_to_the_plan_as_ordered(
    walk: Walk, tmp_path: Path
) -> None:
    walk.stage("Appleby", *APPEALABLE)
    walk.server.ask("stage_plan", walk.case, TOLD)
    appealing.take_in(walk, "contents", last="27 July 2027")
    walk.holds("appeal_received_by_authority")
    words = " ".join(appealing.bind(walk, tmp_path, removed="Ada").split())
    assert "Ada" not in words
    assert "[removed] understands two words" in words
    walk.server.go_to(date(2027, 7, 26))
    appealing.respond(walk)
    walk.holds("appeal_response_sent")
    appealing.exchange_words(walk, tmp_path)
    walk.server.go_to(date(2027, 12, 6))
    appealing.order(walk, text="Therapy five times a week.", due="10 January 2028")
    walk.holds("tribunal_order")
    walk.server.go_to(date(2028, 1, 10))
    appealing.issue(walk)
    walk.holds("final_amended_plan_issued")
    appealing.is_kept(walk, "T-AMEND")
