"""Returns got ready: the list, one with its problems, last year beside it, its file."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from sendap.apps.returns.handing import deciding, preparing, queries, sending
from sendap.apps.returns.handing.measures import measures_of
from sendap.basics.errors import BadInput
from sendap.web.casework import spreadsheets
from sendap.web.entered import number_in, token_of
from sendap.web.files.uploading import file_in

EXPLAINED = "The explanation is kept. It stays for later returns."
GIVEN = "It is kept. Make the return again, and it has it."


def returns(request: HttpRequest) -> HttpResponse:
    """The returns of the authority; a dropped file or a year makes another."""
    if request.method != "POST":
        return _list(request)
    try:
        made = _made(request)
    except BadInput as refusal:
        return _list(request, refusal)
    return redirect("returns:return", prepared=made)


def _made(request: HttpRequest) -> uuid.UUID:
    common = {
        "actor": request.actor,  # type: ignore[attr-defined]
        "token": token_of(request), "at": timezone.localtime(),
    }  # fmt: skip
    if request.POST.get("do") == "record":
        year = number_in(request.POST.get("year", ""), digits=4)
        return preparing.prepare_from_record(**common, year=year).pk
    sent = file_in(request)
    return preparing.prepare_file(**common, name=sent.name or "return.xml", content=sent).pk


def _list(request: HttpRequest, refusal: BadInput | None = None) -> HttpResponse:
    found = queries.returns_page(request.actor)  # type: ignore[attr-defined]
    typed = request.POST.get("year", "") or str(found.years[0])
    context = {
        "found": found, "token": uuid.uuid4(), "year": typed,
        "errors": [{"text": str(refusal), "href": f"#{refusal.field or 'file'}"}]
        if refusal else [],
        "field": refusal.field if refusal else "",
    }  # fmt: skip
    status = 413 if getattr(request, "too_large", "") else 400 if refusal else 200
    return render(request, "returns/list.html", context, status=status)


def prepared(request: HttpRequest, prepared: uuid.UUID) -> HttpResponse:
    """One return with its problems, rule by rule."""
    return _show(request, prepared)


def _show(
    request: HttpRequest, prepared: uuid.UUID, refusal: BadInput | None = None, words: str = ""
) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    found = queries.prepared_page(
        request.actor,  # type: ignore[attr-defined]
        prepared, open_rule=asked.get("rule", ""), page=number_in(asked.get("page", ""), or_else=1),
    )  # fmt: skip
    context = {
        "found": found, "severities": queries.SEVERITIES, "words": words,
        "done": request.session.pop("done", ""), "asked": f"rule={found.open}",
        "errors": [{"text": str(refusal), "href": f"#{refusal.field}"}] if refusal else [],
        "field": refusal.field if refusal else "",
    }  # fmt: skip
    return render(request, "returns/return.html", context, status=400 if refusal else 200)


def explain(request: HttpRequest, prepared: uuid.UUID) -> HttpResponse:
    """Keep the explanation of a query, and go back to it."""
    text, key = request.POST.get("text", ""), number_in(request.POST.get("problem", ""), digits=15)
    try:
        problem = deciding.explain(
            actor=request.actor,  # type: ignore[attr-defined]
            prepared_id=prepared, problem_id=key, text=text, at=timezone.now(),
        )  # fmt: skip
    except BadInput as refusal:
        return _show(request, prepared, refusal, text)
    request.session["done"] = GIVEN if problem.severity == deciding.MISSING else EXPLAINED
    place = f"?rule={request.POST.get('rule', '')}&page={request.POST.get('page', '1')}"
    return redirect(f"{reverse('returns:return', args=[prepared])}{place}#problem-{key}")


def sign(request: HttpRequest, prepared: uuid.UUID) -> HttpResponse:
    """Sign a return, as somebody else than who made it."""
    try:
        deciding.sign_off(
            actor=request.actor,  # type: ignore[attr-defined]
            prepared_id=prepared, at=timezone.now(),
        )  # fmt: skip
    except BadInput as refusal:
        return _show(request, prepared, refusal)
    request.session["done"] = "The return is signed. Nothing of it changes any more."
    return redirect("returns:return", prepared=prepared)


def problems_csv(request: HttpRequest, prepared: uuid.UUID) -> HttpResponseBase:
    """Every problem of a return as a spreadsheet."""
    rows = queries.problem_rows(request.actor, prepared)  # type: ignore[attr-defined]
    return spreadsheets.download(f"return-problems-{prepared}.csv", queries.COLUMNS, rows)


def compared(request: HttpRequest, prepared: uuid.UUID) -> HttpResponse:
    """A return beside the year before, person by person."""
    found = queries.compared_page(
        request.actor,  # type: ignore[attr-defined]
        prepared, page=number_in(request.GET.get("page", ""), or_else=1), at=timezone.localtime(),
    )  # fmt: skip
    return render(request, "returns/compared.html", {"found": found, "prepared": prepared})


def measures(request: HttpRequest, prepared: uuid.UUID) -> HttpResponse:
    """The department's measures of a return."""
    row, found = measures_of(request.actor, prepared)  # type: ignore[attr-defined]
    return render(request, "returns/measures.html", {"row": row, "found": found})


def file(request: HttpRequest, prepared: uuid.UUID) -> HttpResponse:
    """The file of a signed return, to send to the department."""
    row, xml = sending.file_to_send(
        actor=request.actor,  # type: ignore[attr-defined]
        prepared_id=prepared, at=timezone.now(),
    )  # fmt: skip
    name = f"SEN2_{row.authority_code}_{row.year}_{row.serial:03d}.xml"
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(
        xml, content_type="application/xml", headers={"Content-Disposition": disposition}
    )
