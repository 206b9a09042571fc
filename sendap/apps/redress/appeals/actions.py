"""Recording an appeal’s course: registered, answered, ended; orders and what was done of them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.plans.document.assembling import document_of
from sendap.apps.plans.models import PlanSection, PlanVersion
from sendap.apps.redress.appeals.rules import CHANGES_PLAN, KINDS, ORDERS, OUTCOMES, eligibility
from sendap.apps.redress.models import Appeal, Order
from sendap.apps.timeline.actions.events import add_events, live_events, refresh
from sendap.apps.timeline.evidence import ENTERED, HappenedEvent
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries.cases import case_of
from sendap.apps.timeline.queries.dates import deadline_lines
from sendap.apps.timeline.regimes import regime_of
from sendap.basics.errors import BadInput, NotFound, WrongState
from sendap.exchange.working_document.document import plan_items
from sendap.law.process import find_process
from sendap.law.regimes import find_regime

DEED = "appeals.write"
STEPS = {
    "respond": ("appeal_response_sent", ""),
    "withdraw": ("appeal_withdrawn", "withdrawn"),
    "concede": ("appeal_conceded", "conceded"),
}
"""The steps of an open appeal: the event that each records, and the state that it ends in."""

DONE = {
    "order_assessment_notified": "The family was told that the assessment starts",
    "reconsideration_notified": "The family was told the outcome of the reconsideration",
    "plan_continued": "The plan was continued",
    "recommendation_response_sent": "The response to the recommendation was sent",
}
"""What may be recorded here as done of an order; the rest are steps of the plan itself."""

LONGEST, MOST_PENCE = 8_000, 100_000_000


@dataclass(frozen=True, slots=True)
class Registered:
    """An appeal as the tribunal registered it; the authority had it on ``received_on``."""

    reference: str
    kind: str
    registered_on: date
    received_on: date


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order or recommendation; ``state`` is how the appeal ended, empty while it goes on."""

    kind: str
    made_on: date
    text: str
    directed_by: date | None = None
    state: str = ""


def register(
    *, actor: Actor, case_id: uuid.UUID, token: uuid.UUID, appeal: Registered, today: date
) -> uuid.UUID:
    """Take an appeal in: its days go to the timeline, and the response is due from them.

    The same form sent twice is one appeal. Errors: ``NotFound``; ``BadInput``; ``WrongState`` while
    another one is open, or where the regime wants something first.
    """
    with audit.change(actor, DEED, does="register") as note:
        case = locked_case(actor, case_id, note)
        kept = Appeal.objects.filter(token=token, case=case).first()
        if kept is not None:
            return kept.pk
        _check_registered(case, appeal, today)
        row = Appeal.objects.create(
            case=case, token=token, reference=appeal.reference.strip(), kind=appeal.kind,
            regime=regime_of(case), registered_on=appeal.registered_on,
            received_on=appeal.received_on, made_by=actor.name, made_at=timezone.now(),
        )  # fmt: skip
        happened = (("appeal_registered", appeal.registered_on),
                    ("appeal_received_by_authority", appeal.received_on))  # fmt: skip
        _add(actor, case, [(name, on, {}) for name, on in happened], today)
        return row.pk


def _check_registered(case: Case, appeal: Registered, today: date) -> None:
    if not appeal.reference.strip():
        raise BadInput("Enter the tribunal’s reference.", field="reference")
    if len(appeal.reference) > 40:
        raise BadInput("The reference must have 40 characters or fewer.", field="reference")
    if appeal.kind not in KINDS:
        raise BadInput("Choose what the appeal is against.", field="kind")
    _check_day(appeal.registered_on, "registered_on", today)
    _check_day(appeal.received_on, "received_on", today)
    if appeal.received_on < appeal.registered_on:
        raise BadInput("It can’t have come before it was registered.", field="received_on")
    if Appeal.objects.filter(case=case, state=Appeal.State.OPEN).exists():
        raise WrongState("An appeal is open on this case already.")
    events = live_events([case.pk])[case.pk]
    lines = deadline_lines(events, born_on=case.born_on, on=today)
    regime = regime_of(case)
    found = eligibility(events, lines, kind=appeal.kind, regime=regime, on=today)
    if found.decided_on is None or (found.needs and find_regime(regime).proposed):
        raise WrongState(found.needs)


