"""The family's pages of a plan that was sent: reading it, and saying what one thinks of it."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.correspondence.files import queries as files
from sendap.apps.plans.document import actions, queries, suggesting
from sendap.apps.plans.document.printing import PrintedView, plan_pdf
from sendap.basics.errors import BadInput
from sendap.exchange.plan.comparison import shown
from sendap.exchange.plan.document import STATUSES
from sendap.exchange.plan.easy import easy_read
from sendap.web.entered import number_in


def read(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """The latest plan that was sent, in plain headings, with a place to comment on each item."""
    return _page(request, case, number_in(request.GET.get("version", "")))


def easy(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """The latest plan that was sent, in short lines and large letters."""
    found = queries.served_plan(request.actor, case, on=timezone.localdate())  # type: ignore[attr-defined]
    context = {"served": found, "parts": easy_read(found.plan, own=found.is_own),
               "statuses": STATUSES, "views": _views(request, case)}  # fmt: skip
    return render(request, "family/plan_easy.html", context)


def printed(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """The latest plan that was sent, as a tagged PDF to keep or print."""
    found = queries.served_plan(request.actor, case, on=timezone.localdate())  # type: ignore[attr-defined]
    response = HttpResponse(
        plan_pdf(found, _printed_views(request, case)), content_type="application/pdf"
    )
    response["Content-Disposition"] = 'attachment; filename="plan.pdf"'
    return response


def comment(request: HttpRequest, case: uuid.UUID, number: int) -> HttpResponse:
    """Keep a comment or an agreement; the same form sent twice is kept once."""
    agrees = {"yes": True, "no": False}.get(request.POST.get("agrees", ""))
    try:
        actions.comment(
            actor=request.actor,  # type: ignore[attr-defined]
            case_id=case, number=number, token=_token(request.POST.get("token", "")),
            section=request.POST.get("section", ""), item=request.POST.get("item", ""),
            text=request.POST.get("text", ""), agrees=agrees, on=timezone.localdate(),
        )  # fmt: skip
    except BadInput as refusal:
        place = request.POST.get("item") or request.POST.get("section", "")
        errors = [{"text": str(refusal), "href": f"#text-{place}"}]
        typed = {place: request.POST.get("text", "")}
        return _page(request, case, number, status=400, errors=errors, typed=typed)
    return redirect("plan:read", case=case)


def suggest(request: HttpRequest, case: uuid.UUID, number: int) -> HttpResponse:
    """Keep other words for an item; the same form sent twice is kept once."""
    item, words = request.POST.get("item", ""), request.POST.get("words", "")
    remark = request.POST.get("remark", "")
    try:
        suggesting.suggest(
            actor=request.actor,  # type: ignore[attr-defined]
            case_id=case, number=number, token=_token(request.POST.get("token", "")),
            item=item, words=words.replace("\r\n", "\n"), remark=remark, on=timezone.localdate(),
        )  # fmt: skip
    except BadInput as refusal:
        errors = [{"text": str(refusal), "href": f"#words-{item}"}]
        suggested = {item: (words, remark)}
        return _page(request, case, number, status=400, errors=errors, suggested=suggested)
    return redirect("plan:read", case=case)


def _page(
    request: HttpRequest, case: uuid.UUID, number: int, *, status: int = 200, **more: Any
) -> HttpResponse:
    found = queries.served_plan(
        request.actor,  # type: ignore[attr-defined]
        case, number=number, on=timezone.localdate(),
    )  # fmt: skip
    context = {"served": found, "statuses": STATUSES, "sections": found.plan.shape.sections,
               "shown": shown, "new_token": uuid.uuid4, "errors": [], "typed": {}, "suggested": {},
               "views": _views(request, case),
               **more}  # fmt: skip
    return render(request, "family/plan.html", context, status=status)


def _views(request: HttpRequest, case: uuid.UUID) -> tuple[files.FileLine, ...]:
    return files.views_of(request.actor, case, on=timezone.localdate())  # type: ignore[attr-defined]


def _printed_views(request: HttpRequest, case: uuid.UUID) -> list[PrintedView]:
    """The views with their small copies, for print."""
    today = timezone.localdate()
    return [
        PrintedView(
            line.note,
            files.small_copy(request.actor, case, line.id, on=today),  # type: ignore[attr-defined]
        )
        for line in _views(request, case)
    ]  # fmt: skip


def _token(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise BadInput("Open the plan again and send your comment once more.") from None
