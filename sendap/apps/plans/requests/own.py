"""Reads of requests by the setting or the professional who made them: theirs, and no more."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Grant
from sendap.apps.access.visibility import visible
from sendap.apps.organisations.queries import authority_name
from sendap.apps.plans.models import RequestForm
from sendap.apps.plans.requests.queries import answer_due
from sendap.apps.plans.requests.taking import OWN_CHANNELS
from sendap.apps.timeline.models import Case
from sendap.basics.errors import NotFound


@dataclass(frozen=True, slots=True)
class MadeRequest:
    """A request as its maker sees it: what they said, and where it stands.

    ``state`` is sent, accepted or set_aside; ``due_on`` the last day for the council to answer.
    ``case_id`` is there only for a case that the maker may open: a request tells nobody whether the
    child was known already.
    """

    id: uuid.UUID
    reference: str
    state: str
    received_on: date
    due_on: date | None
    council: str
    made_by: str
    answers: Mapping[str, str]
    case_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class MadeRequests:
    """A part of the requests that somebody made, the newest first; ``count`` of all of them."""

    count: int
    rows: tuple[MadeRequest, ...]


def made_requests(
    viewer: Actor, *, state: str = "", changed_since: date | None = None, offset: int, limit: int
) -> MadeRequests:
    """The requests of the viewer's setting, or of their own account; audited.

    ``changed_since`` keeps those that were sent or decided on that day or later.
    """
    with audit.reading(viewer, "requests.own_list") as note:
        rows = _made(viewer)
        if state:
            rows = rows.filter(state=state)
        if changed_since is not None:
            rows = rows.filter(
                Q(sent_at__date__gte=changed_since) | Q(decided_at__date__gte=changed_since)
            )
        count = rows.count()
        found = list(rows.order_by("-received_on", "pk")[offset : offset + limit])
        note.saw_all({form.person_id for form in found if form.person_id}, count=count)
        return MadeRequests(count, _lines(viewer, found))


def made_request(viewer: Actor, form_id: uuid.UUID) -> MadeRequest:
    """One of them; audited. Errors: ``NotFound`` when it isn't there or is somebody else's."""
    with audit.reading(viewer, "requests.own_open") as note:
        form = _made(viewer).filter(pk=form_id).first()
        if form is None:
            raise NotFound("There is no such request.")
        if form.person_id:
            note.saw(form.person_id)
        return as_made(viewer, form)


def as_made(viewer: Actor, form: RequestForm) -> MadeRequest:
    """A request of the viewer's own as they see it; its caller audits."""
    return _lines(viewer, [form])[0]


def _made(viewer: Actor) -> QuerySet[RequestForm]:
    mine = Q(setting_number__in=viewer.codes(Grant.Scope.SETTING), channel="setting")
    if viewer.account_id is not None:
        mine |= Q(account_id=viewer.account_id)
    rows = RequestForm.objects.filter(channel__in=OWN_CHANNELS, received_on__isnull=False)
    return visible(viewer, rows).filter(mine)


def _lines(viewer: Actor, forms: list[RequestForm]) -> tuple[MadeRequest, ...]:
    cases = [form.case_id for form in forms if form.case_id]
    open_cases = set(
        visible(viewer, Case.objects.filter(pk__in=cases)).values_list("pk", flat=True)
    )
    return tuple(_line(form, open_cases) for form in forms)


def _line(form: RequestForm, open_cases: set[uuid.UUID]) -> MadeRequest:
    received_on = form.received_on
    assert received_on is not None
    return MadeRequest(
        id=form.pk, reference=form.reference or "", state=form.state, received_on=received_on,
        due_on=answer_due(received_on)[0], council=authority_name(form.authority_code),
        made_by=form.taken_by, answers=form.answers,
        case_id=form.case_id if form.case_id in open_cases else None,
    )  # fmt: skip
