"""What an appeal and an order start is due when ``sendap clock`` says, in August and at Christmas.

The days expected are worked out by hand from the contract's table, not by the product.
"""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from sendap.apps.access.actors import Actor, Held
from sendap.apps.redress.appeals import actions
from sendap.apps.redress.appeals.actions import Ordered, Registered
from sendap.apps.redress.appeals.queries import appeal_page
from sendap.apps.timeline.models import Case
from sendap.basics.errors import BadInput, WrongState
from tests import builders as make
from tests.journeys.witness import clock

pytestmark = pytest.mark.django_db
OFFICER = Actor("An officer", grants=(Held("appeals", "authority", "998"),))


def begin(*events: tuple[str, date], **told: str) -> Case:
    make.make_authority()
    case = make.make_case(make.make_person(born_on=date(2015, 3, 1)))
    for name, on in events:
        make.make_event(case, name, on)
    return case


def refused(on: date) -> Case:
    return begin(("decision_not_to_assess_notified", on), ("appealable_decision_notified", on))


def appealed(on: date, came: date) -> Case:
    case = refused(on)
    register(case, registered_on=on + timedelta(days=7), received_on=came)
    return case


def register(case: Case, *, kind: str = "refuse_assess", **days: date) -> uuid.UUID:
    return actions.register(
        actor=OFFICER, case_id=case.pk, token=uuid.uuid4(), today=days["received_on"],
        appeal=Registered("EH998/26/00001", kind, **days),
    )  # fmt: skip


def due(case: Case, rule: str, on: date) -> date:
    """The day on the page, which must be the day that ``sendap clock`` prints."""
    page = appeal_page(OFFICER, case.pk, on=on)
    shown = {line.rule: line for line in page.dates}
    printed = {row["rule"]: row for row in clock(str(case.pk), on.isoformat())}
    for name, line in shown.items():
        assert line.due is not None
        assert (line.due.isoformat(), line.status) == (
            printed[name]["due"],
            printed[name]["status"],
        )
    found = shown[rule].due
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("told", "last"),
    [
        (date(2021, 5, 31), date(2021, 8, 2)),
        (date(2025, 6, 10), date(2025, 9, 1)),
        (date(2024, 10, 28), date(2025, 1, 2)),
        (date(2025, 2, 18), date(2025, 4, 22)),
        (date(2026, 1, 12), date(2026, 3, 12)),
    ],
    ids=["july", "august", "christmas", "good friday", "plain"],
)
def test_the_last_day_to_appeal_is_explained(told: date, last: date) -> None:
    case = refused(told)
    assert due(case, "D6", told) == last
    could = appeal_page(OFFICER, case.pk, on=told).could
    assert (could.kind, could.last_on, could.is_over) == ("refuse_assess", last, False)
    assert "2 months" in could.working
    assert appeal_page(OFFICER, case.pk, on=last + timedelta(days=1)).could.is_over


def test_a_certificate_gives_a_month_more() -> None:
    case = begin(("appealable_decision_notified", date(2025, 1, 10)),
                 ("mediation_certificate_issued", date(2025, 2, 20)))  # fmt: skip
    assert due(case, "D6", date(2025, 2, 20)) == date(2025, 3, 20)


@pytest.mark.parametrize(
    ("told", "came", "answer"),
    [
        (date(2025, 7, 1), date(2025, 7, 21), date(2025, 9, 30)),
        (date(2025, 11, 3), date(2025, 12, 1), date(2026, 1, 20)),
    ],
    ids=["august", "christmas"],
)
def test_the_response_is_due_in_30_working_days_of_the_tribunal(
    told: date, came: date, answer: date
) -> None:
    case = appealed(told, came)
    assert due(case, "D7", came) == answer
    actions.step(actor=OFFICER, case_id=case.pk, does="respond", on=answer, today=answer)
    (line,) = [each for each in appeal_page(OFFICER, case.pk, on=answer).dates
               if each.rule == "D7"]  # fmt: skip
    assert (line.status, line.met_on) == ("met", answer)


def test_an_appeal_that_is_conceded_needs_no_response() -> None:
    case = appealed(date(2025, 7, 1), date(2025, 7, 21))
    actions.step(actor=OFFICER, case_id=case.pk, does="concede", on=date(2025, 8, 4),
                 today=date(2025, 8, 4))  # fmt: skip
    page = appeal_page(OFFICER, case.pk, on=date(2025, 10, 6))
    assert [line.status for line in page.dates if line.rule == "D7"] == ["ended"]
    assert page.appeals[0].state == "conceded"


ORDERED = [
    ("assess", "T-ASSESS", date(2025, 8, 18), date(2025, 9, 1)),
    ("make_plan", "T-MAKE-DRAFT", date(2025, 7, 14), date(2025, 8, 18)),
    ("make_plan", "T-MAKE-FINAL", date(2025, 12, 1), date(2026, 2, 16)),
    ("amend", "T-AMEND", date(2025, 7, 14), date(2025, 8, 18)),
    ("amend", "T-AMEND", date(2025, 12, 1), date(2026, 1, 5)),
    ("name_setting", "T-NAME", date(2025, 12, 18), date(2026, 1, 1)),
    ("reconsider", "T-RECONSIDER", date(2025, 12, 18), date(2026, 1, 1)),
]


@pytest.mark.parametrize(("kind", "rule", "made", "by"), ORDERED)
def test_an_order_is_due_by_its_own_row(kind: str, rule: str, made: date, by: date) -> None:
    case = appealed(made - timedelta(days=120), made - timedelta(days=100))
    order(case, Ordered(kind, made, "As in the order."))
    assert due(case, rule, made) == by


