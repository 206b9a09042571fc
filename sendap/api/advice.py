"""Advice: what is asked of a service or a setting, written and given by its own system."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from sendap.api.errors import PROBLEMS, Problem
from sendap.api.parameters import NO_NULL, SAYS_SOMETHING, Day, Kept, Page, viewer_of
from sendap.apps.plans.advice import actions, asked, queries
from sendap.apps.plans.advice.rules import (
    KINDS,
    LONGEST_DETAIL,
    LONGEST_STATEMENT,
    MOST_STATEMENTS,
)

router = Router(tags=["Advice"])

Detail = Annotated[str, Field(max_length=LONGEST_DETAIL, pattern=NO_NULL)]
if TYPE_CHECKING:
    Kind: TypeAlias = str
else:
    # Made from the table, so that the description lists what there is.
    Kind = Literal[tuple(KINDS)]

Number = Annotated[int, Field(ge=1, le=MOST_STATEMENTS)]
CHANGED = {**PROBLEMS, 409: Problem}


class AskedItem(Schema):
    """A request for advice; ``due_on`` is the last day for the answer, six weeks on (C3)."""

    id: uuid.UUID
    case_id: uuid.UUID
    reference: str
    name: str
    kind: str
    title: str
    question: str
    asked_on: date
    due_on: date
    missed_on: date | None
    answered_on: date | None


class AskedItems(Schema):
    """A part of what was asked, the first asked first; ``count`` is how long the whole list is."""

    count: int
    items: list[AskedItem]


class PoolItem(Schema):
    """A request that anyone of the role may pick up; nothing about the person until then."""

    id: uuid.UUID
    kind: str
    title: str
    asked_on: date
    due_on: date


class PoolItems(Schema):
    """A part of what waits, the first asked first; ``count`` is how long the whole list is."""

    count: int
    items: list[PoolItem]


class AdviceStatementItem(Schema):
    """One thing that an adviser says: a need, an outcome or provision.

    ``about`` are the numbers, counted from 1, of the statements that it belongs to: the needs of an
    outcome, the needs and outcomes of provision. ``who``, ``frequency`` and ``length`` are said of
    provision only.
    """

    kind: Literal["need", "outcome", "provision"] = Field(examples=["provision"])
    text: Annotated[str, Field(max_length=LONGEST_STATEMENT, pattern=SAYS_SOMETHING)] = Field(
        examples=["A speech therapist works with Ada alone."]
    )
    evidence: Annotated[str, Field(max_length=LONGEST_STATEMENT, pattern=NO_NULL)] = ""
    about: Annotated[list[Number], Field(max_length=MOST_STATEMENTS)] = Field([], examples=[[1, 2]])
    who: Detail = Field("", examples=["Speech and language therapist"])
    frequency: Detail = Field("", examples=["once a week"])
    length: Detail = Field("", examples=["30 minutes"])


class AdviceRequestAnswer(Schema):
    """A request with what was written so far, or as it was answered.

    ``edition`` guards the draft against writing over somebody else: send it back with a change.
    """

    id: uuid.UUID
    case_id: uuid.UUID
    reference: str
    name: str
    born_on: date
    kind: str
    title: str
    question: str
    asked_on: date
    due_on: date | None
    missed_on: date | None
    answered_on: date | None
    answered_by: str
    edition: str
    draft: list[AdviceStatementItem]
    statements: list[AdviceStatementItem]


class DraftChange(Schema):
    """All the statements of the draft as they are to be, and the edition that was read."""

    edition: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
    statements: Annotated[list[AdviceStatementItem], Field(max_length=MOST_STATEMENTS)]


class DraftKept(Schema):
    """The edition of the draft after the change."""

    edition: str


class GivenAdvice(Schema):
    """The advice as it is given, and the day of it."""

    on: Day = Field(examples=["2026-03-02"])
    statements: Annotated[
        list[AdviceStatementItem], Field(min_length=1, max_length=MOST_STATEMENTS)
    ]


class MissedAppointment(Schema):
    """The day of an appointment that the child missed, which excuses the time limit."""

    on: Day


class AdviceReuseNote(Schema):
    """Earlier advice to be used again, and the day of each agreement (regulation 6(4))."""

    kind: Kind
    report: Annotated[str, Field(max_length=300, pattern=SAYS_SOMETHING)] = Field(
        examples=["Speech therapy report, Dr Vale, 3 June 2025"]
    )
    author_on: Day | None = None
    authority_on: Day | None = None
    family_on: Day | None = None


class AskedQuery(Page):
    """Which requests for advice."""

    state: Literal["waiting", "given"] | None = None
    due_by: Day | None = Field(None, description="Whose answer is due on this day or before it.")
    changed_since: Day | None = Field(
        None, description="Asked, reminded, missed or answered on this day or later."
    )


@router.get("/advice", response={200: AskedItems, **PROBLEMS}, summary="Advice asked")
def advice_asked(request: HttpRequest, which: Query[AskedQuery]) -> AskedItems:
    """What is asked of this adviser or this setting, and what they have answered."""
    filters = asked.AskedFilters(which.state or "", which.due_by, which.changed_since)
    found = asked.asked_list(viewer_of(request), filters, offset=which.offset, limit=which.limit)
    return AskedItems(count=found.count, items=[AskedItem.from_orm(row) for row in found.rows])


@router.get("/advice/pool", response={200: PoolItems, **PROBLEMS}, summary="Advice to pick up")
def advice_pool(request: HttpRequest, page: Query[Page]) -> PoolItems:
    """What anyone of this adviser's service may pick up."""
    found = asked.pool(viewer_of(request), offset=page.offset, limit=page.limit)
    return PoolItems(count=found.count, items=[PoolItem.from_orm(row) for row in found.rows])


