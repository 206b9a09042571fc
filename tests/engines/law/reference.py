"""The clock of the law in force, written a second time, straight from the table of the contract.

It reads the JSON objects themselves and uses nothing of ``sendap``. Slow, plain, and in the
table's order: a difference from ``sendap clock`` is a fault in one of the two.
"""

from datetime import date, timedelta

from tests.engines.law.walked_days import (
    days_beginning_with,
    days_of,
    last_plan_day,
    leaving_day,
    months_on,
    period_of_months,
    tribunal_move,
    tribunal_shut,
    working_days_beginning_with,
    working_days_of,
)

CLOSED = ["school_closed", "early_years_closed", "personal_circumstances", "absent_from_area"]
ADVICE = ["personal_circumstances", "absent_from_area", "missed_appointment"]
ORDER = ["personal_circumstances", "absent_from_area"]
ORDERS = {
    "assess": [
        ("T-ASSESS", 2, ["order_assessment_notified"], []),
        ("T-ASSESS-NO", 10, ["no_plan_notified"], ["final_plan_issued", "draft_plan_served"]),
        ("T-ASSESS-PLAN", 14, ["final_plan_issued"], ["no_plan_notified"]),
    ],
    "make_plan": [
        ("T-MAKE-DRAFT", 5, ["draft_plan_served"], []),
        ("T-MAKE-FINAL", 11, ["final_plan_issued"], []),
    ],
    "reconsider": [("T-RECONSIDER", 2, ["reconsideration_notified"], [])],
    "amend": [("T-AMEND", 5, ["final_amended_plan_issued"], [])],
    "name_setting": [("T-NAME", 2, ["final_amended_plan_issued"], [])],
    "continue": [("T-CONTINUE", None, ["plan_continued"], [])],
    "continue_and_amend": [("T-CONTINUE-AMEND", 5, ["final_amended_plan_issued"], [])],
    "cease": [("T-CEASE", None, ["plan_ceased"], [])],
}


def clock(case):
    """The rows for the case, each with everything of the output but the words."""
    told = [dict(event, on=date.fromisoformat(event["on"])) for event in case["events"]]
    told.sort(key=lambda event: event["on"])
    rows = []
    for place, event in enumerate(told):
        for found in started_by(event, place, told):
            rows.append(finished(found, event, told, case))
    if case.get("born"):
        rows += ages(case, told)
    return sorted(rows, key=order)


def order(row):
    """Null due last; then due, rule, id with null first."""
    due = row["due"] or "9999-99-99"
    id_first = (0, "") if row["id"] is None else (1, row["id"])
    return due, row["rule"], id_first, row["trigger_on"], row["trigger"]


def given(event, key):
    """A day that the event carries, or None."""
    return date.fromisoformat(event[key]) if event.get(key) else None


def row(rule, due, meets, ends=(), **more):
    """A row before its outcome: ``base`` is the day in place of the trigger's, if any."""
    return {"rule": rule, "due": due, "meets": meets, "ends": ends, "limbs": [], **more}


def started_by(event, place, told):
    """Every row that the event starts, in the table's words."""
    on, name = event["on"], event["event"]
    starters = {
        "request_received": request,
        "became_responsible": request,
        "advice_requested": advice,
        "review_decision_notified": decision,
        "plan_transferred_in": transferred_in,
        "appealable_decision_notified": appealable,
        "mediation_requested": mediation,
        "commissioner_notified_of_issues": mediation,
        "mediation_agreement_signed": agreement,
        "tribunal_order": tribunal,
        "final_plan_issued": final_plan,
    }
    if name in starters:
        return starters[name](event, on, place, told)
    return one(event, on)


def request(event, on, place, told):
    yield row(
        "C1", days_of(on, 42),
        ["decision_to_assess_notified", "decision_not_to_assess_notified"],
        ["request_withdrawn"], limbs=CLOSED,
    )  # fmt: skip
    yield row(
        "C4", days_of(on, 112), ["no_plan_notified"],
        ["decision_not_to_assess_notified", "draft_plan_served", "final_plan_issued",
         "request_withdrawn"], limbs=CLOSED,
    )  # fmt: skip
    yield row(
        "C7", days_of(on, 140), ["final_plan_issued"],
        ["decision_not_to_assess_notified", "no_plan_notified", "request_withdrawn"],
        limbs=CLOSED,
    )  # fmt: skip


def advice(event, on, place, told):
    yield row(
        "C3", days_of(on, 42), ["advice_received"], ["request_withdrawn"],
        limbs=ADVICE, keyed=True,
    )  # fmt: skip


