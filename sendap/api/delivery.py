"""Provision: a setting's own system enters each week, and reads what fell short."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from sendap.api.errors import PROBLEMS
from sendap.api.parameters import Day, Page, viewer_of
from sendap.apps.plans.delivery import actions, alerts, queries

router = Router(tags=["Delivery"])

if TYPE_CHECKING:
    Reason: TypeAlias = str
else:
    # Made from the table, so that the description lists what there is.
    Reason = Literal[tuple(actions.REASONS)]

MOST_ENTRIES = 2_000
"""The most rows of a week that are entered at once."""


class DeliveryRow(Schema):
    """Provision to be delivered in a week; ``delivered`` is null before it is entered."""

    item_id: uuid.UUID
    case_id: uuid.UUID
    name: str
    section: str
    text: str
    who: str
    sessions: int
    delivered: int | None
    because: str


class DeliveryWeek(Schema):
    """A part of the provision of a week; ``week`` is its Monday, ``count`` of the whole list."""

    week: date
    count: int
    items: list[DeliveryRow]


class DeliveredRow(Schema):
    """Sessions delivered of an item, and why some were missed where fewer than planned."""

    item_id: uuid.UUID
    delivered: Annotated[int, Field(ge=0, le=actions.MOST_SESSIONS)] = Field(examples=[2])
    because: Reason = ""


class DeliveredWeek(Schema):
    """A week for many pupils at once: all of it is kept, or none."""

    week: Day = Field(examples=["2026-03-02"])
    entries: Annotated[list[DeliveredRow], Field(min_length=1, max_length=MOST_ENTRIES)]


class DeliveryKept(Schema):
    """How many rows are kept for the week."""

    count: int


class AlertItem(Schema):
    """An item of which less was delivered than planned lately, in sessions.

    ``since`` is the first Monday of the last four school weeks of the setting.
    """

    item_id: uuid.UUID
    case_id: uuid.UUID
    name: str
    section: str
    text: str
    who: str
    since: date
    planned: int
    delivered: int


class AlertItems(Schema):
    """A part of the alerts, by name; ``count`` is how long the whole list is."""

    count: int
    items: list[AlertItem]


class WeekQuery(Page):
    """Which week."""

    week: Day | None = Field(None, description="Any day of the week; this week without it.")


@router.get("/delivery/week", response={200: DeliveryWeek, **PROBLEMS}, summary="Provision")
def delivery_week(request: HttpRequest, which: Query[WeekQuery]) -> DeliveryWeek:
    """What is to be delivered in a week to this setting's pupils, and what was."""
    monday = actions.monday_of(which.week or timezone.localdate())
    found = queries.week_grid(
        viewer_of(request), week=monday, offset=which.offset, limit=which.limit
    )
    items = [DeliveryRow.from_orm(row) for row in found.rows]
    return DeliveryWeek(week=found.week, count=found.count, items=items)


@router.put(
    "/delivery/week/entries", response={200: DeliveryKept, **PROBLEMS}, summary="Enter a week"
)
def record_delivery(request: HttpRequest, given: DeliveredWeek) -> DeliveryKept:
    """Enter a week for many pupils; an item's later entry of the same week replaces the first."""
    kept = actions.record_week(
        actor=viewer_of(request), week=given.week, today=timezone.localdate(),
        entries=[actions.WeekEntry(**row.dict()) for row in given.entries],
    )  # fmt: skip
    return DeliveryKept(count=kept)


@router.get("/delivery/alerts", response={200: AlertItems, **PROBLEMS}, summary="Below plan")
def delivery_alerts(request: HttpRequest, page: Query[Page]) -> AlertItems:
    """The provision of which less was delivered than planned over the last four school weeks."""
    found = alerts.alerts(
        viewer_of(request), on=timezone.localdate(), offset=page.offset, limit=page.limit
    )
    items = [AlertItem.from_orm(row) for row in found.rows]
    return AlertItems(count=found.count, items=items)
