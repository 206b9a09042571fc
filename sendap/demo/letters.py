"""Letters of the demonstration, in the words that the notices have, to those whom they go to."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sendap.apps.correspondence.models import Notice, NoticeCopy
from sendap.apps.correspondence.notices.actions import copy_row
from sendap.apps.correspondence.notices.writing import Written, write_copies
from sendap.apps.plans.models import PlanVersion
from sendap.apps.timeline.actions.events import live_events
from sendap.apps.timeline.evidence import ENTERED, HappenedEvent
from sendap.apps.timeline.models import Case
from sendap.demo.casework import LONDON
from sendap.law.notices import notice_kinds
from sendap.reference.authorities import NORTHMERE

FIRST_LETTERS = 110
FINAL_LETTERS = 60
OTHER_LETTERS = 25
"""How many letters there are of a kind at most, so that the demonstration is built quickly."""

RECEIVED_RATE = 0.4
"""The share of posted letters of which it was noted when they came."""

REASONS = (
    "The school’s evidence shows good progress with the help that it can give from its own means. "
    "We looked at the psychologist’s earlier report and the parents’ letter as well."
)
REFUSAL = {
    "may_have_needs": "yes", "may_need_plan": "no", "reasons": REASONS,
    "evidence": "The request, the school’s records, and the report of 14 March.",
}  # fmt: skip
AGREED = {
    "reasons": "The request shows needs that the school’s own means may not be enough for.",
    "evidence": "The request and the school’s records.",
}
KEPT = {"reasons": "The outcomes are on the way and the help is given as the plan says."}
OF_EVENT: Mapping[str, tuple[str, Mapping[str, str], int]] = {
    "decision_to_assess_notified": ("agreement_to_assess", AGREED, FIRST_LETTERS),
    "decision_not_to_assess_notified": ("refusal_to_assess", REFUSAL, OTHER_LETTERS),
    "draft_plan_served": ("draft_plan", {}, FIRST_LETTERS),
    "final_plan_issued": ("final_plan", {}, FINAL_LETTERS),
    "review_invitations_sent": ("review_invitation", {}, OTHER_LETTERS),
    "review_decision_notified": ("review_maintain", KEPT, OTHER_LETTERS),
}
"""For each event, the kind of its letter, what the letter is told, and how many are made."""

APPEALABLE = frozenset({"refusal_to_assess", "final_plan", "review_maintain"})
OPEN = ("request", "assessment", "draft")


@dataclass(frozen=True, slots=True)
class _Sent:
    case: Case
    kind: str
    facts: Mapping[str, Any]
    on: date


def make_letters(chance: random.Random, *, today: date) -> int:
    """Make the letters of the open cases, of refusals, and of plans with their whole text."""
    cases = _cases()
    events = live_events(list(cases))
    notices, copies = [], []
    for sent in _sent(cases, events):
        notice = _notice(sent)
        notices.append(notice)
        known = [event for event in events[sent.case.pk] if event.on <= sent.on]
        if sent.kind in APPEALABLE:
            known.append(HappenedEvent("appealable_decision_notified", sent.on, "", {}, ENTERED))
        written = write_copies(
            sent.case, sent.kind, sent.facts, events=known, on=sent.on, today=sent.on
        )
        copies += [_copy(notice, each, chance, today) for each in written]
    Notice.objects.bulk_create(notices, batch_size=500)
    NoticeCopy.objects.bulk_create(copies, batch_size=500)
    return len(notices)


def _cases() -> dict[uuid.UUID, Case]:
    rows = Case.objects.filter(authority_code=NORTHMERE.code).select_related("person", "officer")
    found = [
        *rows.filter(person__relationships__account__isnull=False),
        *rows.filter(stage__in=OPEN).order_by("reference"),
        *rows.filter(events__name="review_meeting_planned").order_by("reference"),
        *rows.filter(plan_versions__status="final").order_by("reference"),
        *rows.filter(stage="refused").order_by("reference")[:OTHER_LETTERS],
    ]
    return {case.pk: case for case in found}


def _sent(
    cases: Mapping[uuid.UUID, Case], events: Mapping[uuid.UUID, list[HappenedEvent]]
) -> Iterator[_Sent]:
    made = dict.fromkeys(OF_EVENT, 0)
    plans = _plans()
    for pk, case in cases.items():
        for event in events[pk]:
            kind, facts, most = OF_EVENT.get(event.name, ("", {}, 0))
            if event.facts.get("outcome", "maintain") != "maintain" or made.get(event.name) == most:
                continue
            if kind:
                made[event.name] += 1
                plan = plans.get((pk, event.on), "") if notice_kinds()[kind].brings_plan else ""
                yield _Sent(case, kind, {**facts, "document": plan}, event.on)


def _plans() -> dict[tuple[uuid.UUID, date | None], str]:
    """The id of each plan that was sent, by its case and day."""
    rows = PlanVersion.objects.filter(served_on__isnull=False)
    return {
        (case, on): str(pk) for case, on, pk in rows.values_list("case_id", "served_on", "pk")
    }  # fmt: skip


def _notice(sent: _Sent) -> Notice:
    kind = notice_kinds()[sent.kind]
    return Notice(
        case=sent.case, kind=sent.kind, document=sent.facts["document"], title=kind.title,
        version=kind.version, on=sent.on,
        sent_at=datetime.combine(sent.on, time(10, 30), tzinfo=LONDON),
        sent_by=sent.case.officer.name if sent.case.officer else "Duty officer",
    )  # fmt: skip


def _copy(notice: Notice, written: Written, chance: random.Random, today: date) -> NoticeCopy:
    copy = copy_row(notice, written)
    if not written.is_online and chance.random() < RECEIVED_RATE:
        came_on = max(copy.served_on + timedelta(days=chance.randint(-1, 3)), notice.on)
        copy.received_on = copy.served_on = min(came_on, today)
    return copy
