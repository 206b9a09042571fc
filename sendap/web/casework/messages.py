"""The messages of a case for those who work on it, and what the team hasn't answered."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.correspondence.messages import queries
from sendap.apps.correspondence.messages.actions import write
from sendap.basics.errors import BadInput
from sendap.web.entered import token_of


def messages(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Read the thread of a case, and send a message to the family."""
    text, errors, now = request.POST.get("text", ""), [], timezone.now()
    if request.method == "POST":
        try:
            write(actor=request.actor, case_id=case, token=token_of(request), text=text, now=now)  # type: ignore[attr-defined]
            return redirect("messages:staff", case=case)
        except BadInput as refusal:
            errors = [{"text": str(refusal), "href": "#text"}]
    page = queries.thread(request.actor, case, now=now)  # type: ignore[attr-defined]
    context = {"page": page, "typed": text, "errors": errors, "token": uuid.uuid4()}
    return render(request, "casework/messages.html", context, status=400 if errors else 200)


def unanswered(request: HttpRequest) -> HttpResponse:
    """The families that have waited over five working days for an answer."""
    rows = queries.unanswered(request.actor, on=timezone.localdate())  # type: ignore[attr-defined]
    return render(request, "casework/unanswered.html", {"rows": rows})
