"""What was agreed at mediation: its items with their days, and whether each was done."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.redress.mediation.actions import advising
from sendap.apps.redress.mediation.reach import within_reach
from sendap.apps.redress.mediation.rules import (
    DOES,
    HELD,
    MOST_ITEMS,
    check_day,
    kinds,
    written,
)
from sendap.apps.redress.models import AgreedItem, Mediation
from sendap.apps.timeline.actions.events import add_events, refresh
from sendap.apps.timeline.evidence import ENTERED, HappenedEvent
from sendap.apps.timeline.models import Case
from sendap.basics.errors import BadInput, NotFound, WrongState

SIGNED, DONE = "mediation_agreement_signed", "mediation_agreement_done"


class Agreed(NamedTuple):
    """One item of an agreement: its kind, what is done, by whom, and the day it gives if any."""

    kind: str
    text: str
    body: str
    agreed_by: date | None


def sign_agreement(
    *, actor: Actor, mediation_id: uuid.UUID, items: Sequence[Agreed], on: date, today: date
) -> None:
    """Record what was agreed; each item starts its own days (rule D9).

    Errors: ``NotFound``; ``WrongState`` before the session was held or when the agreement is
    recorded; ``BadInput`` naming the item that can't be used.
    """
    with advising(actor, mediation_id) as found:
        if found.ended_because != HELD:
            raise WrongState("An agreement follows a session that was held.")
        if found.items.exists():
            raise WrongState("The agreement is recorded already.")
        check_day(on, today=today, after=found.ended_on)
        rows = [_row(found, number, item, on) for number, item in enumerate(_checked(items, on), 1)]
        AgreedItem.objects.bulk_create(rows)
        add_events(found.case, map(_event, rows), by=actor.name)
        refresh([found.case_id], today=today)


def _checked(items: Sequence[Agreed], on: date) -> list[Agreed]:
    if not items:
        raise BadInput("Enter what was agreed.", field="text-1")
    if len(items) > MOST_ITEMS:
        raise BadInput(f"Enter at most {MOST_ITEMS} items.", field="text-1")
    for number, item in enumerate(items, 1):
        written(item.text, f"text-{number}", "Say what is to be done.")
        if item.kind not in kinds():
            raise BadInput("Choose what kind of thing it is.", field=f"kind-{number}")
        if item.body not in DOES:
            raise BadInput("Choose who does it.", field=f"body-{number}")
        if item.agreed_by and item.agreed_by < on:
            raise BadInput("The day is before the agreement.", field=f"by-{number}")
    return list(items)


def _row(found: Mediation, number: int, item: Agreed, on: date) -> AgreedItem:
    return AgreedItem(
        mediation=found, reference=f"agreed-{found.pk.hex[:8]}-{number}", kind=item.kind,
        text=item.text.strip(), body=item.body, signed_on=on, agreed_by=item.agreed_by,
    )  # fmt: skip


def _event(row: AgreedItem) -> HappenedEvent:
    facts = {"kind": row.kind}
    if row.agreed_by:
        facts["agreed_by"] = row.agreed_by.isoformat()
    return HappenedEvent(SIGNED, row.signed_on, row.reference, facts, ENTERED)


def item_done(*, actor: Actor, item_id: int, on: date, today: date) -> None:
    """Record that an item was done; with the last one, that the agreement was.

    A second time changes nothing. Errors: ``NotFound``; ``BadInput`` for the day.
    """
    with audit.change(actor, "mediation.done") as note:
        rows = AgreedItem.objects.select_related("mediation__case").filter(
            pk=item_id, mediation__in=within_reach(actor, on=today).values("pk")
        )
        item = rows.first()
        if item is None:
            raise NotFound("There is no such agreement.")
        case = Case.objects.select_for_update().get(pk=item.mediation.case_id)
        note.saw(case.person_id)
        if item.done_on is not None:
            return
        check_day(on, today=today, after=item.signed_on)
        item.done_on, item.done_by = on, actor.name
        item.save(update_fields=["done_on", "done_by"])
        _finish(item.mediation, case, by=actor.name, today=today)


def _finish(found: Mediation, case: Case, *, by: str, today: date) -> None:
    """The law's clock knows an agreement as one thing: it is done with its last item."""
    days = list(found.items.values_list("done_on", flat=True))
    if any(day is None for day in days):
        return
    last = max(day for day in days if day)
    add_events(case, [HappenedEvent(DONE, last, "", {}, ENTERED)], by=by)
    refresh([case.pk], today=today)
