"""The review of a plan as the family reads it: when, papers, the decision, and what is next."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.correspondence.messages.queries import case_of_family
from sendap.apps.people.queries import is_own_record, with_protected_place
from sendap.apps.plans.delivery.queries import ItemLine, ledger_of
from sendap.apps.plans.models import Review
from sendap.apps.plans.reviews.course import present_events, review_number
from sendap.apps.plans.reviews.papers import Papers, papers_of
from sendap.apps.plans.reviews.queries import (
    Report,
    StepLine,
    limits_of,
    meeting_day,
    report_of,
    steps_of,
)
from sendap.apps.plans.voice.queries import OwnWords, own_words
from sendap.apps.plans.voice.rules import REVIEW
from sendap.apps.timeline.actions.events import live_events
from sendap.apps.timeline.evidence import HappenedEvent
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries.dates import DeadlineLine
from sendap.basics.errors import WrongState

NOTHING = Report((), "", "", "")


@dataclass(frozen=True, slots=True)
class FamilyReview:
    """A review for the family; ``decision`` is maintain, amend or cease once it was told.

    ``report`` is empty until it was sent. Where ``withheld`` an address is protected: what others
    wrote isn't shown, for it could give a place away.
    """

    case_id: uuid.UUID
    forename: str
    is_own: bool
    limit: DeadlineLine | None
    meeting_on: date | None
    is_held: bool
    invited_on: date | None
    steps: tuple[StepLine, ...]
    papers: Papers
    words: OwnWords
    report: Report
    delivered: tuple[ItemLine, ...]
    decision: str
    withheld: bool


def family_review(viewer: Actor, case_id: uuid.UUID, *, on: date) -> FamilyReview:
    """The review that is under way or comes next, for one of the family; audited.

    Errors: ``NotFound``; ``WrongState`` when there is no plan to review.
    """
    with audit.reading(viewer, "voice.review") as note:
        case = case_of_family(viewer, case_id, on=on)
        note.saw(case.person_id)
        if case.stage != "plan":
            raise WrongState("There is no plan to review now.")
        return _page(viewer, case, live_events([case.pk])[case.pk], on)


def _page(viewer: Actor, case: Case, events: list[HappenedEvent], on: date) -> FamilyReview:
    number, present = review_number(events), present_events(events)
    limits = limits_of(case, events, on)
    review = Review.objects.filter(case=case, number=number).first()
    days = {event.name: event.on for event in present}
    withheld = case.person_id in with_protected_place(viewer, [case.person_id])
    papers, report = papers_of(review, meeting_on=meeting_day(present)), report_of(review)
    return FamilyReview(
        case_id=case.pk, forename=case.person.forename,
        is_own=is_own_record(viewer, case.person_id),
        limit=limits.get("R1") or limits.get("M3"), meeting_on=meeting_day(present),
        is_held="review_meeting_held" in days, invited_on=days.get("review_invitations_sent"),
        steps=steps_of(present, limits), papers=_outward(papers),
        words=own_words(viewer, case, REVIEW, str(number), may_say=True),
        report=report if "review_report_sent" in days and not withheld else NOTHING,
        delivered=() if withheld else ledger_of(case, on=on),
        decision=_decision(present), withheld=withheld,
    )  # fmt: skip


def _outward(papers: Papers) -> Papers:
    """The papers without who noted them."""
    return Papers(papers.due, tuple(replace(line, noted_by="") for line in papers.lines))


def _decision(events: list[HappenedEvent]) -> str:
    told = [event for event in events if event.name == "review_decision_notified"]
    facts: Mapping[str, object] = told[-1].facts if told else {}
    return str(facts.get("outcome", ""))
