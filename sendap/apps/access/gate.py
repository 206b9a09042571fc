"""The gate: every request passes the policy table before any page or operation runs."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.module_loading import import_string

from sendap.apps.access import audit, policy
from sendap.apps.access.actors import Actor, actor_for, public_actor
from sendap.apps.access.models import Account, ApiToken
from sendap.basics.errors import NotFound, Refusal, Unavailable

API = "/api/v1/"


class GateMiddleware:
    """Sets ``request.actor`` and refuses what the policy doesn't declare.

    The actor holds only the roles that the address is for; ``request.roles`` are all of them.

    Signed out: pages lead to the sign-in page and come back; the interface answers 401.
    Signed in without the role: the same answer as for an address that doesn't exist.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        row = policy.ADDRESSES.get(_route(request))
        if response.status_code == 404 and row and row.personal:
            response = self._recorded(request, row) or response
        if getattr(request, "actor", None) and (row is None or row.personal or request.actor.roles):  # type: ignore[attr-defined]
            response["Cache-Control"] = "no-store"
        return response

    def _recorded(self, request: HttpRequest, row: policy.Address) -> HttpResponse | None:
        """Put on the record who was told that a case or a thing of one isn't there.

        Whether it isn't, isn't theirs, or the address isn't for their role. Another answer only
        when that can't be recorded.
        """
        actor: Actor = request.actor  # type: ignore[attr-defined]
        try:
            if actor.account_id is not None and actor.named:
                audit.refused(actor, row.route)
        except Unavailable as unavailable:
            return self.process_exception(request, unavailable)
        return None

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: Mapping[str, object]
    ) -> HttpResponse | None:
        """Let the request through (None), or answer it here."""
        request.actor = replace(_actor(request), named=_named(kwargs))  # type: ignore[attr-defined]
        request.roles = request.actor.roles  # type: ignore[attr-defined]
        actor: Actor = request.actor  # type: ignore[attr-defined]
        row = policy.ADDRESSES.get(_route(request))
        if row is None or (row.demonstration and not settings.DEMO):
            return self.process_exception(request, NotFound("There is no such page."))
        if policy.may_use(actor.roles, row.route, request.method or ""):
            if row.roles is not policy.ANYONE:
                request.actor = actor.acting_as(row.roles)  # type: ignore[attr-defined]
            # A page's function would carry out its deed for OPTIONS as for POST.
            return _options(row) if request.method == "OPTIONS" else None
        if request.method not in row.methods:
            return _method_not_allowed(request, row)
        if actor.account_id is None:
            return _ask_to_sign_in(request, row)
        return self.process_exception(request, NotFound("There is no such page."))

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn a lawful refusal into its page or its JSON answer."""
        if not isinstance(error, Refusal):
            return None
        door = "api" if request.path.startswith(API) else "web"
        answer: Callable[[HttpRequest, Refusal], HttpResponse] = import_string(
            f"sendap.{door}.errors.refused"
        )
        return answer(request, error)


def _named(kwargs: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """The identifiers in an address; words in it (a calendar's key is one) are left out."""
    kept = {name: value for name, value in kwargs.items() if isinstance(value, int | uuid.UUID)}
    return tuple((name, str(value)) for name, value in kept.items())


def _route(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else ""


def _actor(request: HttpRequest) -> Actor:
    came_from = request.META.get("REMOTE_ADDR", "")
    interface = request.path.startswith(API)
    account: object = _token_account(request) if interface else None
    # A browser's session may read through the interface; only a token may change anything there.
    if account is None and (not interface or request.method in policy.GET):
        account = request.user
    if not isinstance(account, Account) or not account.is_active:
        return public_actor(came_from=came_from)
    return actor_for(
        account, on=timezone.localdate(), came_from=came_from, request_id=str(uuid.uuid4())
    )


def _token_account(request: HttpRequest) -> Account | None:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret:
        return None
    found = ApiToken.objects.select_related("account").filter(
        digest=hashlib.sha256(secret.encode()).hexdigest(), ends_on__gte=timezone.localdate()
    )
    token = found.first()
    return token.account if token else None


def _ask_to_sign_in(request: HttpRequest, row: policy.Address) -> HttpResponse:
    if request.path.startswith(API):
        return JsonResponse({"message": "Send a token: Authorization: Bearer …"}, status=401)
    if "GET" not in row.methods:  # A browser comes back with GET, which would be refused.
        return redirect("sign-in")
    return redirect(f"{reverse('sign-in')}?{urlencode({'next': request.get_full_path()})}")


def _method_not_allowed(request: HttpRequest, row: policy.Address) -> HttpResponse:
    if request.path.startswith(API) or request.method != "GET":
        return _options(row, status=405)
    page: Callable[[HttpRequest], HttpResponse] = import_string("sendap.web.errors.only_a_form")
    response = page(request)
    response["Allow"] = _allowed(row)
    return response


def _options(row: policy.Address, *, status: int = 204) -> HttpResponse:
    response = HttpResponse(status=status)
    response["Allow"] = _allowed(row)
    return response


def _allowed(row: policy.Address) -> str:
    return ", ".join(sorted(row.methods))
