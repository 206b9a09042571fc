"""Writes about an agenda: the order of its cases, taking one off, members who joined since."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.db.models import QuerySet

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Grant
from sendap.apps.access.visibility import visible
from sendap.apps.plans.models import Panel, PanelItem
from sendap.apps.plans.panel.actions import BASIS, STAYS_OPEN, open_to_members
from sendap.basics.errors import NotFound, WrongState


def place(*, actor: Actor, panel_id: int, item_id: int, up: bool, today: date) -> None:
    """Move a case one place up or down the agenda of a panel that hasn't met.

    At the end of the list already, nothing changes. A case that the actor sees nothing of keeps
    its place among the others. Errors: ``NotFound``; ``WrongState`` once the panel's day is past.
    """
    with audit.change(actor, "panel.arrange") as note:
        item = _item(actor, panel_id, item_id, today)
        note.saw(item.case.person_id)
        rows = list(PanelItem.objects.filter(panel=panel_id).order_by("position", "pk"))
        seen = set(visible(actor, PanelItem.objects.filter(panel=panel_id)).values_list("pk"))
        at = rows.index(item)
        passed = reversed(rows[:at]) if up else rows[at + 1 :]
        next_to = next((row for row in passed if (row.pk,) in seen), None)
        if next_to is not None:
            rows.insert(rows.index(next_to), rows.pop(at))
            _number(rows)


def _number(rows: list[PanelItem]) -> None:
    for position, row in enumerate(rows, start=1):
        row.position = position
    PanelItem.objects.bulk_update(rows, ["position"])


def take_off(*, actor: Actor, panel_id: int, item_id: int, today: date) -> None:
    """Take a case off the agenda of a panel that hasn't met: it closes to the panel's members.

    It stays open to them while it is on another agenda. Errors: ``NotFound``; ``WrongState`` once
    the panel's day is past.
    """
    with audit.change(actor, "panel.take_off") as note:
        item = _item(actor, panel_id, item_id, today)
        person_id = item.case.person_id
        note.saw(person_id)
        item.delete()
        _close(person_id, today)


def _item(actor: Actor, panel_id: int, item_id: int, today: date) -> PanelItem:
    found = visible(actor, PanelItem.objects.all()).filter(panel=panel_id, pk=item_id)
    item = found.select_related("panel", "case__person").first()
    if item is None:
        raise NotFound("There is no such case on the agenda.")
    Panel.objects.select_for_update().get(pk=panel_id)
    if item.panel.on < today:
        raise WrongState("This panel has met: its agenda stays as it was.")
    return item


def _close(person_id: uuid.UUID, today: date) -> None:
    """End what the agenda opened, or when the latest other agenda ends it."""
    others = PanelItem.objects.filter(case__person_id=person_id).order_by("-panel__on")
    latest = others.values_list("panel__on", flat=True).first()
    yesterday = today - timedelta(days=1)
    ends_on = max(latest + STAYS_OPEN, yesterday) if latest else yesterday
    grants = Grant.objects.filter(
        role="panel_member", scope=Grant.Scope.PERSON, code=str(person_id), basis=BASIS
    )
    grants.filter(ends_on__gt=ends_on).update(ends_on=ends_on)


def waiting_for(viewer: Actor, *, on: date) -> QuerySet[PanelItem]:
    """The cases on agendas to come that weren't opened to this member, who joined since.

    Those that the member stepped back from aren't among them. Says nothing of the persons.
    """
    codes = {
        each.code
        for each in viewer.grants
        if each.role == "panel_member" and each.scope == Grant.Scope.AUTHORITY
    }
    opened = [
        uuid.UUID(each.code)
        for each in viewer.grants
        if each.role == "panel_member" and each.scope == Grant.Scope.PERSON
    ]
    rows = PanelItem.objects.filter(panel__authority_code__in=codes, panel__on__gte=on)
    return rows.exclude(case__person_id__in=[*opened, *viewer.excluded])


def open_to_me(*, actor: Actor, today: date) -> int:
    """Open the agendas to come to a member who joined after they were made; returns how many cases.

    As for every member, until four weeks after the panel.
    """
    with audit.change(actor, "panel.open") as note:
        rows = list(waiting_for(actor, on=today).select_related("panel", "case"))
        for row in rows:
            note.saw(row.case.person_id)
            open_to_members(row.case, row.panel.on, today)
    return len(rows)
