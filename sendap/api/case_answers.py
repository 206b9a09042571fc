"""What the interface answers about cases: no address but the postcode that a page shows."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from ninja import Schema


class CaseItem(Schema):
    """One case of a list. ``days`` to the next date: negative once it has passed."""

    id: uuid.UUID
    reference: str
    name: str
    born_on: date
    age: int
    stage: str
    stage_title: str
    need: str
    need_title: str
    setting_number: str
    setting: str
    officer_id: int | None
    officer: str
    next_due_on: date | None
    next_rule: str
    next_title: str
    days: int | None
    is_excepted: bool
    is_late: bool
    recorded_to: date | None


class Deadline(Schema):
    """A time limit of a case and how it was worked out.

    ``status`` is met, late, open, overdue, excepted or ended. ``unknown_because`` is a sentence
    when the record can't say if it was kept; it is never late then.
    """

    rule: str
    title: str
    started_by: str
    started_on: date
    who: str
    due: date | None
    met_on: date | None
    status: str
    days: int | None
    days_late: int
    exception: str
    explanation: str
    citation: str
    is_confirmed: bool
    unknown_because: str
    is_open: bool


class Happening(Schema):
    """Something that happened; ``taken_back`` is the reason if it no longer counts."""

    name: str
    title: str
    on: date
    facts: list[str]
    source: str
    recorded_at: datetime
    recorded_by: str
    taken_back: str


class Summary(Schema):
    """Who a case is about and where it stands; texts are empty when not known.

    ``postcode`` is null where it isn't for this account, or the address is protected.
    """

    id: uuid.UUID
    reference: str
    surname: str
    forename: str
    born_on: date
    age: int
    sex: str
    upn: str
    upn_unknown: str
    uln: str
    stage: str
    stage_title: str
    need: str
    setting_number: str
    setting: str
    officer_id: int | None
    officer: str
    requested_on: date | None
    plan_from: date | None
    has_exception: bool
    recorded_to: date | None
    postcode: str | None
    is_protected: bool


class Place(Schema):
    """A setting named in a plan, or a placement."""

    number: str
    name: str
    rank: str
    entered_on: date | None
    left_on: date | None
    notes: list[str]


class Need(Schema):
    """A type of need."""

    code: str
    title: str
    rank: str


class Review(Schema):
    """The latest review of a plan in force, and its phase transfer."""

    met_on: date | None
    outcome: str
    decided_on: date | None
    draft_on: date | None
    transfer_due_on: date | None
    transfer_final_on: date | None
    transferred_from: str


class RequestAnswer(Schema):
    """A request with its assessment, plan, settings, placements, needs and review."""

    year: int
    received_on: date | None
    asked_by: str
    outcome: str
    outcome_on: date | None
    assessment: str
    assessment_on: date | None
    plan_from: date | None
    plan_ceased_on: date | None
    cease_reason: str
    plan_notes: list[str]
    named: list[Place]
    placements: list[Place]
    needs: list[Need]
    review: Review | None


class CaseAnswer(Schema):
    """One case as a whole."""

    summary: Summary
    next: list[Deadline]
    deadlines: list[Deadline]
    events: list[Happening]
    requests: list[RequestAnswer]


class Load(Schema):
    """What one officer has; ``officer_id`` null stands for nobody. By the cases' next dates."""

    officer_id: int | None
    name: str
    open: int
    overdue: int
    due_in_7: int
    due_in_28: int


class Week(Schema):
    """How many time limits fall due in the seven days from a Monday."""

    starts_on: date
    due: int


class AtRisk(Schema):
    """A case whose limit will be missed if nothing changes, and the reason."""

    case_id: uuid.UUID
    name: str
    reference: str
    officer: str
    rule: str
    title: str
    due: date
    days: int
    reason: str


class TeamAnswer(Schema):
    """The team's load today. ``at_risk`` has the first cases, ``at_risk_total`` counts all."""

    loads: list[Load]
    total: Load
    weeks: list[Week]
    at_risk: list[AtRisk]
    at_risk_total: int
