"""Planning many review meetings at once, and writing what belongs to one review."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Any

from django.utils import timezone

from sendap.apps import bulk
from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Grant
from sendap.apps.access.visibility import visible
from sendap.apps.once import token_for
from sendap.apps.plans.delivery.terms import Place, Term, terms_at
from sendap.apps.plans.models import Decision, Review, ReviewView
from sendap.apps.plans.reviews.course import review_number
from sendap.apps.plans.reviews.planning import DueReview, Proposal, is_school_day, spread
from sendap.apps.timeline.actions.events import EVENT_FIELDS, event_row, live_events, refresh
from sendap.apps.timeline.evidence import ENTERED, HappenedEvent
from sendap.apps.timeline.models import Case, Event, OpenDeadline
from sendap.apps.timeline.queries.cases import case_of
from sendap.basics.errors import BadInput, NotFound
from sendap.law.calendar import is_working_day
from sendap.law.process import Happening, Move, find_process, moves_open, states_after

RULES = ("R1", "M3")
"""The limits by which a review is due."""

BATCH = 5_000
SAID_BY = {
    "child": "The child or young person", "family": "The family", "setting": "The setting",
    "education": "Another education professional", "health": "Health", "social_care": "Social care",
}  # fmt: skip
"""Who may have said something for a review."""

RECOMMENDS = {"maintain": "Keep the plan as it is", "amend": "Amend the plan",
              "cease": "Cease the plan"}  # fmt: skip
PROGRESS = {"met": "Met", "on_track": "On the way", "behind": "Behind", "none": "No progress"}
LONGEST = 4_000
STEP_MOVES = frozenset({
    "plan_review", "invite_to_review", "cancel_review", "hold_review", "send_review_report",
    "maintain_plan", "decide_to_amend", "decide_to_cease", "receive_amendment_comments",
    "drop_amendments",
})  # fmt: skip
"""The moves made on the page of a review; those that need a document are made on the plan's."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What came of planning many: how many meetings have a day, and those left with the reason."""

    count: int
    left: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CaseToMove:
    """A case of a deed on many: its states and whether the move is open on it."""

    case: Case
    is_open: bool
    is_planned: bool


def plan_meetings(*, actor: Actor, case_ids: Sequence[uuid.UUID], today: date) -> Planned:
    """Plan the meetings of many reviews in one deed, on the days that ``proposals`` gives.

    A case whose meeting has a day, or for which none is left, stays as it is. Errors: ``NotFound``
    when one of the cases isn't the actor's; nothing is planned then.
    """
    with audit.change(actor, "plans.plan_review", many=True) as note:
        check_all_visible(actor, case_ids)
        found = proposals(actor, case_ids, today=today, lock=True)
        chosen = [(case, row.on) for case, row in found if row.on]
        note.saw_all(case.person_id for case, _ in chosen)
        _record(actor, find_process().moves["plan_review"], today, (
            (case, {"for": on.isoformat()}) for case, on in chosen
        ))  # fmt: skip
    left = tuple((case.reference, row.because) for case, row in found if not row.on)
    return Planned(len(chosen), left)


def proposals(
    actor: Actor, case_ids: Sequence[uuid.UUID], *, today: date, lock: bool = False
) -> list[tuple[Case, Proposal]]:
    """The day proposed for each case that the actor may plan and whose meeting has none yet."""
    due = due_days(case_ids)
    open_cases = {
        row.case.pk: row.case
        for row in cases_to_move(actor, case_ids, "plan_review", lock=lock)
        if row.is_open and not row.is_planned and row.case.pk in due
    }
    opening = _opening({(case.authority_code, case.setting_number) for case in open_cases.values()})
    days = spread(
        (
            DueReview(
                pk, case.setting_number or str(pk), due[pk],
                opening[case.authority_code, case.setting_number],
            )
            for pk, case in open_cases.items()
        ),
        today=today,
    )  # fmt: skip
    return [(open_cases[row.key], row) for row in days if isinstance(row.key, uuid.UUID)]


def _opening(places: Collection[Place]) -> dict[Place, Callable[[date], bool]]:
    """Of each setting, whether it is open on a day: by its own terms, else by its area's."""
    return {place: partial(_is_open, terms) for place, terms in terms_at(places).items()}


def _is_open(terms: Sequence[Term], day: date) -> bool:
    if not terms or not terms[0].starts_on <= day <= terms[-1].ends_on:
        return is_school_day(day)
    return is_working_day(day) and any(term.starts_on <= day <= term.ends_on for term in terms)


def check_all_visible(actor: Actor, case_ids: Collection[uuid.UUID]) -> None:
    """Refuse a deed on cases of which one isn't the actor's. Errors: ``NotFound``."""
    ids = list(set(case_ids))
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        if visible(actor, Case.objects.filter(pk__in=part)).count() != len(part):
            raise NotFound("There is no such case.")


def due_days(case_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, date]:
    """The day by which the review of each case is due, of those with one."""
    found: dict[uuid.UUID, date] = {}
    for start in range(0, len(case_ids), BATCH):
        rows = OpenDeadline.objects.filter(
            case_id__in=case_ids[start : start + BATCH], rule__in=RULES
        )
        for case_id, due in rows.values_list("case_id", "due"):
            if due is not None:
                found[case_id] = min(due, found.get(case_id, date.max))
    return found


def cases_to_move(
    actor: Actor, case_ids: Sequence[uuid.UUID], move: str, *, lock: bool = False
) -> Iterable[CaseToMove]:
    """The actor's cases among these, each with whether the move is open on it to the actor."""
    reach = _reach(actor, find_process().moves[move])
    for start in range(0, len(case_ids), BATCH):
        rows = visible(actor, Case.objects.filter(pk__in=case_ids[start : start + BATCH]))
        cases = list(rows.select_for_update(of=("self",)) if lock else rows)
        events = live_events([case.pk for case in cases])
        for case in cases:
            happened = tuple(
                Happening(event.name, str(event.facts.get("outcome", "")))
                for event in events[case.pk]
            )
            roles = _roles(reach, case)
            yield CaseToMove(case, *_standing(move, happened, roles))


