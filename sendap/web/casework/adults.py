"""Adults around a child: put one on record, correct how one is reached, invite one to join."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.correspondence.contacts import adults, joining
from sendap.apps.correspondence.contacts.adults import RELATIONS, AdultForm
from sendap.apps.correspondence.contacts.invitation import invitation_pdf
from sendap.apps.correspondence.sending import actions as sending
from sendap.apps.timeline.queries import person_of
from sendap.basics.errors import BadInput, WrongState
from sendap.web.casework.letters import as_file

TEXTS = ("name", "relation", "responsible", "evidence", "email", "phone", "address", "postcode")
TICKS = ("sees_record", "lives_with_child", "is_protected")


def add(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Put an adult on record; pressed twice, there is one."""
    person_id = person_of(request.actor, case)  # type: ignore[attr-defined]
    if request.method != "POST":
        return _form(request, case, AdultForm(sees_record=True), None)
    form = _entered(request)
    try:
        tie = adults.add_adult(
            actor=request.actor,  # type: ignore[attr-defined]
            person_id=person_id, form=form, today=timezone.localdate(),
        )  # fmt: skip
    except BadInput as refusal:
        return _form(request, case, form, refusal)
    return redirect("people:adult", case=case, tie=tie)


def _form(
    request: HttpRequest, case: uuid.UUID, form: AdultForm, refusal: BadInput | None
) -> HttpResponse:
    context = {"form": form, "case_id": case, "relations": RELATIONS, "errors": _errors(refusal)}
    return render(request, "casework/adult_add.html", context, status=400 if refusal else 200)


def adult(request: HttpRequest, case: uuid.UUID, tie: int) -> HttpResponse:
    """One adult: how they are reached, every address, and the invitation to an account."""
    adults.check_of(tie, person_of(request.actor, case))  # type: ignore[attr-defined]
    if request.method != "POST":
        return _page(request, case, tie)
    try:
        _do(request, tie)
    except (BadInput, WrongState) as refusal:
        return _page(request, case, tie, refusal)
    return redirect("people:adult", case=case, tie=tie)


def _do(request: HttpRequest, tie: int) -> None:
    actor, deed = request.actor, request.POST.get("do", "")  # type: ignore[attr-defined]
    today = timezone.localdate()
    if deed == "reach":
        adults.keep_reach(actor=actor, relationship_id=tie, form=_entered(request), today=today)
    elif deed == "invite":
        joining.invite(actor=actor, relationship_id=tie, today=today)
    elif deed == "came-back":
        because = request.POST.get("because", "")
        sending.note_came_back(actor=actor, relationship_id=tie, because=because)
    elif deed == "confirm":
        sending.confirm(actor=actor, relationship_id=tie)
    else:
        raise BadInput("Choose what to change.", field="do")


def _page(request: HttpRequest, case: uuid.UUID, tie: int, refusal: Any = None) -> HttpResponse:
    page = adults.adult_page(request.actor, tie, today=timezone.localdate())  # type: ignore[attr-defined]
    is_typed = refusal is not None and request.POST.get("do") == "reach"
    context = {"page": page, "case_id": case, "form": _entered(request) if is_typed else page.form,
               "because": request.POST.get("because", "") if refusal else "",
               "errors": _errors(refusal)}  # fmt: skip
    return render(request, "casework/adult.html", context, status=400 if refusal else 200)


def invitation(request: HttpRequest, case: uuid.UUID, invitation: uuid.UUID) -> HttpResponse:
    """The letter with an adult's code, to print and post or hand over."""
    found = joining.invitation_letter(
        request.actor,  # type: ignore[attr-defined]
        case, invitation, today=timezone.localdate(),
    )  # fmt: skip
    return as_file(invitation_pdf(found), "application/pdf", "letter.pdf")


def _entered(request: HttpRequest) -> AdultForm:
    given: dict[str, Any] = {name: request.POST.get(name, "") for name in TEXTS}
    given |= {name: request.POST.get(name) == "yes" for name in TICKS}
    return AdultForm(**given)


def _errors(refusal: Any) -> list[dict[str, str]]:
    if refusal is None:
        return []
    field = getattr(refusal, "field", "") or "do"
    return [{"text": str(refusal), "href": f"#{field}", "field": field}]
