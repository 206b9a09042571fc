"""Asking for an assessment without an account: a page a question, come back, check, send once."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.plans.requests import opening, queries, writing
from sendap.apps.plans.requests.places import councils
from sendap.apps.plans.requests.questions import (
    STEPS,
    Question,
    Step,
    authority_question,
    read_answers,
)
from sendap.basics.errors import BadInput, NotFound

FORM, CODE, ASKED = "request_form", "request_code", "request_asked"
"""The session's own request, the code to come back to it, and the digest of a code asked about."""

BACKEND = "django.contrib.auth.backends.ModelBackend"


def start(request: HttpRequest) -> HttpResponse:
    """What a request is, what one needs for it, and the ways to begin or come back."""
    return render(request, "public/request_start.html", {"first": next(iter(STEPS))})


def step(request: HttpRequest, step: str) -> HttpResponse:
    """One page of questions; what is sent is kept before the next page is shown."""
    asked = _step(step)
    own = _own(request)
    if own is not None and own.state != "draft":
        return redirect("requests:sent")
    if request.method == "POST":
        return _keep(request, asked)
    return _ask(request, asked, own.answers if own else {}, [])


def _keep(request: HttpRequest, asked: Step) -> HttpResponse:
    given = request.POST.dict()
    answers, errors = read_answers(asked.questions, given, today=timezone.localdate())
    if errors:
        return _ask(request, asked, {**given, **answers}, errors)
    # A session that ended loses nothing that was just typed: a new request begins with it.
    form_id = _form_id(request) or _begin(request)
    writing.save(actor=request.actor, form_id=form_id, answers=answers)  # type: ignore[attr-defined]
    return redirect(*_after(request, asked))


def _begin(request: HttpRequest) -> uuid.UUID:
    form_id, code = writing.start(actor=request.actor)  # type: ignore[attr-defined]
    request.session[FORM], request.session[CODE] = str(form_id), code
    return form_id


def _after(request: HttpRequest, asked: Step) -> tuple[str, ...]:
    names = list(STEPS)
    later = names[names.index(asked.name) + 1 :]
    if request.POST.get("then") == "check" or not later:
        return ("requests:check",)
    return ("requests:step", later[0])


def check(request: HttpRequest) -> HttpResponse:
    """All the answers on one page, each with a way to change it."""
    own = _own(request)
    if own is None:
        return redirect("requests:start")
    if own.state != "draft":
        return redirect("requests:sent")
    return _check(request, own, [])


def _check(request: HttpRequest, own: Any, errors: list[BadInput]) -> HttpResponse:
    context = {
        "steps": [_step(name) for name in STEPS], "answers": own.answers, "missing": _missing(own),
        "code": request.session.get(CODE, ""), "errors": _errors(errors),
    }  # fmt: skip
    return render(request, "public/request_check.html", context, status=400 if errors else 200)


def send(request: HttpRequest) -> HttpResponse:
    """Send it; pressed twice, it is sent once."""
    own, form_id = _own(request), _form_id(request)
    if own is None or form_id is None:
        return redirect("requests:start")
    if own.state == "draft" and (missing := _missing(own)):
        error = BadInput("Answer this first: " + missing[0].title, field="answers")
        return _check(request, own, [error])
    writing.send(
        actor=request.actor,  # type: ignore[attr-defined]
        form_id=form_id, today=timezone.localdate(),
    )  # fmt: skip
    return redirect("requests:sent")


def sent(request: HttpRequest) -> HttpResponse:
    """The reference, the day by which the council must answer and why, and where it stands."""
    own = _own(request)
    if own is None or own.state == "draft":
        return redirect("requests:start")
    return _sent(request, own)


def _sent(request: HttpRequest, own: Any, **more: Any) -> HttpResponse:
    context = {"own": own, "code": request.session.get(CODE, ""), "errors": [], **more}
    status = 400 if context["errors"] else 200
    return render(request, "public/request_sent.html", context, status=status)


