"""Files with a request that is made without an account."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.correspondence.files.scanning import is_needed
from sendap.apps.plans.requests import attaching
from sendap.apps.plans.requests.queries import own_request
from sendap.basics.errors import BadInput, NotFound
from sendap.exchange.files.kinds import TAKEN
from sendap.web.files.pages import ACCEPT, said
from sendap.web.files.uploading import file_in
from sendap.web.public.request import CODE, FORM


def files(request: HttpRequest) -> HttpResponse:
    """The files with one's own request; adds one, or takes one away."""
    form_id = _form_id(request)
    own = own_request(form_id) if form_id else None
    if form_id is None or own is None or own.state not in attaching.OPEN:
        return redirect("requests:start" if own is None else "requests:sent")
    errors: list[BadInput] = []
    if request.method == "POST" and own.is_verified:
        try:
            request.session["file_done"] = _change(request, form_id)
            return redirect("requests:files")
        except BadInput as refusal:
            errors = [refusal]
    return _show(
        request, form_id, errors, is_verified=own.is_verified, is_sent=own.state != "draft"
    )


def _form_id(request: HttpRequest) -> uuid.UUID | None:
    kept = request.session.get(FORM, "")
    return uuid.UUID(kept) if kept else None


def _change(request: HttpRequest, form_id: uuid.UUID) -> str:
    actor = request.actor  # type: ignore[attr-defined]
    if taken := request.POST.get("take", ""):
        try:
            attaching.detach(actor=actor, form_id=form_id, file_id=uuid.UUID(taken))
        except ValueError:
            raise NotFound("There is no such file.") from None
        return "The file was taken away."
    sent = file_in(request)
    kept = attaching.attach(
        actor=actor, form_id=form_id, name=sent.name or "", content=sent, now=timezone.now()
    )
    return said(kept)


def _show(
    request: HttpRequest, form_id: uuid.UUID, errors: list[BadInput], *, is_verified: bool,
    is_sent: bool,
) -> HttpResponse:  # fmt: skip
    context = {
        "files": attaching.attached(form_id) if is_verified else (), "is_verified": is_verified,
        "is_sent": is_sent, "code": request.session.get(CODE, ""), "accept": ACCEPT,
        "taken": TAKEN, "scans": is_needed(), "done": request.session.pop("file_done", ""),
        "errors": [{"text": str(error), "href": "#file"} for error in errors],
        "wrong": {"file": str(errors[0])} if errors else {},
    }  # fmt: skip
    status = 413 if getattr(request, "too_large", "") else 400 if errors else 200
    return render(request, "public/request_files.html", context, status=status)
