"""Projections: the list and asking for one, one with another beside it, and the back-test."""

from __future__ import annotations

import uuid

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.returns.projecting import asking, queries
from sendap.basics.errors import BadInput
from sendap.web.casework import spreadsheets
from sendap.web.entered import number_in, text_in, token_of
from sendap.web.projections import pictures, words

EXAMPLE = """title = "Fewer new plans from 2027"
from = 2027-09-01
joiners = 0.9

[[places]]
setting = "special"
year = 2029
places = 60
"""


def projections(request: HttpRequest) -> HttpResponse:
    """The projections of the authority; a form asks for another."""
    if request.method != "POST":
        return _list(request)
    try:
        asked = asking.ask_for_projection(
            actor=request.actor,  # type: ignore[attr-defined]
            token=token_of(request), title=request.POST.get("title", ""),
            years=number_in(request.POST.get("years", ""), digits=2),
            scenario=_typed(request), population=_file(request), at=timezone.now(),
        )  # fmt: skip
    except BadInput as refusal:
        return _list(request, refusal)
    return redirect("projection:projection", run=asked.pk)


def _typed(request: HttpRequest) -> str:
    text = text_in(request, "scenario")
    return text if text.strip() else ""


def _file(request: HttpRequest) -> str:
    sent = request.FILES.get("population")
    if not isinstance(sent, UploadedFile):
        return ""
    try:
        return bytes(sent.read(asking.LONGEST + 1)).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(
            "The file of people isn’t text. Save it as CSV in UTF-8.", field="population"
        ) from None


def _list(request: HttpRequest, refusal: BadInput | None = None) -> HttpResponse:
    context = {
        "found": queries.projections_page(request.actor),  # type: ignore[attr-defined]
        "token": uuid.uuid4(), "example": EXAMPLE,
        "typed": request.POST if request.method == "POST" else {"years": "10"},
        "errors": _errors(refusal), "field": refusal.field if refusal else "",
    }  # fmt: skip
    status = 400 if refusal else 200
    return render(request, "projections/list.html", context, status=status)


def _errors(refusal: BadInput | None) -> list[dict[str, str]]:
    return [{"text": str(refusal), "href": f"#{refusal.field or 'years'}"}] if refusal else []


def projection(request: HttpRequest, run: uuid.UUID) -> HttpResponseBase:
    """One projection, with another beside it where one is chosen; or its figures as CSV."""
    found = queries.projection_page(
        request.actor,  # type: ignore[attr-defined]
        run, beside=request.GET.get("beside", ""),
    )  # fmt: skip
    if request.GET.get("as") == "csv" and found.figures:
        rows = queries.figure_rows(found.run, found.figures)
        return spreadsheets.download(f"projection-{run}.csv", queries.COLUMNS, rows)
    context = {"found": found, "words": words, "waits": queries.waits(found.run)}
    if found.figures:
        context["shown"] = pictures.shown(found)
    return render(request, "projections/one.html", context)


def back_test(request: HttpRequest) -> HttpResponse:
    """What would have been said then, against what happened; a button asks for it anew."""
    refusal = None
    if request.method == "POST":
        try:
            asking.ask_for_back_test(
                actor=request.actor,  # type: ignore[attr-defined]
                token=token_of(request), at=timezone.now(),
            )  # fmt: skip
            return redirect("projection:back-test")
        except BadInput as error:
            refusal = error
    found = queries.back_test_page(request.actor)  # type: ignore[attr-defined]
    context = {
        "found": found, "words": words, "token": uuid.uuid4(), "waits": queries.waits(found.run),
        "pictures": [pictures.tested(each) for each in found.tested], "errors": _errors(refusal),
    }  # fmt: skip
    return render(request, "projections/back_test.html", context, status=400 if refusal else 200)
