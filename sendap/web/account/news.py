"""News by email for one's own account, and the outbox for whoever runs the system."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sendap.apps.correspondence.sending import queries
from sendap.apps.correspondence.sending.actions import body, keep_own
from sendap.apps.correspondence.sending.rules import SUBJECT
from sendap.basics.errors import BadInput


def news(request: HttpRequest) -> HttpResponse:
    """Where and whether this account hears of news, and the e-mails that were kept for it."""
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            keep_own(
                actor=request.actor,  # type: ignore[attr-defined]
                email=request.POST.get("email", ""), wants_news=request.POST.get("news") == "yes",
            )  # fmt: skip
            return redirect(f"{reverse('letters:news')}?kept=yes")
        except BadInput as refusal:
            errors = [{"text": str(refusal), "href": "#email"}]
    page = queries.own_news(request.actor)  # type: ignore[attr-defined]
    typed = request.POST if errors else {"email": page.email,
                                         "news": "yes" if page.wants_news else ""}  # fmt: skip
    context = {"page": page, "typed": typed, "errors": errors, "subject": SUBJECT, "body": body(),
               "kept": request.GET.get("kept") == "yes"}  # fmt: skip
    return render(request, "account/news.html", context, status=400 if errors else 200)


def outbox(request: HttpRequest) -> HttpResponse:
    """The e-mails about news, with nothing about anyone."""
    page = queries.outbox(request.actor)  # type: ignore[attr-defined]
    return render(request, "account/outbox.html", {"page": page})
