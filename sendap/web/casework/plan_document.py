"""The plan writer's pages: versions, sections, the quality check beside them, sending, answers."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.correspondence.files.queries import views_of
from sendap.apps.placements.naming.queries import letter_reasons
from sendap.apps.plans.document import actions, drafting, queries, suggesting
from sendap.apps.plans.document.previewing import preview_sending
from sendap.basics.errors import BadInput, NotFound
from sendap.exchange.plan.document import STATUSES
from sendap.law.plan_shape import LINKS, Field, Section, find_plan_shape
from sendap.web.casework import plan_entering as entering
from sendap.web.entered import day_in, number_in

MOST_ROWS = 200


def document(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """The latest version, or the one asked for, with what the check says of it."""
    return _page(request, case, number_in(request.GET.get("version", "")))


def open_version(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Begin a version; a second press finds the one already begun."""
    try:
        actions.open_version(
            actor=request.actor,  # type: ignore[attr-defined]
            case_id=case, status=request.POST.get("status", ""), on=timezone.localdate(),
        )  # fmt: skip
    except BadInput as refusal:
        return _page(request, case, 0, status=400, errors=[_error(refusal, "status")])
    return redirect("plan:document", case=case)


def section(request: HttpRequest, case: uuid.UUID, number: int, letter: str) -> HttpResponse:
    """One section's items in a form; a save that would overwrite another's shows both."""
    page = None
    shape = find_plan_shape().sections.get(letter)
    if request.method == "POST":
        rows = _entered(request, shape) if shape else []
        edition = number_in(request.POST.get("edition", ""))
        try:
            actions.save_section(
                actor=request.actor,  # type: ignore[attr-defined]
                case_id=case, number=number, letter=letter, edition=edition, items=rows,
            )  # fmt: skip
        except (actions.EditedMeanwhile, BadInput) as refusal:
            page = _document(request, case, number)
            return _form(request, page, letter, rows=rows, errors=[_error(refusal, "items")])
        return redirect("plan:section", case=case, number=number, letter=letter)
    page = _document(request, case, number)
    if shape is None:
        raise NotFound("There is no such section.")
    return _form(request, page, letter)


def statements(request: HttpRequest, case: uuid.UUID, number: int) -> HttpResponse:
    """What a report says, entered line by line: each line becomes an item with its source."""
    typed, errors = {}, []
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in entering.FORM}
        try:
            drafting.add_statements(
                actor=request.actor,  # type: ignore[attr-defined]
                case_id=case, number=number, statements=entering.statements_in(typed),
            )  # fmt: skip
            return redirect("plan:document", case=case)
        except BadInput as refusal:
            errors = [_error(refusal, refusal.field or "report")]
    page = _document(request, case, number)
    context = {"page": page, "typed": typed, "errors": errors, "kinds": entering.KINDS,
               "services": entering.SERVICES, "today": timezone.localdate()}  # fmt: skip
    status = 400 if errors else 200
    return render(request, "casework/plan_statements.html", context, status=status)


def advice(request: HttpRequest, case: uuid.UUID, number: int) -> HttpResponse:
    """Put into the open version what all the advice says; a second press adds nothing."""
    try:
        drafting.add_advice(
            actor=request.actor,  # type: ignore[attr-defined]
            case_id=case, number=number,
        )  # fmt: skip
    except BadInput as refusal:
        return _page(request, case, number, status=400, errors=[_error(refusal, "advice")])
    return redirect("plan:document", case=case)


def compare(request: HttpRequest, case: uuid.UUID, old: int, new: int) -> HttpResponse:
    """What changed between two versions, side by side."""
    name, changes = queries.comparison(request.actor, case, old=old, new=new)  # type: ignore[attr-defined]
    context = {"name": name, "changes": changes, "case_id": case, "old": old, "new": new,
               "sections": find_plan_shape().sections}  # fmt: skip
    return render(request, "casework/plan_compare.html", context)


def send(request: HttpRequest, case: uuid.UUID, number: int) -> HttpResponse:
    """Send a version on a day: the move of the case and the frozen plan are one deed.

    Asked to ``show`` the letters, it shows what would go to whom, and sends nothing.
    """
    today = timezone.localdate()
    try:
        on = day_in(request.POST.get("on", ""), "on")
        if request.POST.get("show") == "letter":
            return _letters(request, case, number, on, today)
        actions.send(
            actor=request.actor,  # type: ignore[attr-defined]
            case_id=case, number=number, on=on, today=today,
            named_because=letter_reasons(request.actor, case, number=number),  # type: ignore[attr-defined]
        )  # fmt: skip
    except BadInput as refusal:
        return _page(request, case, number, status=400, errors=[_error(refusal, "on")])
    return redirect("plan:document", case=case)


