"""How settings are weighed: published for anyone, and set by the authority's manager."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.placements.lists import rules
from sendap.apps.placements.lists.rules import NewRules
from sendap.basics.errors import BadInput
from sendap.web.entered import day_in, number_in
from sendap.web.lists import words

WEIGHTS = {
    "main_need": "Special provision for the main need",
    "other_needs": "Special provision for the other needs",
    "distance": "How near it is",
    "places": "Places in the year group",
    "cost": "What it costs the council",
    "wishes": "What the family wishes for",
}
"""Each criterion that earns points, in words."""

NOT_A_NUMBER = -1


def published(request: HttpRequest) -> HttpResponse:
    """The points of every criterion, by regime and authority, with their day and source."""
    context = {
        "rules": rules.published(regime=settings.REGIME), "weights": WEIGHTS, "words": words,
        "today": timezone.localdate(),
    }  # fmt: skip
    return render(request, "lists/weights.html", context)


def own(request: HttpRequest) -> HttpResponse:
    """The authority's own weights from a day on, set by its manager."""
    refusal = None
    if request.method == "POST":
        try:
            rules.keep_rules(
                actor=request.actor,  # type: ignore[attr-defined]
                new=_entered(request), regime=settings.REGIME, today=timezone.localdate(),
            )  # fmt: skip
        except BadInput as found:
            refusal = found
        else:
            return redirect("lists:weights")
    authority = rules.authority_of(request.actor)  # type: ignore[attr-defined]
    context = {
        "now": rules.rules_for(authority, regime=settings.REGIME, on=timezone.localdate()),
        "weights": WEIGHTS, "typed": request.POST, "most": rules.MOST,
        "errors": [{"text": str(refusal), "href": f"#{refusal.field}"}] if refusal else [],
    }  # fmt: skip
    return render(request, "lists/own_weights.html", context, status=400 if refusal else 200)


def _entered(request: HttpRequest) -> NewRules:
    def number(name: str) -> int:
        return number_in(request.POST.get(name, "").strip(), digits=4, or_else=NOT_A_NUMBER)

    return NewRules(
        weights={name: number(name) for name in WEIGHTS},
        list_length=number("list_length"),
        starts_on=day_in(request.POST.get("starts_on", ""), "starts_on"),
        because=request.POST.get("because", ""),
    )
