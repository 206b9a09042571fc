"""Which limits will be missed if nothing changes: due soon, and a step before them isn't done.

The steps are those without which the limit can't be met, with the days they need; law and guidance
as cited. A step counts only if it is recorded since ``looks_back`` before the due day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sendap.basics.dates import written_day

WITHIN = timedelta(days=28)
"""How far ahead the page looks."""

LAST_WEEK = timedelta(days=7)
"""A limit without a known step before it is at risk in its last week."""


@dataclass(frozen=True, slots=True)
class Step:
    """What must come first: any of ``events``, at least ``days_before`` the due day, and why."""

    events: frozenset[str]
    days_before: int
    missing: str
    why: str


DRAFT = Step(
    frozenset({"draft_plan_served"}), 15, "no draft plan is recorded as served",
    "the family must have 15 days to comment (SEND Regulations 2014, reg 13(1))",
)  # fmt: skip
ADVICE = Step(
    frozenset({"advice_received"}), 29, "no advice is recorded as received",
    "the draft is written from it, and must leave the family 15 days",
)  # fmt: skip
NOTICE = Step(
    frozenset({"amendment_notice_served"}), 15, "no amendment notice is recorded as served",
    "the family must have 15 days to comment (SEND Regulations 2014, reg 22(2)(c))",
)  # fmt: skip
MEETING = Step(
    frozenset({"review_meeting_held"}), 1, "no review meeting is recorded as held",
    "the review is complete only when its outcome is decided after the meeting "
    "(SEND Regulations 2014, reg 20)",
)  # fmt: skip
INVITED = Step(
    frozenset({"review_meeting_planned", "review_meeting_held", "review_invitations_sent"}), 14,
    "no review meeting is recorded as planned",
    "those invited must have two weeks' notice (SEND Regulations 2014, reg 20(3))",
)  # fmt: skip

STEPS: Mapping[str, tuple[Step, ...]] = {
    "C7": (ADVICE, DRAFT),
    "T-ASSESS-PLAN": (ADVICE, DRAFT),
    "T-MAKE-FINAL": (DRAFT,),
    "A2": (NOTICE,),
    "R7M": (NOTICE,),
    "R1": (INVITED, MEETING),
    "M3": (INVITED, MEETING),
    "P1": (NOTICE,),
    "P2": (NOTICE,),
}
"""The steps before each limit, the earliest first."""

LOOKS_BACK = {"C7": 140, "T-ASSESS-PLAN": 98, "T-MAKE-FINAL": 77, "A2": 98, "R7M": 84}
"""For each limit the days before it that its steps belong to; a year where it isn't here."""

EVENTS = frozenset(event for steps in STEPS.values() for step in steps for event in step.events)
"""Every event that is a step."""


def at_risk(rule: str, due: date, happened: Iterable[tuple[str, date]], *, on: date) -> str:
    """Why a limit will be missed if nothing changes, in a sentence; empty when it isn't at risk."""
    if not on <= due <= on + WITHIN:
        return ""
    since = due - timedelta(days=LOOKS_BACK.get(rule, 366))
    done = {name for name, day in happened if day >= since}
    for step in STEPS.get(rule, ()):
        if not done & step.events:
            return _sentence(step, due, on)
    return "" if due > on + LAST_WEEK else _last_week(due, on)


def _sentence(step: Step, due: date, on: date) -> str:
    latest = due - timedelta(days=step.days_before)
    first = f"{step.missing[:1].upper()}{step.missing[1:]}"
    if latest < on:
        return f"{first}; {step.why}: its latest day, {written_day(latest)}, has passed."
    return f"{first}; {step.why}: do it by {written_day(latest)}."


def _last_week(due: date, on: date) -> str:
    days = (due - on).days
    left = "today is the last day" if not days else f"{days} day{'s' if days > 1 else ''} left"
    return f"Not recorded as done; {left}."
