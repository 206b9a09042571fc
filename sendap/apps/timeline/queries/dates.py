"""One case's time limits in words: what is due, why, who has it, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sendap.apps.timeline.evidence import HappenedEvent
from sendap.apps.timeline.queries import words
from sendap.apps.timeline.rules import CaseDeadline, KnownException, case_deadlines
from sendap.law.clock import EXCEPTED

SOON = timedelta(days=365)
"""How far ahead a limit that age alone brings is worth showing as a next step."""

MOST_NEXT = 6


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """A time limit of a case, explained.

    ``status`` is the law's word (met, late, open, overdue, excepted, ended); ``days`` counts from
    the day asked to the due day, negative once it passed; ``unknown_because`` is a sentence when
    the record can't say whether the limit was kept, and then it is never late.
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


def deadline_lines(
    events: Iterable[HappenedEvent],
    *,
    born_on: date,
    on: date,
    exceptions: Sequence[KnownException] = (),
    recorded_from: date | None = None,
) -> tuple[DeadlineLine, ...]:
    """Every time limit of a case as it stands on a day, in order of due day."""
    rows = case_deadlines(
        events, born_on=born_on, as_of=on, exceptions=exceptions, recorded_from=recorded_from
    )
    return tuple(_line(row, on) for row in rows)


def _line(row: CaseDeadline, on: date) -> DeadlineLine:
    deadline = row.deadline
    return DeadlineLine(
        rule=deadline.rule,
        title=words.rule_title(deadline.rule),
        started_by=words.event_title(deadline.trigger),
        started_on=deadline.trigger_on,
        who=words.WHO.get(deadline.who, deadline.who.replace("_", " ")),
        due=deadline.due,
        met_on=deadline.met_on,
        status=row.status,
        days=(deadline.due - on).days if deadline.due else None,
        days_late=0 if row.unknown_because else deadline.days_late,
        exception=_exception(row),
        explanation=deadline.explanation,
        citation=deadline.citation,
        is_confirmed=deadline.working.version.confirmed,
        unknown_because=row.unknown_because,
        is_open=row.is_open,
    )


def _exception(row: CaseDeadline) -> str:
    if row.status != EXCEPTED:
        return ""
    if row.deadline.exception:
        return words.exception_title(row.deadline.exception)
    return "A lawful exception is recorded; the return doesn't say which"


def next_steps(lines: Iterable[DeadlineLine], *, on: date) -> tuple[DeadlineLine, ...]:
    """The first few things that wait to be done."""
    return waiting(lines, on=on)[:MOST_NEXT]


def waiting(lines: Iterable[DeadlineLine], *, on: date) -> tuple[DeadlineLine, ...]:
    """What waits to be done, the earliest first; limits by age only in their last year."""
    return tuple(line for line in lines if line.is_open and _is_near(line, on))


def _is_near(line: DeadlineLine, on: date) -> bool:
    return not line.rule.startswith("AGE") or (line.due is not None and line.due <= on + SOON)
