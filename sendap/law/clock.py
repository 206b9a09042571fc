"""The statutory clock: what is due, when and why, from what happened.

``deadlines`` is the whole of it. Nothing here reads a file for each case or asks what today is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sendap.basics.errors import CannotDo
from sendap.law.calendar import ONE_DAY
from sendap.law.case import Case, Event, Timeline
from sendap.law.exceptions import lawful_exception
from sendap.law.explanation import explain
from sendap.law.limits import DatedLimit, Given
from sendap.law.regimes import find_regime
from sendap.law.rules import Regime, Rule, Version

MET, LATE, OPEN, OVERDUE, EXCEPTED, ENDED = "met", "late", "open", "overdue", "excepted", "ended"
"""The statuses of a time limit: done in time; done late; not done, in time; not done, late;
missed with a lawful exception; fallen away."""


class Working(NamedTuple):
    """What a deadline was worked out from, kept so that it can be explained when asked."""

    limit: DatedLimit
    on: date
    event: Event
    timeline: Timeline
    version: Version


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit that an event started. The names are those of ``sendap clock``.

    ``due`` is the last lawful day, None when it is at once; ``days_late`` is 0 unless the limit
    was missed; ``exception`` is the limb that excuses the miss.
    """

    rule: str
    trigger: str
    trigger_on: date
    id: str | None
    who: str
    due: date | None
    met_on: date | None
    status: str
    exception: str | None
    days_late: int
    working: Working = field(repr=False, compare=False)

    @property
    def citation(self) -> str:
        """The law that the limit comes from."""
        return self.working.version.citation

    @property
    def explanation(self) -> str:
        """A sentence with the working and the law, worked out when it is asked for."""
        working = self.working
        sentence = working.limit.working(working.on, working.event, working.timeline)
        return explain(sentence, working.version, self.exception)


def deadlines(case: Case, *, regime: Regime | None = None) -> list[Deadline]:
    """Every time limit that the case's events start, in order of due day, rule and id.

    The regime is the case's own unless another is given. Limits with no due day come last.
    Errors: ``CannotDo`` when the regime isn't known, or a day falls outside the calendar.
    """
    law = regime or find_regime(case.regime)
    timeline = Timeline(case)
    try:
        rows = _rows(case, law, timeline)
    except OverflowError:
        raise CannotDo(
            "a date is so far off that its limit falls outside the calendar; check the dates"
        ) from None
    rows.sort(key=_order)
    return rows


def started_by(event: Event, rule: str, *, regime: str = "cfa2014") -> Deadline:
    """The limit of one rule that an event starts, as it stands on the event's day."""
    alone = Case(regime=regime, as_of=event.on, events=(event,))
    return next(row for row in deadlines(alone) if row.rule == rule)


def as_json(rows: Iterable[Deadline]) -> str:
    """The deadlines as the JSON array that ``sendap clock`` prints."""
    return json.dumps([_as_object(row) for row in rows], indent=2)


def _as_object(row: Deadline) -> dict[str, Any]:
    return {
        "rule": row.rule,
        "trigger": row.trigger,
        "trigger_on": row.trigger_on.isoformat(),
        "id": row.id,
        "who": row.who,
        "due": row.due and row.due.isoformat(),
        "met_on": row.met_on and row.met_on.isoformat(),
        "status": row.status,
        "exception": row.exception,
        "days_late": row.days_late,
        "citation": row.citation,
        "explanation": row.explanation,
    }


def _order(row: Deadline) -> tuple[bool, date, str, bool, str, date, str]:
    due, id = row.due or date.max, row.id or ""
    return row.due is None, due, row.rule, row.id is not None, id, row.trigger_on, row.trigger


def _rows(case: Case, law: Regime, timeline: Timeline) -> list[Deadline]:
    started_by, rows = law.started_by, []
    numbers: dict[str, int] = {}
    for event in timeline.events:
        number = numbers.get(event.name, 0)
        numbers[event.name] = number + 1
        for rule in started_by.get(event.name, ()):
            if not rule.is_conditional or _starts(rule, event, number, timeline):
                rows += _rows_of(rule, event, number, case, timeline)
    if case.born is not None:
        born = Event("born", case.born)
        for rule in started_by.get("born", ()):
            if not rule.needs_plan_in_force or timeline.has_plan_in_force():
                rows += _rows_of(rule, born, 0, case, timeline)
    return rows


