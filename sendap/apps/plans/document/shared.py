"""Final plans as they go to those who carry them out: the pupil's setting, and their services.

The authority must send the final plan to the setting named in it and to the health body that
arranges its provision (SEND Regulations 2014, regulation 13(2)).
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.people.queries import with_protected_place
from sendap.apps.plans.document.queries import outward
from sendap.apps.plans.document.standing import CEASED, ceased_number
from sendap.apps.plans.models import PlanVersion
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries.cases import case_of
from sendap.basics.errors import WrongState
from sendap.exchange.plan.document import PlanDocument

FINAL = ("final", "amended_final")


@dataclass(frozen=True, slots=True)
class SharedLine:
    """The latest final plan of somebody; ``status`` is final, amended_final or ceased."""

    case_id: uuid.UUID
    name: str
    reference: str
    number: int
    status: str
    served_on: date


@dataclass(frozen=True, slots=True)
class SharedPlans:
    """A part of the final plans, the first sent first; ``count`` of all."""

    count: int
    rows: tuple[SharedLine, ...]


@dataclass(frozen=True, slots=True)
class SharedPlan:
    """A final plan without anything internal; ``withheld``: places are left out of it."""

    line: SharedLine
    plan: PlanDocument
    withheld: bool


def final_plans(
    viewer: Actor, *, changed_since: date | None, offset: int, limit: int
) -> SharedPlans:
    """The final plans of the viewer's pupils or patients (those sent since a day); audited."""
    with audit.reading(viewer, "plans.list_final") as note:
        rows = _latest(visible(viewer, Case.objects.all()))
        if changed_since is not None:
            rows = rows.filter(served_on__gte=changed_since)
        count = rows.count()
        found = list(rows.order_by("served_on", "pk")[offset : offset + limit])
        note.saw_all((version.case.person_id for version in found), count=count)
        return SharedPlans(count, tuple(_line(version) for version in found))


def final_plan(viewer: Actor, case_id: uuid.UUID) -> SharedPlan:
    """The final plan of one of them; audited.

    Errors: ``NotFound``; ``WrongState`` before a final plan is sent.
    """
    with audit.reading(viewer, "plans.open_final") as note:
        case = case_of(viewer, case_id)
        note.saw(case.person_id)
        version = _latest(Case.objects.filter(pk=case.pk)).first()
        if version is None:
            raise WrongState("No final plan has been sent through this service.")
        withheld = case.person_id in with_protected_place(viewer, [case.person_id])
        return SharedPlan(_line(version), outward(version, case, withheld), withheld)


def _latest(cases: QuerySet[Case]) -> QuerySet[PlanVersion]:
    sent = PlanVersion.objects.filter(served_on__isnull=False, status__in=FINAL)
    later = sent.filter(case=OuterRef("case"), number__gt=OuterRef("number"))
    rows = sent.filter(~Exists(later), case__in=cases.values("pk"))
    return rows.select_related("case__person")


def _line(version: PlanVersion) -> SharedLine:
    case, served_on = version.case, version.served_on
    assert served_on is not None
    ended = ceased_number(case.pk, [version])
    return SharedLine(
        case_id=case.pk, name=case.person.full_name,
        reference=case.reference, number=version.number,
        status=CEASED if version.number == ended else version.status, served_on=served_on,
    )  # fmt: skip
