"""The messages between a family and the council."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.correspondence.messages import queries
from sendap.apps.correspondence.messages.actions import write_as_family
from sendap.basics.errors import BadInput
from sendap.web.entered import token_of


def messages(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Read the thread of a case, and send a message to the council."""
    text, errors, now = request.POST.get("text", ""), [], timezone.now()
    if request.method == "POST":
        try:
            write_as_family(
                actor=request.actor,  # type: ignore[attr-defined]
                case_id=case, token=token_of(request), text=text, now=now,
            )  # fmt: skip
            return redirect("messages:own", case=case)
        except BadInput as refusal:
            errors = [{"text": str(refusal), "href": "#text"}]
    page = queries.own_thread(request.actor, case, now=now)  # type: ignore[attr-defined]
    context = {"page": page, "typed": text, "errors": errors, "token": uuid.uuid4()}
    return render(request, "family/messages.html", context, status=400 if errors else 200)
