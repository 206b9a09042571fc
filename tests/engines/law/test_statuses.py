"""Every status, and every sentence of the contract about what decides a limit, by hand."""

import json

import pytest

from tests.engines.law.asking import by_command, by_function, case_of, only

REQUEST = ("request_received", "2025-01-06")
WITHDRAWN = ("request_withdrawn", "2025-02-20")


@pytest.mark.parametrize(
    ("events", "as_of", "more", "row"),
    [
        ([REQUEST], "2025-02-17", {}, ("2025-02-17", None, "open", None, 0)),
        ([REQUEST], "2025-02-18", {}, ("2025-02-17", None, "overdue", None, 1)),
        ([REQUEST, ("decision_to_assess_notified", "2025-02-17")], "2025-03-01", {},
         ("2025-02-17", "2025-02-17", "met", None, 0)),
        ([REQUEST, ("decision_not_to_assess_notified", "2025-02-20")], "2025-03-01", {},
         ("2025-02-17", "2025-02-20", "late", None, 3)),
        ([REQUEST, WITHDRAWN], "2025-03-01", {},
         ("2025-02-17", None, "ended", None, 0)),
        ([REQUEST, WITHDRAWN, ("decision_to_assess_notified", "2025-02-21")],
         "2025-03-01", {}, ("2025-02-17", None, "ended", None, 0)),
        ([REQUEST, WITHDRAWN, ("decision_to_assess_notified", "2025-02-20")],
         "2025-03-01", {}, ("2025-02-17", "2025-02-20", "late", None, 3)),
        ([REQUEST, ("decision_to_assess_notified", "2025-01-05")], "2025-02-01", {},
         ("2025-02-17", None, "open", None, 0)),
        ([REQUEST, ("decision_to_assess_notified", "2025-01-06")], "2025-02-01", {},
         ("2025-02-17", "2025-01-06", "met", None, 0)),
    ],
)  # fmt: skip
def test_the_command_gives_the_status_worked_by_hand(events, as_of, more, row):
    printed = json.loads(by_command(json.dumps(case_of(*events, as_of=as_of, **more))).stdout)
    found = next(r for r in printed if r["rule"] == "C1")
    keys = ("due", "met_on", "status", "exception", "days_late")
    assert tuple(found[key] for key in keys) == row


def recorded(rule, limb, from_on, to_on):
    """A recorded exception."""
    return {"rule": rule, "limb": limb, "from": from_on, "to": to_on}


@pytest.mark.parametrize(
    ("exceptions", "status", "named"),
    [
        ([recorded("C1", "personal_circumstances", "2025-02-17", "2025-02-17")],
         "excepted", "personal_circumstances"),
        ([recorded("C1", "personal_circumstances", "2024-12-01", "2025-01-06")],
         "excepted", "personal_circumstances"),
        ([recorded("C1", "personal_circumstances", "2024-12-01", "2025-01-05")], "overdue", None),
        ([recorded("C1", "personal_circumstances", "2025-02-18", "2025-03-01")], "overdue", None),
        ([recorded("C7", "personal_circumstances", "2025-01-10", "2025-02-10")], "overdue", None),
        ([recorded("C1", "absent_from_area", "2025-01-10", "2025-02-05")], "overdue", None),
        ([recorded("C1", "absent_from_area", "2025-01-10", "2025-02-06")],
         "excepted", "absent_from_area"),
        ([recorded("C1", "absent_from_area", "2025-01-10", "2025-02-05"),
          recorded("C1", "school_closed", "2025-01-10", "2025-01-11"),
          recorded("C1", "personal_circumstances", "2025-01-10", "2025-01-11")],
         "excepted", "school_closed"),
        ([recorded("C1", "coronavirus", "2025-01-10", "2025-02-10")], "overdue", None),
    ],
)  # fmt: skip
def test_an_exception_counts_as_worked_by_hand(exceptions, status, named):
    case = case_of(REQUEST, as_of="2025-02-20", exceptions=exceptions)
    assert only(case, "C1") == [("2025-02-17", None, status, named, 3)]


