"""What a family reads of what has happened, of where a case stands, and of who looked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

EVENTS = {
    "request_received": "The council got the request to check {whose} needs.",
    "became_responsible": "The council became the one that looks after {whose} case.",
    "decision_to_assess_notified": "The council said that it will check {whose} needs.",
    "decision_not_to_assess_notified": "The council said that it won’t check {whose} needs.",
    "request_withdrawn": "The request to check {whose} needs was taken back.",
    "advice_requested": "The council asked for a report about {name}.",
    "advice_received": "A report about {name} came in.",
    "no_plan_notified": "The council said that no plan is needed.",
    "draft_plan_served": "The council sent the draft plan.",
    "family_response_received": "The council got the family’s comments.",
    "consultation_sent": "The council asked a school or college about a place.",
    "consultation_replied": "A school or college replied about a place.",
    "final_plan_issued": "The council sent the final plan.",
    "plan_ceased": "The plan ended.",
    "review_meeting_planned": "A review meeting was planned.",
    "review_invitations_sent": "Invitations to the review meeting were sent.",
    "review_cancelled": "The review meeting was called off.",
    "review_meeting_held": "The review meeting was held.",
    "review_report_sent": "The report of the review meeting was sent.",
    "review_decision_notified": "The council decided after the review{outcome}.",
    "amendment_notice_served": "The council sent the changes it wants to make to the plan.",
    "final_amended_plan_issued": "The council sent the changed plan.",
    "no_amendment_notified": "The council said that it won’t change the plan.",
    "phase_transfer_due": "A move to the next school or college was noted.",
    "post16_move_planned": "A move to another college or course was planned.",
    "phase_transfer_plan_finalised": "The plan was finished for the move.",
    "move_known": "The council learned that the family is moving to another area.",
    "plan_transferred": "The plan was passed to the new council.",
    "plan_transferred_in": "The plan came from the old council.",
    "transfer_notice_sent": "The new council told the family that it has the plan.",
    "reassessment_requested": "The council was asked to check {whose} needs again.",
    "reassessment_decision_notified": (
        "The council said if it will check {whose} needs again{outcome}."
    ),
    "reassessment_decided": "The council decided to check {whose} needs again.",
    "mediation_declined": "The family said no to mediation.",
    "mediation_requested": "The family asked for mediation.",
    "commissioner_notified_of_issues": "The health service was told what the mediation is about.",
    "mediation_withdrawn": "The family stopped the mediation.",
    "mediation_held": "The mediation meeting was held.",
    "mediation_cannot_be_arranged": "The mediation meeting couldn’t be arranged in time.",
    "mediation_certificate_issued": "The mediation certificate was sent.",
    "mediation_adviser_contacted": "The family contacted the mediation adviser.",
    "mediation_agreement_signed": "An agreement was signed after mediation.",
    "mediation_agreement_done": "What was agreed at mediation was done.",
    "appealable_decision_notified": "The council sent a decision that can be appealed.",
    "appeal_registered": "The appeal was registered with the tribunal.",
    "appeal_received_by_authority": "The council got the appeal.",
    "appeal_response_sent": "The council answered the appeal.",
    "appeal_withdrawn": "The appeal was taken back.",
    "appeal_conceded": "The council gave way on the appeal.",
    "tribunal_recommendation_made": "The tribunal recommended something on health or social care.",
    "recommendation_response_sent": "The tribunal’s recommendation was answered.",
    "tribunal_order": "The tribunal made an order.",
    "order_assessment_notified": "The council said that the check of {whose} needs is starting.",
    "reconsideration_notified": "The council said what it decided after thinking again.",
    "plan_continued": "The council kept the plan going, as the tribunal ordered.",
}
"""Every event of the law in force; ``{outcome}`` is a decision in words, where there was one."""

OWN = {
    "plan_agreed": "The council decided to make a plan.",
    "family_asked": "The council asked what you think and what would help.",
    "family_advice_given": "The council got the family’s own words about {name}.",
    "cease_proposed": "The council said that it is thinking of ending the plan.",
    "wishes_confirmed": "It was written down that {name} doesn’t want to go back to education.",
}
"""Steps of the process that start no time limit."""

OUTCOMES = {
    "maintain": ": it will keep the plan as it is",
    "amend": ": it will change the plan",
    "cease": ": it will end the plan",
    "reassess": ": it will",
    "refuse": ": it won’t",
}

STAGES = {
    "request": "The council has been asked to check {whose} needs. It is deciding if it will.",
    "assessment": "The council is checking {whose} needs. It is collecting reports.",
    "draft": "The council has sent a draft plan. You can say what you think of it.",
    "plan": "There is a plan for {name}. The council must review it every year.",
    "refused": "The council decided not to check {whose} needs. You can disagree with that.",
    "no_plan": "The council decided that no plan is needed. You can disagree with that.",
    "withdrawn": "The request was taken back. Nothing more is due.",
    "moved": "The case has moved to another council.",
    "ceased": "The plan has ended.",
    "closed": "The record is closed. The council asks nothing of you.",
    "unknown": "We can’t tell from the record where things stand. Ask the council.",
}
"""Where a case stands, by its stage."""

LOOKS = {
    "cases.list": "Saw the name in a list",
    "cases.export": "Saved a list with the name in it",
    "cases.reassign": "Changed who has the case",
    "cases.record_event": "Wrote down something that happened",
    "cases.declare_conflict": "Said that they know the family, and shut themselves out",
    "returns.import": "Loaded the council’s yearly return",
    "returns.show": "Checked the council’s yearly return",
    "returns.problems": "Saved a list from the check of the yearly return",
    "returns.explain": "Explained or completed the council’s yearly return",
    "cases.open": "Opened the record",
    "calendar.read": "Saw a date in a calendar",
    "plans.open_document": "Opened the plan that is being written",
    "plans.write_document": "Wrote in the plan, or sent it",
    "plans.answer_comment": "Answered a comment on the plan",
    "messages.open": "Read the messages",
    "messages.open_as_family": "Read the messages",
    "messages.write": "Wrote a message to the family",
    "messages.write_as_family": "Wrote a message to the council",
    "messages.unanswered": "Saw the name in a list of families waiting for an answer",
    "team.open": "Saw the name in a list of the team’s work",
}
"""What someone did with a record, by the action in the audit."""


def happening(name: str, facts: Mapping[str, Any]) -> str:
    """What happened, with places for the name still in it."""
    outcome = OUTCOMES.get(str(facts.get("outcome", "")), "")
    return (EVENTS | OWN).get(name, "Something was recorded.").replace("{outcome}", outcome)


def looking(action: str, outcome: str) -> str:
    """What someone did with a record."""
    otherwise = "Changed something in the record" if outcome == "changed" else "Opened the record"
    return LOOKS.get(action, otherwise)
