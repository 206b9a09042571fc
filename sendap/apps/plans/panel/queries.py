"""Reads of the panel: the agenda by day, and the pack of one case."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Grant
from sendap.apps.access.visibility import visible
from sendap.apps.plans.models import (
    AdviceStatement,
    Panel,
    PanelItem,
    PlanVersion,
    RequestForm,
)
from sendap.apps.plans.panel.actions import QUESTIONS
from sendap.apps.plans.panel.arranging import waiting_for
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries.cases import case_of
from sendap.apps.timeline.queries.history import EventLine, history
from sendap.basics.errors import NotFound

STAYS_LISTED = timedelta(days=28)
"""How long a panel that has met stays on the agenda."""


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A case on the agenda, with what is to be decided."""

    panel_id: int
    item_id: int
    name: str
    reference: str
    question: str


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """The agenda of a day; ``stepped_back`` counts the cases that the viewer sees nothing of.

    ``is_to_come``: whether its order can still be changed.
    """

    on: date
    is_to_come: bool
    lines: tuple[AgendaLine, ...]
    stepped_back: int


@dataclass(frozen=True, slots=True)
class PackStatement:
    """One statement of the advice, and who gave it when."""

    kind: str
    text: str
    evidence: str
    author: str
    given_on: date | None


@dataclass(frozen=True, slots=True)
class Pack:
    """All that the panel reads on a case.

    ``request`` is what the request says is needed, empty for one that wasn't made here; ``plan``
    are the plan's versions, newest first, each with its status.
    """

    line: AgendaLine
    case_id: uuid.UUID
    on: date
    born_on: date
    request: str
    requested_on: date | None
    statements: tuple[PackStatement, ...]
    events: tuple[EventLine, ...]
    plan: tuple[str, ...]


def agenda(viewer: Actor, *, on: date) -> tuple[AgendaDay, ...]:
    """The panels to come and of the last four weeks, the first first."""
    with audit.reading(viewer, "panel.agenda") as note:
        rows = visible(viewer, PanelItem.objects.all()).filter(panel__on__gte=on - STAYS_LISTED)
        ordered = rows.select_related("panel", "case__person").order_by("panel__on", "position")
        days: dict[date, list[AgendaLine]] = defaultdict(list)
        found = list(ordered[:1000])
        for row in found:
            days[row.panel.on].append(_line(row))
        away = _stepped_back(viewer, on)
        note.saw_all(sorted({row.case.person_id for row in found}), count=len(found))
        return tuple(
            AgendaDay(day, day >= on, tuple(days.get(day, ())), away.get(day, 0))
            for day in sorted({*days, *away})
        )


def _line(row: PanelItem) -> AgendaLine:
    name = row.case.person.full_name
    return AgendaLine(row.panel_id, row.pk, name, row.case.reference, QUESTIONS[row.question])


def _stepped_back(viewer: Actor, on: date) -> dict[date, int]:
    """How many cases of each day the viewer is shut out of; nothing about them."""
    codes = [each.code for each in viewer.grants if each.scope == Grant.Scope.AUTHORITY]
    rows = PanelItem.objects.filter(
        panel__authority_code__in=codes, panel__on__gte=on - STAYS_LISTED,
        case__person_id__in=viewer.excluded,
    )  # fmt: skip
    counts: dict[date, int] = defaultdict(int)
    for day in rows.values_list("panel__on", flat=True):
        counts[day] += 1
    return counts


def waiting(viewer: Actor, *, on: date) -> int:
    """How many cases of agendas to come weren't opened to the viewer, a member who joined since."""
    return waiting_for(viewer, on=on).count()


def pack(viewer: Actor, *, panel_id: int, item_id: int) -> Pack:
    """The pack of a case on the agenda. Errors: ``NotFound``."""
    with audit.reading(viewer, "panel.pack") as note:
        rows = visible(viewer, PanelItem.objects.all()).filter(panel=panel_id, pk=item_id)
        row = rows.select_related("panel", "case__person").first()
        if row is None:
            raise NotFound("There is no such case on the agenda.")
        note.saw(row.case.person_id)
        form = visible(viewer, RequestForm.objects.all()).filter(case=row.case).first()
        return Pack(
            line=_line(row), case_id=row.case_id, on=row.panel.on,
            born_on=row.case.person.born_on,
            request=str(form.answers.get("needs", "")) if form else "",
            requested_on=form.received_on if form else None,
            statements=_statements(viewer, row.case),
            events=history(viewer, row.case_id).lines,
            plan=tuple(_plan(viewer, row.case)),
        )  # fmt: skip


def _statements(viewer: Actor, case: Case) -> tuple[PackStatement, ...]:
    rows = visible(viewer, AdviceStatement.objects.all()).filter(request__case=case)
    ordered = rows.select_related("request").order_by("request__answered_on", "request", "number")
    return tuple(
        PackStatement(row.kind, row.text, row.evidence, row.request.answered_by,
                      row.request.answered_on)
        for row in ordered
    )  # fmt: skip


def _plan(viewer: Actor, case: Case) -> Iterable[str]:
    rows = visible(viewer, PlanVersion.objects.all()).filter(case=case).order_by("-number")
    return (f"Version {row.number}: {row.status.replace('_', ' ')}" for row in rows)


def case_named(viewer: Actor, case_id: uuid.UUID) -> tuple[str, str]:
    """The name and reference of a case that may go on an agenda. Errors: ``NotFound``."""
    with audit.reading(viewer, "panel.choose") as note:
        case = case_of(viewer, case_id)
        note.saw(case.person_id)
        return case.person.full_name, case.reference


def next_panel(viewer: Actor, *, on: date) -> date | None:
    """The next day on which a panel meets in the viewer's authorities, if one is set."""
    rows = visible(viewer, Panel.objects.all()).filter(on__gte=on).order_by("on")
    return rows.values_list("on", flat=True).first()
