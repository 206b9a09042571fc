"""What was decided on each review of a plan, the latest first."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.plans.reviews.course import review_number
from sendap.apps.timeline.actions.events import live_events
from sendap.apps.timeline.evidence import HappenedEvent
from sendap.apps.timeline.queries.cases import case_of

AFTER = {"final_amended_plan_issued": "amended", "no_amendment_notified": "not_amended"}
"""What became of a decision to amend, by its event."""


@dataclass(frozen=True, slots=True)
class ReviewDecision:
    """What was decided on the review of this number, and the day on which it was told.

    ``outcome`` is maintain, amend or cease; or what became of a decision to amend.
    """

    number: int
    on: date
    outcome: str


def review_decisions(viewer: Actor, case_id: uuid.UUID) -> tuple[ReviewDecision, ...]:
    """Every decision on a review of a case; audited. Errors: ``NotFound``."""
    with audit.reading(viewer, "reviews.decisions") as note:
        case = case_of(viewer, case_id)
        note.saw(case.person_id)
        events = live_events([case_id])[case_id]
        found = [
            ReviewDecision(review_number(events[:place]), event.on, _outcome(event))
            for place, event in enumerate(events)
            if event.name == "review_decision_notified" or event.name in AFTER
        ]
        return tuple(reversed(found))


def _outcome(event: HappenedEvent) -> str:
    return AFTER.get(event.name) or str(event.facts.get("outcome", ""))
