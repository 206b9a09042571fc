"""Making an account with the code of a letter: code and second fact, then a password."""

from __future__ import annotations

import uuid

from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.correspondence.contacts import joining
from sendap.basics.errors import BadInput, NotFound
from sendap.web.entered import day_in

JOINING = "joining"
"""Where the session keeps the invitation whose code and second fact were given."""

BACKEND = "django.contrib.auth.backends.ModelBackend"


def join(request: HttpRequest) -> HttpResponse:
    """Give the code and the date of birth; once they are right, choose a password."""
    if request.method == "POST" and request.POST.get("step") == "password":
        return _join(request)
    if request.method == "POST":
        return _check(request)
    if request.session.get(JOINING) and request.GET.get("again") != "yes":
        return _password(request, [])
    return _code(request, [])


def _check(request: HttpRequest) -> HttpResponse:
    try:
        key = joining.check_code(
            actor=request.actor,  # type: ignore[attr-defined]
            code=request.POST.get("code", "")[:60], today=timezone.localdate(),
            born_on=day_in(request.POST.get("born_on", ""), "born_on"),
        )  # fmt: skip
    except BadInput as refusal:
        return _code(request, [refusal])
    request.session.cycle_key()
    request.session[JOINING] = str(key)
    return redirect("people:join")


def _join(request: HttpRequest) -> HttpResponse:
    kept = request.session.get(JOINING, "")
    if not kept:
        return redirect("people:join")
    try:
        account = joining.join(
            actor=request.actor,  # type: ignore[attr-defined]
            invitation_id=uuid.UUID(kept), password=request.POST.get("password", ""),
            today=timezone.localdate(),
        )  # fmt: skip
    except BadInput as refusal:
        return _password(request, [refusal])
    except NotFound:
        del request.session[JOINING]
        raise
    del request.session[JOINING]
    auth.login(request, account, backend=BACKEND)
    return redirect("family:home")


def _code(request: HttpRequest, errors: list[BadInput]) -> HttpResponse:
    context = {"errors": _errors(errors), "code": request.POST.get("code", ""),
               "born_on": request.POST.get("born_on", "")}  # fmt: skip
    return render(request, "public/join.html", context, status=400 if errors else 200)


def _password(request: HttpRequest, errors: list[BadInput]) -> HttpResponse:
    name = joining.sign_in_name(uuid.UUID(request.session[JOINING]))
    context = {"errors": _errors(errors), "name": name}
    return render(request, "public/join_password.html", context, status=400 if errors else 200)


def _errors(errors: list[BadInput]) -> list[dict[str, str]]:
    return [{"text": str(each), "href": f"#{each.field}"} for each in errors]