def test_an_exception_is_not_named_where_the_limit_was_met_or_is_open():
    exceptions = [recorded("C1", "personal_circumstances", "2025-01-10", "2025-01-11")]
    met = case_of(REQUEST, ("decision_to_assess_notified", "2025-02-01"), as_of="2025-03-01")
    assert only(met | {"exceptions": exceptions}, "C1")[0][2:4] == ("met", None)
    assert only(case_of(REQUEST, as_of="2025-02-01", exceptions=exceptions), "C1")[0][2:4] == (
        "open", None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("due", "limit_from", "status"),
    [
        ("2020-04-30", "2020-03-19", "overdue"),
        ("2020-05-01", "2020-03-20", "excepted"),
        ("2020-09-25", "2020-08-14", "excepted"),
        ("2020-09-26", "2020-08-15", "overdue"),
    ],
)
def test_the_coronavirus_limb_is_valid_for_a_due_day_in_its_period(due, limit_from, status):
    exceptions = [recorded("C1", "coronavirus", "2020-01-01", "2020-12-31")]
    case = case_of(("request_received", limit_from), as_of="2021-01-01", exceptions=exceptions)
    assert [(row[0], row[2]) for row in only(case, "C1")] == [(due, status)]


@pytest.mark.parametrize(
    ("asked_on", "closed", "flag", "named"),
    [
        ("2025-07-16", ("2025-07-23", "2025-08-19"), "from_school", "school_closed"),
        ("2025-07-15", ("2025-07-23", "2025-08-19"), "from_school", None),
        ("2025-08-13", ("2025-07-23", "2025-08-19"), "from_school", "school_closed"),
        ("2025-08-14", ("2025-07-23", "2025-08-19"), "from_school", None),
        ("2025-07-23", ("2025-07-23", "2025-08-18"), "from_school", None),
        ("2025-07-23", ("2025-07-23", "2025-08-19"), "from_early_years", None),
    ],
)
def test_a_closure_of_four_weeks_excuses_when_advice_was_asked_in_its_window(
    asked_on, closed, flag, named
):
    case = case_of(
        ("request_received", "2025-07-01"),
        ("advice_requested", asked_on, {flag: True}),
        as_of="2025-12-31",
        closures=[{"kind": "school", "from": closed[0], "to": closed[1]}],
    )
    assert only(case, "C7")[0][3] == named


def test_a_closure_excuses_only_rows_in_whose_own_period_the_advice_was_asked():
    case = case_of(
        ("request_received", "2025-06-01"),
        ("advice_requested", "2025-07-20", {"from_school": True}),
        as_of="2026-01-31",
        closures=[{"kind": "school", "from": "2025-07-23", "to": "2025-09-02"}],
    )
    assert [only(case, rule)[0][3] for rule in ("C1", "C7")] == [None, "school_closed"]


def test_a_recorded_exception_is_named_before_one_that_follows_from_a_closure():
    case = case_of(
        ("request_received", "2025-06-01"),
        ("advice_requested", "2025-07-20", {"from_school": True}),
        as_of="2026-01-31",
        closures=[{"kind": "school", "from": "2025-07-23", "to": "2025-09-02"}],
        exceptions=[recorded("C7", "personal_circumstances", "2025-07-01", "2025-07-02")],
    )
    assert only(case, "C7")[0][3] == "personal_circumstances"


@pytest.mark.parametrize(
    ("final_on", "status"),
    [("2025-03-10", "overdue"), ("2025-03-17", "overdue"), ("2025-03-18", "ended")],
)
def test_a_final_plan_ends_the_time_to_comment_only_after_its_last_day(final_on, status):
    case = case_of(
        ("draft_plan_served", "2025-03-03"), ("final_plan_issued", final_on), as_of="2025-04-01"
    )
    assert only(case, "C5")[0][2] == status


