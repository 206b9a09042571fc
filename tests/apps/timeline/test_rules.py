"""What follows from a case's events, and what a return's silence can't say."""

from datetime import date

from sendap.apps.timeline.evidence import HappenedEvent
from sendap.apps.timeline.rules import (
    KnownException,
    case_deadlines,
    copies_of,
    stage_of,
)

BORN = date(2015, 3, 2)
TODAY = date(2026, 6, 30)


def event(name: str, on: date, *, source: str = "sen2:2026", **facts: object) -> HappenedEvent:
    return HappenedEvent(name, on, "", facts, source)


def by_rule(events, **more):
    rows = case_deadlines(events, born_on=BORN, as_of=TODAY, **more)
    return {row.deadline.rule: row for row in rows}


def test_a_return_can_show_that_a_plan_is_late():
    rows = by_rule([event("request_received", date(2026, 1, 5))])
    assert rows["C7"].status == "overdue" and not rows["C7"].unknown_because


def test_a_returns_silence_about_a_review_report_is_never_late():
    rows = by_rule([event("review_meeting_held", date(2026, 1, 5))])
    assert "doesn't record" in rows["R3"].unknown_because and not rows["R3"].is_open


def test_a_limit_that_an_unreturned_event_would_end_is_never_late():
    rows = by_rule([event("request_received", date(2026, 1, 5))])
    assert rows["C4"].unknown_because


def test_an_event_entered_here_is_judged_in_full():
    rows = by_rule([event("review_meeting_held", date(2026, 1, 5), source="entered")])
    assert rows["R3"].status == "overdue" and rows["R3"].is_open


def test_a_limit_met_on_a_day_that_isnt_returned_is_not_judged():
    rows = by_rule(
        [
            event("request_received", date(2025, 1, 6)),
            event("decision_to_assess_notified", date(2025, 12, 31), day="not returned"),
        ]
    )
    assert "day" in rows["C1"].unknown_because


def test_a_limit_kept_before_the_record_begins_is_not_called_late():
    events = [
        event("final_plan_issued", date(2019, 5, 1)),
        event("review_decision_notified", date(2025, 11, 3), outcome="maintain"),
    ]
    rows = case_deadlines(events, born_on=BORN, as_of=TODAY, recorded_from=date(2025, 1, 1))
    first, second = [row for row in rows if row.deadline.rule == "R1"]
    assert first.unknown_because and second.status == "open"


def test_a_review_held_since_means_that_the_first_one_isnt_called_late():
    events = [
        event("final_plan_issued", date(2016, 11, 21)),
        event("review_meeting_held", date(2026, 5, 4)),
    ]
    rows = by_rule(events, recorded_from=date(2025, 1, 1))
    assert "latest review only" in rows["R1"].unknown_because and rows["R4"].is_open


def test_a_plan_never_reviewed_is_late():
    rows = by_rule([event("final_plan_issued", date(2022, 1, 5))], recorded_from=date(2025, 1, 1))
    assert rows["R1"].status == "overdue" and rows["R1"].is_open


def test_an_exception_without_its_limb_still_excuses():
    rows = by_rule(
        [event("request_received", date(2026, 1, 5))],
        exceptions=[KnownException("C7", "", None, None)],
    )
    assert rows["C7"].status == "excepted" and rows["C7"].is_open


def test_the_same_event_from_two_returns_counts_once():
    twice = [
        event("request_received", date(2026, 1, 5), source=f"sen2:{year}") for year in (2025, 2026)
    ]
    rows = case_deadlines(twice, born_on=BORN, as_of=TODAY)
    assert [row.deadline.rule for row in rows].count("C7") == 1


def test_the_stage_is_what_the_latest_event_leads_to():
    events = [
        event("request_received", date(2026, 1, 5)),
        event("decision_to_assess_notified", date(2026, 2, 1)),
    ]
    assert stage_of(events) == "assessment"
    assert stage_of([*events, event("final_plan_issued", date(2026, 5, 1))]) == "plan"
    assert stage_of([]) == "unknown"


def test_the_next_date_is_the_earliest_that_is_open_and_known():
    events = [
        event("request_received", date(2026, 6, 1)),
        event("review_meeting_held", date(2026, 1, 5)),
    ]
    copies = copies_of(events, case_deadlines(events, born_on=BORN, as_of=TODAY))
    assert (copies.next_rule, copies.next_due_on) == ("R4", date(2026, 2, 2))
    assert {rule for rule, _, _ in copies.open} == {"R4", "C1", "C7"}
