"""Consulting for many cases at once, when a year's moves to the next phase are prepared."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.placements.consultation.actions import Wanted, consult
from sendap.apps.placements.consultation.reach import of_own_cases
from sendap.apps.plans.actions.moves import happenings
from sendap.apps.plans.models import PlanVersion
from sendap.apps.timeline.models import Case, Event
from sendap.apps.timeline.regimes import process_of
from sendap.basics.errors import BadInput, NotFound, WrongState
from sendap.law.process import states_after

MOST_CASES = 100
MOST_LISTED = 500
OPENS = ("phase_transfer_due", "post16_move_planned")


@dataclass(frozen=True, slots=True)
class Moving:
    """Somebody whose move to the next phase is open; ``asked`` counts the parties consulted."""

    case_id: uuid.UUID
    name: str
    reference: str
    setting: str
    asked: int


@dataclass(frozen=True, slots=True)
class Done:
    """What was sent: consultations, for how many people, and who was left out without a plan."""

    sent: int
    cases: int
    left_out: int


def moving(viewer: Actor) -> tuple[Moving, ...]:
    """Those whose move is open now, by name; audited."""
    with audit.reading(viewer, "consultations.list") as note:
        rows = _open(viewer)
        asked: dict[uuid.UUID, int] = {}
        sent = of_own_cases(viewer).filter(case__in=[row.pk for row in rows], closed_on=None)
        for case_id in sent.values_list("case_id", flat=True):
            asked[case_id] = asked.get(case_id, 0) + 1
        note.saw_all((row.person_id for row in rows), count=len(rows))
        return tuple(
            Moving(
                row.pk, row.person.full_name, row.reference,
                row.setting_name, asked.get(row.pk, 0),
            )
            for row in rows
        )  # fmt: skip


def _open(viewer: Actor) -> list[Case]:
    begun = Event.objects.filter(name__in=OPENS, retraction__isnull=True)
    rows = visible(viewer, Case.objects.filter(pk__in=begun.values("case_id")))
    ordered = rows.select_related("person").order_by("sort_name", "pk")[:MOST_LISTED]
    return [row for row in ordered if _states(row).get("phase") == "due"]


def _states(case: Case) -> dict[str, str]:
    return states_after(process_of(case), happenings(case.pk))


def consult_many(
    *, actor: Actor, case_ids: Collection[uuid.UUID], wanted: Wanted, today: date
) -> Done:
    """Consult the same settings about each of these people, all of it or nothing.

    Whoever has had no plan through this service is left out and counted. Errors: as ``consult``;
    ``BadInput`` for nobody, or too many at once.
    """
    with audit.change(actor, "consultations.send"):
        if not case_ids:
            raise BadInput("Choose at least one person.", field="people")
        if len(case_ids) > MOST_CASES:
            raise BadInput(f"Choose no more than {MOST_CASES} people at once.", field="people")
        if visible(actor, Case.objects.filter(pk__in=case_ids)).count() < len(set(case_ids)):
            raise NotFound("There is no such case.")
        sent = PlanVersion.objects.filter(case__in=case_ids, served_on__isnull=False)
        ready = set(sent.values_list("case_id", flat=True))
        if not ready:
            raise WrongState("None of them has a plan that was sent through this service.")
        # All at once and in order: whoever else changes one of these cases waits, and we never do.
        list(Case.objects.select_for_update().filter(pk__in=ready).order_by("pk"))
        count = sum(
            consult(actor=actor, case_id=case_id, wanted=wanted, on=today, today=today)
            for case_id in sorted(ready)
        )
    return Done(count, len(ready), len(set(case_ids)) - len(ready))
