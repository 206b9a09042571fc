"""The working document: made from the plan, sent as Word, taken back, and settled by an order."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sendap.apps.redress.appeals import queries
from sendap.apps.redress.appeals import words as actions
from sendap.basics.errors import BadInput, Refusal, WrongState
from sendap.exchange.files.kinds import KINDS
from sendap.exchange.working_document.document import MARKS
from sendap.web.appeals.forms import file_of, id_of, problem
from sendap.web.files.uploading import file_in

PARTY = "take-"
"""What the fields begin with that say whose words were ordered in a row."""


def words(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """The working document of a case; ``do`` says what a press asks for."""
    if request.method != "POST":
        return _page(request, case)
    try:
        request.session["done"] = _change(request, case)
    except (BadInput, WrongState) as refusal:
        return _page(request, case, refusal)
    return redirect("appeals:words", case=case)


def _change(request: HttpRequest, case: uuid.UUID) -> str:
    do = request.POST.get("do", "")
    common = {
        "actor": request.actor,  # type: ignore[attr-defined]
        "case_id": case, "appeal_id": id_of(request, "appeal"),
    }  # fmt: skip
    if do == "make":
        everything = request.POST.get("everything") == "yes"
        number = actions.make_document(**common, with_recommended=everything)
        return f"Edition {number} is made."
    if do == "settle":
        taken = {name.removeprefix(PARTY): str(party) for name, party in request.POST.items()
                 if name.startswith(PARTY)}  # fmt: skip
        return f"{actions.settle(**common, taken=taken)} rows change by the order."
    sent = file_in(request)
    edition = actions.take_back(**common, name=sent.name or "", content=sent.read())
    left = len(edition.questions)
    return (f"Edition {edition.number}: {edition.changes} rows were read as changed; {left} "
            f"thing{'' if left == 1 else 's'} to see to, listed below.")  # fmt: skip


def _page(request: HttpRequest, case: uuid.UUID, refusal: Refusal | None = None) -> HttpResponse:
    page = queries.words_page(request.actor, case)  # type: ignore[attr-defined]
    context = {
        "page": page, "marks": MARKS, "typed": request.POST,
        "done": request.session.pop("done", ""), **problem(refusal, at="file"),
    }  # fmt: skip
    status = 413 if getattr(request, "too_large", "") else 400 if refusal else 200
    return render(request, "appeals/words.html", context, status=status)


def download(request: HttpRequest, case: uuid.UUID, number: int) -> HttpResponse:
    """An edition as a Word file, to save and send."""
    name, content = queries.edition_docx(request.actor, case, number)  # type: ignore[attr-defined]
    return file_of(name, content, KINDS["docx"].media_type)
