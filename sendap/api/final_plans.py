"""Final plans for those who carry them out: a setting's own system, or a service's."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from sendap.api.errors import PROBLEMS, Problem
from sendap.api.parameters import Day, Page, viewer_of
from sendap.api.plans import WITHHELD_CODE
from sendap.apps.plans.document import shared
from sendap.exchange.plan.document import as_json

router = Router(tags=["Plans"])


class FinalPlanItem(Schema):
    """The latest final plan of somebody; ``status`` is final, amended_final or ceased."""

    case_id: uuid.UUID
    name: str
    reference: str
    number: int
    status: str
    served_on: date


class FinalPlanItems(Schema):
    """A part of the plans, the first sent first; ``count`` is how long the whole list is."""

    count: int
    items: list[FinalPlanItem]


class FinalPlanAnswer(Schema):
    """A final plan, without anything internal to the council.

    Where a place is to be kept secret, ``withheld`` is true, sections I and K are empty and the
    authority is ``000``.
    """

    case_id: uuid.UUID
    number: int
    status: str
    served_on: date
    withheld: bool
    plan: dict[str, Any] = Field(description="The plan in the open format, version 1.0.")


class FinalPlanQuery(Page):
    """Which plans."""

    changed_since: Day | None = Field(None, description="Sent on this day or later.")


@router.get("/plans", response={200: FinalPlanItems, **PROBLEMS}, summary="Final plans")
def final_plans(request: HttpRequest, which: Query[FinalPlanQuery]) -> FinalPlanItems:
    """The latest final plan of each pupil of this setting, or patient open to this account."""
    found = shared.final_plans(
        viewer_of(request), changed_since=which.changed_since, offset=which.offset,
        limit=which.limit,
    )  # fmt: skip
    items = [FinalPlanItem.from_orm(row) for row in found.rows]
    return FinalPlanItems(count=found.count, items=items)


@router.get(
    "/cases/{uuid:case_id}/plan/final",
    response={200: FinalPlanAnswer, **PROBLEMS, 409: Problem},
    summary="One final plan",
)
def final_plan(request: HttpRequest, case_id: uuid.UUID) -> FinalPlanAnswer:
    """The latest final plan of one of them; 409 before a final plan is sent."""
    found = shared.final_plan(viewer_of(request), case_id)
    plan = as_json(found.plan)
    if found.withheld:
        plan["authority"] = {"code": WITHHELD_CODE, "name": ""}
    line = found.line
    return FinalPlanAnswer(
        case_id=line.case_id, number=line.number, status=line.status, served_on=line.served_on,
        withheld=found.withheld, plan=plan,
    )  # fmt: skip
