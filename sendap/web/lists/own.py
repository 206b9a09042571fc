"""The list of settings for the family: reasons, compare, rank, ask, and add one with reasons."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.placements.lists import actions, queries
from sendap.basics.errors import BadInput
from sendap.web.entered import day_in, text_in, token_of
from sendap.web.lists import words
from sendap.web.lists.case import map_of

RANK = "rank-"
DONE = {
    "choose": "The council has your choice. You can change it until the decision.",
    "added": "It is added, and the council will look at it.",
    "question": "Your question is with the council.",
    "visit": "The visit is on your list.",
}


def own_list(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """The list last shared; ``compare`` puts some side by side, ``print`` opens every reason."""
    if request.method != "POST":
        return _page(request, case)
    do = request.POST.get("do", "")
    try:
        _change(request, case, do)
    except BadInput as refusal:
        return _page(request, case, refusal)
    request.session["done"] = DONE.get(do, "")
    return redirect("lists:own", case=case)


def _change(request: HttpRequest, case: uuid.UUID, do: str) -> None:
    today, now = timezone.localdate(), timezone.now()
    actor, posted = request.actor, request.POST  # type: ignore[attr-defined]
    if do == "choose":
        ranks = {
            name.removeprefix(RANK): str(posted[name]) for name in posted if name.startswith(RANK)
        }  # fmt: skip
        reasons = text_in(request, "reasons")
        actions.choose(
            actor=actor, case_id=case, ranks=ranks, reasons=reasons, now=now, today=today
        )
        return
    said = posted.get(f"{do}-on", "").strip()
    actions.say(
        actor=actor, case_id=case, kind=do, number=posted.get(f"{do}-number", ""),
        text=text_in(request, f"{do}-text"),
        on=day_in(said, f"{do}-on") if said and do == "visit" else None,
        token=token_of(request), now=now, today=today,
    )  # fmt: skip


def _page(request: HttpRequest, case: uuid.UUID, refusal: BadInput | None = None) -> HttpResponse:
    found = (request.POST if refusal else request.GET).get("q", "")[:100]
    compare = request.GET.getlist("compare")
    page = queries.own_list(
        request.actor,  # type: ignore[attr-defined]
        case, compare=compare, text=found, on=timezone.localdate(),
    )  # fmt: skip
    context = {
        "page": page, "words": words, "q": found, "typed": request.POST if refusal else {},
        "compare": compare, "is_print": "print" in request.GET, "token": uuid.uuid4(),
        "picture": map_of(page.shown), "most_ranked": actions.MOST_RANKED,
        "withheld": actions.WITHHELD, "most_compared": queries.MOST_COMPARED,
        "errors": [{"text": str(refusal), "href": f"#{refusal.field}"}] if refusal else [],
        "done": "" if refusal else request.session.pop("done", ""),
    }  # fmt: skip
    return render(request, "lists/own.html", context, status=400 if refusal else 200)
