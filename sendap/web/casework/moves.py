"""What can lawfully be done next on a case, and a form for each step without a page of its own."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from sendap.apps.access import policy
from sendap.apps.plans.actions.moves import make_move
from sendap.apps.plans.queries import moves_page, preview_notice
from sendap.apps.plans.requests.deciding import ASSESS, PLAN
from sendap.apps.timeline.queries import words
from sendap.basics.errors import BadInput, NotFound, Refusal, WrongState
from sendap.law.process import Move, find_process
from sendap.law.regimes import find_regime
from sendap.web.desk.texts import insert, offered
from sendap.web.entered import day_in

PAGES: dict[str, str] = {
    "agree_to_assess": "requests:decide",
    "refuse_to_assess": "requests:decide",
    "agree_to_plan": "requests:decide",
    "refuse_plan": "requests:decide",
    "plan_review": "reviews:review",
    "invite_to_review": "reviews:review",
    "cancel_review": "reviews:review",
    "hold_review": "reviews:review",
    "send_review_report": "reviews:review",
    "maintain_plan": "reviews:review",
    "decide_to_amend": "reviews:review",
    "decide_to_cease": "reviews:review",
    "ask_advice": "advice:case",
    "receive_advice": "advice:case",
    "ask_family": "advice:case",
    "receive_family_advice": "advice:case",
    "serve_draft": "plan:document",
    "issue_plan": "plan:document",
    "serve_amendments": "plan:document",
    "issue_amended_plan": "plan:document",
    "finish_reassessment": "plan:document",
    "issue_ordered_plan": "plan:document",
}
"""The moves that have a page of their own: its address, which takes the case's id."""

NOT_GROUNDS = ("5", "8")
"""Reasons of the return that are other moves: the person moved to another authority, or died."""

REASONS = "reasons"
"""The item that a ready text for letters goes into."""

YES_NO = {"yes": "Yes", "no": "No"}


class Item(NamedTuple):
    """Something to give with a move: ``shape`` is text, words, day, year or choice."""

    title: str
    shape: str
    hint: str = ""
    choices: Mapping[str, str] = {}


def items() -> dict[str, Item]:
    """Every item that a move may need, as a question."""
    grounds = {
        code: text for code, text in words.labels("cease_reason").items() if code not in NOT_GROUNDS
    }
    phases = find_regime("cfa2014").events["phase_transfer_due"].values["phase"]
    return {
        "reasons": Item("Reasons", "text", "Write them so that the family can follow them."),
        "evidence": Item("Evidence relied on", "text", "Name each report and its day."),
        **{
            test.item: Item(test.question, "choice", test.source, YES_NO)
            for test in (*ASSESS, *PLAN)
        },
        "will_assess": Item(
            "Will the authority carry out a new assessment?",
            "choice", "The notice has to say so.", YES_NO,
        ),
        "reference": Item("Who or what it is about", "words", "For example: psychology."),
        "document": Item("The plan’s version", "words"),
        "for": Item("The day it is planned for", "day"),
        "moves_on": Item("The day of the move", "day"),
        "last_review": Item("The day of the last review", "day", "Or give the day of the plan."),
        "plan_made": Item("The day on which the plan was made", "day"),
        "phase": Item("Which move", "choice", "", {phase: _phase(phase) for phase in phases}),
        "year": Item("The year of the move", "year", "The year in which the new phase begins."),
        "ground": Item("Why the plan is to end", "choice", "", grounds),
    }  # fmt: skip


def _phase(code: str) -> str:
    return code.replace("_", " ").replace("post16", "post-16")


