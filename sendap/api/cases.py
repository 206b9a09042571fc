"""The caseload: lists, one case, its dates and its history, and who has it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from sendap.api.case_answers import (
    CaseAnswer,
    CaseItem,
    Deadline,
    Happening,
    RequestAnswer,
    Summary,
    TeamAnswer,
)
from sendap.api.errors import PROBLEMS, Problem
from sendap.api.parameters import Page, viewer_of
from sendap.apps.plans.queries import case_page
from sendap.apps.timeline import queries
from sendap.apps.timeline.actions import workload
from sendap.apps.timeline.queries import Criteria

router = Router(tags=["Cases"])

if TYPE_CHECKING:
    Stage: TypeAlias = str
    Need: TypeAlias = str
    Due: TypeAlias = str
    Sort: TypeAlias = str
else:
    # Literals made from the tables, so that the description lists what may be asked for.
    Stage = Literal[tuple(queries.stages())]
    Need = Literal[tuple(queries.needs())]
    Due = Literal[tuple(queries.DUE)]
    Sort = Literal[tuple(queries.SORTS)]

LARGEST_ID = 2**63 - 1


class Filters(Page):
    """Which cases, in which order; the same filters as the page has."""

    search: str = Field("", max_length=80, description="A name, an identifier or a reference.")
    stage: Stage | None = None
    officer: str = Field(
        "", pattern=r"^(|me|none|[0-9]{1,18})$", description="me, none or an officer's id."
    )
    setting: str = Field("", max_length=80, description="A setting's number, or part of its name.")
    need: Need | None = None
    due: Due | None = Field(None, description="When the next date falls: overdue, none, or days.")
    late: bool = Field(False, description="Only cases with a missed limit that nothing excuses.")
    excepted: bool = Field(False, description="Only cases with a lawful exception recorded.")
    sort: Sort = "due"
    descending: bool = False


class CaseList(Schema):
    """A part of the caseload. ``count`` is how long the whole list is.

    ``spellings`` are near words tried in place of the search, when nothing fitted it.
    """

    count: int
    spellings: list[str]
    items: list[CaseItem]


class Officer(Schema):
    """Someone who may be given cases."""

    id: int
    name: str
    job_title: str


class Reassignment(Schema):
    """Cases to give to an officer of their own authority."""

    cases: Annotated[list[uuid.UUID], Field(min_length=1, max_length=workload.MOST_AT_ONCE)]
    officer: Annotated[int, Field(ge=1, le=LARGEST_ID)]


class Reassigned(Schema):
    """How many of the cases the officer has now."""

    count: int


@router.get("/cases", response={200: CaseList, **PROBLEMS}, summary="Caseload")
def cases(request: HttpRequest, filters: Query[Filters]) -> CaseList:
    """The caseload as the page shows it. Each row that is returned is recorded as seen."""
    found = queries.caseload(
        viewer_of(request),
        _criteria(filters),
        on=timezone.localdate(),
        offset=filters.offset,
        limit=filters.limit,
    )
    items = [CaseItem.from_orm(row) for row in found.rows]
    return CaseList(count=found.total, spellings=list(found.spellings), items=items)


@router.get("/cases/{uuid:case_id}", response={200: CaseAnswer, **PROBLEMS}, summary="One case")
def case(request: HttpRequest, case_id: uuid.UUID) -> CaseAnswer:
    """One case: who it is about, its dates with their working, its history and its plan."""
    page = case_page(viewer_of(request), case_id, on=timezone.localdate())
    return CaseAnswer(
        summary=Summary.from_orm(page.summary),
        next=[Deadline.from_orm(row) for row in page.next],
        deadlines=[Deadline.from_orm(row) for row in (*page.deadlines, *page.unrecorded)],
        events=[Happening.from_orm(row) for row in page.events],
        requests=[RequestAnswer.from_orm(row) for row in page.requests],
    )


@router.get("/cases/{uuid:case_id}/deadlines", response={200: list[Deadline], **PROBLEMS})
def case_deadlines(request: HttpRequest, case_id: uuid.UUID) -> object:
    """Every time limit of one case, those that the record can't judge last."""
    page = case_page(viewer_of(request), case_id, on=timezone.localdate())
    return [*page.deadlines, *page.unrecorded]


@router.get("/cases/{uuid:case_id}/events", response={200: list[Happening], **PROBLEMS})
def case_events(request: HttpRequest, case_id: uuid.UUID) -> object:
    """Everything that happened on one case, the newest first, with what was taken back."""
    return list(case_page(viewer_of(request), case_id, on=timezone.localdate()).events)


@router.get("/officers", response={200: list[Officer], **PROBLEMS})
def officers(request: HttpRequest) -> object:
    """Who may be given cases of the authority."""
    return list(queries.officers(viewer_of(request), on=timezone.localdate()))


@router.get("/team", response={200: TeamAnswer, **PROBLEMS}, summary="Team load")
def team(request: HttpRequest) -> object:
    """What each officer has, what falls due by week, and what will be missed as things stand."""
    return queries.team(viewer_of(request), on=timezone.localdate())


@router.post("/cases/reassign", response={200: Reassigned, **PROBLEMS, 409: Problem})
def reassign(request: HttpRequest, wanted: Reassignment) -> Reassigned:
    """Give cases to another officer: all of them or none. Doing it again changes nothing."""
    count = workload.reassign(
        actor=viewer_of(request),
        case_ids=wanted.cases,
        officer_id=wanted.officer,
        on=timezone.localdate(),
    )
    return Reassigned(count=count)


def _criteria(filters: Filters) -> Criteria:
    return Criteria(
        stage=filters.stage or "",
        officer=filters.officer,
        setting=" ".join(filters.setting.split()),
        need=filters.need or "",
        due=filters.due or "",
        late=filters.late,
        excepted=filters.excepted,
        words=" ".join(filters.search.split()),
        sort=filters.sort,
        descending=filters.descending,
    )
