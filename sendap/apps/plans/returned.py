"""What a return says of one person, as plain values: the shape that the loader and the rules share.

Field order is that of the items in the return's tables, and of the columns in ``models``.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class PersonRow(NamedTuple):
    """Module 1; texts are empty when absent."""

    surname: str
    forename: str
    born_on: date
    sex: str
    ethnicity: str
    postcode: str
    upn: str
    uln: str
    upn_unknown: str


class RequestRow(NamedTuple):
    """Module 2."""

    received_on: date | None
    request_source: str
    youth_accommodation: bool | None
    outcome_on: date | None
    outcome: str
    mediation: bool | None
    tribunal: bool | None
    exported_to: str


class AssessmentRow(NamedTuple):
    """Module 3; ``exception`` is item Week20."""

    outcome: str
    outcome_on: date | None
    mediation: bool | None
    tribunal: bool | None
    other_mediation: bool | None
    other_tribunal: bool | None
    exception: bool | None


class PlanRow(NamedTuple):
    """Module 4."""

    starts_on: date | None
    residential: str
    work_based: str
    personal_budget: bool | None
    organised_arrangements: bool | None
    direct_payment: str
    ceased_on: date | None
    cease_reason: str


class PlanSettingRow(NamedTuple):
    """A setting named in a plan."""

    urn: str
    ukprn: str
    sen_setting: str
    sen_setting_other: str
    rank: str
    sen_unit: bool | None
    resourced_provision: bool | None


class ActivePlanRow(NamedTuple):
    """Module 5, the plan's own items; the last two are here in the return of 2023 only."""

    transferred_from: str
    review_met_on: date | None
    review_outcome: str
    review_draft_on: date | None
    transfer_due_on: date | None
    transfer_final_on: date | None
    review_decided_on: date | None
    residential: str
    work_based: str


class PlacementRow(NamedTuple):
    """Module 5, one placement."""

    urn: str
    ukprn: str
    sen_setting: str
    sen_setting_other: str
    rank: str
    entered_on: date | None
    left_on: date | None
    attendance: str
    sen_unit: bool | None
    resourced_provision: bool | None
    residential: str
    work_based: str


class NeedRow(NamedTuple):
    """Module 5, one type of need."""

    kind: str
    rank: str


class ReturnedRequest(NamedTuple):
    """A request with everything that hangs on it."""

    request: RequestRow
    assessment: AssessmentRow | None
    plan: PlanRow | None
    plan_settings: tuple[PlanSettingRow, ...]
    active_plan: ActivePlanRow | None
    placements: tuple[PlacementRow, ...]
    needs: tuple[NeedRow, ...]


class ReturnedPerson(NamedTuple):
    """A person with their requests; ``position`` is their place in the file, from 1."""

    position: int
    person: PersonRow
    requests: tuple[ReturnedRequest, ...]
