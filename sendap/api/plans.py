"""The plan as a document in the open format: its versions, and writing a section."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from sendap.api.errors import PROBLEMS, Problem
from sendap.api.parameters import viewer_of
from sendap.apps.plans.document import actions, queries
from sendap.basics.errors import NotFound
from sendap.exchange.plan.document import as_json
from sendap.exchange.plan.schema import MOST_ITEMS

router = Router(tags=["Plans"])

LARGEST_NUMBER = 100_000

WITHHELD_CODE = "000"
"""Stands for the authority's code where a place is to be kept secret."""


class PlanVersionAnswer(Schema):
    """A version of a plan; ``served_on`` is null while it is being written.

    ``findings`` is how many things the quality check found when it was sent.
    """

    number: int
    status: str
    prepared_on: date
    prepared_by: str
    served_on: date | None
    findings: int


class PlanFinding(Schema):
    """What the quality check says of a section or of an item; it never stops anybody."""

    rule: str
    severity: str
    section: str
    item: str
    message: str
    suggestion: str


class PlanAnswer(Schema):
    """A version with the plan in the open format (``sendap plan schema`` prints its schema).

    ``editions`` by section guard against writing over somebody else: send one back with a change.
    """

    version: PlanVersionAnswer
    editions: dict[str, int]
    findings: list[PlanFinding]
    plan: dict[str, Any] = Field(description="The plan in the open format, version 1.0.")


class FamilyPlanAnswer(Schema):
    """A plan that was sent, as the family may see it: nothing internal.

    ``respond_by`` is the last day to say what one thinks, while that time runs. Where a place is to
    be kept secret, ``withheld`` is true, sections I and K are empty and the authority is ``000``.
    """

    status: str
    number: int
    served_on: date | None
    respond_by: date | None
    withheld: bool
    plan: dict[str, Any] = Field(description="The plan in the open format, version 1.0.")


class SectionChange(Schema):
    """All the items of a section as they are to be, and the edition that was read."""

    edition: Annotated[int, Field(ge=0, le=LARGEST_NUMBER)]
    items: Annotated[list[dict[str, Any]], Field(max_length=MOST_ITEMS)]


class SectionAnswer(Schema):
    """The edition of the section after the change."""

    edition: int


class WhichVersion(Schema):
    """Which version; the latest for 0."""

    version: int = Field(0, ge=0, le=LARGEST_NUMBER, description="Its number; 0 is the latest.")


@router.get(
    "/cases/{uuid:case_id}/plan/versions",
    response={200: list[PlanVersionAnswer], **PROBLEMS},
    summary="Versions of a plan",
)
def plan_versions(request: HttpRequest, case_id: uuid.UUID) -> object:
    """The versions of a case's plan, the newest first; the newest may still be in writing."""
    # A list: the framework takes a pair of rows for a status and an answer.
    return list(queries.document_page(viewer_of(request), case_id).versions)


@router.get(
    "/cases/{uuid:case_id}/plan/versions/{int:number}",
    response={200: PlanAnswer, **PROBLEMS},
    summary="One version of a plan",
)
def plan_version(request: HttpRequest, case_id: uuid.UUID, number: int) -> PlanAnswer:
    """A version as its writers see it, with what the quality check finds."""
    page = queries.document_page(viewer_of(request), case_id, number=number or -1)
    if page.shown is None or page.plan is None:
        raise NotFound("There is no such plan.")
    return PlanAnswer(
        version=PlanVersionAnswer.from_orm(page.shown),
        editions=dict(page.editions),
        findings=[PlanFinding.from_orm(each) for each in page.findings],
        plan=as_json(page.plan),
    )


@router.post(
    "/cases/{uuid:case_id}/plan/versions/{int:number}/sections/{str:letter}",
    response={200: SectionAnswer, **PROBLEMS, 409: Problem},
    summary="Write a section of a plan",
)
def write_plan_section(
    request: HttpRequest, case_id: uuid.UUID, number: int, letter: str, change: SectionChange
) -> SectionAnswer:
    """Replace the items of a section of the version in writing.

    Where somebody else has changed the section since, the answer is 409 and nothing changes.
    """
    actions.save_section(
        actor=viewer_of(request),
        case_id=case_id,
        number=number,
        letter=letter,
        edition=change.edition,
        items=change.items,
    )
    return SectionAnswer(edition=change.edition + 1)


@router.get(
    "/family/{uuid:case_id}/plan",
    response={200: FamilyPlanAnswer, **PROBLEMS, 409: Problem},
    summary="The family's plan",
)
def family_plan(
    request: HttpRequest, case_id: uuid.UUID, which: Query[WhichVersion]
) -> FamilyPlanAnswer:
    """A plan that was sent to the family; 409 before the first is sent."""
    found = queries.served_plan(
        viewer_of(request), case_id, number=which.version, on=timezone.localdate()
    )
    plan = as_json(found.plan)
    if found.withheld:
        plan["authority"] = {"code": WITHHELD_CODE, "name": ""}
    return FamilyPlanAnswer(
        status=found.version.status,
        number=found.version.number,
        served_on=found.version.served_on,
        respond_by=found.respond.due if found.respond else None,
        withheld=found.withheld,
        plan=plan,
    )
