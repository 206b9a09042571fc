"""The panel of the demonstration: this week's agenda, and the one after."""

from __future__ import annotations

from datetime import date, timedelta

from sendap.apps.access.actors import Actor, actor_for
from sendap.apps.access.models import Account
from sendap.apps.plans.models import PanelItem
from sendap.apps.plans.panel.actions import add
from sendap.apps.timeline.models import Case
from sendap.demo.plans import days_of
from sendap.reference.authorities import NORTHMERE

A_PANEL = 5
"""How many requests, and how many plans, each panel has to decide."""


def make_panel(*, today: date) -> int:
    """Put requests and finished assessments on two agendas; returns how many."""
    manager = Account.objects.filter(is_demonstration=True, grants__role="team_manager").first()
    if manager is None:
        return 0
    actor = actor_for(manager, on=today)
    first = today + timedelta(days=max(3 - today.weekday(), 0))
    for place, on in enumerate((first, first + timedelta(days=7))):
        part = slice(A_PANEL * place, A_PANEL * (place + 1))
        for question, cases in (("assess", _requests()), ("plan", _assessed())):
            for case in cases[part]:
                _add(actor, case, question, on, today)
    return PanelItem.objects.count()


def _add(actor: Actor, case: Case, question: str, on: date, today: date) -> None:
    add(actor=actor, case_id=case.pk, question=question, on=on, today=today)


def _requests() -> list[Case]:
    rows = Case.objects.filter(authority_code=NORTHMERE.code, stage="request")
    return list(rows.order_by("next_due_on", "reference")[: 2 * A_PANEL])


def _assessed() -> list[Case]:
    """Assessments in which all the advice is in and nobody has decided on a plan."""
    decided = {*days_of("plan_agreed"), *days_of("draft_plan_served")}
    rows = Case.objects.filter(authority_code=NORTHMERE.code, stage="assessment")
    rows = rows.filter(advice_requests__isnull=False).exclude(
        advice_requests__answered_on__isnull=True
    )
    found = rows.distinct().order_by("next_due_on", "reference")
    return [case for case in found if case.pk not in decided][: 2 * A_PANEL]
