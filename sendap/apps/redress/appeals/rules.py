"""What can be appealed, the last day with its working, and what each kind of order asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sendap.apps.timeline.evidence import HappenedEvent
from sendap.apps.timeline.queries.dates import DeadlineLine
from sendap.law.process import find_process

KINDS = {
    "refuse_assess": "A refusal to assess (s.51(2)(a))",
    "refuse_plan": "A refusal to make a plan (s.51(2)(b))",
    "contents": "What the plan says in sections B, F or I (s.51(2)(c))",
    "setting": "Section I alone: the setting, or that none is named (s.51(2)(c)(iii))",
    "refuse_reassess": "A refusal to reassess (s.51(2)(d))",
    "refuse_amend": "A decision not to amend after a review or reassessment (s.51(2)(e))",
    "cease": "A decision to end the plan (s.51(2)(f))",
}
"""What an appeal may be against (Children and Families Act 2014, s.51)."""

ORDERS = {
    "assess": "Assess",
    "make_plan": "Make a plan",
    "reconsider": "Reconsider",
    "amend": "Amend the plan",
    "name_setting": "Name a setting",
    "continue": "Continue the plan",
    "continue_and_amend": "Continue the plan and amend it",
    "cease": "The plan may end: appeal dismissed",
    "recommendation": "Recommendation about health or social care",
}
"""What the tribunal may order (reg 44) or, last, recommend (SI 2017/1306)."""

CHANGES_PLAN = frozenset({"amend", "name_setting", "continue_and_amend"})
OUTCOMES = {
    "open": "Open",
    "withdrawn": "Withdrawn by the family",
    "conceded": "Conceded by the authority",
    "for_family": "Decided for the family",
    "partly": "Decided partly for the family",
    "dismissed": "Dismissed",
}
DECIDED = ("for_family", "partly", "dismissed")

DECISIONS = {
    "decision_not_to_assess_notified": "refuse_assess",
    "no_plan_notified": "refuse_plan",
    "final_plan_issued": "contents",
    "final_amended_plan_issued": "contents",
    "reassessment_decision_notified": "refuse_reassess",
    "no_amendment_notified": "refuse_amend",
    "review_decision_notified": "refuse_amend",
    "plan_ceased": "cease",
}
"""The kind of appeal that each decision opens, where the record has the decision."""

NO_CERTIFICATE = frozenset({"setting"})
"""Appeals that need no mediation certificate (Children and Families Act 2014, s.55(3))."""


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Whether and until when an appeal can be made; ``working`` is the clock's own sentence.

    ``last_on`` is None when nothing that can be appealed was notified. ``needs`` says what must
    come first, empty when nothing does.
    """

    kind: str
    decided_on: date | None
    last_on: date | None
    working: str
    citation: str
    needs: str
    is_over: bool


def eligibility(
    events: Iterable[HappenedEvent], lines: Iterable[DeadlineLine], *,
    kind: str = "", regime: str = "cfa2014", on: date,
) -> Eligibility:  # fmt: skip
    """What could be appealed on a day, from the case's events and its row D6 of the clock."""
    happened = list(events)
    rows = [line for line in lines if line.rule == "D6"]
    line = max(rows, key=lambda row: row.started_on, default=None)
    if line is None:
        return Eligibility("", None, None, "", "", "No decision that can be appealed is on the "
                           "record.", False)  # fmt: skip
    found = kind or _kind(happened, line.started_on)
    return Eligibility(
        found, line.started_on, line.due, line.explanation, line.citation,
        _needs(happened, line.started_on, found, regime),
        line.due is not None and on > line.due,
    )  # fmt: skip


def _kind(events: list[HappenedEvent], on: date) -> str:
    kinds = [DECISIONS[event.name] for event in events
             if event.on == on and event.name in DECISIONS]  # fmt: skip
    return kinds[-1] if kinds else ""


def _needs(events: list[HappenedEvent], since: date, kind: str, regime: str) -> str:
    if kind in NO_CERTIFICATE:
        return ""
    later = {event.name for event in events if event.on >= since}
    if "mediation_certificate_issued" not in later:
        return ("A mediation certificate comes first: the family speaks to a mediation adviser "
                "(s.55). An appeal about the setting alone needs none.")  # fmt: skip
    if find_process(regime).mediation.required and not later & {
        "mediation_held",
        "mediation_cannot_be_arranged",
    }:
        return "Mediation comes first: this proposal makes it a condition of an appeal."
    return ""