def _check_day(on: date, field: str, today: date) -> None:
    if on > today:
        raise BadInput("The day must be today or in the past.", field=field)


def step(
    *, actor: Actor, case_id: uuid.UUID, does: str, on: date, today: date
) -> None:  # fmt: skip
    """Record a step of the open appeal (``STEPS``). Errors: ``NotFound``, ``BadInput``."""
    with audit.change(actor, DEED, does=does) as note:
        case = locked_case(actor, case_id, note)
        appeal = open_appeal(case)
        _check_day(on, "on", today)
        if on < appeal.received_on:
            raise BadInput("That is before the appeal came.", field="on")
        event, state = STEPS[does]
        if state:
            appeal.state = state
            appeal.save()
        elif any(each.name == event and each.on >= appeal.received_on
                 for each in live_events([case.pk])[case.pk]):  # fmt: skip
            return
        _add(actor, case, [(event, on, {})], today)


def note_down(
    *, actor: Actor, case_id: uuid.UUID, appeal_id: uuid.UUID, hearing_on: date | None,
    costs_pence: int, lessons: str,
) -> None:  # fmt: skip
    """Keep the hearing’s day, costs and lessons. Errors: ``NotFound``, ``BadInput``."""
    with audit.change(actor, DEED, does="note") as note:
        case = locked_case(actor, case_id, note)
        appeal = appeal_of(case, appeal_id)
        if not 0 <= costs_pence <= MOST_PENCE:
            raise BadInput("Enter the costs in pounds, such as 1,250.50.", field="costs")
        if len(lessons) > LONGEST:
            raise BadInput(f"The lessons must have {LONGEST:,} characters or fewer.",
                           field="lessons")  # fmt: skip
        appeal.hearing_on, appeal.costs_pence = hearing_on, costs_pence
        appeal.lessons = _plain(lessons)
        appeal.save()


def record_order(
    *, actor: Actor, case_id: uuid.UUID, appeal_id: uuid.UUID, token: uuid.UUID, order: Ordered,
    today: date,
) -> int:  # fmt: skip
    """Record an order or a recommendation; what it asks for is due from the clock’s own rows.

    Errors: ``NotFound``; ``BadInput``.
    """
    with audit.change(actor, DEED, does="order") as note:
        case = locked_case(actor, case_id, note)
        appeal = appeal_of(case, appeal_id)
        kept = Order.objects.filter(token=token, appeal=appeal).first()
        if kept is not None:
            return int(kept.pk)
        _check_order(appeal, order, today)
        row = Order.objects.create(
            appeal=appeal, token=token, kind=order.kind, made_on=order.made_on,
            directed_by=order.directed_by, text=_plain(order.text), made_by=actor.name,
            made_at=timezone.now(),
        )  # fmt: skip
        if order.state:
            appeal.state = order.state
            appeal.save()
        _add(actor, case, [_event_of(order)], today)
        return int(row.pk)


def _event_of(order: Ordered) -> tuple[str, date, dict[str, Any]]:
    if order.kind == "recommendation":
        return "tribunal_recommendation_made", order.made_on, {}
    facts: dict[str, Any] = {"kind": order.kind}
    if order.directed_by is not None:
        facts["directed_by"] = order.directed_by.isoformat()
    if order.kind in CHANGES_PLAN:
        facts["outcome"] = find_process().moves["record_order"].outcome
    return "tribunal_order", order.made_on, facts


def _check_order(appeal: Appeal, order: Ordered, today: date) -> None:
    if order.kind not in ORDERS:
        raise BadInput("Choose what was ordered.", field="order")
    _check_day(order.made_on, "made_on", today)
    if order.made_on < appeal.registered_on:
        raise BadInput("That is before the appeal was registered.", field="made_on")
    if order.directed_by is not None and order.directed_by < order.made_on:
        raise BadInput("That is before the order was made.", field="directed_by")
    if not order.text.strip():
        raise BadInput("Write what the tribunal ordered, in its words.", field="text")
    if len(order.text) > LONGEST:
        raise BadInput(f"This must have {LONGEST:,} characters or fewer.", field="text")
    if order.state and order.state not in OUTCOMES:
        raise BadInput("Choose how the appeal ended.", field="state")


