"""What the record can't say: where a return's silence proves nothing about a time limit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sendap.law.clock import ENDED, LATE, Deadline
from sendap.law.regimes import find_regime

REGIME = "cfa2014"
ENTERED = "entered"
"""The source of an event that somebody recorded here, rather than one that a return proves."""

RETURNED = frozenset(
    {
        "request_received", "decision_to_assess_notified", "decision_not_to_assess_notified",
        "request_withdrawn", "no_plan_notified", "final_plan_issued", "plan_ceased",
        "review_meeting_held", "review_decision_notified", "phase_transfer_due",
        "phase_transfer_plan_finalised",
    }
)  # fmt: skip
"""The events that every complete return proves. A limit that another event meets or ends can't be
judged from a return: its silence says nothing."""


class HappenedEvent(NamedTuple):
    """An event that counts (not retracted), as stored."""

    name: str
    on: date
    reference: str
    facts: Mapping[str, Any]
    source: str


class Evidence:
    """What a case's events let one judge; the record speaks from ``recorded_from`` on."""

    def __init__(self, events: Iterable[HappenedEvent], recorded_from: date | None) -> None:
        self._from = recorded_from or date.min
        self._entered = set[tuple[str, date]]()
        self._undated = set[date]()
        self._last_meeting_on = date.min
        for event in events:
            if event.source == ENTERED:
                self._entered.add((event.name, event.on))
            if event.facts.get("day"):
                self._undated.add(event.on)
            if event.name == "review_meeting_held":
                self._last_meeting_on = max(self._last_meeting_on, event.on)

    def why_unknown(self, row: Deadline) -> str:
        """Why it can't be said whether a limit was kept, as a sentence; empty when it can."""
        if row.met_on in self._undated:
            return "The return doesn't give the day of what met this limit."
        if row.rule.startswith("AGE") or (row.trigger, row.trigger_on) in self._entered:
            return ""
        waiting = row.met_on is None and row.status != ENDED
        if waiting and _isnt_returned(row.rule):
            return "The return doesn't record what meets or ends this limit."
        if row.due is None or row.due >= self._from:
            return ""
        if row.status == LATE:
            return f"It fell due before {self._from.year}, where the record begins."
        if waiting and row.rule == "R1" and self._last_meeting_on > row.due:
            return "A review was held since; the return gives the latest review only."
        return ""


def _isnt_returned(rule: str) -> bool:
    """Whether a return can't prove what would meet the rule, or everything that would end it."""
    law = find_regime(REGIME).rules[rule]
    return RETURNED.isdisjoint(law.met_by) or not RETURNED.issuperset(law.ended_by)
