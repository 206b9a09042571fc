"""What people of the demonstration said for reviews, and the reports of meetings that were held."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from sendap.apps.plans.models import PlanVersion, Review, ReviewView
from sendap.apps.plans.reviews.course import present_events, review_number
from sendap.apps.timeline.actions.events import live_events
from sendap.apps.timeline.evidence import ENTERED, HappenedEvent
from sendap.apps.timeline.models import Case, Event
from sendap.demo.casework import LONDON
from sendap.demo.phrases import say
from sendap.reference.authorities import NORTHMERE

SAID = (("child", "review_child", 0.7), ("family", "review_family", 0.6),
        ("setting", "review_school", 0.5))  # fmt: skip
"""Who says something for a review, in which words, and how often."""


def make_reviews(chance: random.Random, *, today: date) -> int:
    """Make the views for meetings that have a day, and the reports of those held."""
    entered = Event.objects.filter(
        case__authority_code=NORTHMERE.code, name="review_meeting_planned", source=ENTERED
    )
    cases = Case.objects.filter(pk__in=entered.values("case_id")).select_related("person")
    events = live_events([case.pk for case in cases])
    outcomes = _outcomes()
    reviews, views = [], []
    for case in cases.order_by("reference"):
        review = Review(case=case, number=review_number(events[case.pk]))
        held_on = _held_on(present_events(events[case.pk]))
        if held_on:
            _report(review, outcomes.get(case.pk, []), chance, _at(held_on))
        reviews.append(review)
        views += list(_views(review, chance, min(held_on or today, today) - timedelta(days=6)))
    Review.objects.bulk_create(reviews, batch_size=500)
    ReviewView.objects.bulk_create(views, batch_size=500)
    return len(reviews)


def _outcomes() -> dict[uuid.UUID, list[dict[str, Any]]]:
    rows = PlanVersion.objects.filter(status="final")
    return {row.case_id: row.content["sections"]["E"] for row in rows}


def _held_on(events: list[HappenedEvent]) -> date | None:
    days = [event.on for event in events if event.name == "review_meeting_held"]
    return days[-1] if days else None


def _at(day: date) -> datetime:
    return datetime.combine(day, time(15, 30), tzinfo=LONDON)


def _report(
    review: Review, outcomes: list[dict[str, Any]], chance: random.Random, at: datetime
) -> None:
    review.progress = [
        {
            "outcome": row["id"], "text": row["text"],
            "progress": chance.choice(("met", "on_track", "on_track", "behind")),
            "comment": chance.choice(say("comment_on_progress")),
        }
        for row in outcomes
    ]  # fmt: skip
    review.recommends = chance.choice(("maintain", "maintain", "amend"))
    review.changes = say("changes")[0] if review.recommends == "amend" else ""
    review.reported_by, review.reported_at = "The school’s SENCO", at


def _views(review: Review, chance: random.Random, on: date) -> Iterator[ReviewView]:
    forename = review.case.person.forename
    names = {"child": forename, "family": f"The parents of {forename}", "setting": "The school"}
    for said_by, words, rate in SAID:
        if chance.random() < rate:
            yield ReviewView(
                review=review, token=uuid.UUID(int=chance.getrandbits(128)), said_by=said_by,
                name=names[said_by], text=chance.choice(say(words)), made_by=names[said_by],
                made_at=_at(on),
            )  # fmt: skip
