"""The bundle: papers chosen in their order, words taken out of each, and the bound files."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sendap.apps.redress.appeals import papers, queries
from sendap.apps.redress.appeals.papers import SOURCES, Chosen
from sendap.basics.errors import BadInput, Refusal, WrongState
from sendap.web.appeals.forms import file_of, id_of, problem
from sendap.web.entered import number_in

UNORDERED = 999_999


def bundle(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Choose the papers; binds them when asked to."""
    if request.method != "POST":
        return _page(request, case)
    try:
        request.session["done"] = _change(request, case)
    except (BadInput, WrongState) as refusal:
        return _page(request, case, refusal)
    return redirect("appeals:bundle", case=case)


def _change(request: HttpRequest, case: uuid.UUID) -> str:
    common = {
        "actor": request.actor,  # type: ignore[attr-defined]
        "case_id": case, "appeal_id": id_of(request, "appeal"),
    }  # fmt: skip
    papers.choose(**common, chosen=_chosen(request))
    if request.POST.get("do") != "bind":
        return "The papers are kept."
    number = papers.make_bundle(**common)
    return f"Bundle {number} is bound."


def _chosen(request: HttpRequest) -> list[Chosen]:
    """The papers ticked, by the number given to each, else as they stand in the form."""
    names = request.POST.getlist("papers")
    places = {name: number_in(request.POST.get(f"place-{name}", ""), or_else=UNORDERED)
              for name in names}  # fmt: skip
    return [
        Chosen(source, key, request.POST.get(f"removed-{name}", ""))
        for name in sorted(dict.fromkeys(names), key=places.__getitem__)
        for source, _, key in [name.partition(":")]
    ]


def _page(request: HttpRequest, case: uuid.UUID, refusal: Refusal | None = None) -> HttpResponse:
    page = queries.bundle_page(request.actor, case)  # type: ignore[attr-defined]
    context = {
        "page": page, "sources": SOURCES, "typed": request.POST,
        "ticked": request.POST.getlist("papers") if refusal else page.chosen,
        "done": request.session.pop("done", ""), **problem(refusal, at="papers"),
    }  # fmt: skip
    return render(request, "appeals/bundle.html", context, status=400 if refusal else 200)


def download(request: HttpRequest, case: uuid.UUID, number: int) -> HttpResponse:
    """A bundle that was bound, to save."""
    name, content = papers.bundle_content(request.actor, case, number)  # type: ignore[attr-defined]
    return file_of(name, content, "application/pdf")
