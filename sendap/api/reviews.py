"""Annual reviews: a setting's own, with their dates, meetings, views, reports and decisions."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from sendap.api.errors import PROBLEMS, Problem
from sendap.api.parameters import (
    NO_NULL,
    SAYS_SOMETHING,
    Day,
    Kept,
    Line,
    Page,
    own_token,
    viewer_of,
)
from sendap.apps.plans.actions.moves import make_move
from sendap.apps.plans.reviews import actions, decided, papers, queries
from sendap.basics.errors import BadInput
from sendap.law.process import Move

router = Router(tags=["Reviews"])

MOST_OUTCOMES = 200
"""The most outcomes that a plan has."""

if TYPE_CHECKING:
    Step: TypeAlias = str
    SaidBy: TypeAlias = str
    Recommends: TypeAlias = str
    Progress: TypeAlias = str
else:
    # Made from the tables, so that the description lists what there is.
    Step = Literal[tuple(sorted(actions.STEP_MOVES))]
    SaidBy = Literal[tuple(actions.SAID_BY)]
    Recommends = Literal[tuple(actions.RECOMMENDS)]
    Progress = Literal[tuple(actions.PROGRESS)]

Said = Annotated[str, Field(max_length=actions.LONGEST, pattern=SAYS_SOMETHING)]
Comment = Annotated[str, Field(max_length=actions.LONGEST, pattern=NO_NULL)]


class DueReviewItem(Schema):
    """A plan whose review is due; ``meeting_on`` is the day planned, or held when ``is_held``.

    ``papers_in`` counts the papers that came, which are due on ``papers_due``.
    """

    case_id: uuid.UUID
    name: str
    reference: str
    setting: str
    due: date | None
    days: int | None
    state: str
    meeting_on: date | None
    is_held: bool
    can_plan: bool
    is_early_years: bool
    papers_in: int
    papers_due: date | None


class DueReviewItems(Schema):
    """A part of the reviews, the first due first; ``count`` is how long the whole list is."""

    count: int
    items: list[DueReviewItem]


class ReviewStep(Schema):
    """A step: when it was done, for when it is planned, or by when it is due by law.

    ``move`` is what to send to make it, and empty while it can't be made.
    """

    title: str
    done_on: date | None
    planned_for: date | None
    due: date | None
    move: str


class ReviewViewItem(Schema):
    """What somebody says for the review."""

    said_by: str
    name: str
    text: str
    made_by: str
    made_at: datetime


class OutcomeProgress(Schema):
    """How one outcome of the plan has gone; ``outcome`` is its number there."""

    outcome: Annotated[str, Field(max_length=8, pattern=r"^[A-Z][0-9.]*$")] = Field(examples=["E1"])
    progress: Progress
    comment: Comment = ""


class ReviewReport(Schema):
    """The report of the meeting: every outcome of the plan, changes proposed, a recommendation."""

    progress: Annotated[list[OutcomeProgress], Field(max_length=MOST_OUTCOMES)]
    changes: Comment = ""
    recommends: Recommends


class WrittenReport(Schema):
    """The report as it was written; ``written_by`` is empty before that."""

    progress: list[dict[str, str]]
    changes: str
    recommends: str
    written_by: str


class PaperItem(Schema):
    """What one of those invited was asked for; ``sent_on`` is null until it came."""

    said_by: str
    title: str
    sent_on: date | None
    noted_by: str


class PapersAnswer(Schema):
    """The papers of a review; ``due`` is two weeks before the meeting, once it has a day."""

    due: date | None
    lines: list[PaperItem]


class PlanOutcome(Schema):
    """An outcome of the plan in force."""

    id: str
    text: str


class ReviewAnswer(Schema):
    """The review that is under way, or the next one; ``due`` is the last lawful day for it.

    ``moves`` are the steps that this account could make now.
    """

    case_id: uuid.UUID
    name: str
    reference: str
    number: int
    state: str
    due: date | None
    steps: list[ReviewStep]
    moves: list[str]
    papers: PapersAnswer
    views: list[ReviewViewItem]
    report: WrittenReport
    outcomes: list[PlanOutcome]


class ReviewDecisionItem(Schema):
    """A decision on a review: maintain, amend or cease; or what became of it (amended)."""

    number: int
    on: date
    outcome: str


class StepToMake(Schema):
    """A step to make, and its day; ``for_day`` is the day of a meeting that is planned."""

    move: Step = Field(examples=["plan_review"])
    on: Day
    for_day: Day | None = None
    reasons: Comment = ""


class ViewToKeep(Schema):
    """What somebody says for the meeting; the same ``key`` again changes nothing."""

    key: uuid.UUID
    said_by: SaidBy
    name: Line = ""
    text: Said


class PaperToNote(Schema):
    """Whose papers came, and on which day; null takes the note back."""

    said_by: SaidBy
    sent_on: Day | None


class DueQuery(Page):
    """Which reviews."""

    due_by: Day | None = Field(None, description="Due on this day or before it.")
    setting: str = Field("", max_length=8, pattern=r"^[0-9]*$", description="A setting's number.")


@router.get("/reviews", response={200: DueReviewItems, **PROBLEMS}, summary="Reviews due")
def reviews_due(request: HttpRequest, which: Query[DueQuery]) -> DueReviewItems:
    """The plans whose review is due, with the day of the meeting where it has one."""
    found = queries.due_part(
        viewer_of(request), queries.Filters(setting=which.setting), due_by=which.due_by,
        offset=which.offset, limit=which.limit, on=timezone.localdate(),
    )  # fmt: skip
    items = [DueReviewItem.from_orm(row) for row in found.rows]
    return DueReviewItems(count=found.count, items=items)


@router.get(
    "/cases/{uuid:case_id}/review", response={200: ReviewAnswer, **PROBLEMS}, summary="One review"
)
def review(request: HttpRequest, case_id: uuid.UUID) -> ReviewAnswer:
    """The review of a plan: its steps and dates, what was said for it, and its report."""
    page = queries.review_page(viewer_of(request), case_id, on=timezone.localdate())
    return ReviewAnswer(
        case_id=page.case_id, name=page.name, reference=page.reference, number=page.number,
        state=page.state, due=page.limit.due if page.limit else None,
        steps=[_step(row) for row in page.steps], moves=_moves(page.moves),
        papers=PapersAnswer.from_orm(page.papers),
        views=[ReviewViewItem.from_orm(row) for row in page.views],
        report=WrittenReport.from_orm(page.report),
        outcomes=[PlanOutcome(id=number, text=text) for number, text in page.outcomes],
    )  # fmt: skip


@router.get(
    "/cases/{uuid:case_id}/review/decisions",
    response={200: list[ReviewDecisionItem], **PROBLEMS},
    summary="Decisions on reviews",
)
def review_decisions(request: HttpRequest, case_id: uuid.UUID) -> object:
    """What the council decided on every review of a plan, the latest first."""
    return list(decided.review_decisions(viewer_of(request), case_id))


@router.post(
    "/cases/{uuid:case_id}/review/steps",
    response={200: Kept, **PROBLEMS, 409: Problem},
    summary="Make a step of a review",
)
def review_step(request: HttpRequest, case_id: uuid.UUID, step: StepToMake) -> Kept:
    """Plan the meeting, invite to it, record it, send its report. 409: it can't be made now.

    The same step with the same day again, within minutes, changes nothing.
    """
    facts: dict[str, Any] = {"reasons": step.reasons.strip()} if step.reasons.strip() else {}
    if step.for_day is not None:
        facts["for"] = step.for_day.isoformat()
    make_move(
        actor=viewer_of(request), case_id=case_id, move=step.move, on=step.on,
        today=timezone.localdate(), facts=facts,
    )  # fmt: skip
    return Kept()


@router.post(
    "/cases/{uuid:case_id}/review/views",
    response={200: Kept, **PROBLEMS},
    summary="Keep what somebody says",
)
def keep_review_view(request: HttpRequest, case_id: uuid.UUID, view: ViewToKeep) -> Kept:
    """Keep what the child, the family or a professional says for the meeting."""
    actor = viewer_of(request)
    actions.add_view(
        actor=actor, case_id=case_id, token=own_token(actor, view.key), said_by=view.said_by,
        name=view.name, text=view.text,
    )  # fmt: skip
    return Kept()


@router.put(
    "/cases/{uuid:case_id}/review/papers", response={200: Kept, **PROBLEMS}, summary="Note papers"
)
def keep_paper(request: HttpRequest, case_id: uuid.UUID, paper: PaperToNote) -> Kept:
    """Note that somebody's papers for the meeting came, or take the note back."""
    papers.note_paper(
        actor=viewer_of(request), case_id=case_id, said_by=paper.said_by, sent_on=paper.sent_on,
        today=timezone.localdate(),
    )  # fmt: skip
    return Kept()


