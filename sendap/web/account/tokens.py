"""Tokens for programs: make one, see one's own, end one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.access import actions, queries
from sendap.basics.errors import BadInput, NotFound

LARGEST_ID = 2**63 - 1


def tokens(request: HttpRequest) -> HttpResponse:
    """One's own tokens, and the form that makes one."""
    return _page(request, {"name": "", "days": str(actions.TOKEN_DAYS)})


def make(request: HttpRequest) -> HttpResponse:
    """Make a token and show its secret, this once."""
    typed = {field: request.POST.get(field, "") for field in ("name", "days")}
    days = int(typed["days"]) if typed["days"].isascii() and typed["days"].isdigit() else 0
    try:
        secret = actions.make_token(
            actor=request.actor,  # type: ignore[attr-defined]
            account=request.user,  # type: ignore[arg-type]
            name=typed["name"],
            days=days,
        )
    except BadInput as error:
        problem = {"text": str(error), "href": f"#{error.field}", "field": error.field}
        return _page(request, {**typed, "errors": [problem]}, status=400)
    return _page(request, {"name": "", "days": str(actions.TOKEN_DAYS), "secret": secret})


def end(request: HttpRequest, token: int) -> HttpResponse:
    """End one of one's own tokens."""
    if token > LARGEST_ID:
        raise NotFound("There is no such token.")
    actions.end_token(actor=request.actor, token_id=token)  # type: ignore[attr-defined]
    return redirect("tokens")


def _page(request: HttpRequest, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    context["tokens"] = queries.tokens(request.actor, on=today)  # type: ignore[attr-defined]
    return render(request, "account/tokens.html", context, status=status)
