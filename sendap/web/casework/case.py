"""The page of one case, and the way to step back from it."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.access import actions
from sendap.apps.access.roles import CASEWORK
from sendap.apps.correspondence.messages.queries import unread
from sendap.apps.plans.delivery.queries import is_short
from sendap.apps.plans.desk.notes import glance
from sendap.apps.plans.desk.tasks import tasks_of_case
from sendap.apps.plans.queries import case_page
from sendap.apps.timeline.desk.handing_over import handed_over
from sendap.apps.timeline.queries import person_of
from sendap.basics.errors import BadInput
from sendap.web.navigation import links_for

ACTIONS = {
    "cases.open": "opened the record",
    "cases.list": "saw a list with this person in it",
    "cases.export": "took a file with this person in it",
    "cases.reassign": "reassigned the case",
    "cases.accept": "accepted the case handed to them",
    "cases.record_event": "recorded an event",
    "cases.record_death": "recorded a death",
    "cases.declare_conflict": "declared that they know the family",
    "letters.list": "saw the list of letters",
    "letters.read": "read a letter",
    "letters.issue": "sent a letter with a step",
    "letters.note_received": "noted the day on which a letter came",
    "letters.tell_of_rights": "sent letters on the rights that will pass",
    "letters.preview": "saw a letter before it was sent",
    "letters.own": "saw the letters sent to them",
    "letters.of_body": "saw the letters to their school or service",
    "letters.read_of_body": "read a letter to their school or service",
    "letters.read_own": "read a letter sent to them",
    "plans.ask_advice": "asked for advice",
    "files.list": "saw the list of files",
    "files.read": "opened a file",
    "files.receive": "sent a file",
    "files.keep": "added a file",
    "files.share": "changed whether the family can see a file",
    "files.take_away": "took a file away",
    "messages.open": "read the messages",
    "messages.open_as_family": "read the messages as family",
    "messages.write": "wrote a message to the family",
    "messages.write_as_family": "wrote a message as family",
    "messages.waive_answer": "wrote down that a message needs no answer",
    "messages.unanswered": "saw the list of unanswered messages with this person in it",
    "advice.open": "saw the advice",
    "advice.open_one": "opened a request for advice",
    "advice.list": "saw a list of advice with this person in it",
    "advice.pick_up": "took a request for advice",
    "advice.write": "wrote advice",
    "advice.chase": "reminded an adviser",
    "advice.late": "saw a list of late advice with this person in it",
    "advice.reuse": "noted earlier advice to use again",
    "advice.statements": "took the advice into a draft",
    "voice.advice": "opened the family’s form for the assessment",
    "voice.review": "opened the family’s page of the review",
    "voice.everything": "saw all that they sent and received",
    "voice.experience": "opened the question on how it was",
    "voice.say_how_it_was": "answered how it was, without a name",
    "voice.write": "wrote in their own words",
    "lists.open": "saw the list of settings made for the person",
    "lists.own": "saw the list of settings as family",
    "lists.make": "made a list of settings",
    "lists.share": "shared a list of settings with the family",
    "lists.answer": "answered a question about a setting",
    "lists.choose": "ranked settings",
    "lists.say": "added to the list of settings",
    "consultations.open": "saw which settings were consulted",
    "consultations.send": "consulted settings",
    "consultations.remind": "reminded a setting that was consulted",
    "consultations.reply": "replied to a consultation, or recorded a reply",
    "consultations.list": "saw a list of consultations with this person in it",
    "consultations.pack": "read what was sent with a consultation",
    "placements.open_naming": "opened the page of the decision on a setting",
    "placements.name": "decided which setting is named",
    "placements.list_places": "saw a list of places with this person in it",
    "placements.confirm_start": "confirmed the start at a setting",
    "placements.order_waiting": "changed a waiting list",
    "family.setting": "saw which settings were asked and what was decided",
    "appeals.list": "saw a list of appeals with this person in it",
    "appeals.open": "opened the appeal",
    "appeals.papers": "saw the papers for a bundle",
    "appeals.bundle": "opened a bundle",
    "appeals.words": "opened the working document",
    "appeals.write": "recorded something of an appeal",
    "complaints.open": "read the complaints",
    "complaints.write": "recorded something of a complaint",
    "talks.open": "asked for a talk about a disagreement, or offered one",
    "talks.close": "answered or closed a talk about a disagreement",
    "mediation.contact": "contacted the mediation adviser",
    "mediation.wish": "said whether mediation is wanted",
    "mediation.advise": "recorded a step of mediation",
    "mediation.tell": "told a service of its issues for mediation",
    "mediation.done": "recorded that something agreed was done",
    "mediation.list": "saw a list of mediations with this person in it",
    "mediation.open": "opened a mediation",
    "mediation.case": "opened the disagreement",
    "mediation.certificate": "read the mediation certificate",
    "family.disagree": "opened what can be done without agreement",
    "signs.list": "saw early signs of disagreement with this person in it",
    "notes.open": "read the notes",
    "notes.write": "wrote a note",
    "tasks.list": "saw a list of tasks with this person in it",
    "panel.add": "put the case on the panel's agenda",
    "panel.arrange": "changed the order of the panel's agenda",
    "panel.take_off": "took the case off the panel's agenda",
    "panel.open": "opened the panel's agenda after joining the panel",
    "panel.agenda": "saw the panel's agenda with this person in it",
    "panel.choose": "opened the page that puts a case on the panel's agenda",
    "panel.pack": "read the panel's pack",
    "people.around": "saw the people around the person",
    "people.change": "changed who may see the record, or how somebody is reached",
    "people.adult": "saw how an adult is reached",
    "people.invite": "invited an adult to make an account",
    "people.invitation": "printed the letter with an adult’s code",
    "people.join": "used the code of a letter to make an account",
    "people.say_of_reports": "said which services may share earlier reports",
    "family.sharing": "saw who can see the record",
    "moves.open": "saw what can be done next",
    "team.open": "saw the team page with this person in it",
    "calendar.read": "read a calendar with this case in it",
    "returns.import": "loaded a return",
    "returns.show": "saw problems of the yearly return about this person",
    "returns.problems": "took a file of the return’s problems with this person in it",
    "returns.explain": "explained or completed the return",
    "reviews.list": "saw a list of reviews with this person in it",
    "reviews.open": "opened the review",
    "reviews.write": "wrote for the review",
    "reviews.transfers": "saw a list of phase transfers with this person in it",
    "delivery.open": "read what provision was delivered",
    "delivery.week": "saw a week of provision with this person in it",
    "delivery.terms": "read the terms",
    "delivery.keep_terms": "kept the terms that provision is planned by",
    "delivery.write": "entered what provision was delivered",
    "plans.open_document": "opened the plan document",
    "plans.write_document": "wrote in the plan document, or sent it",
    "plans.answer_comment": "answered a comment on the plan",
    "plans.comment_on_document": "commented on the plan",
    "plans.suggest_words": "suggested other words for the plan",
    "family.plan": "read the plan as family",
    "requests.list": "saw the list of requests with this person in it",
    "requests.open": "opened a request about this person",
    "requests.send": "sent a request about this person",
    "requests.enter": "entered a request about this person",
    "requests.take": "took a request into the case",
    "requests.set_aside": "set a request about this person aside",
    "requests.decide": "opened the page of the decision",
    "requests.open_account": "opened the account of the family",
    "family.home": "opened the family's own page",
}
"""What each audited action is called here."""

LINKS = (
    ("What can be done next", "moves:moves"),
    ("Notes", "desk:notes"),
    ("People, consent and capacity", "people:people"),
    ("Advice", "advice:case"),
    ("The list of settings", "lists:case"),
    ("Consult settings", "consultations:case"),
    ("Name a setting", "naming:case"),
    ("Disagreement: talks and mediation", "disagreements:case"),
    ("Put on the panel’s agenda", "panel:add"),
    ("The appeal", "appeals:case"),
    ("Letters", "letters:letters"),
    ("Messages", "messages:staff"),
    ("Files", "files:staff"),
    ("The annual review", "reviews:review"),
    ("Provision delivered", "delivery:provision"),
    ("The plan document: write, compare, send", "plan:document"),
    ("Give the case to another officer", "desk:hand-over"),
)
"""Links of the case page: what each says and its address, which takes the case's id."""


