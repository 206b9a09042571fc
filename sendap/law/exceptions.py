"""Which lawful exception, if any, excuses a missed limit.

Recorded exceptions come before those that follow from a closure; of several the first counts.
"""

from __future__ import annotations

from datetime import date, timedelta

from sendap.basics.dates import days_between
from sendap.law.case import Case, Closure, Event, RecordedException, Timeline
from sendap.law.rules import Excuse, Rule


def lawful_exception(
    case: Case, *, rule: Rule, timeline: Timeline, from_on: date, due: date
) -> str | None:
    """The limb that excuses the rule's limit from its trigger to its due day; None if none does."""
    for recorded in case.exceptions:
        if recorded.rule == rule.id and _counts(recorded, rule, from_on, due):
            return recorded.limb
    for closure in case.closures:
        for excuse in rule.excuses.values():
            if _follows(closure, excuse, timeline, from_on, due):
                return excuse.limb.name
    return None


def _counts(recorded: RecordedException, rule: Rule, from_on: date, due: date) -> bool:
    excuse = rule.excuses.get(recorded.limb)
    if excuse is None or not excuse.limb.is_valid_for(due):
        return False
    long_enough = days_between(recorded.from_on, recorded.to_on) >= excuse.least_days
    overlaps = from_on <= due and recorded.from_on <= due and recorded.to_on >= from_on
    return long_enough and overlaps


def _follows(
    closure: Closure, excuse: Excuse, timeline: Timeline, from_on: date, due: date
) -> bool:
    limb = excuse.limb.closure
    if limb is None or limb.kind != closure.kind:
        return False
    if days_between(closure.from_on, closure.to_on) < limb.least_days:
        return False
    week = timedelta(days=limb.days_before)
    first = max(from_on, closure.from_on - week)
    last = min(due, closure.to_on + timedelta(days=1) - week)
    return any(_asked(event, limb.asked, first, last) for event in timeline.events)


def _asked(event: Event, field: str, first: date, last: date) -> bool:
    return event.name == "advice_requested" and first <= event.on <= last and getattr(event, field)
