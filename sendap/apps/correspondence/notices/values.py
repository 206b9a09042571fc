"""What a letter about a case says, worked out from the step, the clock and the authority."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sendap.apps.correspondence.models import ContactDetails
from sendap.apps.timeline.evidence import HappenedEvent
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries.words import label
from sendap.apps.timeline.rules import case_deadlines

DATES = {
    "final_by": ("C7",), "comment_by": ("C5", "R6"), "appeal_by": ("D6",), "mediation_by": ("D5",),
    "notice_by": ("R5",), "amended_by": ("R7M",), "reassessed_by": ("A2",), "review_by": ("M3",),
}  # fmt: skip
"""The last days that letters give, each the latest that its rules of the clock give."""

ANSWERS = ("may_have_needs", "may_need_plan", "plan_necessary", "will_assess")


def values_for(
    case: Case, facts: Mapping[str, Any], *, events: list[HappenedEvent], on: date
) -> dict[str, str]:
    """The values of a letter that goes out on a day with a step that is among the events."""
    values = {name: str(value) for name, value in facts.items() if value is not None}
    values |= {name: values[name].capitalize() for name in ANSWERS if name in values}
    if "ground" in values:
        values["ground"] = label("cease_reason", values["ground"]).lower()
    values |= _dates(case, events, on) | _happened(events) | _contacts(case.authority_code)
    return values | {"on": _said(on)}


def _dates(case: Case, events: list[HappenedEvent], on: date) -> dict[str, str]:
    by_rule: dict[str, date] = {}
    for row in case_deadlines(events, born_on=case.born_on, as_of=on):
        if row.deadline.due is not None and row.deadline.met_on is None:
            by_rule[row.deadline.rule] = row.deadline.due
    return {
        name: _said(max(days))
        for name, rules in DATES.items()
        if (days := [by_rule[rule] for rule in rules if rule in by_rule])
    }


def _happened(events: Iterable[HappenedEvent]) -> dict[str, str]:
    """The days that letters give of what was recorded: the meeting planned, the transfer."""
    found: dict[str, str] = {}
    for event in events:
        if event.name == "review_meeting_planned":
            found["meeting_on"] = _said(date.fromisoformat(event.facts["for"]))
        if event.name == "plan_transferred_in":
            found["transfer_on"] = _said(event.on)
    return found


def _contacts(authority: str) -> dict[str, str]:
    rows = ContactDetails.objects.filter(authority_code=authority)
    return {row.kind: str(row) for row in rows}


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
