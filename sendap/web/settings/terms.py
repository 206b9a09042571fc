"""The terms by which provision is planned."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from sendap.apps.plans.delivery.calendar import MOST_TERMS, Entered, keep_terms, terms_page
from sendap.basics.errors import BadInput

Typed = tuple[str, str, str]
"""A term's name, first day and last day as they are typed."""

EMPTY_ROWS = 3
FIRST_ROWS = 6


def terms(request: HttpRequest) -> HttpResponse:
    """The terms of one of this person's settings, or of their area, in a form."""
    key = request.POST.get("place", "") or request.GET.get("place", "")
    if request.method != "POST":
        return _page(request, key)
    typed = [row for row in _typed(request) if any(row)]
    try:
        count = keep_terms(actor=request.actor, key=key, rows=[_entered(row) for row in typed])  # type: ignore[attr-defined]
    except BadInput as refusal:
        return _page(request, key, typed, refusal)
    request.session["done"] = f"{count} terms are kept." if count else "The area’s terms are used."
    return redirect(f"{reverse('delivery:terms')}?place={key}")


def _typed(request: HttpRequest) -> list[Typed]:
    def part(name: str, number: int) -> str:
        return request.POST.get(f"{name}-{number}", "").strip()

    return [
        (part("name", number), part("starts", number), part("ends", number))
        for number in range(1, MOST_TERMS + EMPTY_ROWS + 1)
    ]


def _entered(row: Typed) -> Entered:
    name, *days = row
    return Entered(name, *(_day(text) for text in days))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _page(
    request: HttpRequest, key: str, typed: list[Typed] | None = None,
    refusal: BadInput | None = None,
) -> HttpResponse:  # fmt: skip
    page = terms_page(request.actor, key)  # type: ignore[attr-defined]
    kept = [(t.name, t.starts_on.isoformat(), t.ends_on.isoformat()) for t in page.terms]
    rows = kept if typed is None else typed
    empty = [("", "", "")] * max(EMPTY_ROWS, FIRST_ROWS - len(rows))
    context = {
        "page": page, "rows": [*rows, *empty], "today": timezone.localdate(),
        "errors": [{"text": str(refusal), "href": f"#{refusal.field}"}] if refusal else [],
        "wrong": refusal.field if refusal else "",
        "done": "" if refusal else request.session.pop("done", ""),
    }  # fmt: skip
    return render(request, "settings/terms.html", context, status=400 if refusal else 200)
