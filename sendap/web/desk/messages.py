"""Saying that a family's message needs no answer."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from sendap.apps.access import policy
from sendap.apps.plans.desk.answers import waive
from sendap.basics.errors import BadInput


def no_answer(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Keep why no answer is needed, and go back to where it was said."""
    actor, reason = request.actor, request.POST.get("reason", "")  # type: ignore[attr-defined]
    try:
        waive(actor=actor, case_id=case, reason=reason, now=timezone.now())
        request.session["done"] = "Kept: no answer is needed. It is written down with your reason."
    except BadInput as refusal:
        request.session["problems"] = [{"text": str(refusal), "href": f"#reason-{case}"}]
    listed = policy.may_use(actor.roles, "messages:unanswered", "GET")
    if request.POST.get("back") == "list" and listed:
        return redirect("messages:unanswered")
    return redirect("messages:staff", case=case)
