"""Advice that is late: the list of it, and reminding many advisers in one deed."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.roles import CASEWORK
from sendap.apps.plans.advice.actions import answerable
from sendap.apps.plans.advice.rules import KINDS, due_on
from sendap.apps.plans.models import AdviceRequest
from sendap.apps.plans.voice.rules import FAMILY
from sendap.apps.timeline.rules import OPEN_STAGES
from sendap.basics.errors import BadInput, NotFound
from sendap.law.calendar import working_days_of

MOST_AT_ONCE = 500
PAGE_SIZE = 50

GIVEN = "the advice has come"
NOT_LATE = "it isn’t late"
REMINDED = "reminded already, less than a working day ago"


@dataclass(frozen=True, slots=True)
class LateAdvice:
    """Advice that is late; ``days`` are those since its last day.

    ``left`` is why it can't be chased now, empty when it can.
    """

    id: uuid.UUID
    case_id: uuid.UUID
    person_id: uuid.UUID
    name: str
    reference: str
    title: str
    adviser: str
    due: date
    days: int
    chased_on: date | None
    left: str


@dataclass(frozen=True, slots=True)
class LateList:
    """A page of the advice that is late, the longest first."""

    lines: tuple[LateAdvice, ...]
    count: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Chased:
    """What came of reminding many: who was reminded, and who wasn't and why."""

    reminded: tuple[uuid.UUID, ...]
    left: dict[uuid.UUID, str]


def chase_many(*, actor: Actor, request_ids: Collection[uuid.UUID], on: date) -> Chased:
    """Remind the advisers of these requests, each at most once a working day, as one deed.

    Errors: ``BadInput`` for none or too many; ``NotFound`` when one isn't the actor's: nobody is
    reminded then.
    """
    with audit.change(actor, "advice.chase", many=True) as note:
        wanted = set(request_ids)
        if not wanted:
            raise BadInput("Tick at least one request.", field="late")
        if len(wanted) > MOST_AT_ONCE:
            raise BadInput(f"Tick at most {MOST_AT_ONCE} at a time.", field="late")
        rows = list(_waiting(actor).filter(pk__in=wanted).select_for_update(of=("self",)))
        if len(rows) != len(wanted):
            raise NotFound("There is no such request for advice.")
        left = {row.pk: why for row in rows if (why := why_left(row, on))}
        reminded = [row for row in rows if row.pk not in left]
        note.saw_all({row.case.person_id for row in reminded}, count=len(reminded))
        AdviceRequest.objects.filter(pk__in=[row.pk for row in reminded]).update(chased_on=on)
    return Chased(tuple(row.pk for row in reminded), left)


def why_left(row: AdviceRequest, on: date) -> str:
    """Why a request can't be chased on a day; empty when it can."""
    if row.answered_on is not None:
        return GIVEN
    if due_on(row.asked_on) >= on:
        return NOT_LATE
    if row.chased_on is not None and on < working_days_of(row.chased_on, 1):
        return REMINDED
    return ""


def _waiting(viewer: Actor) -> QuerySet[AdviceRequest]:
    return answerable(viewer.acting_as(CASEWORK)).select_related("case")


def late_advice(viewer: Actor, *, page: int, on: date) -> LateList:
    """The advice that is late in the viewer's authorities, a page of it; audited."""
    with audit.reading(viewer, "advice.late") as note:
        found = _late(viewer, on)
        pages = max(1, -(-len(found) // PAGE_SIZE))
        page = min(max(page, 1), pages)
        lines = _lines(viewer, found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE], on)
        note.saw_all(sorted({line.person_id for line in lines}), count=len(found))
        return LateList(lines, len(found), page, pages)


def late_ids(viewer: Actor, *, on: date) -> tuple[uuid.UUID, ...]:
    """The requests of the list, the longest late first, for a deed on all of them."""
    return tuple(_late(viewer, on)[:MOST_AT_ONCE])


def _late(viewer: Actor, on: date) -> list[uuid.UUID]:
    rows = (
        _waiting(viewer)
        .filter(answered_on__isnull=True, asked_on__lt=on, case__stage__in=OPEN_STAGES)
        .exclude(kind=FAMILY)
    )
    found = rows.order_by("asked_on", "pk").values_list("pk", "asked_on")
    return [pk for pk, asked_on in found if due_on(asked_on) < on]


def chosen_advice(
    viewer: Actor, request_ids: Iterable[uuid.UUID], *, on: date
) -> dict[uuid.UUID, LateAdvice]:
    """These requests of the viewer's, to tell what came of chasing them; audited."""
    with audit.reading(viewer, "advice.late", chosen=True) as note:
        lines = _lines(viewer, list(request_ids), on)
        note.saw_all(sorted({line.person_id for line in lines}))
        return {line.id: line for line in lines}


def _lines(viewer: Actor, ids: Collection[uuid.UUID], on: date) -> tuple[LateAdvice, ...]:
    rows = _waiting(viewer).filter(pk__in=ids).select_related("case__person", "account")
    return tuple(_line(row, on) for row in rows.order_by("asked_on", "pk"))


def _line(row: AdviceRequest, on: date) -> LateAdvice:
    person, due = row.case.person, due_on(row.asked_on)
    return LateAdvice(
        id=row.pk, case_id=row.case_id, person_id=row.case.person_id,
        name=person.full_name, reference=row.case.reference,
        title=KINDS[row.kind].title, adviser=row.account.name if row.account else "", due=due,
        days=(on - due).days, chased_on=row.chased_on, left=why_left(row, on),
    )  # fmt: skip
