"""Reads of reviews and transfers: who is due when, and one review with its steps."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Min, QuerySet

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.people.models import Person
from sendap.apps.plans.delivery.queries import ItemLine, ledger_of
from sendap.apps.plans.models import PlanVersion, Review
from sendap.apps.plans.reach import roles_over
from sendap.apps.plans.reviews.actions import RULES, check_all_visible, proposals
from sendap.apps.plans.reviews.course import present_events, review_number
from sendap.apps.plans.reviews.papers import BEFORE, Papers, papers_in, papers_of
from sendap.apps.plans.reviews.terms import span_of
from sendap.apps.timeline.actions.events import known_exceptions, live_events
from sendap.apps.timeline.evidence import HappenedEvent
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries.caseload import setting_words
from sendap.apps.timeline.queries.cases import case_of
from sendap.apps.timeline.queries.dates import DeadlineLine, deadline_lines
from sendap.law.calendar import school_year_group
from sendap.law.process import ENDED, Happening, Move, find_process, moves_open, states_after

PAGE_SIZE = 50
EARLY_YEARS_UNDER = 5
"""Below this age the Code asks for a review every three to six months (paragraph 9.178)."""

STEPS = (
    ("plan_review", "review_meeting_planned", "The meeting has a day", ""),
    ("invite_to_review", "review_invitations_sent", "Everyone is invited", "R2"),
    ("hold_review", "review_meeting_held", "The meeting is held", ""),
    ("send_review_report", "review_report_sent", "The report is sent", "R3"),
    ("", "review_decision_notified", "The family is told the decision", "R4"),
    ("serve_amendments", "amendment_notice_served", "The amendment notice is sent", "R5"),
    ("receive_amendment_comments", "family_response_received", "The family comments", "R6"),
    ("issue_amended_plan", "final_amended_plan_issued", "The amended plan is issued", "R7M"),
)
"""Each step in order: its move, its event, what it is called, and the rule that limits it."""


@dataclass(frozen=True, slots=True)
class Filters:
    """How the list is narrowed; texts are empty for all. ``when`` as in ``reviews.terms``."""

    when: str = ""
    setting: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class DueRow:
    """A plan whose review is due; ``meeting_on`` is the day planned, or held when ``is_held``.

    ``papers_in`` of ``len(SIDES)`` have come; they are due on ``papers_due`` once the meeting has a
    day, until it is held.
    """

    case_id: uuid.UUID
    name: str
    reference: str
    setting: str
    due: date | None
    days: int | None
    state: str
    meeting_on: date | None
    is_held: bool
    can_plan: bool
    is_early_years: bool
    papers_in: int
    papers_due: date | None


@dataclass(frozen=True, slots=True)
class DueList:
    """A page of the reviews due; ``settings`` are all to choose from, by number."""

    rows: tuple[DueRow, ...]
    count: int
    page: int
    pages: int
    settings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DuePart:
    """A part of the reviews due; ``count`` of all."""

    rows: tuple[DueRow, ...]
    count: int


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """A meeting day proposed for a case; ``because`` says why there is none, or why it is late."""

    case_id: uuid.UUID
    reference: str
    setting: str
    on: date | None
    because: str
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of a review: when it was done, or by when it is due; ``move`` when it is open now."""

    title: str
    done_on: date | None
    planned_for: date | None
    limit: DeadlineLine | None
    move: Move | None


