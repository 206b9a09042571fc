"""Writes about the panel: put a case on an agenda, and step back from one."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.db.models import Max, Q

from sendap.apps.access import audit
from sendap.apps.access.actions import declare_conflict
from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Exclusion, Grant
from sendap.apps.access.visibility import visible
from sendap.apps.plans.models import Panel, PanelItem
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries.cases import case_of
from sendap.basics.errors import BadInput, NotFound

BASIS = "panel"
"""The basis of the grant by which a panel member sees the person whose case is on the agenda."""

STAYS_OPEN = timedelta(days=28)
"""How long after the panel its members can still see the case."""

QUESTIONS = {"assess": "Whether to assess", "plan": "Whether to issue a plan"}
"""What a panel decides, by question."""


def add(*, actor: Actor, case_id: uuid.UUID, question: str, on: date | None, today: date) -> None:
    """Put a case on the agenda of a day and open it to the panel's members.

    On the agenda of that day already, its question is changed. Errors: ``NotFound``; ``BadInput``
    for a question that no panel decides, or a day that is missing or past.
    """
    with audit.change(actor, "panel.add") as note:
        case = case_of(actor, case_id)
        note.saw(case.person_id)
        if on is None or on < today:
            raise BadInput("Enter the day of the panel: today or a day to come.", field="on")
        if question not in QUESTIONS:
            raise BadInput("Choose what the panel decides.", field="question")
        _put(actor, case, question, on)
        open_to_members(case, on, today)


def _put(actor: Actor, case: Case, question: str, on: date) -> None:
    panel, _ = Panel.objects.get_or_create(authority_code=case.authority_code, on=on)
    last = panel.items.aggregate(last=Max("position"))["last"] or 0
    PanelItem.objects.update_or_create(
        panel=panel, case=case, defaults={"question": question},
        create_defaults={"question": question, "position": last + 1, "added_by": actor.name},
    )  # fmt: skip


def open_to_members(case: Case, on: date, today: date) -> None:
    """Grant each member of the panel the person until four weeks after the panel.

    Its caller audits the deed that it belongs to.
    """
    still = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
    members = Grant.objects.filter(
        still, role="panel_member", scope=Grant.Scope.AUTHORITY, code=case.authority_code,
        starts_on__lte=today, account__is_active=True,
    ).values_list("account_id", flat=True)  # fmt: skip
    away = Exclusion.objects.filter(person_id=case.person_id).values_list("account_id", flat=True)
    for account_id in sorted(set(members) - set(away)):
        grant, fresh = Grant.objects.get_or_create(
            account_id=account_id, role="panel_member", scope=Grant.Scope.PERSON,
            code=str(case.person_id), basis=BASIS, ends_on__gte=today,
            defaults={"starts_on": today, "ends_on": on + STAYS_OPEN},
        )  # fmt: skip
        if not fresh and grant.ends_on and grant.ends_on < on + STAYS_OPEN:
            grant.ends_on = on + STAYS_OPEN
            grant.save(update_fields=["ends_on"])


def step_back(*, actor: Actor, panel_id: int, item_id: int, reason: str) -> None:
    """Declare a conflict of interest: nothing of the case is shown to this member again.

    Errors: ``NotFound``; ``BadInput`` without a reason.
    """
    found = visible(actor, PanelItem.objects.all()).filter(panel=panel_id, pk=item_id)
    person_id = found.values_list("case__person_id", flat=True).first()
    if person_id is None:
        raise NotFound("There is no such case on the agenda.")
    declare_conflict(actor=actor, person_id=person_id, reason=reason)