@router.get(
    "/advice/{uuid:request_id}",
    response={200: AdviceRequestAnswer, **PROBLEMS},
    summary="One request for advice",
)
def advice_request(request: HttpRequest, request_id: uuid.UUID) -> AdviceRequestAnswer:
    """One request with its draft, or as it was answered."""
    form = queries.advice_form(viewer_of(request), request_id, on=timezone.localdate())
    line = form.line
    return AdviceRequestAnswer(
        **{name: getattr(line, name) for name in _OF_LINE}, due_on=line.due,
        born_on=form.born_on, edition=actions.edition_of(form.draft),
        draft=[AdviceStatementItem.from_orm(row) for row in form.draft],
        statements=[AdviceStatementItem.from_orm(row) for row in line.statements],
    )  # fmt: skip


@router.post(
    "/advice/{uuid:request_id}/pick-up",
    response={200: Kept, **CHANGED},
    summary="Pick up a request",
)
def pick_up_advice(request: HttpRequest, request_id: uuid.UUID) -> Kept:
    """Take a request: the case opens to this account. 409: someone else took it.

    Taking it again changes nothing.
    """
    actions.pick_up(actor=viewer_of(request), request_id=request_id, today=timezone.localdate())
    return Kept()


@router.put(
    "/advice/{uuid:request_id}/draft",
    response={200: DraftKept, **CHANGED},
    summary="Keep a draft",
)
def keep_advice_draft(
    request: HttpRequest, request_id: uuid.UUID, change: DraftChange
) -> DraftKept:
    """Replace the draft. 409: somebody else has changed it since, or the advice was given."""
    said = _said(change.statements)
    actions.keep_draft(
        actor=viewer_of(request), request_id=request_id, said=said, edition=change.edition
    )
    return DraftKept(edition=actions.edition_of(said))


@router.post(
    "/advice/{uuid:request_id}/answer", response={200: Kept, **CHANGED}, summary="Give advice"
)
def give_advice(request: HttpRequest, request_id: uuid.UUID, given: GivenAdvice) -> Kept:
    """Give the advice as statements. 409: it was given already; nothing changes then."""
    actions.answer(
        actor=viewer_of(request), request_id=request_id, said=_said(given.statements), on=given.on,
        today=timezone.localdate(),
    )  # fmt: skip
    return Kept()


@router.post(
    "/advice/{uuid:request_id}/missed",
    response={200: Kept, **CHANGED},
    summary="Record a missed appointment",
)
def record_missed(request: HttpRequest, request_id: uuid.UUID, missed: MissedAppointment) -> Kept:
    """Record that the child missed an appointment: it excuses the time limit of this advice."""
    actions.record_missed(
        actor=viewer_of(request), request_id=request_id, on=missed.on, today=timezone.localdate()
    )
    return Kept()


@router.post(
    "/cases/{uuid:case_id}/advice/reuse",
    response={200: Kept, **PROBLEMS},
    summary="Note earlier advice",
)
def reuse_advice(request: HttpRequest, case_id: uuid.UUID, noted: AdviceReuseNote) -> Kept:
    """Note earlier advice and who agrees to its use again; it counts once all three agree."""
    agreed = {who: getattr(noted, f"{who}_on") for who in ("author", "authority", "family")}
    actions.reuse(
        actor=viewer_of(request), case_id=case_id, kind=noted.kind, report=noted.report,
        agreed=agreed,
    )  # fmt: skip
    return Kept()


_OF_LINE = (
    "id", "case_id", "reference", "name", "kind", "title", "question", "asked_on", "missed_on",
    "answered_on", "answered_by",
)  # fmt: skip


def _said(statements: list[AdviceStatementItem]) -> list[actions.Said]:
    return [actions.Said(**{**row.dict(), "about": tuple(row.about)}) for row in statements]
