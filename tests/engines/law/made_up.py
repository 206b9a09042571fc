"""Made-up cases as JSON objects: any events of the contract, in any order, close together."""

import random
from datetime import date, timedelta

from tests.engines.law.reference import clock

_PLAIN = """
request_received became_responsible decision_to_assess_notified decision_not_to_assess_notified
request_withdrawn no_plan_notified draft_plan_served final_plan_issued family_response_received
plan_ceased review_invitations_sent review_cancelled review_meeting_held review_report_sent
amendment_notice_served final_amended_plan_issued no_amendment_notified
phase_transfer_plan_finalised plan_transferred transfer_notice_sent reassessment_requested
reassessment_decided mediation_declined mediation_requested commissioner_notified_of_issues
mediation_withdrawn mediation_held mediation_cannot_be_arranged mediation_certificate_issued
mediation_adviser_contacted mediation_agreement_done appealable_decision_notified
appeal_registered appeal_received_by_authority appeal_response_sent appeal_withdrawn
appeal_conceded tribunal_recommendation_made recommendation_response_sent
order_assessment_notified reconsideration_notified plan_continued
"""
PLAIN = _PLAIN.split()
WITH_ID = ["advice_requested", "advice_received", "consultation_sent", "consultation_replied"]
KINDS = [
    "assess", "make_plan", "reconsider", "amend", "name_setting", "continue",
    "continue_and_amend", "cease",
]  # fmt: skip
PHASES = [
    "early_years_to_school", "infant_to_junior", "primary_to_middle", "primary_to_secondary",
    "middle_to_secondary", "secondary_to_post16",
]  # fmt: skip
NEEDY = [
    "review_decision_notified", "reassessment_decision_notified", "phase_transfer_due",
    "post16_move_planned", "review_meeting_planned", "move_known", "plan_transferred_in",
    "mediation_agreement_signed", "tribunal_order",
]  # fmt: skip
CLOSED = ["school_closed", "early_years_closed", "personal_circumstances", "absent_from_area"]
ORDERS = ["personal_circumstances", "absent_from_area"]
_ALL_OF_2020 = "C1 C3 C4 C5 C6 C7 R1 R2 R3 R4 R5 R6 R7 R7M P1 P2 M1 M2 M3 A1 A2"
_ORDERED = "ASSESS ASSESS-NO ASSESS-PLAN MAKE-DRAFT MAKE-FINAL RECONSIDER AMEND NAME CONTINUE-AMEND"
LIMBS = {
    **{rule: ["coronavirus"] for rule in _ALL_OF_2020.split()},
    **{rule: [*CLOSED, "coronavirus"] for rule in ("C1", "C4", "C7", "A2")},
    **{f"T-{rule}": ORDERS for rule in _ORDERED.split()},
    "C3": ["personal_circumstances", "absent_from_area", "missed_appointment", "coronavirus"],
}
RULES = [*sorted(LIMBS), *["C3", "C7"] * 5]


def made_up_case(chance: random.Random) -> dict:
    """A case under the law in force; the seed of ``chance`` decides everything."""
    start = date(2014, 9, 1) + timedelta(days=chance.randrange(365 * 14))
    if chance.random() < 0.2:
        start = date(2020, 1, 1) + timedelta(days=chance.randrange(200))
    names = chance.choices([*PLAIN, *WITH_ID * 3, *NEEDY * 2], k=chance.randrange(1, 16))
    if chance.random() < 0.7:
        names += chance.choices(chance.sample([*PLAIN, *WITH_ID, *NEEDY], 4), k=8)
    reach = chance.choice([20, 120, 500])
    events = [_event(name, _near(start, reach, chance), chance) for name in names]
    case = {
        "regime": "cfa2014",
        "as_of": max(event["on"] for event in events),
        "events": events,
        "closures": [_closure(start, chance) for _ in range(chance.randrange(3))],
    }
    _as_of_and_ages(case, chance)
    missed = [row for row in clock(case) if row["days_late"] and row["rule"] in LIMBS]
    case["exceptions"] = [
        _touching(chance.choice(missed), chance)
        if missed and chance.random() < 0.7
        else _exception(start, chance)
        for _ in range(chance.randrange(4))
    ]
    _leave_out_what_is_empty(case, chance)
    return case


