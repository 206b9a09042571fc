"""The delivery ledger: a week of provision for many pupils at once."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from sendap.apps.plans.delivery import actions, queries
from sendap.basics.errors import BadInput, Refusal


def week(request: HttpRequest) -> HttpResponse:
    """The provision of a week for every pupil of this person's settings, and a form to enter it."""
    today = timezone.localdate()
    monday = _monday(request.GET.get("week", "") or request.POST.get("week", ""), today)
    if request.method != "POST":
        return _page(request, monday)
    try:
        kept = actions.record_week(
            actor=request.actor,  # type: ignore[attr-defined]
            week=monday, entries=_entries(request), today=today,
        )  # fmt: skip
    except BadInput as refusal:
        return _page(request, monday, refusal)
    request.session["done"] = f"{kept:,} rows are kept for this week."
    return redirect(f"{reverse('delivery:week')}?week={monday.isoformat()}")


def _page(request: HttpRequest, monday: date, refusal: Refusal | None = None) -> HttpResponse:
    today = timezone.localdate()
    week_before, week_after = monday - timedelta(days=7), monday + timedelta(days=7)
    context = {
        "grid": queries.week_grid(request.actor, week=monday),  # type: ignore[attr-defined]
        "before": week_before.isoformat(),
        "after": week_after.isoformat() if week_after <= today else "",
        "reasons": actions.REASONS, "sections": actions.SECTIONS, "typed": request.POST,
        "errors": [{"text": str(refusal), "href": f"#{getattr(refusal, 'field', '')}"}]
        if refusal else [],
        "done": "" if refusal else request.session.pop("done", ""),
    }  # fmt: skip
    return render(request, "settings/delivery.html", context, status=400 if refusal else 200)


def _entries(request: HttpRequest) -> list[actions.WeekEntry]:
    """The rows with a number; an empty one is left for later."""
    found: list[actions.WeekEntry] = []
    for name, text in request.POST.items():
        kind, _, key = name.partition("-")
        if kind != "delivered" or not str(text).strip():
            continue
        because: Any = request.POST.get(f"because-{key}", "")
        found.append(actions.WeekEntry(_id(key), _count(str(text).strip(), name), because))
    return found


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise BadInput("Open the page again, then enter the week again.") from None


def _count(text: str, field: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 4:
        return int(text)
    raise BadInput("Enter the sessions as a number, such as 2.", field=field)


def _monday(text: str, today: date) -> date:
    try:
        return actions.monday_of(date.fromisoformat(text))
    except (ValueError, OverflowError):
        return actions.monday_of(today)