def test_one_event_decides_every_row_that_waits_for_it():
    case = case_of(
        ("draft_plan_served", "2025-03-03"),
        ("draft_plan_served", "2025-03-10"),
        ("family_response_received", "2025-03-20"),
        as_of="2025-04-01",
    )
    assert [(row[1], row[2]) for row in only(case, "C5")] == [
        ("2025-03-20", "late"), ("2025-03-20", "met"),
    ]  # fmt: skip


def test_advice_meets_only_the_request_with_its_own_id_and_none_matches_none():
    case = case_of(
        ("advice_requested", "2025-02-10", {"id": "ep"}),
        ("advice_requested", "2025-02-10", {"id": "care"}),
        ("advice_requested", "2025-02-10"),
        ("advice_received", "2025-02-12"),
        ("advice_received", "2025-02-20", {"id": "ep"}),
        as_of="2025-03-01",
    )
    found = [(row["id"], row["met_on"]) for row in by_function(case)]
    assert found == [(None, "2025-02-12"), ("care", None), ("ep", "2025-02-20")]


def test_reviews_run_in_a_chain_from_the_first_plan_and_again_after_one_ceased():
    case = case_of(
        ("final_plan_issued", "2020-03-02"),
        ("final_plan_issued", "2020-09-01"),
        ("review_decision_notified", "2021-02-01", {"outcome": "maintain"}),
        ("plan_ceased", "2021-06-01"),
        ("final_plan_issued", "2022-05-02"),
        as_of="2022-06-01",
    )
    assert [(row[0], row[2]) for row in only(case, "R1")] == [
        ("2021-03-01", "met"), ("2022-01-31", "ended"), ("2023-05-01", "open"),
    ]  # fmt: skip


def test_amending_is_counted_from_the_latest_meeting_and_without_one_has_no_row():
    amend = ("review_decision_notified", "2025-06-10", {"outcome": "amend"})
    held = [("review_meeting_held", "2025-05-01"), ("review_meeting_held", "2025-05-20")]
    assert only(case_of(amend, as_of="2025-07-01"), "R5") == []
    assert only(case_of(*held, amend, as_of="2025-06-12"), "R5")[0][0] == "2025-06-17"
    assert only(case_of(*held, amend, as_of="2025-06-12"), "R7M")[0][0] == "2025-08-12"


def test_amending_may_be_met_between_the_meeting_and_the_decision():
    case = case_of(
        ("review_meeting_held", "2025-05-20"),
        ("amendment_notice_served", "2025-06-05"),
        ("review_decision_notified", "2025-06-10", {"outcome": "amend"}),
        as_of="2025-07-01",
    )
    assert only(case, "R5") == [("2025-06-17", "2025-06-05", "met", None, 0)]


def test_mediation_about_health_alone_is_counted_from_the_commissioner_s_notice():
    case = case_of(
        ("mediation_requested", "2025-03-03"),
        ("commissioner_notified_of_issues", "2025-03-05"),
        as_of="2025-03-10",
    )
    assert [(row["trigger"], row["due"]) for row in by_function(case)] == [
        ("commissioner_notified_of_issues", "2025-04-04"),
    ]  # fmt: skip


def test_an_earlier_mediation_keeps_its_row_when_a_later_one_is_about_health_alone():
    case = case_of(
        ("mediation_requested", "2024-03-04"),
        ("mediation_held", "2024-03-20"),
        ("mediation_requested", "2025-03-03"),
        ("commissioner_notified_of_issues", "2025-03-05"),
        as_of="2025-03-10",
    )
    assert [row[0] for row in only(case, "D2")] == ["2024-04-03", "2025-04-04"]


