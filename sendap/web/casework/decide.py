"""The decision on a request or an assessment: each test answered, what follows shown, confirmed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.access import policy
from sendap.apps.correspondence.files.queries import FileLine, files_of
from sendap.apps.correspondence.notices.writing import FREE_TEXTS
from sendap.apps.plans.actions.moves import make_move
from sendap.apps.plans.queries import preview_notice
from sendap.apps.plans.queries.preview import Preview
from sendap.apps.plans.requests import deciding
from sendap.basics.errors import BadInput, WrongState
from sendap.web.environment import day
from sendap.web.errors import message

LONGEST = 5_000


def decide(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Answer the tests, look at what follows, and confirm; pressed twice, it is decided once."""
    today = timezone.localdate()
    given = {name: str(text).strip() for name, text in request.POST.items()}
    if chosen := request.POST.getlist("relied"):
        given["evidence"] = _with_files(request, case, given.get("evidence", ""), chosen, today)
    if request.method == "POST" and given.get("step") == "confirm":
        return _confirm(request, case, given, today)
    try:
        page = deciding.decision_page(request.actor, case, on=today)  # type: ignore[attr-defined]
    except WrongState as refusal:
        return message(request, 200, "Nothing to decide now", str(refusal))
    if request.method != "POST":
        return _form(request, page, {"on": today.isoformat()}, [])
    errors = _wrong(page, given, today)
    if errors or given.get("step") == "change":
        return _form(request, page, given, errors)
    on, move = date.fromisoformat(given["on"]), page.move(given)
    try:
        preview, refused = _preview(request, page, given, today), ""
    except BadInput as refusal:
        if refusal.field in FREE_TEXTS:
            return _form(request, page, given, [_at_home(refusal, page.tests)])
        preview, refused = None, str(refusal)
    context = {
        "preview": preview, "letter_error": refused,
        "page": page, "given": given, "move": move, "on": on,
        "follows": deciding.consequences(request.actor, case, move, on=on),  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "casework/decide_preview.html", context)


def _with_files(
    request: HttpRequest, case: uuid.UUID, evidence: str, chosen: list[str], today: date
) -> str:
    """The evidence with a line for each file that was chosen and isn't named in it yet."""
    lines = files_of(request.actor, case, on=today)  # type: ignore[attr-defined]
    named = [
        f"{line.note or line.name} ({line.name}, added on {day(timezone.localdate(line.added_at))})"
        for line in lines
        if str(line.id) in chosen
    ]
    return "\n".join([*([evidence] if evidence else []),
                      *(each for each in named if each not in evidence)])  # fmt: skip


def _preview(
    request: HttpRequest, page: deciding.DecisionPage, given: Mapping[str, str], today: date
) -> Preview | None:
    """The letters that the decision would send; None for a decision without one."""
    move = page.move(given)
    if not move.notice:
        return None
    return preview_notice(
        request.actor,  # type: ignore[attr-defined]
        page.case_id, move=move.name, on=date.fromisoformat(given["on"]), today=today,
        facts=_facts(given, page.tests),
    )  # fmt: skip


def _confirm(
    request: HttpRequest, case: uuid.UUID, given: dict[str, str], today: date
) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    try:
        page = deciding.decision_page(actor, case, on=today)
    except WrongState:
        # The same decision sent again finds the case moved on; make_move knows it as the same.
        return _again(request, case, given, today)
    if given.get("move") == page.refuse.name and not page.may_refuse:
        return _again(request, case, given, today)
    errors = _wrong(page, given, today)
    if errors:
        return _form(request, page, given, errors)
    move = page.move(given)
    if move.name != given.get("move"):
        return _form(request, page, given, [BadInput("Look at the decision again", field="on")])
    try:
        _make(request, case, given, page.tests, today)
    except BadInput as refusal:
        return _form(request, page, given, [_at_home(refusal, page.tests)])
    return _leave(request, case)