@lru_cache(maxsize=4_096)
def _standing(
    move: str, happened: tuple[Happening, ...], roles: frozenset[str]
) -> tuple[bool, bool]:
    """Whether the move is open, and a review planned: most cases have the same few courses."""
    process = find_process()
    is_open = any(each.name == move for each in moves_open(process, happened, roles))
    return is_open, states_after(process, happened)["review"] == "planned"


def _roles(reach: Mapping[tuple[str, str], frozenset[str]], case: Case) -> frozenset[str]:
    none = frozenset[str]()
    return reach.get((Grant.Scope.AUTHORITY, case.authority_code), none) | reach.get(
        (Grant.Scope.SETTING, case.setting_number), none
    )


def _reach(actor: Actor, move: Move) -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], frozenset[str]] = {}
    for held in actor.grants:
        if held.role in move.by and held.code:
            place = (held.scope, held.code)
            found[place] = found.get(place, frozenset()) | {held.role}
    return found


def _record(
    actor: Actor, move: Move, today: date, rows: Iterable[tuple[Case, Mapping[str, Any]]]
) -> None:
    """The event and the decision of a move on many cases, and their copies renewed."""
    now, moved = timezone.now(), list(rows)
    bulk.insert(Event, EVENT_FIELDS, (
        event_row(case.pk, HappenedEvent(move.event, today, "", facts, ENTERED), now, actor.name)
        for case, facts in moved
    ))  # fmt: skip
    bulk.insert(
        Decision, ("case", "move", "on", "facts", "made_by", "made_at"),
        ((case.pk, move.name, today, json.dumps(dict(facts)), actor.name, now)
         for case, facts in moved),
    )  # fmt: skip
    refresh([case.pk for case, _ in moved], today=today)


def open_transfers(*, actor: Actor, phases: Mapping[uuid.UUID, str], year: int, today: date) -> int:
    """Open the move to the next phase on many cases in one deed; returns on how many.

    ``phases`` has each case's phase; one where the move isn't open stays as it is. Errors:
    ``NotFound`` when one isn't the actor's; ``BadInput`` for a year that has passed or is far off.
    """
    if not today.year <= year <= today.year + 2:
        raise BadInput("Choose this year or one of the next two.", field="year")
    with audit.change(actor, "plans.open_phase_transfer", many=True) as note:
        check_all_visible(actor, phases)
        rows = cases_to_move(actor, list(phases), "open_phase_transfer", lock=True)
        chosen = [row.case for row in rows if row.is_open]
        note.saw_all(case.person_id for case in chosen)
        _record(actor, find_process().moves["open_phase_transfer"], today, (
            (case, {"phase": phases[case.pk], "year": year}) for case in chosen
        ))  # fmt: skip
    return len(chosen)


def add_view(
    *, actor: Actor, case_id: uuid.UUID, token: uuid.UUID, said_by: str, name: str, text: str
) -> None:
    """Keep what somebody says for the review; the same form twice is one.

    Errors: ``NotFound``; ``BadInput`` when nothing is said, it is too long, or by whom is missing.
    """
    with audit.change(actor, "reviews.write") as note:
        case = case_of(actor, case_id)
        note.saw(case.person_id)
        if said_by not in SAID_BY:
            raise BadInput("Choose who said it.", field="said_by")
        if not text.strip() or len(text) > LONGEST:
            raise BadInput(f"Write what was said, in up to {LONGEST:,} characters.", field="text")
        said = {"review_id": _review(case).pk, "said_by": said_by, "name": name.strip()[:150],
                "text": text.strip(), "made_by": actor.name}  # fmt: skip
        ReviewView.objects.get_or_create(
            token=token_for(ReviewView.objects.all(), token, **said),
            defaults={**said, "made_at": timezone.now()},
        )


def write_report(
    *,
    actor: Actor,
    case_id: uuid.UUID,
    progress: Sequence[Mapping[str, str]],
    changes: str,
    recommends: str,
) -> None:
    """Keep the report of the meeting; a later one replaces it.

    Errors: ``NotFound``; ``BadInput`` for an unknown answer, or when changes aren't described.
    """
    with audit.change(actor, "reviews.write") as note:
        case = case_of(actor, case_id)
        note.saw(case.person_id)
        _check_report(progress, changes, recommends)
        review = _review(case)
        review.progress, review.changes = [dict(row) for row in progress], changes.strip()
        review.recommends, review.reported_by = recommends, actor.name
        review.reported_at = timezone.now()
        review.save()


def _check_report(progress: Sequence[Mapping[str, str]], changes: str, recommends: str) -> None:
    for row in progress:
        if row.get("progress", "") not in PROGRESS:
            raise BadInput(
                f"Say how {row['outcome']} has gone.", field=f"progress-{row['outcome']}"
            )
    if recommends not in RECOMMENDS:
        raise BadInput("Choose what the meeting recommends.", field="recommends")
    if recommends == "amend" and not changes.strip():
        raise BadInput("Write the changes that the meeting proposes.", field="changes")
    if max([len(changes), *(len(row.get("comment", "")) for row in progress)]) > LONGEST:
        raise BadInput(f"Use no more than {LONGEST:,} characters in each answer.", field="changes")


def _review(case: Case) -> Review:
    number = review_number(live_events([case.pk])[case.pk])
    return Review.objects.get_or_create(case=case, number=number)[0]
