"""Who sees the record, for the family; the young person gives and withdraws consent."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.people import actions
from sendap.apps.people import around as queries
from sendap.apps.timeline.queries import person_of
from sendap.basics.errors import NotFound


def sharing(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Who sees the record, and why."""
    return render(request, "family/sharing.html", {"page": _page(request, case), "case_id": case})


def consent(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """The young person lets someone see the record, or no longer does; it works at once."""
    page, number = _page(request, case), request.POST.get("id", "")
    known = {str(adult.id): adult.id for adult in page.adults}
    if number not in known:
        raise NotFound("There is no such person.")
    actions.consent(
        actor=request.actor,  # type: ignore[attr-defined]
        relationship_id=known[number], gives=request.POST.get("do") == "consent",
        on=timezone.localdate(),
    )  # fmt: skip
    return redirect("people:sharing", case=case)


def _page(request: HttpRequest, case: uuid.UUID) -> queries.Around:
    person_id = person_of(request.actor, case)  # type: ignore[attr-defined]
    return queries.sharing(request.actor, person_id, on=timezone.localdate())  # type: ignore[attr-defined]