@router.put(
    "/cases/{uuid:case_id}/review/report",
    response={200: Kept, **PROBLEMS},
    summary="Write the report",
)
def write_review_report(request: HttpRequest, case_id: uuid.UUID, report: ReviewReport) -> Kept:
    """Write the report of the meeting, with every outcome of the plan; a later one replaces it."""
    actor = viewer_of(request)
    outcomes = queries.review_page(actor, case_id, on=timezone.localdate()).outcomes
    actions.write_report(
        actor=actor, case_id=case_id, progress=_progress(outcomes, report.progress),
        changes=report.changes, recommends=report.recommends,
    )  # fmt: skip
    return Kept()


def _progress(
    outcomes: tuple[tuple[str, str], ...], given: list[OutcomeProgress]
) -> list[dict[str, str]]:
    said = {row.outcome: row for row in given}
    if strange := sorted(set(said) - {number for number, _ in outcomes}):
        raise BadInput(f"The plan has no outcome {strange[0]}.", field="report.progress")
    return [
        {"outcome": number, "text": text,
         "progress": said[number].progress if number in said else "",
         "comment": said[number].comment.strip() if number in said else ""}
        for number, text in outcomes
    ]  # fmt: skip


def _moves(moves: tuple[Move, ...]) -> list[str]:
    return [move.name for move in moves if move.name in actions.STEP_MOVES]


def _step(row: queries.StepLine) -> ReviewStep:
    return ReviewStep(
        title=row.title, done_on=row.done_on, planned_for=row.planned_for,
        due=row.limit.due if row.limit else None, move=row.move.name if row.move else "",
    )  # fmt: skip
