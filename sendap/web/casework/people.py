"""The people around a child or young person: who sees the record, and changes to that."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.correspondence.contacts.adults import keep_home
from sendap.apps.people import actions
from sendap.apps.people.around import around
from sendap.apps.people.rules import BODIES, DECISIONS, RECORD, SCOPES
from sendap.apps.timeline.queries import person_of
from sendap.basics.errors import BadInput
from sendap.web.entered import number_in
from sendap.web.family.sharing import until


def people(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Everyone tied to the person of a case, and what each may see today."""
    return _page(request, case)


def change(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """One change, which works at once: consent, a court order, the end of a tie, capacity."""
    person_id = person_of(request.actor, case)  # type: ignore[attr-defined]
    deed = CHANGES.get(request.POST.get("do", ""))
    try:
        if deed is None:
            raise BadInput("Choose what to change.", field="do")
        deed(request, person_id, timezone.localdate())
    except BadInput as refusal:
        return _page(request, case, refusal)
    return redirect("people:people", case=case)


def _number(request: HttpRequest) -> int:
    return number_in(request.POST.get("id", ""), digits=11)


def _consent(request: HttpRequest, person_id: uuid.UUID, on: date) -> None:
    actions.consent(
        actor=request.actor,  # type: ignore[attr-defined]
        relationship_id=_number(request), gives=request.POST["do"] == "consent", on=on,
        scope=request.POST.get("scope", RECORD), ends_on=until(request),
    )  # fmt: skip


def _body(request: HttpRequest, person_id: uuid.UUID, on: date) -> None:
    actions.say_of_body(
        actor=request.actor,  # type: ignore[attr-defined]
        person_id=person_id, body=request.POST.get("body", ""),
        agrees=request.POST.get("agrees") == "yes", on=on, ends_on=until(request),
    )  # fmt: skip


def _limit(request: HttpRequest, person_id: uuid.UUID, on: date) -> None:
    limits = request.POST.get("limits", "")
    actions.limit_tie(actor=request.actor, relationship_id=_number(request), limits=limits, on=on)  # type: ignore[attr-defined]


def _end(request: HttpRequest, person_id: uuid.UUID, on: date) -> None:
    actions.end_tie(actor=request.actor, relationship_id=_number(request), on=on)  # type: ignore[attr-defined]


def _lacks(request: HttpRequest, person_id: uuid.UUID, on: date) -> None:
    actions.record_capacity(
        actor=request.actor,  # type: ignore[attr-defined]
        person_id=person_id, decision=request.POST.get("decision", ""),
        assessed_by=request.POST.get("assessed_by", ""),
        evidence=request.POST.get("evidence", ""), on=on,
    )  # fmt: skip


def _has_again(request: HttpRequest, person_id: uuid.UUID, on: date) -> None:
    actions.end_capacity(actor=request.actor, capacity_id=_number(request), on=on)  # type: ignore[attr-defined]


def _home(request: HttpRequest, person_id: uuid.UUID, on: date) -> None:
    because = request.POST.get("because", "")
    keep_home(
        actor=request.actor,  # type: ignore[attr-defined]
        person_id=person_id, address=request.POST.get("address", ""),
        postcode=request.POST.get("postcode", ""), because=because,
        is_protected=bool(because.strip()), on=on,
    )  # fmt: skip


CHANGES: dict[str, Callable[[HttpRequest, uuid.UUID, date], None]] = {
    "consent": _consent,
    "no-consent": _consent,
    "body": _body,
    "limit": _limit,
    "end": _end,
    "home": _home,
    "lacks": _lacks,
    "has-again": _has_again,
}
"""What a press of each button asks for."""


def _page(request: HttpRequest, case: uuid.UUID, refusal: BadInput | None = None) -> HttpResponse:
    person_id = person_of(request.actor, case)  # type: ignore[attr-defined]
    page = around(request.actor, person_id, on=timezone.localdate())  # type: ignore[attr-defined]
    errors = [{"text": str(refusal), "href": f"#{refusal.field}"}] if refusal else []
    context = {"page": page, "case_id": case, "decisions": DECISIONS, "errors": errors,
               "scopes": SCOPES, "bodies": BODIES,
               "typed": request.POST}  # fmt: skip
    return render(request, "casework/people.html", context, status=400 if refusal else 200)