def _rows_of(
    rule: Rule, event: Event, number: int, case: Case, timeline: Timeline
) -> list[Deadline]:
    version = rule.versions[0] if len(rule.versions) == 1 else rule.version_on(event.on)
    if version.withdrawn or (version.to_on is not None and event.on > version.to_on):
        return []
    on: date | None = event.on
    if rule.counted_from_latest is not None:
        on = timeline.latest_to(rule.counted_from_latest, event.on)
    if on is None:
        return []
    return [
        _row(rule, Working(limit, on, event, timeline, version), case, number)
        for limit in _limits(rule, version, event)
    ]


def _limits(rule: Rule, version: Version, event: Event) -> tuple[DatedLimit, ...]:
    if rule.replaced_by is not None and getattr(event, rule.replaced_by) is not None:
        return (Given(rule.replaced_by),)
    return version.limit.each(event)


def _starts(rule: Rule, event: Event, number: int, timeline: Timeline) -> bool:
    for field_name, values in rule.starts_when.get(event.name, ()):
        if getattr(event, field_name) not in values:
            return False
    if rule.starts_first is not None and event.name == rule.starts_first.event:
        return _is_first(timeline, event, number, rule.starts_first.again_after)
    if event.name in rule.gives_way:
        return not _has_given_way(timeline, event, rule.gives_way[event.name])
    return True


def _is_first(timeline: Timeline, event: Event, number: int, again_after: str) -> bool:
    """Whether no such event came before, or the other has come between the last one and this."""
    if number == 0:
        return True
    before = timeline.days[event.name][number - 1]
    between = timeline.first_from((again_after,), before)
    return between is not None and between < event.on


def _has_given_way(timeline: Timeline, event: Event, other: str) -> bool:
    """Whether the event is one that another replaces: the latest up to it, or the next after."""
    for day in timeline.days.get(other, ()):
        replaced = timeline.latest_to(event.name, day) or timeline.first_from((event.name,), day)
        if replaced == event.on:
            return True
    return False


def _row(rule: Rule, working: Working, case: Case, number: int) -> Deadline:
    event, timeline = working.event, working.timeline
    due = working.limit.due(working.on, event, timeline)
    last = event.on if due is None else due
    if rule.met_by_passing:
        met_on, ended = (due if case.as_of > last else None), False
    else:
        met_on, ended = _outcome(rule, working, last, number)
    status, days_late = _status(met_on, ended, last, case.as_of)
    exception = None
    if days_late and rule.excuses and (case.exceptions or case.closures):
        exception = lawful_exception(
            case, rule=rule, timeline=timeline, from_on=working.on, due=last
        )
    return Deadline(
        rule.id,
        event.name,
        event.on,
        event.id if rule.same_id else None,
        rule.who_by_trigger.get(event.name, rule.who),
        due,
        met_on,
        status if exception is None else EXCEPTED,
        exception,
        days_late,
        working,
    )


def _outcome(rule: Rule, working: Working, last: date, number: int) -> tuple[date | None, bool]:
    """The day on which the limit was met, if it was; and whether it fell away instead."""
    on, event, timeline = working.on, working.event, working.timeline
    if rule.met_by_next and event.name in rule.met_by:
        days = timeline.days[event.name]
        met_on = days[number + 1] if number + 1 < len(days) else None
    elif rule.same_id:
        met_on = timeline.first_from_with_id(rule.met_by, on, event.id)
    else:
        met_on = timeline.first_from(rule.met_by, on)
    ended_on = timeline.first_from(rule.ended_by, on) if rule.ended_by else None
    if rule.ended_after_last_day_by:
        ended_on = timeline.first_from(rule.ended_after_last_day_by, max(on, last + ONE_DAY))
    if ended_on is not None and (met_on is None or ended_on < met_on):
        return None, True
    return met_on, False


def _status(met_on: date | None, ended: bool, last: date, as_of: date) -> tuple[str, int]:
    """The status before any exception, and the days late."""
    if ended:
        return ENDED, 0
    if met_on is not None:
        return (MET, 0) if met_on <= last else (LATE, (met_on - last).days)
    return (OPEN, 0) if as_of <= last else (OVERDUE, (as_of - last).days)
