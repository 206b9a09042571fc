"""One review after another: which events belong to the review that is under way."""

from __future__ import annotations

from collections.abc import Sequence

from sendap.apps.timeline.evidence import HappenedEvent

ENDS = frozenset({
    "review_cancelled", "final_amended_plan_issued", "no_amendment_notified", "plan_ceased",
    "final_plan_issued", "plan_transferred_in", "plan_transferred",
})  # fmt: skip
"""Events after which the next review begins; a decision that doesn't amend is one too."""


def present_events(events: Sequence[HappenedEvent]) -> list[HappenedEvent]:
    """The events since the last review ended."""
    ends = [place for place, event in enumerate(events) if _ends(event)]
    return list(events[ends[-1] + 1 :]) if ends else list(events)


def review_number(events: Sequence[HappenedEvent]) -> int:
    """The number of the review that is under way or comes next, from 1."""
    return 1 + sum(_ends(event) and event.name != "review_cancelled" for event in events)


def _ends(event: HappenedEvent) -> bool:
    if event.name == "review_decision_notified":
        return event.facts.get("outcome") != "amend"
    return event.name in ENDS
