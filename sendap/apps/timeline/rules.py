"""What follows from a case's events: its deadlines, its stage, and the copies that lists use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sendap.apps.timeline.evidence import ENTERED, REGIME, Evidence, HappenedEvent
from sendap.law.case import Case as LawCase
from sendap.law.case import Event as LawEvent
from sendap.law.case import RecordedException
from sendap.law.clock import ENDED, EXCEPTED, LATE, OVERDUE, Deadline, deadlines

DIED = "person_died"
"""The event after which nothing is due any more."""

STAGE_AFTER = {
    "request_received": "request",
    "became_responsible": "request",
    "request_withdrawn": "withdrawn",
    "decision_not_to_assess_notified": "refused",
    "decision_to_assess_notified": "assessment",
    "draft_plan_served": "draft",
    "no_plan_notified": "no_plan",
    "final_plan_issued": "plan",
    "plan_transferred_in": "plan",
    "plan_transferred": "moved",
    "plan_ceased": "ceased",
    DIED: "closed",
}
"""The stage that a case is at once this is the latest of these events; in order within a day."""

STAGES = {
    "request": "Request to decide",
    "assessment": "Being assessed",
    "draft": "Draft plan",
    "plan": "Plan in force",
    "refused": "Assessment refused",
    "no_plan": "No plan needed",
    "withdrawn": "Withdrawn",
    "moved": "Moved away",
    "ceased": "Plan ceased",
    "closed": "Record closed",
    "unknown": "Not known",
}
"""Each stage and what it is called on pages."""

OPEN_STAGES = ("request", "assessment", "draft", "plan")
"""The stages at which the authority still has something to do."""

_ORDER = {name: place for place, name in enumerate(STAGE_AFTER)}


class KnownException(NamedTuple):
    """A recorded exception; ``limb`` and the days are empty when the source doesn't say."""

    rule: str
    limb: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class CaseDeadline:
    """A deadline of a case, and whether the record can say if it was kept.

    ``unknown_because`` is empty when it can; otherwise a sentence, and the deadline is never
    counted as late. ``status`` is the law's, except that an exception without its limb also counts.
    """

    deadline: Deadline
    status: str
    unknown_because: str

    @property
    def is_open(self) -> bool:
        """Whether it waits to be done: not met, not ended, and the record can say so."""
        return self.deadline.met_on is None and self.status != ENDED and not self.unknown_because


@dataclass(frozen=True, slots=True)
class Copies:
    """What lists use: stage, earliest open deadline, every open one as (rule, due, excepted)."""

    stage: str
    next_due_on: date | None
    next_rule: str
    open: tuple[tuple[str, date | None, bool], ...]


def case_deadlines(
    events: Iterable[HappenedEvent],
    *,
    born_on: date,
    as_of: date,
    exceptions: Sequence[KnownException] = (),
    recorded_from: date | None = None,
) -> list[CaseDeadline]:
    """Every deadline of a case as ``sendap clock`` works them out, and which of them are known.

    ``recorded_from`` is the first day for which the record speaks; a limit that ended before it
    and seems to have been met late is not judged: what met it in time may be older than the record.
    """
    counted = _without_repeats(events)
    evidence = Evidence(counted, recorded_from)
    law_case = LawCase(
        regime=REGIME,
        as_of=as_of,
        events=tuple(_law_event(event) for event in counted if event.on <= as_of),
        born=born_on,
        exceptions=tuple(_law_exceptions(exceptions)),
    )
    unstated = {row.rule for row in exceptions if not row.limb}
    has_died = any(event.name == DIED for event in counted)
    return [
        CaseDeadline(row, _status(row, unstated, has_died), evidence.why_unknown(row))
        for row in deadlines(law_case)
    ]


def _status(row: Deadline, unstated: set[str], has_died: bool) -> str:
    """The law's status; what still waits ends with a death, an exception without limb counts."""
    if has_died and row.met_on is None:
        return ENDED
    if row.rule in unstated and row.status in (OVERDUE, LATE):
        return EXCEPTED
    return row.status


def _without_repeats(events: Iterable[HappenedEvent]) -> list[HappenedEvent]:
    """Two returns may prove the same event; what was entered here wins over what a return says."""
    found: dict[tuple[str, date, str], HappenedEvent] = {}
    for event in events:
        key = (event.name, event.on, event.reference)
        if key not in found or event.source == ENTERED:
            found[key] = event
    return list(found.values())


def _law_event(event: HappenedEvent) -> LawEvent:
    facts = event.facts
    if not facts:
        return LawEvent(event.name, event.on, event.reference or None)
    return LawEvent(
        event.name,
        event.on,
        event.reference or None,
        outcome=facts.get("outcome"),
        kind=facts.get("kind"),
        phase=facts.get("phase"),
        year=facts.get("year"),
        for_on=_day(facts.get("for")),
        moves_on=_day(facts.get("moves_on")),
        last_review_on=_day(facts.get("last_review")),
        plan_made_on=_day(facts.get("plan_made")),
        directed_by=_day(facts.get("directed_by")),
        agreed_by=_day(facts.get("agreed_by")),
        from_school=bool(facts.get("from_school")),
        from_early_years=bool(facts.get("from_early_years")),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _law_exceptions(exceptions: Iterable[KnownException]) -> Iterable[RecordedException]:
    for row in exceptions:
        if row.limb and row.starts_on and row.ends_on:
            yield RecordedException(row.rule, row.limb, row.starts_on, row.ends_on)


def stage_of(events: Iterable[HappenedEvent]) -> str:
    """The stage of a case: what the latest stage-setting event leads to."""
    latest = max(
        (event for event in events if event.name in STAGE_AFTER),
        key=lambda event: (event.on, _ORDER[event.name]),
        default=None,
    )
    return STAGE_AFTER[latest.name] if latest else "unknown"


def copies_of(events: Sequence[HappenedEvent], known: Iterable[CaseDeadline]) -> Copies:
    """The copies for lists; limits that age alone brings aren't work for an officer."""
    open_rows = tuple(
        (each.deadline.rule, each.deadline.due, each.status == EXCEPTED)
        for each in known
        if each.is_open and not each.deadline.rule.startswith("AGE")
    )
    dated = [(due, rule) for rule, due, _ in open_rows if due is not None]
    next_due_on, next_rule = min(dated, default=(None, ""))
    return Copies(stage_of(events), next_due_on, next_rule, open_rows)