def _as_of_and_ages(case: dict, chance: random.Random) -> None:
    last = date.fromisoformat(case["as_of"])
    case["as_of"] = _near(last, chance.choice([1, 60, 400, 4000]), chance)
    if chance.random() < 0.6:
        age = timedelta(days=chance.randrange(365 * 30))
        case["born"] = (last - age).isoformat()
        if chance.random() < 0.3:
            case["training_ends"] = _near(last - age, 365 * 28, chance)


def _leave_out_what_is_empty(case: dict, chance: random.Random) -> None:
    for key in ("exceptions", "closures"):
        if not case[key] and chance.random() < 0.5:
            del case[key]


def _near(start: date, reach: int, chance: random.Random) -> str:
    return (start + timedelta(days=chance.randrange(reach))).isoformat()


def _event(name: str, on: str, chance: random.Random) -> dict:
    event = {"event": name, "on": on}
    day = date.fromisoformat(on) - timedelta(days=10)
    if name in WITH_ID and chance.random() < 0.8:
        event["id"] = chance.choice(["ep", "health", ""])
    if name == "advice_requested":
        event |= {
            flag: True for flag in ("from_school", "from_early_years") if chance.random() < 0.5
        }
    needs = {
        "review_decision_notified": lambda: {
            "outcome": chance.choice(["maintain", "amend", "amend", "cease"])
        },
        "reassessment_decision_notified": lambda: {
            "outcome": chance.choice(["reassess", "reassess", "refuse"])
        },
        "phase_transfer_due": lambda: {
            "phase": chance.choice(PHASES), "year": int(on[:4]) + chance.randrange(2)
        },
        "post16_move_planned": lambda: {"for": _near(day, 400, chance)},
        "review_meeting_planned": lambda: {"for": _near(day, 90, chance)},
        "move_known": lambda: {"moves_on": _near(day, 60, chance)},
        "plan_transferred_in": lambda: _made_or_reviewed(day, chance),
        "mediation_agreement_signed": lambda: {
            "kind": chance.choice([*KINDS, "not_appealable"]), **_other("agreed_by", day, chance)
        },
        "tribunal_order": lambda: {
            "kind": chance.choice(KINDS), **_other("directed_by", day, chance)
        },
    }  # fmt: skip
    return event | needs.get(name, dict)()


def _made_or_reviewed(day: date, chance: random.Random) -> dict:
    keys = chance.choice([["last_review"], ["plan_made"], ["last_review", "plan_made"]])
    return {key: _near(day - timedelta(days=400), 400, chance) for key in keys}


def _other(key: str, day: date, chance: random.Random) -> dict:
    return {key: _near(day, 60, chance)} if chance.random() < 0.3 else {}


def _exception(start: date, chance: random.Random) -> dict:
    rule = chance.choice(RULES)
    return {"rule": rule, "limb": chance.choice(LIMBS[rule]), **_period(start, chance)}


def _touching(row: dict, chance: random.Random) -> dict:
    """An exception whose first or last day is near the first or last day of a missed row."""
    edge = date.fromisoformat(chance.choice([row["trigger_on"], row["due"] or row["trigger_on"]]))
    length = timedelta(days=chance.choice([0, 12, 13, 14, 26, 27, 28]))
    first = edge + timedelta(days=chance.randrange(-2, 3)) - chance.choice([timedelta(0), length])
    return {
        "rule": row["rule"],
        "limb": chance.choice(LIMBS[row["rule"]]),
        "from": first.isoformat(),
        "to": (first + length).isoformat(),
    }


def _closure(start: date, chance: random.Random) -> dict:
    return {"kind": chance.choice(["school", "early_years"]), **_period(start, chance)}


def _period(start: date, chance: random.Random) -> dict:
    first = date.fromisoformat(_near(start, 200, chance))
    length = chance.choice([0, 12, 13, 14, 26, 27, 28, 60, 300])
    return {"from": first.isoformat(), "to": (first + timedelta(days=length)).isoformat()}