def _at_home(refusal: BadInput, tests: tuple[deciding.Test, ...]) -> BadInput:
    """A refusal of the reasons, put at the question whose answer begins them."""
    if refusal.field != "reasons":
        return refusal
    return BadInput(str(refusal), field=f"{tests[0].item}_reasons")


def _leave(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    if policy.may_use(request.roles, "casework:case", "GET"):  # type: ignore[attr-defined]
        return redirect("casework:case", case=case)
    return redirect("panel:agenda")


def _again(
    request: HttpRequest, case: uuid.UUID, given: dict[str, str], today: date
) -> HttpResponse:
    for moves, tests in deciding.MOVES.items():
        if given.get("move") in moves and not _unanswered(tests, given, today):
            _make(request, case, given, tests, today)
            return _leave(request, case)
    raise WrongState("Nothing is to be decided on this case now.")


def _make(
    request: HttpRequest, case: uuid.UUID, given: Mapping[str, str],
    tests: tuple[deciding.Test, ...], today: date,
) -> None:  # fmt: skip
    make_move(
        actor=request.actor,  # type: ignore[attr-defined]
        case_id=case, move=given["move"], on=date.fromisoformat(given["on"]), today=today,
        facts=_facts(given, tests),
    )  # fmt: skip


def _facts(given: Mapping[str, str], tests: tuple[deciding.Test, ...]) -> dict[str, Any]:
    facts: dict[str, Any] = {"evidence": given["evidence"]}
    for test in tests:
        facts[test.item] = given[test.item]
        facts[f"{test.item}_reasons"] = given[f"{test.item}_reasons"]
    facts["reasons"] = "\n\n".join(
        f"{test.question} {given[test.item].capitalize()}. {given[f'{test.item}_reasons']}"
        for test in tests
    )
    return facts


def _wrong(
    page: deciding.DecisionPage, given: Mapping[str, str], today: date
) -> list[BadInput]:  # fmt: skip
    errors = _unanswered(page.tests, given, today)
    if not errors and page.move(given) is page.refuse and not page.may_refuse:
        errors.append(BadInput("This case was refused already: it can only be agreed now",
                               field=page.tests[0].item))  # fmt: skip
    return errors


def _unanswered(
    tests: tuple[deciding.Test, ...], given: Mapping[str, str], today: date
) -> list[BadInput]:  # fmt: skip
    errors = []
    for test in tests:
        if given.get(test.item) not in ("yes", "no"):
            errors.append(BadInput(f"Choose yes or no: {test.question}", field=test.item))
        if not given.get(f"{test.item}_reasons"):
            errors.append(BadInput(f"Give the reasons: {test.question}",
                                   field=f"{test.item}_reasons"))  # fmt: skip
    if not given.get("evidence"):
        errors.append(BadInput("Say which evidence was relied on", field="evidence"))
    errors += [
        BadInput(f"Use no more than {LONGEST:,} characters", field=name)
        for name, text in given.items() if len(text) > LONGEST
    ]  # fmt: skip
    if (error := _wrong_day(given.get("on", ""), today)) is not None:
        errors.append(error)
    return errors


def _wrong_day(text: str, today: date) -> BadInput | None:
    try:
        ahead = date.fromisoformat(text) > today
    except ValueError:
        return BadInput("Enter the day as day, month and year", field="on")
    return BadInput("The day must be today or in the past", field="on") if ahead else None


def _files(request: HttpRequest, case: uuid.UUID) -> list[FileLine]:
    lines = files_of(request.actor, case, on=timezone.localdate())  # type: ignore[attr-defined]
    return [line for line in lines if line.state == "clean"]


def _form(
    request: HttpRequest, page: deciding.DecisionPage, given: Mapping[str, str],
    errors: list[BadInput],
) -> HttpResponse:  # fmt: skip
    context = {
        "files": _files(request, page.case_id),
        "page": page, "given": given, "wrong": {error.field: str(error) for error in errors},
        "errors": [{"text": str(error), "href": f"#{error.field}"} for error in errors],
    }  # fmt: skip
    return render(request, "casework/decide.html", context, status=400 if errors else 200)
