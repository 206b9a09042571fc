"""Who sees the record, for the family; the young person gives and withdraws consent."""

from __future__ import annotations

import uuid
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.people import actions
from sendap.apps.people import around as queries
from sendap.apps.people.rules import RECORD, SCOPES
from sendap.apps.plans.advice.queries import reports_to_use
from sendap.apps.timeline.queries import person_of
from sendap.basics.errors import BadInput, NotFound
from sendap.web.entered import day_in


def sharing(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Who sees the record, and why; who takes which decision; earlier reports to be used again."""
    return _render(request, case)


def consent(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """The young person lets someone do so much, or no longer does; it works at once."""
    page, number = _page(request, case), request.POST.get("id", "")
    known = {str(adult.id): adult.id for adult in page.adults}
    if number not in known:
        raise NotFound("There is no such person.")
    try:
        actions.consent(
            actor=request.actor,  # type: ignore[attr-defined]
            relationship_id=known[number], gives=request.POST.get("do") == "consent",
            on=timezone.localdate(), scope=request.POST.get("scope", RECORD),
            ends_on=until(request),
        )  # fmt: skip
    except BadInput as refusal:
        return _render(request, case, refusal, place=f"-{number}")
    return redirect("people:sharing", case=case)


def reports(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """The family's word on a service's earlier reports; it works at once."""
    body = request.POST.get("body", "")
    try:
        actions.say_of_body(
            actor=request.actor,  # type: ignore[attr-defined]
            person_id=_page(request, case).person_id, body=body,
            agrees=request.POST.get("do") == "agree", on=timezone.localdate(),
            ends_on=until(request),
        )  # fmt: skip
    except BadInput as refusal:
        return _render(request, case, refusal, place=f"-{body}")
    return redirect("people:sharing", case=case)


def until(request: HttpRequest) -> date | None:
    """The last day that a form gives, or None for no end. Errors: ``BadInput``."""
    text = request.POST.get("until", "")
    return day_in(text, "until") if text.strip() else None


def _page(request: HttpRequest, case: uuid.UUID) -> queries.Around:
    person_id = person_of(request.actor, case)  # type: ignore[attr-defined]
    return queries.sharing(request.actor, person_id, on=timezone.localdate())  # type: ignore[attr-defined]


def _render(
    request: HttpRequest, case: uuid.UUID, refusal: BadInput | None = None, *, place: str = ""
) -> HttpResponse:
    errors = [{"text": str(refusal), "href": f"#{refusal.field}{place}"}] if refusal else []
    context = {
        "page": _page(request, case), "case_id": case, "scopes": SCOPES, "errors": errors,
        "typed": request.POST if refusal else {}, "place": place,
        "used": reports_to_use(request.actor, case, on=timezone.localdate()),  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "family/sharing.html", context, status=400 if refusal else 200)