@dataclass(frozen=True, slots=True)
class ViewLine:
    """What somebody said for the review."""

    said_by: str
    name: str
    text: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Report:
    """The report of the meeting; ``written_by`` is empty before it is written."""

    progress: tuple[Mapping[str, str], ...]
    changes: str
    recommends: str
    written_by: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One review as a member of staff sees it; ``outcomes`` are those of the plan in force."""

    case_id: uuid.UUID
    name: str
    reference: str
    number: int
    state: str
    limit: DeadlineLine | None
    steps: tuple[StepLine, ...]
    moves: tuple[Move, ...]
    views: tuple[ViewLine, ...]
    report: Report
    outcomes: tuple[tuple[str, str], ...]
    papers: Papers
    delivered: tuple[ItemLine, ...]


def due_list(viewer: Actor, filters: Filters, *, page: int, on: date) -> DueList:
    """The plans in force with a review due, the earliest first; a page of them, audited."""
    with audit.reading(viewer, "reviews.list") as note:
        rows = _due(viewer, filters, on=on)
        count = rows.count()
        pages = max(1, -(-count // PAGE_SIZE))
        page = min(max(page, 1), pages)
        found = list(rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
        note.saw_all((case.person_id for case in found), count=count)
        return DueList(_rows(found, viewer, on), count, page, pages, _settings(viewer))


def due_part(
    viewer: Actor, filters: Filters, *, due_by: date | None, offset: int, limit: int, on: date
) -> DuePart:
    """The same list in parts, for programs; those due by a day, unless it is None; audited."""
    with audit.reading(viewer, "reviews.list") as note:
        rows = _due(viewer, filters, on=on)
        if due_by is not None:
            rows = rows.filter(review_due__lte=due_by)
        count = rows.count()
        found = list(rows[offset : offset + limit])
        note.saw_all((case.person_id for case in found), count=count)
        return DuePart(_rows(found, viewer, on), count)


def due_ids(viewer: Actor, filters: Filters, *, on: date) -> list[uuid.UUID]:
    """The ids of every case of the list, for a deed on all of them."""
    return list(_due(viewer, filters, on=on).values_list("pk", flat=True))


def _due(viewer: Actor, filters: Filters, *, on: date) -> QuerySet[Any]:
    rows = visible(viewer, Case.objects.filter(
        open_deadlines__rule__in=RULES, open_deadlines__due__isnull=False, stage="plan",
    ))  # fmt: skip
    if filters.setting:
        rows = rows.filter(setting_number=filters.setting)
    if filters.name.strip():
        rows = rows.filter(sort_name__startswith=filters.name.strip().casefold())
    rows = rows.annotate(review_due=Min("open_deadlines__due"))
    if (span := span_of(filters.when, today=on)) is not None:
        rows = rows.filter(review_due__range=span)
    return rows.order_by("review_due", "pk")


def _settings(viewer: Actor) -> dict[str, str]:
    rows = visible(viewer, Case.objects.filter(stage="plan").exclude(setting_number=""))
    found = dict(rows.values_list("setting_number", "setting_name").distinct())
    return dict(sorted(found.items(), key=lambda each: each[1] or each[0]))


def _names(cases: Iterable[Case]) -> dict[uuid.UUID, str]:
    people = Person.objects.filter(pk__in=[case.person_id for case in cases])
    return {
        pk: f"{forename} {surname}"
        for pk, forename, surname in people.values_list("pk", "forename", "surname")
    }


def _rows(cases: Sequence[Case], viewer: Actor, on: date) -> tuple[DueRow, ...]:
    events, names = live_events([case.pk for case in cases]), _names(cases)
    came = papers_in([(case.pk, review_number(events[case.pk])) for case in cases])
    return tuple(
        _row(case, names[case.person_id], events[case.pk], on, papers=came.get(case.pk, 0))
        for case in cases
    )


def _row(
    case: Case, name: str, events: Sequence[HappenedEvent], on: date, *, papers: int
) -> DueRow:
    state = states_after(find_process(), _happened(events))["review"]
    due: date | None = getattr(case, "review_due", None)
    present = present_events(events)
    held = _latest(present, "review_meeting_held")
    return DueRow(
        case_id=case.pk, name=name, reference=case.reference,
        setting=_setting_of(case),
        due=due, days=(due - on).days if due else None, state=_state_title(state),
        meeting_on=meeting_day(present), is_held=held is not None,
        can_plan=state == "none",
        is_early_years=_is_early_years(case, on), papers_in=papers,
        papers_due=planned - BEFORE if (planned := _planned_for(present)) and not held else None,
    )  # fmt: skip


def _setting_of(case: Case) -> str:
    return setting_words(case.setting_name, case.setting_number, case.setting_kind)


def _is_early_years(case: Case, on: date) -> bool:
    return school_year_group(case.born_on, on) < 0


def _state_title(state: str) -> str:
    return "Ended" if state == ENDED else find_process().tracks["review"].states[state].title


def _happened(events: Iterable[HappenedEvent]) -> list[Happening]:
    return [Happening(event.name, str(event.facts.get("outcome", ""))) for event in events]


def _latest(events: Iterable[HappenedEvent], name: str) -> date | None:
    return max((event.on for event in events if event.name == name), default=None)


def meeting_day(events: Sequence[HappenedEvent]) -> date | None:
    """The day on which the meeting of a review was held, or is planned for."""
    return _latest(events, "review_meeting_held") or _planned_for(events)


def _planned_for(events: Iterable[HappenedEvent]) -> date | None:
    planned = [e for e in events if e.name == "review_meeting_planned" and e.facts.get("for")]
    return date.fromisoformat(str(planned[-1].facts["for"])) if planned else None


def proposed(viewer: Actor, case_ids: Sequence[uuid.UUID], *, on: date) -> tuple[ProposedRow, ...]:
    """The meeting days that would be planned for these cases; audited.

    Errors: ``NotFound`` when one of them isn't the viewer's.
    """
    with audit.reading(viewer, "reviews.list") as note:
        check_all_visible(viewer, case_ids)
        found = proposals(viewer, case_ids, today=on)
        note.saw_all(case.person_id for case, _ in found)
        return tuple(
            ProposedRow(case.pk, case.reference, _setting_of(case), row.on, row.because,
                        row.is_late)
            for case, row in found
        )  # fmt: skip


def review_page(viewer: Actor, case_id: uuid.UUID, *, on: date) -> ReviewPage:
    """The review of a case that is under way, or the next one; audited. Errors: ``NotFound``."""
    with audit.reading(viewer, "reviews.open") as note:
        case = case_of(viewer, case_id)
        note.saw(case.person_id)
        events = live_events([case_id])[case_id]
        happened, roles = _happened(events), roles_over(viewer, case, on=on)
        moves = [m for m in moves_open(find_process(), happened, roles) if m.track == "review"]
        limits = limits_of(case, events, on)
        number = review_number(events)
        review = Review.objects.filter(case=case, number=number).first()
        return ReviewPage(
            case_id=case.pk, name=case.person.full_name,
            reference=case.reference, number=number,
            state=_state_title(states_after(find_process(), happened)["review"]),
            limit=limits.get("R1") or limits.get("M3"),
            steps=steps_of(present_events(events), limits, moves), moves=tuple(moves),
            views=_views(review), report=report_of(review), outcomes=_outcomes(case),
            papers=papers_of(review, meeting_on=meeting_day(present_events(events))),
            delivered=ledger_of(case, on=on),
        )  # fmt: skip


def limits_of(case: Case, events: Sequence[HappenedEvent], on: date) -> dict[str, DeadlineLine]:
    """The latest time limit of each rule of a case; the caller has audited the case."""
    lines = deadline_lines(
        events, born_on=case.born_on, on=on,
        exceptions=known_exceptions([case.pk])[case.pk], recorded_from=case.recorded_from,
    )  # fmt: skip
    return {line.rule: line for line in sorted(lines, key=lambda line: line.started_on)}


def steps_of(
    events: Sequence[HappenedEvent], limits: Mapping[str, DeadlineLine], moves: Sequence[Move] = ()
) -> tuple[StepLine, ...]:
    """The steps of the review that is under way, in order."""
    open_moves = {move.name: move for move in moves}
    begun = min((event.on for event in events if event.name in _EVENTS), default=None)
    return tuple(
        StepLine(
            title, _latest(events, event),
            _planned_for(events) if event == "review_meeting_planned" else None,
            _limit(limits, rule, begun), open_moves.get(move),
        )
        for move, event, title, rule in STEPS
    )  # fmt: skip


_EVENTS = frozenset(event for _, event, _, _ in STEPS)


def _limit(
    limits: Mapping[str, DeadlineLine], rule: str, begun: date | None
) -> DeadlineLine | None:
    """The limit of a step, unless it belongs to an earlier review."""
    line = limits.get(rule)
    return line if line and begun and line.started_on >= begun else None


def _views(review: Review | None) -> tuple[ViewLine, ...]:
    rows = review.views.order_by("made_at", "pk") if review else ()
    return tuple(
        ViewLine(row.said_by, row.name, row.text, row.made_by, row.made_at) for row in rows
    )


def report_of(review: Review | None) -> Report:
    """The report of a review, empty before it is written."""
    if review is None:
        return Report((), "", "", "")
    return Report(tuple(review.progress), review.changes, review.recommends, review.reported_by)


def _outcomes(case: Case) -> tuple[tuple[str, str], ...]:
    """The outcomes of the last final plan: number and text."""
    sent = PlanVersion.objects.filter(
        case=case, served_on__isnull=False, status__in=("final", "amended_final")
    )
    version = sent.order_by("-number").first()
    rows = version.content.get("sections", {}).get("E", []) if version else []
    return tuple((row["id"], str(row.get("text", ""))) for row in rows)
