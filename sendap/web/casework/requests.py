"""Requests for staff: enter one for somebody, those that wait, and taking one into a case."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.plans.requests import queries, taking
from sendap.apps.plans.requests.places import councils
from sendap.apps.plans.requests.questions import (
    ABOUT,
    CHOICE,
    DAY,
    STEPS,
    UPN,
    Question,
    authority_question,
    read_answers,
)
from sendap.apps.plans.requests.taking import NEW, Adult
from sendap.basics.errors import BadInput, Refusal, WrongState

CHANNELS = {"paper": "On paper", "phone": "By phone", "email": "By email"}
HOW = Question("channel", "How did the request come?", CHOICE, choices=CHANNELS)
RECEIVED = Question(
    "received_on", "The day on which it was received", DAY,
    hint="The council’s time runs from this day, not from the day it is typed in.",
)  # fmt: skip
FAMILY = (*STEPS["who"].questions, *STEPS["contact"].questions)


def from_setting(request: HttpRequest) -> HttpResponse:
    """A request by a SENCO or head for one of their pupils."""
    return _enter(request, "setting", (*_council(), *ABOUT, UPN), "Ask for an assessment")


def from_professional(request: HttpRequest) -> HttpResponse:
    """A request by a health or social care professional."""
    return _enter(request, "professional", (*ABOUT, UPN), "Ask for an assessment")


def new(request: HttpRequest) -> HttpResponse:
    """A request that came on paper, by phone or by email, entered by staff."""
    asked = (HOW, RECEIVED, *FAMILY, *ABOUT, UPN)
    return _enter(request, "", asked, "Enter a request")


def _council() -> tuple[Question, ...]:
    known = councils()
    return () if len(known) == 1 else (authority_question(known),)


def _enter(
    request: HttpRequest, channel: str, asked: tuple[Question, ...], title: str
) -> HttpResponse:
    context = {"asked": asked, "title": title, "done": request.session.pop("done", "")}
    if request.method != "POST":
        return _form(request, context, {"token": str(uuid.uuid4())}, [])
    today, given = timezone.localdate(), request.POST.dict()
    answers, errors = read_answers(asked, given, today=today)
    if errors:
        return _form(request, context, {**given, **answers}, errors)
    how, received_on = answers.pop("channel", channel), answers.pop("received_on", "")
    try:
        form = taking.enter(
            actor=request.actor,  # type: ignore[attr-defined]
            token=_token(given), channel=how, answers=answers, today=today,
            received_on=date.fromisoformat(received_on) if received_on else today,
        )  # fmt: skip
    except BadInput as refusal:
        return _form(request, context, {**given, **answers}, [refusal])
    due_on, _ = queries.answer_due(form.received_on or today)
    request.session["done"] = (
        f"We have the request. Its reference is {form.reference}. "
        f"The council must answer by {due_on:%-d %B %Y}."
    )
    return redirect(request.path)


def _token(given: dict[str, str]) -> uuid.UUID:
    try:
        return uuid.UUID(given.get("token", ""))
    except ValueError:
        raise BadInput("Open the page again and send it once more.") from None


def _form(
    request: HttpRequest, context: dict[str, Any], answers: dict[str, str], errors: list[BadInput]
) -> HttpResponse:
    wrong = {error.field: str(error) for error in errors}
    shown = [{"text": str(error), "href": f"#{error.field}"} for error in errors]
    context = {**context, "answers": answers, "wrong": wrong, "errors": shown}
    return render(request, "casework/request_new.html", context, status=400 if errors else 200)


def waiting(request: HttpRequest) -> HttpResponse:
    """The requests that wait to be taken into a case, the oldest first."""
    today = timezone.localdate()
    lines = queries.waiting(request.actor, on=today)  # type: ignore[attr-defined]
    context = {"lines": lines, "today": today, "done": request.session.pop("done", "")}
    return render(request, "casework/requests.html", context)


def one(request: HttpRequest, form: uuid.UUID) -> HttpResponse:
    """One request: its answers, who the child may be, and the decision what becomes of it."""
    if request.method != "POST":
        return _one(request, form)
    given = request.POST.dict()
    try:
        return _decide(request, form, given)
    except Refusal as refusal:
        if not isinstance(refusal, BadInput | WrongState):
            raise
        return _one(request, form, given=given, refusal=refusal)


def _decide(request: HttpRequest, form: uuid.UUID, given: dict[str, str]) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    into = given.get("into", "")
    if not into:
        raise BadInput("Choose who the child is, or set the request aside", field="into")
    if into == "aside":
        taking.set_aside(actor=actor, form_id=form, reason=given.get("reason", ""))
        request.session["done"] = "The request is set aside."
        return redirect("requests:list")
    adult = Adult(given.get("may_see") == "yes", given.get("evidence", ""))
    case = taking.take(
        actor=actor, form_id=form, into=into, adult=adult, today=timezone.localdate()
    )
    return redirect("casework:case", case=case)


def _one(
    request: HttpRequest, form: uuid.UUID, *, given: dict[str, str] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:  # fmt: skip
    page = queries.request_page(request.actor, form)  # type: ignore[attr-defined]
    field = getattr(refusal, "field", "") or "into"
    context = {
        "page": page, "questions": (*FAMILY, *ABOUT, UPN), "new": NEW, "given": given or {},
        "errors": [{"text": str(refusal), "href": f"#{field}"}] if refusal else [],
    }  # fmt: skip
    return render(request, "casework/request.html", context, status=400 if refusal else 200)
