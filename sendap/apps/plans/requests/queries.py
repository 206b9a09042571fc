"""Reads of requests: one's own by its session, those waiting for staff, and one of them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Account
from sendap.apps.access.visibility import visible
from sendap.apps.correspondence.files.drafts import DraftFile, files_of_draft
from sendap.apps.organisations.queries import authority_name
from sendap.apps.plans.models import OutboxMessage, RequestForm
from sendap.apps.plans.requests.known import Candidate, candidates, is_known_elsewhere
from sendap.basics.errors import NotFound
from sendap.law.case import Event
from sendap.law.clock import started_by

SHOWN_AFTER = timedelta(days=30)
"""How long a decided request stays in the list."""

MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class OwnRequest:
    """A request as its own writer sees it; ``due_on`` is the last day for the council to answer."""

    answers: Mapping[str, str]
    state: str
    reference: str
    received_on: date | None
    due_on: date | None
    explanation: str
    council: str
    is_verified: bool
    account_waits: bool


def own_request(form_id: uuid.UUID) -> OwnRequest | None:
    """The request of this session, or None; only a session that wrote or proved it asks."""
    form = RequestForm.objects.filter(pk=form_id).first()
    if form is None:
        return None
    due_on, explanation = answer_due(form.received_on) if form.received_on else (None, "")
    waits = Account.objects.filter(pk=form.account_id or 0, is_active=False).exists()
    return OwnRequest(
        form.answers, form.state, form.reference or "", form.received_on, due_on, explanation,
        authority_name(form.authority_code) if form.authority_code else "",
        form.verified_at is not None, waits,
    )  # fmt: skip


def answer_due(received_on: date) -> tuple[date | None, str]:
    """The last day for the council to say whether it will assess (C1), and how it is found."""
    row = started_by(Event("request_received", received_on), "C1")
    return row.due, row.explanation


def demonstration_message(digest: str) -> str:
    """The last message to the contact of a request; in demonstration mode only, else empty."""
    if not settings.DEMO:
        return ""
    rows = OutboxMessage.objects.filter(form__code_digest=digest).order_by("-pk")
    return rows.values_list("body", flat=True).first() or ""


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request in the list for staff."""

    id: uuid.UUID
    name: str
    reference: str
    received_on: date | None
    due_on: date | None
    channel: str
    state: str


def waiting(viewer: Actor, *, on: date) -> list[RequestLine]:
    """Requests that wait for a decision, the oldest first, then those decided lately; audited."""
    with audit.reading(viewer, "requests.list") as note:
        rows = visible(viewer, RequestForm.objects.exclude(state=RequestForm.State.DRAFT))
        since = on - SHOWN_AFTER
        open_now = rows.filter(state=RequestForm.State.SENT).order_by("received_on")
        decided = rows.exclude(state=RequestForm.State.SENT).filter(decided_at__date__gte=since)
        found = [*open_now[:MOST_LISTED], *decided.order_by("-decided_at")[:MOST_LISTED]]
        note.saw(*{str(form.person_id) for form in found if form.person_id})
        return [_line(form) for form in found]


def _line(form: RequestForm) -> RequestLine:
    due_on = answer_due(form.received_on)[0] if form.received_on else None
    return RequestLine(
        form.pk, _name(form.answers), form.reference or "", form.received_on, due_on,
        form.get_channel_display(), form.state,
    )  # fmt: skip


def _name(answers: Mapping[str, str]) -> str:
    return f"{answers.get('forename', '')} {answers.get('surname', '')}".strip()


@dataclass(frozen=True, slots=True)
class RequestPage:
    """One request for staff, with who the child may be."""

    line: RequestLine
    answers: Mapping[str, str]
    taken_by: str
    is_verified: bool
    can_have_account: bool
    candidates: tuple[Candidate, ...]
    is_known_elsewhere: bool
    case_id: uuid.UUID | None
    decided_by: str
    set_aside_because: str
    files: tuple[DraftFile, ...]


def request_page(viewer: Actor, form_id: uuid.UUID) -> RequestPage:
    """One request and the people it may be about; audited. Errors: ``NotFound``."""
    with audit.reading(viewer, "requests.open") as note:
        rows = RequestForm.objects.exclude(state=RequestForm.State.DRAFT).filter(pk=form_id)
        form = visible(viewer, rows).first()
        if form is None:
            raise NotFound("There is no such request.")
        known = candidates(viewer, form.authority_code, form.answers)
        people = {str(each.person_id) for each in known}
        people |= {str(form.person_id)} if form.person_id else set()
        note.saw(*people)
        return RequestPage(
            _line(form), form.answers, form.taken_by, form.verified_at is not None,
            bool(form.code_digest), tuple(known),
            is_known_elsewhere(form.authority_code, form.answers), form.case_id,
            form.decided_by, form.set_aside_because, files_of_draft(form.pk),
        )  # fmt: skip
