"""The messages of a case for those who work on it, and what the team hasn't answered."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.correspondence.messages import queries
from sendap.apps.correspondence.messages.actions import write
from sendap.basics.errors import BadInput
from sendap.web.desk.texts import insert, offered
from sendap.web.entered import token_of


def messages(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Read the thread of a case, and send a message to the family."""
    typed, errors, now = request.POST.dict(), request.session.pop("problems", []), timezone.now()
    text = str(typed.get("text", ""))
    if request.method == "POST":
        try:
            if "insert" in typed:
                typed = insert(request, case, typed)
                return _page(request, case, typed, [], now)
            write(actor=request.actor, case_id=case, token=token_of(request), text=text, now=now)  # type: ignore[attr-defined]
            return redirect("messages:staff", case=case)
        except BadInput as refusal:
            errors = [{"text": str(refusal), "href": f"#{refusal.field or 'text'}"}]
    return _page(request, case, typed, errors, now)


def _page(
    request: HttpRequest, case: uuid.UUID, typed: Mapping[str, Any],
    errors: Sequence[Mapping[str, str]], now: datetime,
) -> HttpResponse:  # fmt: skip
    page = queries.thread(request.actor, case, now=now)  # type: ignore[attr-defined]
    context = {
        "page": page, "typed": typed.get("text", ""), "errors": errors, "token": uuid.uuid4(),
        "ready": offered(request, "message"), "chosen": typed.get("ready", ""),
        "unknown": typed.get("unknown", ()), "done": request.session.pop("done", ""),
        "waits": bool(page.lines) and page.lines[0].side == "family",
    }  # fmt: skip
    return render(request, "casework/messages.html", context, status=400 if errors else 200)


def unanswered(request: HttpRequest) -> HttpResponse:
    """The families that have waited over five working days for an answer."""
    rows = queries.unanswered(request.actor, on=timezone.localdate())  # type: ignore[attr-defined]
    context = {
        "rows": rows, "done": request.session.pop("done", ""),
        "errors": request.session.pop("problems", []),
    }  # fmt: skip
    return render(request, "casework/unanswered.html", context)
