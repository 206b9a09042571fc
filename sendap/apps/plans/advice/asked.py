"""What a service or a setting was asked for, for its own system: in parts, and by what changed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Grant
from sendap.apps.plans.advice.actions import answerable
from sendap.apps.plans.advice.rules import KINDS, due_on
from sendap.apps.plans.models import AdviceRequest

WAITING, GIVEN = "waiting", "given"
LONGEST_LIMIT = timedelta(days=70)
"""More than any six weeks with the days that don't count."""


@dataclass(frozen=True, slots=True)
class AskedFilters:
    """How the list is narrowed; empty for all."""

    state: str = ""
    due_by: date | None = None
    changed_since: date | None = None


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A request for advice of somebody's own; ``due_on`` is the last day for the answer."""

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


@dataclass(frozen=True, slots=True)
class AskedList:
    """A part of what was asked, the first asked first; ``count`` of all."""

    count: int
    rows: tuple[AskedLine, ...]


@dataclass(frozen=True, slots=True)
class PoolLine:
    """A request that anyone of the role may pick up; nothing about the person."""

    id: uuid.UUID
    kind: str
    title: str
    asked_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Pool:
    """A part of what waits to be picked up, the first asked first; ``count`` of all."""

    count: int
    rows: tuple[PoolLine, ...]


def asked_list(viewer: Actor, filters: AskedFilters, *, offset: int, limit: int) -> AskedList:
    """What the viewer has to answer or has answered; audited."""
    with audit.reading(viewer, "advice.list") as note:
        rows = _narrowed(answerable(viewer), filters)
        count = rows.count()
        ordered = rows.select_related("case__person").order_by("asked_on", "pk")
        found = list(ordered[offset : offset + limit])
        note.saw_all({row.case.person_id for row in found}, count=count)
        return AskedList(count, tuple(_line(row) for row in found))


def pool(viewer: Actor, *, offset: int, limit: int) -> Pool:
    """What anyone of the viewer's roles may pick up; audited, and nobody is named."""
    with audit.reading(viewer, "advice.pool"):
        rows = _pool(viewer)
        found = rows.order_by("asked_on", "pk")[offset : offset + limit]
        lines = (
            PoolLine(row.pk, row.kind, KINDS[row.kind].title, row.asked_on, due_on(row.asked_on))
            for row in found
        )
        return Pool(rows.count(), tuple(lines))


def _pool(viewer: Actor) -> QuerySet[AdviceRequest]:
    waits = AdviceRequest.objects.filter(account__isnull=True, answered_on__isnull=True)
    mine = Q(pk__in=())
    for held in viewer.grants:
        if held.scope == Grant.Scope.AUTHORITY:
            mine |= Q(role=held.role, case__authority_code=held.code)
    return waits.filter(mine).exclude(case__person_id__in=viewer.excluded)


def _narrowed(rows: QuerySet[AdviceRequest], filters: AskedFilters) -> QuerySet[AdviceRequest]:
    if filters.state:
        rows = rows.filter(answered_on__isnull=filters.state == WAITING)
    if filters.due_by is not None:
        rows = rows.filter(asked_on__lte=_last_asked(filters.due_by))
    if (since := filters.changed_since) is not None:
        happened: Mapping[str, date] = {
            f"{step}_on__gte": since for step in ("asked", "chased", "missed", "answered")
        }
        rows = rows.filter(Q(*happened.items(), _connector=Q.OR))
    return rows


def _last_asked(due_by: date) -> date:
    """The last day of asking whose answer is due by a day."""
    earliest = due_by - LONGEST_LIMIT
    days = (due_by - timedelta(days=back) for back in range(LONGEST_LIMIT.days))
    return next((day for day in days if due_on(day) <= due_by), earliest)


def _line(row: AdviceRequest) -> AskedLine:
    person = row.case.person
    return AskedLine(
        id=row.pk, case_id=row.case_id, reference=row.case.reference,
        name=person.full_name, kind=row.kind, title=KINDS[row.kind].title,
        question=row.question, asked_on=row.asked_on, due_on=due_on(row.asked_on),
        missed_on=row.missed_on, answered_on=row.answered_on,
    )  # fmt: skip
