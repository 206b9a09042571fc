"""How a program would call each operation of the interface about each subject."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

from django.urls import reverse

from sendap.apps.correspondence.models import NoticeCopy
from sendap.apps.plans.advice.actions import as_kept, edition_of
from sendap.apps.plans.delivery.actions import monday_of
from sendap.apps.plans.models import AdviceRequest, DeliveryItem
from tests.apps.access.calling import (
    NOWHERE,
    Call,
    Make,
    case_id,
    form_id,
    new_officer,
    of_advice,
    of_case,
    plain,
)
from tests.world import World

ASKED = {
    "forename": "Ada", "surname": "Quill", "born_on": "2017-03-27", "needs": "Talks little.",
    "authority": "998",
}  # fmt: skip
STATEMENT = {"kind": "need", "text": "Needs quiet."}
CLOCK = {"regime": "cfa2014", "as_of": "2025-06-30", "events": []}


def _draft(world: World, subject: str, account: str) -> Call:
    call = of_advice("v1:keep_advice_draft", json=True)(world, subject, account)
    asked = AdviceRequest.objects.filter(pk=call.path.split("/")[-2]).first()
    draft = [as_kept(row) for row in asked.draft] if asked else []
    return replace(call, data={"statements": [STATEMENT], "edition": edition_of(draft)})


def _step(world: World, subject: str, account: str) -> Call:
    move = "receive_amendment_comments" if account.endswith("plan_writer") else "plan_review"
    data = {"move": move, "on": f"{world.today}", "for_day": f"{world.today}"}
    return Call(reverse("v1:review_step", args=[case_id(world, subject)]), data, json=True)


def _delivered(world: World, subject: str, account: str) -> Call:
    """Last week, of the provision of the subject."""
    found = DeliveryItem.objects.filter(case=case_id(world, subject)).first()
    row = {"item_id": str(found.pk if found else NOWHERE), "delivered": 2}
    week = monday_of(world.today - timedelta(days=7))
    return Call(reverse("v1:record_delivery"), {"week": f"{week}", "entries": [row]}, json=True)


def _told(world: World, subject: str, account: str) -> Call:
    """The copy about the subject that is for the account's kind of body, else a setting's."""
    body = {"health": "commissioner", "social_care": "social_care"}.get(
        account.removeprefix("foreign_"), "setting"
    )
    copies = NoticeCopy.objects.filter(notice__case=case_id(world, subject), body=body)
    found = copies.first()
    return Call(reverse("v1:letter_told", args=[found.pk if found else NOWHERE]))


def _reassign_by_program(world: World, subject: str, account: str) -> Call:
    data = {"cases": [str(case_id(world, subject))], "officer": new_officer(world, account)}
    return Call(reverse("v1:reassign"), data, json=True)


CALLS_BY_PROGRAM: dict[str, Make] = {
    "v1:index": plain("v1:index"),
    "v1:regimes": plain("v1:regimes"),
    "v1:rules": plain("v1:rules", regime="cfa2014"),
    "v1:rule": plain("v1:rule", regime="cfa2014", rule="C7"),
    "v1:clock": lambda world, subject, account: Call(reverse("v1:clock"), CLOCK, json=True),
    "v1:areas": plain("v1:areas"),
    "v1:area": plain("v1:area", code="998"),
    "v1:indicators": plain("v1:indicators"),
    "v1:indicator": plain("v1:indicator", key="none"),
    "v1:request_questions": plain("v1:request_questions"),
    "v1:ask_for_assessment": lambda world, subject, account: Call(
        reverse("v1:ask_for_assessment"),
        {"key": str(uuid.uuid4()), "answers": ASKED},
        json=True,
    ),
    "v1:own_requests": plain("v1:own_requests"),
    "v1:own_request": lambda world, subject, account: Call(
        reverse("v1:own_request", args=[form_id(world, subject)])
    ),
    "v1:advice_asked": plain("v1:advice_asked"),
    "v1:advice_pool": plain("v1:advice_pool"),
    "v1:advice_request": of_advice("v1:advice_request"),
    "v1:pick_up_advice": of_advice("v1:pick_up_advice", waits=True),
    "v1:keep_advice_draft": _draft,
    "v1:give_advice": of_advice(
        "v1:give_advice", {"statements": [STATEMENT], "on": "today"}, json=True
    ),
    "v1:record_missed": of_advice("v1:record_missed", {"on": "today"}, json=True),
    "v1:reuse_advice": of_case(
        "v1:reuse_advice", {"kind": "medical", "report": "Report of June"}, json=True
    ),
    "v1:reviews_due": plain("v1:reviews_due"),
    "v1:review": of_case("v1:review"),
    "v1:review_decisions": of_case("v1:review_decisions"),
    "v1:review_step": _step,
    "v1:keep_review_view": lambda world, subject, account: Call(
        reverse("v1:keep_review_view", args=[case_id(world, subject)]),
        {"key": str(uuid.uuid4()), "said_by": "child", "text": "I like art."},
        json=True,
    ),
    "v1:write_review_report": of_case(
        "v1:write_review_report", {"progress": [], "recommends": "maintain"}, json=True
    ),
    "v1:delivery_week": plain("v1:delivery_week"),
    "v1:record_delivery": _delivered,
    "v1:delivery_alerts": plain("v1:delivery_alerts"),
    "v1:final_plans": plain("v1:final_plans"),
    "v1:final_plan": of_case("v1:final_plan"),
    "v1:keep_paper": of_case(
        "v1:keep_paper", {"said_by": "health", "sent_on": "2026-01-05"}, json=True
    ),
    "v1:letters_told": plain("v1:letters_told"),
    "v1:letter_told": _told,
    "v1:cases": plain("v1:cases"),
    "v1:case": of_case("v1:case"),
    "v1:case_deadlines": of_case("v1:case_deadlines"),
    "v1:case_events": of_case("v1:case_events"),
    "v1:officers": plain("v1:officers"),
    "v1:team": plain("v1:team"),
    "v1:reassign": _reassign_by_program,
    "v1:plan_versions": of_case("v1:plan_versions"),
    "v1:plan_version": of_case("v1:plan_version", None, 1),
    "v1:write_plan_section": of_case(
        "v1:write_plan_section",
        {"edition": 0, "items": [{"id": "B1", "text": "New."}]},
        2,
        "B",
        json=True,
    ),
    "v1:family_plan": of_case("v1:family_plan"),
    "v1:family": plain("v1:family"),
}
"""One row for every operation, by its name."""