@pytest.mark.parametrize("kind", ["continue", "continue_and_amend", "cease"])
def test_every_other_order_is_due_as_the_clock_says(kind: str) -> None:
    case, made = appealed(date(2025, 8, 1), date(2025, 9, 1)), date(2025, 12, 18)
    order(case, Ordered(kind, made, "As in the order."))
    rule = {"continue": "T-CONTINUE", "continue_and_amend": "T-CONTINUE-AMEND",
            "cease": "T-CEASE"}[kind]  # fmt: skip
    page = appeal_page(OFFICER, case.pk, on=made)
    shown = {line.rule: line.due for line in page.dates}
    printed = {row["rule"]: row["due"] for row in clock(str(case.pk), made.isoformat())}
    assert rule in shown
    assert (shown[rule].isoformat() if shown[rule] else None) == printed[rule]


def order(case: Case, ordered: Ordered) -> int:
    appeal = case.appeals.get()
    return actions.record_order(
        actor=OFFICER, case_id=case.pk, appeal_id=appeal.pk, token=uuid.uuid4(), order=ordered,
        today=ordered.made_on,
    )  # fmt: skip


def test_a_day_that_the_tribunal_directs_replaces_the_laws() -> None:
    case, made = appealed(date(2025, 1, 2), date(2025, 1, 20)), date(2025, 3, 3)
    order(case, Ordered("amend", made, "By Monday.", directed_by=date(2025, 3, 10)))
    assert due(case, "T-AMEND", made) == date(2025, 3, 10)


def test_a_recommendation_is_answered_within_five_weeks() -> None:
    case, made = appealed(date(2025, 6, 2), date(2025, 6, 20)), date(2025, 12, 1)
    order(case, Ordered("recommendation", made, "Therapy in school."))
    assert due(case, "D8", made) == date(2026, 1, 5)
    actions.record_done(actor=OFFICER, case_id=case.pk, event="recommendation_response_sent",
                        on=date(2025, 12, 29), today=date(2025, 12, 29))  # fmt: skip
    page = appeal_page(OFFICER, case.pk, on=date(2025, 12, 29))
    assert [line.status for line in page.dates if line.rule == "D8"] == ["met"]


def test_what_was_ordered_is_offered_to_be_recorded_as_done_until_it_is() -> None:
    case, made = appealed(date(2025, 1, 2), date(2025, 1, 20)), date(2025, 3, 3)
    order(case, Ordered("assess", made, "Assess."))
    assert [event for event, _ in appeal_page(OFFICER, case.pk, on=made).done] == [
        "order_assessment_notified"
    ]
    actions.record_done(actor=OFFICER, case_id=case.pk, event="order_assessment_notified",
                        on=made, today=made)  # fmt: skip
    assert appeal_page(OFFICER, case.pk, on=made).done == ()


def test_the_green_paper_wants_mediation_first(settings: Any) -> None:
    settings.REGIME = "green_paper_2022"
    told, came = date(2026, 3, 2), date(2026, 3, 30)
    case = refused(told)
    with pytest.raises(WrongState, match="certificate"):
        register(case, registered_on=came, received_on=came)
    make.make_event(case, "mediation_certificate_issued", date(2026, 3, 16))
    with pytest.raises(WrongState, match="Mediation comes first"):
        register(case, registered_on=came, received_on=came)
    make.make_event(case, "mediation_held", date(2026, 3, 12))
    assert register(case, registered_on=came, received_on=came)


@pytest.mark.parametrize("regime", ["cfa2014", "green_paper_2022"])
def test_an_appeal_about_the_setting_alone_needs_no_certificate(regime: str, settings: Any) -> None:
    settings.REGIME = regime
    came = date(2026, 3, 30)
    case = begin(("final_plan_issued", date(2026, 3, 2)),
                 ("appealable_decision_notified", date(2026, 3, 2)))  # fmt: skip
    assert register(case, kind="setting", registered_on=came,
                    received_on=came)  # fmt: skip


def test_nothing_can_be_appealed_before_a_decision() -> None:
    case = begin(("request_received", date(2026, 3, 2)))
    with pytest.raises(WrongState, match="No decision"):
        register(case, registered_on=date(2026, 3, 3), received_on=date(2026, 3, 3))


def test_two_appeals_are_never_open_at_once() -> None:
    case = appealed(date(2026, 3, 2), date(2026, 3, 30))
    with pytest.raises(WrongState, match="open on this case already"):
        register(case, registered_on=date(2026, 3, 30), received_on=date(2026, 3, 30))


def test_the_same_form_sent_twice_is_one_appeal() -> None:
    case, token = refused(date(2026, 3, 2)), uuid.uuid4()
    appeal = Registered("EH1", "refuse_assess", date(2026, 3, 9), date(2026, 3, 10))
    first, again = (
        actions.register(actor=OFFICER, case_id=case.pk, token=token, appeal=appeal,
                         today=date(2026, 3, 10))
        for _ in range(2)
    )  # fmt: skip
    assert first == again
    assert case.events.filter(name="appeal_registered").count() == 1


def test_a_day_to_come_is_refused() -> None:
    case = refused(date(2026, 3, 2))
    with pytest.raises(BadInput, match="today or in the past"):
        actions.register(
            actor=OFFICER, case_id=case.pk, token=uuid.uuid4(), today=date(2026, 3, 3),
            appeal=Registered("EH1", "refuse_assess", date(2026, 3, 9), date(2026, 3, 10)),
        )  # fmt: skip