def moves(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Every step that is open to this person now, by strand, and who has each strand."""
    page = moves_page(request.actor, case, on=timezone.localdate())  # type: ignore[attr-defined]
    context = {"page": page, "address": lambda move: _address(move, case), "starts": starts,
               "can_correct": policy.may_use(request.actor.roles, "moves:exception", "GET"),  # type: ignore[attr-defined]
               "can_close": policy.may_use(request.actor.roles, "moves:death", "GET")}  # type: ignore[attr-defined]  # fmt: skip
    return render(request, "casework/moves.html", context)


def move(request: HttpRequest, case: uuid.UUID, move: str) -> HttpResponse:
    """One step: what it needs, and once given, the step made."""
    today = timezone.localdate()
    page = moves_page(request.actor, case, on=today)  # type: ignore[attr-defined]
    open_now = {each.name: each for strand in page.strands for each in strand.moves}
    if request.method == "POST":
        return _make(request, page, case, move, today)
    if move not in open_now:
        if move in find_process().moves:
            raise WrongState("This step isn’t open on the case now, or isn’t yours to take.")
        raise NotFound("There is no such step.")
    return _form(request, page, open_now[move], {"on": today.isoformat()})


def _make(request: HttpRequest, page: Any, case: uuid.UUID, move: str, today: date) -> HttpResponse:
    lawful = find_process().moves.get(move)
    if lawful is None or not lawful.by:
        raise NotFound("There is no such step.")
    given = {name: request.POST.get(name, "").strip() for name in ("on", *asked(lawful))}
    show = request.POST.get("show", "")
    if show == "form":
        return _form(request, page, lawful, given)
    try:
        if "insert" in request.POST:
            typed = {**given, "ready": request.POST.get("ready", "")}
            return _form(request, page, lawful, insert(request, case, typed, field=REASONS))
        if show == "letter":
            return _preview(request, case, lawful, given, today)
        make_move(
            actor=request.actor,  # type: ignore[attr-defined]
            case_id=case, move=move, on=day_in(given["on"], "on"), today=today,
            facts=_facts(given), reference=given.get("reference", ""),
        )  # fmt: skip
    except BadInput as refusal:
        return _form(request, page, lawful, given, refusal)
    return redirect("casework:case", case=case)


def _preview(
    request: HttpRequest, case: uuid.UUID, move: Move, given: Mapping[str, str], today: date
) -> HttpResponse:
    """The letter that the step would send, with what was typed kept for sending it."""
    preview = preview_notice(
        request.actor,  # type: ignore[attr-defined]
        case, move=move.name, on=day_in(given["on"], "on"), today=today, facts=_facts(given),
        reference=given.get("reference", ""),
    )  # fmt: skip
    context = {"preview": preview, "move": move, "given": given}
    return render(request, "casework/move_preview.html", context)


def asked(move: Move) -> tuple[str, ...]:
    """The items that the form of a move asks for, in order."""
    return (*move.needs, *move.needs_one_of)


def _facts(given: Mapping[str, str]) -> dict[str, Any]:
    """The items as the law reads them; a day or a year that can't be one is refused by name."""
    known, facts = items(), dict[str, Any]()
    for name, text in given.items():
        if name in ("on", "reference") or not text:
            continue
        if known[name].shape == "day":
            facts[name] = day_in(text, name).isoformat()
        elif known[name].shape == "year":
            facts[name] = _year(text, name)
        elif known[name].shape == "choice" and text not in known[name].choices:
            raise BadInput("Choose one of the answers.", field=name)
        else:
            facts[name] = text
    return facts


def _year(text: str, field: str) -> int:
    if text.isascii() and text.isdigit() and 2014 <= int(text[:5]) <= 2100:
        return int(text)
    raise BadInput("Enter the year in four figures, such as 2027.", field=field)


def _form(
    request: HttpRequest, page: Any, move: Move, given: Mapping[str, Any],
    refusal: Refusal | None = None,
) -> HttpResponse:  # fmt: skip
    known = items()
    field = getattr(refusal, "field", "")
    field = field if field in (*asked(move), "ready") else "on"
    errors = [{"text": str(refusal), "href": f"#{field}"}] if refusal else []
    context = {
        "page": page, "move": move, "given": given, "errors": errors, "starts": starts(move),
        "items": {name: known[name] for name in asked(move)},
        "wrong": field if refusal else "", "unknown": given.get("unknown", ()),
        "ready": offered(request, "letter") if move.notice else (),
    }  # fmt: skip
    return render(request, "casework/move.html", context, status=400 if refusal else 200)


def starts(move: Move) -> list[tuple[str, str]]:
    """The time limits that a move starts: rule and what it asks for."""
    rules = find_regime("cfa2014").rules
    begun = {move.event, *(("appealable_decision_notified",) if move.appealable else ())}
    return [(name, rule.title) for name, rule in rules.items() if begun & set(rule.starts)]


def _address(move: Move, case: uuid.UUID) -> str:
    own = PAGES.get(move.name)
    return reverse(own, args=[case]) if own else reverse("moves:move", args=[case, move.name])