def case(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Everything about one case, as this person may see it."""
    return _page(request, case)


def conflict(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Declare that one knows the family: the record closes to this account at once."""
    reason = request.POST.get("reason", "")
    person_id = person_of(request.actor, case)  # type: ignore[attr-defined]
    try:
        actions.declare_conflict(actor=request.actor, person_id=person_id, reason=reason)  # type: ignore[attr-defined]
    except BadInput as refusal:
        error = {"text": str(refusal), "href": "#reason"}
        return _page(request, case, status=400, errors=[error], reason=reason)
    request.session["done"] = (
        "The record is closed to you. Your team manager can see that you said so."
    )
    return redirect("casework:cases")


def _handed(
    request: HttpRequest, case_id: uuid.UUID, officer_id: int | None, today: date
) -> dict[str, Any] | None:
    """What comes with a case handed to the viewer, until they accept it."""
    viewer = request.actor  # type: ignore[attr-defined]
    given = handed_over(viewer, case_id) if officer_id == viewer.account_id else None
    if given is None:
        return None
    found = tasks_of_case(viewer, case_id, on=today)
    return {
        "given": given,
        "tasks": [task for task in found if task.kind not in ("handover", "message")],
        "messages": sum(task.kind == "message" for task in found),
    }


def _page(
    request: HttpRequest, case_id: uuid.UUID, *, status: int = 200, **entered: Any
) -> HttpResponse:
    today = timezone.localdate()
    page = case_page(request.actor, case_id, on=today)  # type: ignore[attr-defined]
    known_to = page.summary.recorded_to
    context = {
        "page": page,
        "summary": page.summary,
        "today": today,
        "actions": ACTIONS,
        "record_is_old": bool(known_to and (today - known_to).days > 7),
        "is_caseworker": bool(request.actor.roles & CASEWORK),  # type: ignore[attr-defined]
        "links": links_for(request, LINKS),
        "unread": unread(request.actor, case_id),  # type: ignore[attr-defined]
        "is_short": is_short(request.actor, case_id, on=today),  # type: ignore[attr-defined]
        "notes": glance(request.actor, case_id),  # type: ignore[attr-defined]
        "handed": _handed(request, case_id, page.summary.officer_id, today),
        "done": request.session.pop("done", ""),
        "errors": [],
        "reason": "",
        **entered,
    }
    return render(request, "casework/case.html", context, status=status)