def one(event, on):
    """The rows of events that always start the same."""
    name = event["event"]
    if name == "draft_plan_served":
        yield row("C5", days_beginning_with(on, 15), ["family_response_received"],
                  ["final_plan_issued"], after_last=True)  # fmt: skip
    if name == "consultation_sent":
        yield row("C6", days_of(on, 15), ["consultation_replied"], ["request_withdrawn"],
                  keyed=True)  # fmt: skip
    if name == "review_meeting_planned":
        yield row("R2", given(event, "for") - timedelta(14), ["review_invitations_sent"],
                  ["review_cancelled"])  # fmt: skip
    if name == "review_meeting_held":
        yield row("R3", days_of(on, 14), ["review_report_sent"])
        yield row("R4", days_of(on, 28), ["review_decision_notified"])
    if name == "amendment_notice_served":
        yield row("R6", days_beginning_with(on, 15), ["family_response_received"],
                  ["final_amended_plan_issued"], after_last=True)  # fmt: skip
        yield row("R7", days_of(on, 56), ["final_amended_plan_issued", "no_amendment_notified"])
    if name == "phase_transfer_due":
        late = event["phase"] == "secondary_to_post16"
        due = date(event["year"], 3 if late else 2, 30 if late else 14)
        yield row("P1", due, ["phase_transfer_plan_finalised"], ["plan_ceased"])
    if name == "post16_move_planned":
        yield row("P2", months_on(given(event, "for"), -5), ["phase_transfer_plan_finalised"],
                  ["plan_ceased"])  # fmt: skip
    if name == "move_known":
        due = max(given(event, "moves_on"), working_days_beginning_with(on, 15))
        yield row("M1", due, ["plan_transferred"])
    if name == "reassessment_requested":
        yield row("A1", days_of(on, 15), ["reassessment_decision_notified"])
    if name == "reassessment_decided" or (
        name == "reassessment_decision_notified" and event["outcome"] == "reassess"
    ):
        yield row("A2", days_of(on, 98), ["final_amended_plan_issued", "no_amendment_notified"],
                  limbs=CLOSED)  # fmt: skip
    if name == "mediation_declined":
        yield row("D1", working_days_of(on, 3), ["mediation_certificate_issued"])
    if name in ("mediation_held", "mediation_cannot_be_arranged"):
        yield row("D3", working_days_of(on, 3), ["mediation_certificate_issued"])
    if name == "appeal_received_by_authority":
        yield row("D7", working_days_of(on, 30, tribunal_shut), ["appeal_response_sent"],
                  ["appeal_withdrawn", "appeal_conceded"])  # fmt: skip
    if name == "tribunal_recommendation_made":
        yield row("D8", days_of(on, 35), ["recommendation_response_sent"])


def final_plan(event, on, place, told):
    before = [e["on"] for e in told[:place] if e["event"] == "final_plan_issued"]
    ceased = [e["on"] for e in told if e["event"] == "plan_ceased" and e["on"] < on]
    if not before or any(not [day for day in before if day > end] for end in ceased):
        yield row("R1", period_of_months(on, 12), ["review_decision_notified"], ["plan_ceased"])


def decision(event, on, place, told):
    yield row("R1", period_of_months(on, 12), ["review_decision_notified"], ["plan_ceased"],
              beyond=place)  # fmt: skip
    held = [e["on"] for e in told if e["event"] == "review_meeting_held" and e["on"] <= on]
    if event["outcome"] == "amend" and held:
        base = max(held)
        yield row("R5", days_of(base, 28), ["amendment_notice_served"], base=base)
        yield row("R7M", days_of(base, 84),
                  ["final_amended_plan_issued", "no_amendment_notified"], base=base)  # fmt: skip


def transferred_in(event, on, place, told):
    yield row("M2", days_of(on, 42), ["transfer_notice_sent"])
    start = given(event, "last_review") or given(event, "plan_made")
    due = max(period_of_months(start, 12), period_of_months(on, 3))
    yield row("M3", due, ["review_decision_notified"], ["plan_ceased"])


def appealable(event, on, place, told):
    yield row("D5", months_on(on, 2), ["mediation_adviser_contacted"])
    due = months_on(on, 2)
    for other in told:
        if other["event"] == "mediation_certificate_issued" and other["on"] >= on:
            due = max(due, months_on(other["on"], 1))
            break
    yield row("D6", tribunal_move(due), ["appeal_registered"])


def mediation(event, on, place, told):
    asked = [e["on"] for e in told if e["event"] == "mediation_requested"]
    about_health = set()
    for other in told:
        if other["event"] == "commissioner_notified_of_issues":
            earlier = [day for day in asked if day <= other["on"]]
            about_health.update(earlier[-1:] or asked[:1])
    if event["event"] != "mediation_requested" or on not in about_health:
        yield row("D2", days_of(on, 30), ["mediation_held"], ["mediation_withdrawn"])


def agreement(event, on, place, told):
    done = ["mediation_agreement_done"]
    if given(event, "agreed_by"):
        yield row("D9", given(event, "agreed_by"), done)
    elif event["kind"] == "not_appealable":
        yield row("D9", days_of(on, 14), done)
    else:
        for _, weeks, _, _ in ORDERS[event["kind"]]:
            yield row("D9", weeks and days_of(on, 7 * weeks), done)