def come_back(request: HttpRequest) -> HttpResponse:
    """Ask for a one-use code to come back with; the answer is the same for every code given."""
    if request.method == "POST":
        code = request.POST.get("code", "").strip()
        if not code:
            error = BadInput("Enter the code of your request", field="code")
            return render(request, "public/request_return.html", {"errors": _errors([error])},
                          status=400)  # fmt: skip
        digest = writing.ask_one_use_code(actor=request.actor, code=code[:60])  # type: ignore[attr-defined]
        request.session[ASKED], request.session["request_typed"] = digest, code[:60]
        return redirect("requests:verify")
    return render(request, "public/request_return.html", {"errors": []})


def verify(request: HttpRequest) -> HttpResponse:
    """Prove with the one-use code that the contact is one's own, before anything is shown."""
    digest = request.session.get(ASKED, "")
    if not digest:
        return redirect("requests:return")
    if request.method != "POST":
        return _verify(request, digest, [])
    try:
        form_id = writing.check_one_use_code(
            actor=request.actor,  # type: ignore[attr-defined]
            digest=digest, one_use=request.POST.get("one_use", "")[:20],
        )  # fmt: skip
    except BadInput as refusal:
        return _verify(request, digest, [refusal])
    code = request.session.pop("request_typed", "")
    request.session.cycle_key()
    del request.session[ASKED]
    request.session[FORM], request.session[CODE] = str(form_id), code
    return redirect("requests:check")


def _verify(request: HttpRequest, digest: str, errors: list[BadInput]) -> HttpResponse:
    context = {"message": queries.demonstration_message(digest), "errors": _errors(errors)}
    return render(request, "public/request_verify.html", context, status=400 if errors else 200)


def account(request: HttpRequest) -> HttpResponse:
    """Open the account that waits for the adult who asked, and sign in with it."""
    own, form_id = _own(request), _form_id(request)
    if own is None or form_id is None:
        return redirect("requests:return")
    try:
        opened = opening.open_account(
            actor=request.actor,  # type: ignore[attr-defined]
            form_id=form_id, password=request.POST.get("password", ""),
        )  # fmt: skip
    except BadInput as refusal:
        return _sent(request, own, errors=_errors([refusal]))
    auth.login(request, opened, backend=BACKEND)
    return redirect("family:home")


def _form_id(request: HttpRequest) -> uuid.UUID | None:
    kept = request.session.get(FORM, "")
    return uuid.UUID(kept) if kept else None


def _own(request: HttpRequest) -> queries.OwnRequest | None:
    form_id = _form_id(request)
    return queries.own_request(form_id) if form_id else None


def _step(name: str) -> Step:
    step = STEPS.get(name)
    if step is None:
        raise NotFound("There is no such page.")
    known = councils()
    if name == "child" and len(known) != 1:
        return Step(step.name, step.title, (*step.questions, authority_question(known)))
    return step


def _missing(own: queries.OwnRequest) -> list[Question]:
    steps = [_step(name) for name in STEPS]
    missing = [
        question for step in steps for question in step.questions
        if question.required and not own.answers.get(question.name)
    ]  # fmt: skip
    if not (own.answers.get("email") or own.answers.get("phone")):
        missing.append(STEPS["contact"].questions[0])
    return missing


def _ask(
    request: HttpRequest, asked: Step, answers: Mapping[str, str], errors: list[BadInput]
) -> HttpResponse:
    names = list(STEPS)
    place = names.index(asked.name)
    context = {
        "step": asked, "answers": answers, "errors": _errors(errors),
        "wrong": {error.field: str(error) for error in errors},
        "code": request.session.get(CODE, ""), "place": place + 1, "count": len(names),
        "before": names[place - 1] if place else "",
        "then": request.POST.get("then") or request.GET.get("then", ""),
    }  # fmt: skip
    return render(request, "public/request_step.html", context, status=400 if errors else 200)


def _errors(errors: list[BadInput]) -> list[dict[str, str]]:
    return [{"text": str(error), "href": f"#{error.field}"} for error in errors]
