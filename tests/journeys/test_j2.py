"""Journey J2: from the list of reviews due to the amended plan, and plans finished for a move."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import asking, drafting, reviewing
from tests.journeys.following import follow
from tests.journeys.serving import Server, serving_from
from tests.journeys.walking import Walk, go, press

pytestmark = [pytest.mark.journey, pytest.mark.timeout(900)]
PERSONS = 40
BEGINS = date(2027, 1, 11)
ISSUED = "2026-03-16"
AGREED: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("request_received", "2025-11-03", {}),
    ("decision_to_assess_notified", "2025-12-01", {}),
    ("draft_plan_served", "2026-02-16", {}),
    ("final_plan_issued", ISSUED, {}),
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this journey alone, which stands at the day on which it begins."""
    with serving_from(tmp_path_factory.mktemp("j2"), day=BEGINS, persons=PERSONS) as running:
        yield running


@pytest.fixture
def walk(server: Server, chromium: Browser) -> Iterator[Walk]:
    """A walk through one case, from the first day."""
    server.go_to(BEGINS)
    found = Walk(server, chromium)
    yield found
    found.close()
    assert server.ask("failed") == []


def with_plan(
    walk: Walk, surname: str, born: str = "2018-03-27", planned: Sequence[Any] = ()
) -> None:
    """Begin with a plan in force, written here, and a meeting that may be planned."""
    walk.stage(surname, *AGREED, *([planned] if planned else []), born=born)
    walk.server.ask("stage_plan", walk.case, ISSUED)


def test_a_review_goes_from_the_list_to_the_amended_plan(walk: Walk) -> None:
    with_plan(walk, "Annable")
    meeting_on = reviewing.plan_from_list(walk, "Annable")
    walk.holds("review_meeting_planned")
    prepare(walk, meeting_on)
    meet(walk, meeting_on)
    walk.server.go_to(meeting_on + timedelta(weeks=4))
    reviewing.amend(walk)
    walk.holds("amendment_notice_served")
    asking.read_letter(walk, "Changes to the plan", says="15 days")
    walk.server.go_to(meeting_on + timedelta(weeks=5))
    reviewing.family_comments(walk, "Yes, and with the same therapist.")
    walk.server.go_to(meeting_on + timedelta(weeks=11))
    finish(walk)
    walk.holds("final_amended_plan_issued")
    asking.read_letter(walk, "The amended plan", says="tribunal")


def prepare(walk: Walk, meeting_on: date) -> None:
    """Invitations go out two weeks before; the family, the child and a professional are heard."""
    walk.server.go_to(meeting_on - timedelta(weeks=2, days=1))
    page = walk.desk("SENCO")
    reviewing.step(page, walk, "invite_to_review")
    walk.holds("review_invitations_sent")
    reviewing.family_says(walk, "It was a good year.", "I like my teacher.")
    reviewing.professional_says(walk, "Sol speaks in sentences of four words.")


def meet(walk: Walk, meeting_on: date) -> None:
    """The meeting is held on its day, and its report is sent within two weeks."""
    walk.server.go_to(meeting_on)
    page = walk.desk("SENCO")
    reviewing.step_by_keyboard(page, walk, "hold_review")
    walk.holds("review_meeting_held")
    walk.server.go_to(meeting_on + timedelta(weeks=2))
    reviewing.report(walk, walk.desk("SENCO"), "Amend the plan")
    walk.holds("review_report_sent")


def finish(walk: Walk) -> None:
    """The caseworker records the comments, and issues the amended plan."""
    page = walk.desk("Caseworker")
    drafting.make(walk, page, "receive_amendment_comments")
    reviewing.write_version(
        page, walk, "Amended plan", B="Sol needs more time with the same therapist."
    )


def test_a_plan_is_kept_as_it_is_after_a_meeting_that_a_school_reports_from_a_phone(
    walk: Walk,
) -> None:
    with_plan(walk, "Keepsworth", planned=("review_meeting_planned", "2027-01-04",
                                           {"for": "2027-02-01"}))  # fmt: skip
    walk.server.go_to(date(2027, 2, 1))
    phone = walk.phone_of("SENCO")
    reviewing.step(phone, walk, "hold_review")
    reviewing.report(walk, phone, "Keep the plan as it is")
    walk.holds("review_report_sent")
    page = walk.desk("Caseworker")
    reviewing.step(page, walk, "maintain_plan", reasons="The plan still meets every need.")
    walk.holds("review_decision_notified")
    asking.read_letter(walk, "The plan stays as it is", says="tribunal")


def test_a_review_that_is_late_is_shown_as_late_to_everyone(walk: Walk) -> None:
    with_plan(walk, "Belater")
    walk.server.go_to(date(2027, 4, 12))
    walk.holds("final_plan_issued")
    page = walk.desk("Caseworker")
    go(page, "/reviews?when=late&name=Belater")
    expect(page.locator("tbody")).to_contain_text("28 days late")
    page = walk.phone()
    go(page, "/family")
    expect(page.get_by_text("This is late by 28 days.")).to_be_visible()


@pytest.mark.parametrize(
    ("surname", "born", "last"),
    [("Eleventh", "2011-02-03", date(2027, 3, 30)), ("Sixthorn", "2015-11-09", date(2027, 2, 12))],
)
def test_a_plan_is_finished_before_the_day_for_the_move(
    walk: Walk, surname: str, born: str, last: date
) -> None:
    with_plan(walk, surname, born)
    page = walk.desk("Caseworker")
    go(page, "/transfers")
    page.get_by_label(f"Open the move of Sol {surname}").check()
    press(page, "Open the moves chosen")
    walk.holds("phase_transfer_due")
    walk.server.go_to(last)
    page = walk.desk("Caseworker")
    go(page, "/transfers")
    row = page.get_by_role("row").filter(has_text=f"Sol {surname}")
    follow(row.get_by_role("link", name="Open: finish it"))
    press(page, "Finalise the plan for the next phase")
    walk.holds("phase_transfer_plan_finalised")
    page = walk.desk("Caseworker")
    go(page, "/transfers")
    row = page.get_by_role("row").filter(has_text=f"Sol {surname}")
    expect(row).to_contain_text("Finished")