def tribunal(event, on, place, told):
    for rule, weeks, meets, ends in ORDERS[event["kind"]]:
        due = given(event, "directed_by") or (weeks and days_of(on, 7 * weeks))
        yield row(rule, due, meets, ends, limbs=ORDER if weeks else [])


def finished(found, event, told, case):
    """The row with its outcome, told by walking the events in order of day."""
    base, due = found.get("base", event["on"]), found["due"]
    last, as_of = due or event["on"], date.fromisoformat(case["as_of"])
    met_on, ended = None, False
    for day in sorted({other["on"] for other in told if other["on"] >= base}):
        those = [(place, other) for place, other in enumerate(told) if other["on"] == day]
        if any(place > found.get("beyond", -1) and meets(o, found, event) for place, o in those):
            met_on = day
            break
        if found.get("after_last") and day <= last:
            continue
        if any(other["event"] in found["ends"] for _, other in those):
            ended = True
            break
    return told_row(found, event, base, last, met_on, ended, as_of, told, case)


def meets(other, found, event):
    """Whether the other event is one that meets the row."""
    same = not found.get("keyed") or other.get("id") == event.get("id")
    return other["event"] in found["meets"] and same


def told_row(found, event, base, last, met_on, ended, as_of, told, case):
    """The row in the output's words."""
    finish = met_on or as_of
    late = 0 if ended else max((finish - last).days, 0)
    status = "ended" if ended else ("late" if late else "met") if met_on else (
        "overdue" if late else "open"
    )  # fmt: skip
    excuse = excused(found, base, last, told, case) if late and found["due"] else None
    return {
        "rule": found["rule"],
        "trigger": event["event"],
        "trigger_on": event["on"].isoformat(),
        "id": event.get("id") if found.get("keyed") else None,
        "due": found["due"] and found["due"].isoformat(),
        "met_on": met_on and met_on.isoformat(),
        "status": "excepted" if excuse else status,
        "exception": excuse,
        "days_late": late,
    }


def excused(found, base, last, told, case):
    """The first recorded exception that counts, then the first that follows from a closure."""
    rule = found["rule"]
    for entry in case.get("exceptions", []):
        if entry["rule"] == rule and recorded_counts(entry, base, last):
            return entry["limb"]
    for closure in case.get("closures", []):
        limb = f"{closure['kind']}_closed"
        if limb in found["limbs"] and closure_counts(closure, base, last, told):
            return limb
    return None


def recorded_counts(entry, base, last):
    """Whether a recorded exception is long enough, in its time, and touches the row's days."""
    from_on, to_on = date.fromisoformat(entry["from"]), date.fromisoformat(entry["to"])
    length = (to_on - from_on).days + 1
    least = 14 if entry["rule"].startswith("T-") else 28
    if entry["limb"] == "absent_from_area" and length < least:
        return False
    if entry["limb"] == "coronavirus" and not date(2020, 5, 1) <= last <= date(2020, 9, 25):
        return False
    return base <= last and not (to_on < base or from_on > last)


def closure_counts(closure, base, last, told):
    """Whether advice was asked in the row's days and in the window before the closure ends."""
    from_on, to_on = date.fromisoformat(closure["from"]), date.fromisoformat(closure["to"])
    reopens = to_on + timedelta(1)
    if (reopens - from_on).days < 28:
        return False
    flag = "from_school" if closure["kind"] == "school" else "from_early_years"
    return any(
        other["event"] == "advice_requested"
        and other.get(flag)
        and base <= other["on"] <= last
        and from_on - timedelta(7) <= other["on"] <= reopens - timedelta(7)
        for other in told
    )


def ages(case, told):
    """The AGE rows."""
    born, as_of = date.fromisoformat(case["born"]), date.fromisoformat(case["as_of"])
    shared = {"trigger": "born", "trigger_on": case["born"], "id": None, "exception": None}
    leaves = leaving_day(born)
    passed = as_of > leaves
    yield {
        **shared, "rule": "AGE-CSA", "due": leaves.isoformat(), "days_late": 0,
        "status": "met" if passed else "open", "met_on": leaves.isoformat() if passed else None,
    }  # fmt: skip
    begins = [e["on"] for e in told if e["event"] in ("final_plan_issued", "plan_transferred_in")]
    ends = [e["on"] for e in told if e["event"] == "plan_ceased"]
    if begins and not [day for day in ends if day > max(begins)]:
        training = case.get("training_ends")
        last = last_plan_day(born, date.fromisoformat(training) if training else None)
        late = max((as_of - last).days, 0)
        yield {
            **shared, "rule": "AGE-25", "due": last.isoformat(), "met_on": None,
            "status": "overdue" if late else "open", "days_late": late,
        }  # fmt: skip