def test_a_limit_at_once_is_open_on_its_day_then_overdue_and_comes_last():
    order = ("tribunal_order", "2025-03-03", {"kind": "continue"})
    later = ("appeal_received_by_authority", "2025-03-03")
    assert only(case_of(order, as_of="2025-03-03"), "T-CONTINUE")[0] == (
        None,
        None,
        "open",
        None,
        0,
    )
    rows = by_function(case_of(order, later, as_of="2025-03-05"))
    assert [(row["rule"], row["status"], row["days_late"]) for row in rows] == [
        ("D7", "open", 0), ("T-CONTINUE", "overdue", 2),
    ]  # fmt: skip


def test_a_directed_day_replaces_the_day_of_every_row_of_the_order():
    order = ("tribunal_order", "2025-03-03", {"kind": "assess", "directed_by": "2025-04-01"})
    rows = by_function(case_of(order, as_of="2025-03-03"))
    assert [(row["rule"], row["due"]) for row in rows] == [
        ("T-ASSESS", "2025-04-01"), ("T-ASSESS-NO", "2025-04-01"), ("T-ASSESS-PLAN", "2025-04-01"),
    ]  # fmt: skip


def test_an_age_row_passes_after_its_day_and_a_plan_in_force_is_needed_for_the_last():
    plan, ceased = ("final_plan_issued", "2020-03-02"), ("plan_ceased", "2021-03-02")
    born = {"born": "2009-08-31"}
    assert only(case_of(plan, as_of="2025-06-27", **born), "AGE-CSA")[0][1:3] == (None, "open")
    assert only(case_of(plan, as_of="2025-06-28", **born), "AGE-CSA")[0][1:3] == (
        "2025-06-27", "met",
    )  # fmt: skip
    assert only(case_of(plan, as_of="2025-06-28", **born), "AGE-25")[0][0] == "2035-07-31"
    assert only(case_of(plan, ceased, as_of="2025-06-28", **born), "AGE-25") == []
    assert only(case_of(plan, as_of="2025-06-28"), "AGE-25") == []


def test_absence_of_fourteen_days_excuses_an_order_of_the_tribunal():
    order = ("tribunal_order", "2025-03-03", {"kind": "amend"})
    away = [recorded("T-AMEND", "absent_from_area", "2025-03-10", "2025-03-23")]
    shorter = [recorded("T-AMEND", "absent_from_area", "2025-03-10", "2025-03-22")]
    case = case_of(order, as_of="2025-04-09")
    assert only(case | {"exceptions": away}, "T-AMEND")[0][2] == "excepted"
    assert only(case | {"exceptions": shorter}, "T-AMEND")[0][2] == "overdue"


def test_the_explanation_has_the_working_and_the_law():
    rows = json.loads(by_command(json.dumps(case_of(REQUEST, as_of="2025-02-01"))).stdout)
    assert rows[2]["explanation"] == (
        "20 weeks of 6 January 2025 is 26 May 2025; SEND Regulations 2014, reg 13(2)."
    )
    assert rows[2]["citation"] == "SEND Regulations 2014 (SI 2014/1530), reg 13(2)"


def test_the_example_of_the_contract_comes_out_as_it_says():
    case = case_of(
        REQUEST,
        ("advice_requested", "2025-02-10", {"id": "ep"}),
        ("advice_received", "2025-03-24", {"id": "ep"}),
        as_of="2025-06-30",
        born="2015-03-02",
        closures=[{"kind": "school", "from": "2025-07-23", "to": "2025-09-02"}],
        exceptions=[recorded("C7", "personal_circumstances", "2025-04-01", "2025-05-02")],
    )
    first = json.loads(by_command(json.dumps(case)).stdout)[0]
    assert first.pop("explanation") and first == {
        "rule": "C1", "trigger": "request_received", "trigger_on": "2025-01-06", "id": None,
        "who": "local_authority", "due": "2025-02-17", "met_on": None, "status": "overdue",
        "exception": None, "days_late": 133,
        "citation": "SEND Regulations 2014 (SI 2014/1530), reg 5(1)",
    }  # fmt: skip