def record_done(
    *, actor: Actor, case_id: uuid.UUID, event: str, on: date, today: date
) -> None:  # fmt: skip
    """Record that what was ordered was done (``DONE``). Errors: ``NotFound``, ``BadInput``."""
    with audit.change(actor, DEED, does=event) as note:
        case = locked_case(actor, case_id, note)
        if event not in DONE:
            raise BadInput("Choose what was done.", field="event")
        _check_day(on, "done_on", today)
        first = Order.objects.filter(appeal__case=case).order_by("made_on").first()
        if first is None or on < first.made_on:
            raise BadInput("That is before anything was ordered.", field="done_on")
        same = (each.name == event and each.on == on for each in live_events([case.pk])[case.pk])
        if not any(same):
            _add(actor, case, [(event, on, {})], today)


def begin_plan(*, actor: Actor, case_id: uuid.UUID, order_id: int, on: date) -> int:
    """Begin the amended plan with the ordered words in it; returns the version’s number.

    Nothing is sent: those who write plans read it, finish it and issue it. Errors: ``NotFound``;
    ``WrongState`` when a version is being written already, or no plan is there.
    """
    with audit.change(actor, DEED, does="begin_plan") as note:
        case = locked_case(actor, case_id, note)
        order = Order.objects.filter(pk=order_id, appeal__case=case).first()
        if order is None or order.kind not in CHANGES_PLAN:
            raise NotFound("There is no such order.")
        if order.version is not None:
            return int(order.version)
        if PlanVersion.objects.filter(case=case, served_on__isnull=True).exists():
            raise WrongState("A version of the plan is being written already: finish it first.")
        last = PlanVersion.objects.filter(case=case).order_by("-number").first()
        if last is None:
            raise WrongState("There is no plan on the record to change.")
        order.version = _begin(actor, last, _words(order), on)
        order.save()
        return int(order.version)


def _words(order: Order) -> dict[tuple[str, str], str]:
    return {(row["item"], row["field"]): row["text"] for row in order.words}


def _begin(
    actor: Actor, last: PlanVersion, words: Mapping[tuple[str, str], str], on: date
) -> int:  # fmt: skip
    number = last.number + 1
    version = PlanVersion.objects.create(
        case=last.case, number=number, status="amended_final", prepared_on=on,
        prepared_by=actor.name,
    )  # fmt: skip
    sections = plan_items(document_of(last).sections, words)
    PlanSection.objects.bulk_create(
        PlanSection(
            version=version, letter=letter, edited_by=actor.name,
            items=[{"id": item.id, **item.fields} for item in items],
        )
        for letter, items in sections.items()
    )  # fmt: skip
    return int(number)


def open_appeal(case: Case) -> Appeal:
    """The case’s open appeal. Errors: ``WrongState`` when there is none."""
    found = Appeal.objects.filter(case=case, state=Appeal.State.OPEN).first()
    if found is None:
        raise WrongState("No appeal is open on this case.")
    return found


def appeal_of(case: Case, appeal_id: uuid.UUID) -> Appeal:
    """An appeal of the case. Errors: ``NotFound``."""
    found = Appeal.objects.filter(case=case, pk=appeal_id).first()
    if found is None:
        raise NotFound("There is no such appeal.")
    return found


def locked_case(actor: Actor, case_id: uuid.UUID, note: audit.Note) -> Case:
    """The case for a change of it, which nobody else changes meanwhile. Errors: ``NotFound``."""
    case = case_of(actor, case_id)
    note.saw(case.person_id)
    Case.objects.select_for_update().get(pk=case.pk)
    return case


def _add(
    actor: Actor, case: Case, happened: list[tuple[str, date, dict[str, Any]]], today: date
) -> None:  # fmt: skip
    events = [HappenedEvent(name, on, "", facts, ENTERED) for name, on, facts in happened]
    add_events(case, events, by=actor.name)
    refresh([case.pk], today=today)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\0", "").strip()
