"""The papers of a review: asked of each of those invited, and passed on two weeks before it.

Source: SEND Regulations 2014, reg 20(4) and (5).
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.plans.models import Review, ReviewPaper, ReviewView
from sendap.apps.plans.reviews.actions import SAID_BY
from sendap.apps.plans.reviews.course import review_number
from sendap.apps.timeline.actions.events import live_events
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries.cases import case_of
from sendap.basics.errors import BadInput

BEFORE = timedelta(weeks=2)
"""How long before the meeting everyone must have the papers."""

SIDES = ("child", "family", "setting", "health", "social_care")
"""Those of whom papers are asked for every review."""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """What one of those invited was asked for; ``sent_on`` is empty until it came."""

    said_by: str
    title: str
    sent_on: date | None
    noted_by: str


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of a review; ``due`` is the day two weeks before the meeting, once it has one."""

    due: date | None
    lines: tuple[PaperLine, ...]

    @property
    def missing(self) -> tuple[PaperLine, ...]:
        """Those that haven't come."""
        return tuple(line for line in self.lines if line.sent_on is None)


def papers_of(review: Review | None, *, meeting_on: date | None) -> Papers:
    """The papers of a review; the caller has audited the case. What was said counts as sent."""
    known: dict[str, tuple[date, str]] = {}
    for view in ReviewView.objects.filter(review=review).order_by("-made_at") if review else ():
        known[view.said_by] = (timezone.localdate(view.made_at), view.made_by)
    for row in ReviewPaper.objects.filter(review=review) if review else ():
        known[row.said_by] = (row.sent_on, row.noted_by)
    sides = [side for side in SAID_BY if side in SIDES or side in known]
    lines = (PaperLine(side, SAID_BY[side], *known.get(side, (None, ""))) for side in sides)
    return Papers(meeting_on - BEFORE if meeting_on else None, tuple(lines))


def papers_in(cases: Sequence[tuple[uuid.UUID, int]]) -> dict[uuid.UUID, int]:
    """How many of the papers of each case's review have come; ``cases`` with the review's number.

    The caller has audited the cases.
    """
    numbers = dict(cases)
    sent: dict[uuid.UUID, set[str]] = {}
    for model in (ReviewPaper, ReviewView):
        rows = model.objects.filter(review__case__in=numbers, said_by__in=SIDES)
        for case, number, side in rows.values_list("review__case", "review__number", "said_by"):
            if numbers[case] == number:
                sent.setdefault(case, set()).add(side)
    return {case: len(sides) for case, sides in sent.items()}


def note_paper(
    *, actor: Actor, case_id: uuid.UUID, said_by: str, sent_on: date | None, today: date
) -> None:
    """Note the day on which somebody's papers came; None takes the note back.

    Errors: ``NotFound``; ``BadInput`` for nobody who is asked, or a day to come.
    """
    with audit.change(actor, "reviews.write") as note:
        case = case_of(actor, case_id)
        note.saw(case.person_id)
        if said_by not in SAID_BY:
            raise BadInput("Choose whose papers they are.", field="said_by")
        if sent_on is not None and sent_on > today:
            raise BadInput("The day must be today or in the past.", field="sent_on")
        review = _review(case)
        if sent_on is None:
            ReviewPaper.objects.filter(review=review, said_by=said_by).delete()
            return
        ReviewPaper.objects.update_or_create(
            review=review, said_by=said_by,
            defaults={"sent_on": sent_on, "noted_by": actor.name},
        )  # fmt: skip


def _review(case: Case) -> Review:
    number = review_number(live_events([case.pk])[case.pk])
    return Review.objects.get_or_create(case=case, number=number)[0]
