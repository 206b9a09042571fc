"""The files of a case: its page for those who work on it and for the family, and each file."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from sendap.apps.access.roles import CASEWORK
from sendap.apps.correspondence.files import actions, queries
from sendap.apps.correspondence.files.rules import is_subject
from sendap.apps.correspondence.files.scanning import is_needed
from sendap.basics.errors import BadInput
from sendap.exchange.files.kinds import ENDINGS, TAKEN
from sendap.web.files.serving import serve
from sendap.web.files.uploading import file_in

ACCEPT = ",".join(f".{ending}" for ending in ENDINGS)
"""What the browser offers to choose from; the check doesn't rely on it."""

STAFF, STAFF_PAGE = "files:staff", "casework/files.html"
SUBJECTS = {"views:child", "views:family"}
"""What the family may say a file of theirs is, besides a file for the council."""


def staff(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """The files of a case for those who work on it; adds one."""
    return _page(request, case, STAFF, STAFF_PAGE)


def own(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """The files of a case for the family; adds one."""
    return _page(request, case, "files:own", "family/files.html")


def _page(request: HttpRequest, case: uuid.UUID, route: str, template: str) -> HttpResponse:
    errors: list[BadInput] = []
    if request.method == "POST":
        try:
            kept = _keep(request, case, is_family=route == "files:own")
            request.session["file_done"] = said(kept)
            return redirect(_back(request, case, route))
        except BadInput as refusal:
            errors = [refusal]
    return _show(request, case, template, errors)


def _back(request: HttpRequest, case: uuid.UUID, route: str) -> str:
    about = request.POST.get("about", "")
    address = reverse(route, args=[case])
    return f"{address}?{urlencode({'about': about})}" if about and route == STAFF else address


def _keep(request: HttpRequest, case: uuid.UUID, *, is_family: bool) -> actions.Kept:
    about = request.POST.get("about", "")
    may_share = bool(request.actor.roles & CASEWORK)  # type: ignore[attr-defined]
    sent = file_in(request)
    return actions.keep_file(
        actor=request.actor,  # type: ignore[attr-defined]
        case_id=case, name=sent.name or "", content=sent, now=timezone.now(),
        about=about if not is_family or about in SUBJECTS else "",
        note=request.POST.get("note", ""),
        with_family=may_share and request.POST.get("with_family") == "yes",
        looked_through=request.POST.get("looked_through") == "yes",
    )  # fmt: skip


def said(kept: actions.Kept) -> str:
    """What became of a file that was sent, in a sentence."""
    if kept.is_known:
        return f"This file is here already, as “{kept.name}”. It wasn’t kept twice."
    if kept.state == "waiting":
        return f"“{kept.name}” is kept. It can be opened once it has been checked for viruses."
    return f"“{kept.name}” is kept."


def _show(
    request: HttpRequest, case: uuid.UUID, template: str, errors: list[BadInput]
) -> HttpResponse:
    about = request.POST.get("about") or request.GET.get("about", "")
    page = queries.files_page(
        request.actor,  # type: ignore[attr-defined]
        case, about=about if template == STAFF_PAGE and is_subject(about) else "",
        on=timezone.localdate(),
    )  # fmt: skip
    context: dict[str, Any] = {
        "page": page, "work": _work(about), "typed": request.POST, "accept": ACCEPT, "taken": TAKEN,
        "errors": [{"text": str(error), "href": f"#{error.field or 'file'}"} for error in errors],
        "wrong": {error.field: str(error) for error in errors},
        "done": request.session.pop("file_done", ""), "scans": is_needed(),
    }  # fmt: skip
    status = 413 if getattr(request, "too_large", "") else 400 if errors else 200
    return render(request, template, context, status=status)


def _work(about: str) -> tuple[str, str]:
    """The address of the advice that files are about, and its key; empty for anything else."""
    kind, _, key = about.partition(":")
    try:
        return ("advice:answer", str(uuid.UUID(key))) if kind == "advice" else ("", "")
    except ValueError:
        return "", ""


def share(request: HttpRequest, case: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    """Share a file with the family, or no longer."""
    try:
        actions.share(
            actor=request.actor,  # type: ignore[attr-defined]
            case_id=case, file_id=file, now=timezone.now(),
            with_family=request.POST.get("with_family") == "yes",
            looked_through=request.POST.get("looked_through") == "yes",
        )  # fmt: skip
    except BadInput as refusal:
        return _show(request, case, STAFF_PAGE, [refusal])
    return redirect(STAFF, case=case)


def take_away(request: HttpRequest, case: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    """Take a file off a case that was put there by mistake."""
    try:
        _take_away(request, case, file)
    except BadInput as refusal:
        return _show(request, case, STAFF_PAGE, [refusal])
    return redirect(STAFF, case=case)


def take_away_own(request: HttpRequest, case: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    """Take a file of one's own off a case."""
    _take_away(request, case, file)
    return redirect("files:own", case=case)


def _take_away(request: HttpRequest, case: uuid.UUID, file: uuid.UUID) -> None:
    actions.take_away(
        actor=request.actor,  # type: ignore[attr-defined]
        case_id=case, file_id=file, reason=request.POST.get("reason", ""), now=timezone.now(),
    )  # fmt: skip


def download(
    request: HttpRequest, case: uuid.UUID, file: uuid.UUID
) -> HttpResponse | StreamingHttpResponse:
    """The contents of a file of a case."""
    found = queries.contents(request.actor, case, file, on=timezone.localdate())  # type: ignore[attr-defined]
    return serve(request, found)
