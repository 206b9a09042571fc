"""What is needed of the family, all that was sent and received, and how its pages look."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from sendap.apps.plans.home.everything import Everything, Item
from sendap.apps.plans.home.everything import everything as find_everything
from sendap.apps.plans.home.needs import Need
from sendap.exchange.plan.document import STATUSES

NEEDED = {
    "advice": ("Tell the council what you know and what would help", "voice:advice"),
    "comments": ("Say what you think of the draft plan", "plan:read"),
    "review": ("Say how things have gone, for the review meeting", "voice:review"),
    "reports": ("Say if earlier reports may be used again", "people:sharing"),
    "consent": ("Say who else may see the record", "people:sharing"),
    "experience": ("If you like: say how it was for you so far", "voice:experience"),
}
"""Each kind of need: what it says, and its address, which takes the case's id."""

COMMENT_RULES = frozenset({"C5", "R6"})
KINDS = {
    "letter": "Letter: {title}", "message": "A message", "file": "File: {title}",
    "plan": "{title}", "report": "The report of the review meeting",
    "words-advice": "Your words for the assessment", "words-review": "Your words for the review",
    "comment": "Your comment on {title} of the plan",
}  # fmt: skip
PAGES = {
    "message": "messages:own", "file": "files:own", "plan": "plan:read", "report": "voice:review",
    "words-advice": "voice:advice", "words-review": "voice:review", "comment": "plan:read",
}  # fmt: skip
LOOKS = {"text": ("normal", "large"), "colours": ("normal", "contrast")}
LASTS = 365 * 24 * 60 * 60
"""In seconds: how long a browser remembers how pages are to look."""


def everything(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """All that passed between this person and the council, the newest first."""
    page = find_everything(request.actor, case, on=timezone.localdate())  # type: ignore[attr-defined]
    rows = [(item, _title(item), _address(page, item)) for item in page.items]
    return render(request, "family/everything.html", {"page": page, "rows": rows})


def needed(need: Need, case: uuid.UUID) -> tuple[str, str]:
    """What a need says and where it leads."""
    words, route = NEEDED[need.kind]
    return words, reverse(route, args=[case])


def appearance(request: HttpRequest) -> HttpResponse:
    """Larger text or stronger contrast on every page, remembered in this browser."""
    response = redirect("family:home")
    for name, values in LOOKS.items():
        chosen = request.POST.get(name, "")
        if chosen in values:
            response.set_cookie(
                f"look-{name}", chosen, max_age=LASTS, secure=request.is_secure(),
                httponly=True, samesite="Lax",
            )  # fmt: skip
    return response


def _title(item: Item) -> str:
    if item.kind == "plan":
        return f"The plan: {STATUSES.get(item.title.partition(':')[0], 'a version').lower()}"
    return KINDS[item.kind].format(title=item.title)


def _address(page: Everything, item: Item) -> str:
    if item.kind == "letter":
        return reverse("letters:own-letter", args=[item.id])
    return reverse(PAGES[item.kind], args=[page.case_id])
