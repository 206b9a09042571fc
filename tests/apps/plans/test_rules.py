"""What a return proves of one person."""

from datetime import date

import pytest

from sendap.apps.plans.returned import (
    ActivePlanRow,
    AssessmentRow,
    NeedRow,
    PersonRow,
    PlacementRow,
    PlanRow,
    RequestRow,
    ReturnedPerson,
    ReturnedRequest,
)
from sendap.apps.plans.rules import events_of, facts_of, phase_of

CENSUS = date(2026, 1, 15)
FROM = date(2025, 1, 1)
BORN = date(2014, 5, 1)


def request(**more: object) -> RequestRow:
    values = dict.fromkeys(RequestRow._fields) | {"request_source": "1", "exported_to": ""}
    return RequestRow(**(values | {"received_on": date(2025, 1, 6), "outcome": "Y"} | more))


def assessment(**more: object) -> AssessmentRow:
    return AssessmentRow(**(dict.fromkeys(AssessmentRow._fields) | {"outcome": "Y"} | more))


def plan(**more: object) -> PlanRow:
    texts = {"residential": "", "work_based": "", "direct_payment": "", "cease_reason": ""}
    return PlanRow(**(dict.fromkeys(PlanRow._fields) | texts | more))


def active(**more: object) -> ActivePlanRow:
    texts = {"transferred_from": "", "review_outcome": "", "residential": "", "work_based": ""}
    return ActivePlanRow(**(dict.fromkeys(ActivePlanRow._fields) | texts | more))


def placement(**more: object) -> PlacementRow:
    texts = dict.fromkeys(PlacementRow._fields, "") | {
        "entered_on": date(2024, 9, 1),
        "left_on": None,
    }
    return PlacementRow(**(texts | {"sen_unit": None, "resourced_provision": None} | more))


def person(*requests: ReturnedRequest) -> ReturnedPerson:
    row = PersonRow("Hill", "Ada", BORN, "F", "WBRI", "", "", "", "UN1")
    return ReturnedPerson(1, row, requests)


def returned(
    row: RequestRow, *more: object, placements: tuple = (), needs: tuple = ()
) -> ReturnedRequest:
    found = {type(each): each for each in more}
    return ReturnedRequest(
        row, found.get(AssessmentRow), found.get(PlanRow), (), found.get(ActivePlanRow),
        placements, needs,
    )  # fmt: skip


def names(*requests: ReturnedRequest) -> list[tuple[str, date]]:
    proved = events_of(person(*requests), recorded_from=FROM, reference_on=CENSUS)
    return [(event.name, event.on) for event in proved]


def test_an_undecided_request_proves_only_its_receipt():
    assert names(returned(request(outcome="A"))) == [("request_received", date(2025, 1, 6))]


def test_a_whole_course_is_proved_in_order_of_day():
    course = returned(
        request(outcome_on=date(2025, 2, 10)),
        assessment(outcome_on=date(2025, 5, 20)),
        plan(starts_on=date(2025, 5, 20), ceased_on=date(2025, 12, 1), cease_reason="5"),
        active(review_met_on=date(2025, 9, 2), review_decided_on=date(2025, 9, 20)),
    )
    assert names(course) == [
        ("request_received", date(2025, 1, 6)),
        ("decision_to_assess_notified", date(2025, 2, 10)),
        ("final_plan_issued", date(2025, 5, 20)),
        ("review_meeting_held", date(2025, 9, 2)),
        ("review_decision_notified", date(2025, 9, 20)),
        ("plan_ceased", date(2025, 12, 1)),
    ]


def test_a_refusal_and_a_no_plan_decision_are_told_apart():
    assert names(returned(request(outcome="N", outcome_on=date(2025, 2, 3))))[-1][0] == (
        "decision_not_to_assess_notified"
    )
    no_plan = returned(request(), assessment(outcome="N", outcome_on=date(2025, 4, 1)))
    assert names(no_plan)[-1] == ("no_plan_notified", date(2025, 4, 1))


def test_a_withdrawal_has_no_day_so_census_day_stands_in_and_says_so():
    proved = events_of(
        person(returned(request(outcome="W"))), recorded_from=FROM, reference_on=CENSUS
    )
    assert (proved[-1].name, proved[-1].on) == ("request_withdrawn", CENSUS)
    assert dict(proved[-1].facts) == {"day": "not returned"}


def test_a_decision_before_the_period_stands_on_the_day_before_it_and_says_so():
    old = returned(request(outcome="H", received_on=date(2024, 11, 4)))
    proved = events_of(person(old), recorded_from=FROM, reference_on=CENSUS)
    assert (proved[-1].on, dict(proved[-1].facts)) == (date(2024, 12, 31), {"day": "not returned"})


def test_nothing_after_census_day_is_proved():
    late = returned(
        request(), assessment(outcome_on=date(2026, 3, 1)), plan(starts_on=date(2026, 3, 1))
    )
    assert "final_plan_issued" not in dict(names(late))


def test_a_review_outcome_becomes_the_word_of_the_law():
    review = active(review_decided_on=date(2025, 9, 20), review_outcome="A")
    proved = events_of(person(returned(request(), review)), recorded_from=FROM, reference_on=CENSUS)
    assert dict(proved[-1].facts) == {"outcome": "amend"}


@pytest.mark.parametrize(
    ("due", "born_on", "phase"),
    [
        (date(2026, 3, 31), date(2010, 1, 1), "secondary_to_post16"),
        (date(2026, 2, 15), date(2021, 10, 1), "early_years_to_school"),
        (date(2026, 2, 15), date(2018, 9, 1), "infant_to_junior"),
        (date(2026, 2, 15), date(2014, 9, 1), "primary_to_secondary"),
        (date(2026, 2, 15), date(2012, 9, 1), "middle_to_secondary"),
    ],
)
def test_the_phase_follows_from_the_due_day_and_the_age(due, born_on, phase):
    assert phase_of(due, born_on) == phase


def test_the_present_place_is_the_first_ranked_that_goes_on():
    places = (
        placement(urn="900001", rank="1", left_on=date(2025, 7, 20)),
        placement(urn="900002", rank="1", entered_on=date(2025, 9, 1)),
        placement(urn="900003", rank="2"),
    )
    needs = (NeedRow("SLCN", "2"), NeedRow("ASD", "1"))
    facts = facts_of(person(returned(request(), active(), placements=places, needs=needs)))
    assert (facts.setting_number, facts.need) == ("900002", "ASD")
