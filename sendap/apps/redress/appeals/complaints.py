"""Complaints about how a case was run: to the authority, then the ombudsman, and the remedies."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.redress.appeals.actions import MOST_PENCE, locked_case
from sendap.apps.redress.models import Complaint, Remedy
from sendap.apps.timeline.queries.cases import case_of
from sendap.basics.errors import BadInput, NotFound
from sendap.law.complaints import ComplaintLimit, complaint_limits

DEED, LONGEST = "complaints.write", 8_000
STEPS = {
    "happened": "What the complaint is about happened, or became known",
    "received": "Received",
    "acknowledged": "Acknowledged",
    "answered": "Answered at stage 1",
    "escalated": "Taken to stage 2",
    "answered_again": "Answered at stage 2",
    "to_ombudsman": "Taken to the ombudsman",
    "decided": "The ombudsman decided",
    "remedied": "The ombudsman was told what was done",
}
"""Each thing that happens to a complaint, in the order in which it can."""


@dataclass(frozen=True, slots=True)
class RemedyLine:
    """Something to be done by a day; ``is_late`` if it wasn't, or was done after it."""

    id: int
    text: str
    amount_pence: int
    due_on: date
    done_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class ComplaintLine:
    """A complaint with its days in order, its limits and its remedies."""

    id: uuid.UUID
    about: str
    outcome: str
    is_closed: bool
    days: tuple[tuple[str, date], ...]
    limits: tuple[ComplaintLimit, ...]
    remedies: tuple[RemedyLine, ...]
    open_steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ComplaintsPage:
    """The complaints about one case, newest first."""

    case_id: uuid.UUID
    name: str
    reference: str
    lines: tuple[ComplaintLine, ...]


def complain(
    *, actor: Actor, case_id: uuid.UUID, token: uuid.UUID, about: str, received_on: date,
    happened_on: date | None, today: date,
) -> None:  # fmt: skip
    """Take a complaint in; the same form sent twice is one. Errors: ``NotFound``, ``BadInput``."""
    with audit.change(actor, DEED, does="complain") as note:
        case = locked_case(actor, case_id, note)
        _check_text(about, "about", "Write what the complaint is about.")
        if received_on > today or (happened_on or received_on) > received_on:
            raise BadInput("The day must be today or in the past.", field="received_on")
        days = {"received": received_on.isoformat()}
        if happened_on is not None:
            days["happened"] = happened_on.isoformat()
        Complaint.objects.get_or_create(
            token=token,
            defaults={"case": case, "about": _plain(about), "days": days, "made_by": actor.name,
                      "made_at": timezone.now()},
        )  # fmt: skip


def happen(
    *, actor: Actor, case_id: uuid.UUID, complaint_id: uuid.UUID, what: str, on: date, today: date,
    outcome: str = "", closes: bool = False,
) -> None:  # fmt: skip
    """Record what happened to a complaint on a day. Errors: ``NotFound``, ``BadInput``."""
    with audit.change(actor, DEED, does=what) as note:
        row = _complaint(locked_case(actor, case_id, note).pk, complaint_id)
        known = {name: date.fromisoformat(day) for name, day in row.days.items()}
        if what not in STEPS:
            raise BadInput("Choose what happened.", field="what")
        if on > today or on < known.get("happened", date.min):
            raise BadInput("The day must be today or in the past, and after what it is about.",
                           field="on")  # fmt: skip
        order = list(STEPS)
        earlier = [day for name, day in known.items() if order.index(name) < order.index(what)]
        if earlier and on < max(earlier):
            raise BadInput("That is before what happened before it.", field="on")
        if outcome.strip():
            _check_text(outcome, "outcome", "")
            row.outcome = _plain(outcome)
        row.days = {**row.days, what: on.isoformat()}
        row.is_closed = closes
        row.save()


def add_remedy(
    *, actor: Actor, case_id: uuid.UUID, complaint_id: uuid.UUID, text: str, due_on: date,
    amount_pence: int = 0,
) -> None:  # fmt: skip
    """Add something to be done by a day. Errors: ``NotFound``, ``BadInput``."""
    with audit.change(actor, DEED, does="add_remedy") as note:
        row = _complaint(locked_case(actor, case_id, note).pk, complaint_id)
        _check_text(text, "remedy", "Write what is to be done.")
        if not 0 <= amount_pence <= MOST_PENCE:
            raise BadInput("Enter the amount in pounds, such as 500.", field="amount")
        Remedy.objects.get_or_create(
            complaint=row, text=_plain(text), due_on=due_on, amount_pence=amount_pence
        )


def finish_remedy(
    *, actor: Actor, case_id: uuid.UUID, remedy_id: int, on: date, today: date
) -> None:
    """Record that a remedy was done on a day. Errors: ``NotFound``, ``BadInput``."""
    with audit.change(actor, DEED, does="finish_remedy") as note:
        case = locked_case(actor, case_id, note)
        row = Remedy.objects.filter(pk=remedy_id, complaint__case=case).first()
        if row is None:
            raise NotFound("There is no such remedy.")
        if on > today:
            raise BadInput("The day must be today or in the past.", field="on")
        row.done_on = on
        row.save()


def complaints_page(viewer: Actor, case_id: uuid.UUID, *, on: date) -> ComplaintsPage:
    """The complaints about a case with their limits; audited. Errors: ``NotFound``."""
    with audit.reading(viewer, "complaints.open") as note:
        case = case_of(viewer, case_id)
        note.saw(case.person_id)
        rows = visible(viewer, Complaint.objects.filter(case=case)).order_by("-made_at")
        name = case.person.full_name
        lines = tuple(_line(row, on) for row in rows.prefetch_related("remedies"))
        return ComplaintsPage(case.pk, name, case.reference, lines)


def _line(row: Complaint, on: date) -> ComplaintLine:
    days = {name: date.fromisoformat(day) for name, day in row.days.items()}
    return ComplaintLine(
        row.pk, row.about, row.outcome, row.is_closed,
        tuple((STEPS[name], days[name]) for name in STEPS if name in days),
        complaint_limits(days), tuple(_remedy(each, on) for each in row.remedies.all()),
        tuple((name, title) for name, title in STEPS.items() if name not in days),
    )  # fmt: skip


def _remedy(row: Remedy, on: date) -> RemedyLine:
    return RemedyLine(
        row.pk, row.text, row.amount_pence, row.due_on, row.done_on,
        (row.done_on or on) > row.due_on,
    )  # fmt: skip


def _complaint(case_id: uuid.UUID, complaint_id: uuid.UUID) -> Complaint:
    found = Complaint.objects.filter(case_id=case_id, pk=complaint_id).first()
    if found is None:
        raise NotFound("There is no such complaint.")
    return found


def _check_text(text: str, field: str, missing: str) -> None:
    if missing and not text.strip():
        raise BadInput(missing, field=field)
    if len(text) > LONGEST:
        raise BadInput(f"This must have {LONGEST:,} characters or fewer.", field=field)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\0", "").strip()
