"""What the record keeps of earlier returns, as values a person, read table by table."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Model, Q

from sendap.apps.people.models import Location
from sendap.apps.plans.models import (
    ActivePlan,
    Assessment,
    Need,
    Placement,
    Plan,
    PlanSetting,
    Request,
)
from sendap.apps.plans.returned import (
    ActivePlanRow,
    AssessmentRow,
    NeedRow,
    PersonRow,
    PlacementRow,
    PlanRow,
    PlanSettingRow,
    RequestRow,
    ReturnedRequest,
)
from sendap.apps.timeline.models import Case

CHUNK = 5_000
_SINGLE: dict[str, tuple[type[Model], Any]] = {
    "assessment": (Assessment, AssessmentRow), "plan": (Plan, PlanRow),
    "active_plan": (ActivePlan, ActivePlanRow),
}  # fmt: skip
_SEVERAL: dict[str, tuple[type[Model], Any]] = {
    "plan_settings": (PlanSetting, PlanSettingRow), "placements": (Placement, PlacementRow),
    "needs": (Need, NeedRow),
}  # fmt: skip

Requests = dict[uuid.UUID, tuple[ReturnedRequest, ...]]


def stored_requests(
    authority: str, year: int, *, cases: Collection[uuid.UUID] | None = None
) -> Requests:
    """By case, what a year's return said of its requests; of the cases given, or of all."""
    among = Q(case__authority_code=authority, year=year)
    if cases is not None:
        among &= Q(case_id__in=cases)
    below = Q(request__case__authority_code=authority, request__year=year)
    if cases is not None:
        below &= Q(request__case_id__in=cases)
    single = {name: _one_each(model, row, below) for name, (model, row) in _SINGLE.items()}
    several = {name: _many_each(model, row, below) for name, (model, row) in _SEVERAL.items()}
    found: dict[uuid.UUID, list[ReturnedRequest]] = defaultdict(list)
    rows = Request.objects.filter(among).order_by("case_id", "number")
    for key, case_id, *values in _rows(rows, "id", "case_id", *RequestRow._fields):
        blocks: dict[str, Any] = {name: rows.get(key) for name, rows in single.items()}
        blocks |= {name: tuple(rows.get(key, ())) for name, rows in several.items()}
        found[case_id].append(ReturnedRequest(request=RequestRow._make(values), **blocks))
    return {case_id: tuple(each) for case_id, each in found.items()}


def _one_each(model: type[Model], row: Any, below: Q) -> dict[uuid.UUID, Any]:
    rows = model._default_manager.filter(below)
    return {key: row._make(values) for key, *values in _rows(rows, "request_id", *row._fields)}


def _many_each(model: type[Model], row: Any, below: Q) -> dict[uuid.UUID, list[Any]]:
    found: dict[uuid.UUID, list[Any]] = defaultdict(list)
    rows = model._default_manager.filter(below).order_by("request_id", "number")
    for key, *values in _rows(rows, "request_id", *row._fields):
        found[key].append(row._make(values))
    return found


def _rows(rows: Any, *names: str) -> Iterator[Any]:
    yield from rows.values_list(*names).iterator(chunk_size=CHUNK)


PERSON_FIELDS = ("surname", "forename", "born_on", "sex", "ethnicity", "upn", "uln", "upn_unknown")


def stored_people(authority: str) -> dict[uuid.UUID, tuple[str, PersonRow]]:
    """By case, its reference and the person as the record has them now, in order of reference."""
    postcodes = dict(
        Location.objects.filter(
            person__cases__authority_code=authority, kind="home", relationship__isnull=True,
            ends_on__isnull=True,
        ).order_by("starts_on").values_list("person_id", "postcode")
    )  # fmt: skip
    cases = Case.objects.filter(authority_code=authority).order_by("reference")
    names = [f"person__{name}" for name in PERSON_FIELDS]
    found = {}
    for key, reference, person_id, *values in _rows(cases, "id", "reference", "person_id", *names):
        row = PersonRow._make([*values[:5], postcodes.get(person_id, ""), *values[5:]])
        found[key] = reference, row
    return found
