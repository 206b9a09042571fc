"""The mediation adviser's workspace: its list, a call taken, and each step of one mediation."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.redress.mediation import actions, agreements, queries
from sendap.apps.redress.mediation.agreements import Agreed
from sendap.apps.redress.mediation.certificates import published_key
from sendap.apps.redress.mediation.rules import ABOUT, DOES, SIDES, kinds
from sendap.basics.errors import BadInput, WrongState
from sendap.web.entered import day_in, day_or_none, number_in, text_in

STATES = {
    "contacted": "Give information", "informed": "The family decides", "asked": "Fix a session",
    "arranged": "Session fixed", "held": "Held", "cannot": "Can’t be arranged",
    "declined": "Declined", "withdrawn": "Withdrawn",
}  # fmt: skip
"""What each state is called in the list."""

ROWS = 6
"""How many people of a session, and items of an agreement, the form has room for."""


def mediations(request: HttpRequest) -> HttpResponse:
    """The families that contacted this adviser; a form for a call."""
    if request.method != "POST":
        return _list(request)
    posted, today = request.POST, timezone.localdate()
    try:
        found = actions.take_call(
            actor=request.actor,  # type: ignore[attr-defined]
            reference=posted.get("reference", ""), surname=posted.get("surname", ""),
            caller=posted.get("caller", ""), about=posted.getlist("about"),
            issues=text_in(request, "issues"), on=_day(request), today=today,
        )  # fmt: skip
    except (BadInput, WrongState) as refusal:
        return _list(request, refusal)
    return redirect("disagreements:mediation", mediation=found.pk)


def _list(request: HttpRequest, refusal: BadInput | WrongState | None = None) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "lines": queries.own_list(request.actor, on=today),  # type: ignore[attr-defined]
        "states": STATES, "about": ABOUT, "typed": request.POST, "key": published_key(),
        "ticked": request.POST.getlist("about"), "today": today.isoformat(),
        **_errors(refusal, "reference"),
    }  # fmt: skip
    return render(request, "disagreements/list.html", context, status=400 if refusal else 200)


def mediation(request: HttpRequest, mediation: uuid.UUID) -> HttpResponse:
    """One mediation; ``do`` says which step a press takes."""
    if request.method != "POST":
        return _page(request, mediation)
    step = STEPS.get(request.POST.get("do", ""))
    try:
        if step is None:
            raise BadInput("Choose what to record.")
        request.session["done"] = step(request, mediation)
    except (BadInput, WrongState) as refusal:
        return _page(request, mediation, refusal)
    return redirect("disagreements:mediation", mediation=mediation)


def _page(
    request: HttpRequest, mediation: uuid.UUID, refusal: BadInput | WrongState | None = None
) -> HttpResponse:
    today = timezone.localdate()
    page = queries.own_page(request.actor, mediation, on=today)  # type: ignore[attr-defined]
    context = {
        "page": page, "row": page.row, "line": page.line, "states": STATES, "about": ABOUT,
        "sides": SIDES, "kinds": kinds(), "does": DOES, "numbers": range(1, ROWS + 1),
        "typed": request.POST, "today": today.isoformat(),
        "done": "" if refusal else request.session.pop("done", ""),
        **_errors(refusal, "next", do=request.POST.get("do", "")),
    }  # fmt: skip
    return render(request, "disagreements/mediation.html", context, status=400 if refusal else 200)


def _errors(
    refusal: BadInput | WrongState | None, otherwise: str, *, do: str = ""
) -> dict[str, object]:
    """The error of a form; each form of the page has a day of its own, named for its step."""
    if refusal is None:
        return {"errors": [], "wrong": {}}
    field = getattr(refusal, "field", "") or otherwise
    field = f"on-{do}" if field == "on" and do else field
    return {"errors": [{"text": str(refusal), "href": f"#{field}"}], "wrong": {field: str(refusal)}}


def _inform(request: HttpRequest, mediation: uuid.UUID) -> str:
    actions.inform(
        actor=request.actor,  # type: ignore[attr-defined]
        mediation_id=mediation, words=text_in(request, "words"), on=_day(request),
        today=timezone.localdate(),
    )  # fmt: skip
    return "It is recorded that the family was given information."


def _wish(request: HttpRequest, mediation: uuid.UUID) -> str:
    actions.wish(
        actor=request.actor,  # type: ignore[attr-defined]
        mediation_id=mediation, wish=request.POST.get("wish", ""), on=_day(request),
        today=timezone.localdate(),
    )  # fmt: skip
    return "What the family wants is recorded."


def _tell(request: HttpRequest, mediation: uuid.UUID) -> str:
    actions.tell(
        actor=request.actor,  # type: ignore[attr-defined]
        mediation_id=mediation, body=request.POST.get("body", ""), on=_day(request),
        today=timezone.localdate(),
    )  # fmt: skip
    return "It is recorded that they were told."


def _arrange(request: HttpRequest, mediation: uuid.UUID) -> str:
    posted = request.POST
    attends = [
        (posted.get(f"side-{number}", ""), posted.get(f"name-{number}", ""),
         posted.get(f"decides-{number}") == "yes")
        for number in range(1, ROWS + 1)
    ]  # fmt: skip
    actions.arrange(
        actor=request.actor,  # type: ignore[attr-defined]
        mediation_id=mediation, on=_day(request, "session_on"), place=posted.get("place", ""),
        attends=attends,
    )  # fmt: skip
    return "The session is fixed."


def _hold(request: HttpRequest, mediation: uuid.UUID) -> str:
    actions.hold(
        actor=request.actor,  # type: ignore[attr-defined]
        mediation_id=mediation, on=_day(request), attended=request.POST.getlist("attended"),
        today=timezone.localdate(),
    )  # fmt: skip
    return "The session is recorded. Issue the certificate within 3 working days."


def _cannot(request: HttpRequest, mediation: uuid.UUID) -> str:
    actions.cannot(
        actor=request.actor,  # type: ignore[attr-defined]
        mediation_id=mediation, because=text_in(request, "because"), on=_day(request),
        today=timezone.localdate(),
    )  # fmt: skip
    return "It is recorded. Issue the certificate within 3 working days."


def _withdraw(request: HttpRequest, mediation: uuid.UUID) -> str:
    actions.withdraw(
        actor=request.actor,  # type: ignore[attr-defined]
        mediation_id=mediation, on=_day(request), today=timezone.localdate(),
    )  # fmt: skip
    return "The family’s withdrawal is recorded."


def _certify(request: HttpRequest, mediation: uuid.UUID) -> str:
    issued = actions.certify(
        actor=request.actor,  # type: ignore[attr-defined]
        mediation_id=mediation, on=_day(request), today=timezone.localdate(),
    )  # fmt: skip
    return f"Certificate {issued.number} is issued."


def _agree(request: HttpRequest, mediation: uuid.UUID) -> str:
    posted = request.POST
    items = [
        Agreed(
            posted.get(f"kind-{number}", ""), posted.get(f"text-{number}", ""),
            posted.get(f"body-{number}", ""), day_or_none(request.POST, f"by-{number}"),
        )
        for number in range(1, ROWS + 1) if posted.get(f"text-{number}", "").strip()
    ]  # fmt: skip
    agreements.sign_agreement(
        actor=request.actor,  # type: ignore[attr-defined]
        mediation_id=mediation, items=items, on=_day(request), today=timezone.localdate(),
    )  # fmt: skip
    return "The agreement is recorded, with the days by which each item is due."


def _item_done(request: HttpRequest, mediation: uuid.UUID) -> str:
    agreements.item_done(
        actor=request.actor,  # type: ignore[attr-defined]
        item_id=number_in(request.POST.get("item", ""), digits=12), on=_day(request),
        today=timezone.localdate(),
    )  # fmt: skip
    return "It is recorded as done."


STEPS: dict[str, Callable[[HttpRequest, uuid.UUID], str]] = {
    "inform": _inform, "wish": _wish, "tell": _tell, "arrange": _arrange, "hold": _hold,
    "cannot": _cannot, "withdraw": _withdraw, "certify": _certify, "agree": _agree,
    "item": _item_done,
}  # fmt: skip
"""The steps of the page by the value of the button that takes them."""


def _day(request: HttpRequest, field: str = "on") -> date:
    return day_in(request.POST.get(field, ""), field)
