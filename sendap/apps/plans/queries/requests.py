"""What the latest return said of each request of a case, in words."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Subquery

from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.organisations.models import Setting
from sendap.apps.plans.models import ActivePlan, Placement, PlanSetting, Request
from sendap.apps.timeline.queries import words

FIRST = "1"


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A setting named in a plan, or a placement; ``notes`` are its details in words."""

    number: str
    name: str
    rank: str
    entered_on: date | None
    left_on: date | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A type of need and whether it is the first or the second."""

    code: str
    title: str
    rank: str


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """The latest review of a plan in force, and its phase transfer; days are empty if not known."""

    met_on: date | None
    outcome: str
    decided_on: date | None
    draft_on: date | None
    transfer_due_on: date | None
    transfer_final_on: date | None
    transferred_from: str


@dataclass(frozen=True, slots=True)
class RequestRecord:
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
    plan_notes: tuple[str, ...]
    named: tuple[PlaceLine, ...]
    placements: tuple[PlaceLine, ...]
    needs: tuple[NeedLine, ...]
    review: ReviewLine | None


def request_records(viewer: Actor, case_id: uuid.UUID) -> tuple[RequestRecord, ...]:
    """The requests of a case as its latest return has them, newest first; its caller audits."""
    rows = visible(viewer, Request.objects.all()).filter(case_id=case_id)
    latest = rows.order_by("-year").values("year")[:1]
    found = list(
        rows.filter(year=Subquery(latest))
        .select_related("assessment", "plan", "activeplan")
        .prefetch_related("plan_settings", "placements", "needs")
        .order_by("-received_on", "-number")
    )
    names = _names(found)
    return tuple(_record(request, names) for request in found)


def _names(requests: Iterable[Request]) -> dict[str, str]:
    places: list[PlanSetting | Placement] = []
    for request in requests:
        places += [*request.plan_settings.all(), *request.placements.all()]
    numbers = {number for row in places for number in (row.urn, row.ukprn) if number}
    return dict(Setting.objects.filter(pk__in=numbers).values_list("number", "name"))


def _record(request: Request, names: Mapping[str, str]) -> RequestRecord:
    assessment = getattr(request, "assessment", None)
    plan = getattr(request, "plan", None)
    review = getattr(request, "activeplan", None)
    return RequestRecord(
        year=request.year,
        received_on=request.received_on,
        asked_by=_word("request_source", request.request_source),
        outcome=_word("request_outcome", request.outcome),
        outcome_on=request.outcome_on,
        assessment=_word("assessment_outcome", assessment.outcome) if assessment else "",
        assessment_on=assessment.outcome_on if assessment else None,
        plan_from=plan.starts_on if plan else None,
        plan_ceased_on=plan.ceased_on if plan else None,
        cease_reason=_word("cease_reason", plan.cease_reason) if plan else "",
        plan_notes=_plan_notes(plan) if plan else (),
        named=tuple(_place(row, names) for row in _ranked(request.plan_settings.all())),
        placements=tuple(_place(row, names) for row in _by_day(request.placements.all())),
        needs=tuple(
            NeedLine(row.kind, _word("need", row.kind), _word("rank", row.rank))
            for row in sorted(request.needs.all(), key=lambda row: (row.rank or "9", row.number))
        ),
        review=_review(review) if review else None,
    )


def _word(codes: str, code: str) -> str:
    return words.label(codes, code) if code else ""


def _plan_notes(plan: object) -> tuple[str, ...]:
    return tuple(
        note
        for note in (
            _word("residential", getattr(plan, "residential", "")),
            _word("work_based", getattr(plan, "work_based", "")),
            "Personal budget" if getattr(plan, "personal_budget", None) else "",
            "Organised arrangements" if getattr(plan, "organised_arrangements", None) else "",
            _payment(getattr(plan, "direct_payment", "")),
        )
        if note
    )


def _payment(code: str) -> str:
    return f"Direct payment: {_word('direct_payment', code).lower()}" if code else ""


def _ranked(rows: Iterable[PlanSetting]) -> list[PlanSetting]:
    return sorted(rows, key=lambda row: (row.rank or "9", row.number))


def _by_day(rows: Iterable[Placement]) -> list[Placement]:
    """Placements that go on first, then the latest entered."""
    return sorted(
        rows,
        key=lambda row: (row.left_on is None, row.entered_on or date.min, row.rank == FIRST),
        reverse=True,
    )


def _place(row: PlanSetting | Placement, names: Mapping[str, str]) -> PlaceLine:
    number = row.urn or row.ukprn
    placement = isinstance(row, Placement)
    kind = _word("placement_setting" if placement else "plan_setting", row.sen_setting)
    notes = (
        "SEN unit" if row.sen_unit else "",
        "Resourced provision" if row.resourced_provision else "",
        _word("residential", row.residential) if isinstance(row, Placement) else "",
        _word("work_based", row.work_based) if isinstance(row, Placement) else "",
    )
    return PlaceLine(
        number=number,
        name=names.get(number, "") or row.sen_setting_other or kind,
        rank=_word("rank", row.rank),
        entered_on=row.entered_on if isinstance(row, Placement) else None,
        left_on=row.left_on if isinstance(row, Placement) else None,
        notes=tuple(note for note in notes if note),
    )


def _review(plan: ActivePlan) -> ReviewLine:
    return ReviewLine(
        met_on=plan.review_met_on,
        outcome=_word("review_outcome", plan.review_outcome),
        decided_on=plan.review_decided_on,
        draft_on=plan.review_draft_on,
        transfer_due_on=plan.transfer_due_on,
        transfer_final_on=plan.transfer_final_on,
        transferred_from=plan.transferred_from,
    )
