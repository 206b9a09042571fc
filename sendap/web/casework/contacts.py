"""The page on which a manager keeps whom families can turn to, as letters name them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sendap.apps.correspondence.contacts import queries
from sendap.apps.correspondence.contacts.actions import PARTS, keep_contacts
from sendap.basics.errors import BadInput


def contacts(request: HttpRequest) -> HttpResponse:
    """The services of an authority in a form; once all are there, letters can go out."""
    named = request.POST.get("authority") or request.GET.get("authority", "")
    page = queries.contacts(request.actor, authority=named)  # type: ignore[attr-defined]
    typed = {f"{line.kind}-{part}": getattr(line, part) for line in page.lines for part in PARTS}
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in typed}
        given = {
            line.kind: {part: typed[f"{line.kind}-{part}"] for part in PARTS} for line in page.lines
        }
        try:
            keep_contacts(actor=request.actor, authority=page.authority, given=given)  # type: ignore[attr-defined]
            return redirect(f"{reverse('letters:contacts')}?authority={page.authority}&kept=yes")
        except BadInput as refusal:
            errors = [{"text": str(refusal), "href": f"#{refusal.field}", "field": refusal.field}]
    context = {"page": page, "typed": typed, "errors": errors,
               "kept": request.GET.get("kept") == "yes",
               "others": queries.authorities_kept(request.actor)}  # type: ignore[attr-defined]  # fmt: skip
    return render(request, "casework/contacts.html", context, status=400 if errors else 200)
