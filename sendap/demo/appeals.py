"""Appeals of the demonstration: one that just came, one with its papers, one with an order."""

from __future__ import annotations

import random
import uuid
from datetime import date, timedelta
from typing import Any

from sendap.apps.access.actors import Actor, actor_for
from sendap.apps.access.models import Account
from sendap.apps.plans.models import PlanVersion
from sendap.apps.redress.appeals import actions, complaints, papers, words
from sendap.apps.redress.appeals.actions import Ordered, Registered
from sendap.apps.redress.models import Appeal, Complaint
from sendap.apps.timeline.actions.events import add_events, refresh
from sendap.apps.timeline.evidence import ENTERED, HappenedEvent
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.regimes import process_of
from sendap.reference.authorities import NORTHMERE

CAME_DAYS_AGO = (6, 30, 90, 120)
"""How long ago each appeal came; the last two have an order."""

COMPLAINT = (
    "The plan came eleven weeks late, and nobody answered when I asked where it was. "
    "I wrote four times."
)


def make_appeals(*, seed: int, today: date) -> int:
    """Take appeals in on cases whose plan was sent, and a complaint; returns how many appeals."""
    officer = Account.objects.filter(is_demonstration=True, grants__role="appeals").first()
    if officer is None:
        return 0
    chance, actor = random.Random(seed), actor_for(officer, on=today)  # noqa: S311 - made up
    cases = _cases(chance)
    for days, case in zip(CAME_DAYS_AGO, cases, strict=False):
        _appeal(actor, case, today - timedelta(days=days), today)
    for case in cases[1:3]:
        _papers(actor, case)
    for case, kind in zip(cases[2:], ("amend", "recommendation"), strict=False):
        _order(actor, case, kind, today)
    for case in cases[:1]:
        _complain(actor, case, today)
    return Appeal.objects.count()


def _cases(chance: random.Random) -> list[Case]:
    """Cases with a plan in force whose text is here, in an order of chance."""
    sent = PlanVersion.objects.filter(
        case__authority_code=NORTHMERE.code, case__stage="plan", served_on__isnull=False
    ).values("case_id")
    busy = PlanVersion.objects.filter(served_on__isnull=True).values("case_id")
    found = list(Case.objects.filter(pk__in=sent).exclude(pk__in=busy).order_by("reference"))
    chance.shuffle(found)
    return found[: len(CAME_DAYS_AGO)]


def _appeal(actor: Actor, case: Case, came_on: date, today: date) -> None:
    told_on = came_on - timedelta(days=35)
    happened = [("appealable_decision_notified", told_on),
                ("mediation_certificate_issued", told_on + timedelta(days=20))]  # fmt: skip
    if process_of(case).mediation.required:
        happened.append(("mediation_held", told_on + timedelta(days=20)))
    events = [HappenedEvent(name, on, "", {}, ENTERED) for name, on in happened]
    add_events(case, events, by=actor.name)
    refresh([case.pk], today=today)
    number = Appeal.objects.count() + 1
    actions.register(
        actor=actor, case_id=case.pk, token=uuid.UUID(int=number), today=today,
        appeal=Registered(f"EH998/{came_on:%y}/{number:05}", "contents",
                          came_on - timedelta(days=3), came_on),
    )  # fmt: skip


def _papers(actor: Actor, case: Case) -> None:
    appeal = Appeal.objects.get(case=case)
    known = papers.offered(actor, case)
    chosen = [papers.Chosen(each.source, each.key) for each in known if each.source != "file"]
    common: dict[str, Any] = {"actor": actor, "case_id": case.pk, "appeal_id": appeal.pk}
    papers.choose(**common, chosen=chosen)
    papers.make_bundle(**common)
    words.make_document(**common)


def _order(actor: Actor, case: Case, kind: str, today: date) -> None:
    appeal = Appeal.objects.get(case=case)
    answered_on = min(appeal.received_on + timedelta(days=30), today)
    actions.step(actor=actor, case_id=case.pk, does="respond", on=answered_on, today=today)
    said = {
        "amend": "Speech and language therapy once a week, for 45 minutes, by a therapist.",
        "recommendation": "An occupational therapist sees the child at home once a term.",
    }
    actions.record_order(
        actor=actor, case_id=case.pk, appeal_id=appeal.pk, token=uuid.uuid5(appeal.pk, kind),
        order=Ordered(kind, today - timedelta(days=9), said[kind],
                      state="for_family" if kind == "amend" else "partly"), today=today,
    )  # fmt: skip
    actions.note_down(
        actor=actor, case_id=case.pk, appeal_id=appeal.pk, hearing_on=today - timedelta(days=20),
        costs_pence=184_000, lessons="Ask the therapist for amounts before the draft is written.",
    )  # fmt: skip


def _complain(actor: Actor, case: Case, today: date) -> None:
    received_on = today - timedelta(days=12)
    complaints.complain(
        actor=actor, case_id=case.pk, token=uuid.uuid5(case.pk, "complaint"), about=COMPLAINT,
        received_on=received_on, happened_on=received_on - timedelta(days=60), today=today,
    )  # fmt: skip
    complaint = Complaint.objects.get(case=case)
    complaints.happen(
        actor=actor, case_id=case.pk, complaint_id=complaint.pk, what="acknowledged",
        on=received_on + timedelta(days=2), today=today,
    )  # fmt: skip
    complaints.add_remedy(
        actor=actor, case_id=case.pk, complaint_id=complaint.pk, amount_pence=25_000,
        text="Apologise, and pay for the trouble.", due_on=today + timedelta(days=18),
    )  # fmt: skip
