"""Start, sign in, sign out, and each role's own first page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from sendap.apps.access import actions, queries
from sendap.apps.access.roles import ADVISERS, CASEWORK, FAMILY, ROLES, SETTING_STAFF
from sendap.basics.errors import NotFound
from sendap.web import errors

FIRST_PAGES = (
    (CASEWORK | SETTING_STAFF, "casework:cases"), (FAMILY, "family:home"),
    (ADVISERS, "advice:list"), (frozenset({"panel_member"}), "panel:agenda"),
)  # fmt: skip
"""Where the work of a role is; a role that isn't here begins with what is open to everyone."""

WRONG = "Enter the sign-in name and password of your account"


def start(request: HttpRequest) -> HttpResponse:
    """What the system is and how to get in; in a demonstration, an account for every role."""
    accounts = queries.demonstration_accounts() if settings.DEMO else []
    return render(request, "account/start.html", {"accounts": accounts})


def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with a name and a password."""
    onward = request.POST.get("next") or request.GET.get("next", "")
    context: dict[str, Any] = {"next": onward, "username": request.POST.get("username", "")}
    if request.method == "POST":
        password = request.POST.get("password", "")
        account = auth.authenticate(request, username=context["username"], password=password)
        if getattr(request, "axes_locked_out", False):
            return locked_out(request, {})
        if account is not None:
            return _enter(request, account, onward)
        actions.record_failed_sign_in(actor=request.actor)  # type: ignore[attr-defined]
        context["errors"] = [{"text": WRONG, "href": "#username"}]
    return render(
        request, "account/sign_in.html", context, status=400 if "errors" in context else 200
    )


def locked_out(
    request: HttpRequest, credentials: dict[str, str], *args: Any, **kwargs: Any
) -> HttpResponse:
    """Too many wrong tries for this name from this place."""
    text = "You've tried too many times. Wait 15 minutes and try again."
    return errors.message(request, 429, "Sign-in is paused", text)


def choose_demonstration_account(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the made-up accounts (demonstration mode only)."""
    account = queries.demonstration_account(request.POST.get("account", ""))
    if account is None:
        raise NotFound("There is no such demonstration account.")
    account.backend = "django.contrib.auth.backends.ModelBackend"
    return _enter(request, account, "")


def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session and clear what the browser kept."""
    actions.record_sign_out(actor=request.actor)  # type: ignore[attr-defined]
    auth.logout(request)
    response = redirect("start")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def home(request: HttpRequest) -> HttpResponse:
    """The first page after signing in: where this role's work is."""
    roles = request.actor.roles  # type: ignore[attr-defined]
    for own_roles, route in FIRST_PAGES:
        if roles & own_roles:
            return redirect(route)
    held = [ROLES[name] for name in sorted(roles) if name in ROLES]
    return render(request, "account/home.html", {"held": held})


def _enter(request: HttpRequest, account: Any, onward: str) -> HttpResponse:
    auth.login(request, account)
    actions.record_sign_in(account=account, came_from=request.META.get("REMOTE_ADDR", ""))
    if url_has_allowed_host_and_scheme(onward, allowed_hosts={request.get_host()}):
        return redirect(onward)
    return redirect(reverse("home"))