def _letters(
    request: HttpRequest, case: uuid.UUID, number: int, on: date, today: date
) -> HttpResponse:
    viewer = request.actor  # type: ignore[attr-defined]
    preview = preview_sending(
        viewer, case, number=number, on=on, today=today,
        named_because=letter_reasons(viewer, case, number=number),
    )  # fmt: skip
    context = {"preview": preview, "number": number, "on": on}
    return render(request, "casework/plan_send.html", context)


def answer(request: HttpRequest, case: uuid.UUID, comment: int) -> HttpResponse:
    """Answer a comment of the family."""
    try:
        actions.answer(
            actor=request.actor,  # type: ignore[attr-defined]
            case_id=case, comment_id=comment, text=request.POST.get("answer", ""),
        )  # fmt: skip
    except BadInput as refusal:
        error = _error(refusal, f"answer-{comment}")
        typed = {comment: request.POST.get("answer", "")}
        return _page(request, case, 0, status=400, errors=[error], typed=typed)
    return redirect("plan:document", case=case)


def decide(request: HttpRequest, case: uuid.UUID, suggestion: int) -> HttpResponse:
    """Accept the family's words into the open version, or say why not."""
    reason = request.POST.get("reason", "")
    try:
        suggesting.decide(
            actor=request.actor,  # type: ignore[attr-defined]
            case_id=case, suggestion_id=suggestion, reason=reason,
            accept=request.POST.get("decision") == "accept",
            edition=number_in(request.POST.get("edition", "")),
        )  # fmt: skip
    except (BadInput, actions.EditedMeanwhile) as refusal:
        status = 400 if isinstance(refusal, BadInput) else 409
        error = _error(refusal, f"reason-{suggestion}")
        return _page(request, case, 0, status=status, errors=[error], reasons={suggestion: reason})
    return redirect("plan:document", case=case)


def _document(request: HttpRequest, case: uuid.UUID, number: int) -> queries.DocumentPage:
    return queries.document_page(request.actor, case, number=number)  # type: ignore[attr-defined]


def _page(
    request: HttpRequest, case: uuid.UUID, number: int, *, status: int = 200, **more: Any
) -> HttpResponse:
    page = _document(request, case, number)
    context = {"page": page, "statuses": STATUSES, "sections": find_plan_shape().sections,
               "today": timezone.localdate(), "errors": [], "typed": {}, "reasons": {},
               "views": views_of(request.actor, case, on=timezone.localdate()),  # type: ignore[attr-defined]
               **more}  # fmt: skip
    return render(request, "casework/plan_document.html", context, status=status)


def _form(
    request: HttpRequest, page: queries.DocumentPage, letter: str, **more: Any
) -> HttpResponse:
    plan, section = page.plan, find_plan_shape().sections[letter]
    if plan is None:
        raise NotFound("There is no such plan.")
    now = [{"id": item.id, **item.fields} for item in plan.sections.get(letter, ())]
    rows = more.pop("rows", now)
    taken = {row["id"] for row in rows}
    fresh = next(name for n in range(1, MOST_ROWS + 2) if (name := _name(letter, n)) not in taken)
    context = {
        "page": page, "section": section, "rows": rows, "now": now, "fresh": fresh,
        "fields": _asked(section, plan.year_group),
        "linkable": {to: plan.sections.get(to, ()) for each in section.kind.fields.values()
                     for to in each.to},
        "findings": [each for each in page.findings if each.section == letter],
        "edition": page.editions.get(letter, 0), "errors": [], **more,
    }  # fmt: skip
    status = 409 if more.get("errors") else 200
    return render(request, "casework/plan_section.html", context, status=status)


def _asked(section: Section, year_group: int) -> list[Field]:
    fields = section.kind.fields.values()
    return [
        each for each in fields if year_group >= each.from_year_group or not each.from_year_group
    ]


def _name(letter: str, number: int) -> str:
    return f"{letter}-{number}" if letter.startswith("H") else f"{letter}{number}"


def _entered(request: HttpRequest, section: Section) -> list[dict[str, Any]]:
    """The items as typed; one that is empty or ticked to go is left out."""
    rows = []
    for name in request.POST.getlist("item")[:MOST_ROWS]:
        row: dict[str, Any] = {"id": name}
        for field in section.kind.fields.values():
            key = f"{name}.{field.name}"
            value = request.POST.getlist(key) if field.shape == LINKS else request.POST.get(key, "")
            if value:
                row[field.name] = value if isinstance(value, list) else value.replace("\r\n", "\n")
        if len(row) > 1 and request.POST.get(f"{name}.remove") != "yes":
            rows.append(row)
    return rows


def _error(refusal: Exception, field: str) -> dict[str, str]:
    return {"text": str(refusal), "href": f"#{field}"}
