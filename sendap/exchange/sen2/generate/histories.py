"""Whose request, assessment and plan happened when: the days of each person of a block.

Days that a person's history doesn't have are 0. Every day of a history is a week day except
births and the ends of school years, and comes in its lawful order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sendap.exchange.sen2.generate.columns import day_number
from sendap.exchange.sen2.generate.draws import Draws, Flags, Ints, cumulative, week_day
from sendap.exchange.sen2.generate.marginals import (
    OLDEST,
    YOUNGEST,
    Story,
    figures,
    in_force_weights,
    kinds_by_age,
    new_weights,
    stories,
)
from sendap.exchange.sen2.generate.span import Span

YEAR = 365.25
NO_ENGAGEMENT = 5
"""The place of cease reason 6 (no longer wants education or training) in the tables."""
SIX_WEEKS = 42
SIXTEEN_WEEKS = 112
TWENTY_WEEKS = 140
LATE = 3  # a late day is moved back to a Friday at most two days, and is still late


@dataclass(slots=True, kw_only=True)
class Histories:
    """The days of a block of people; ``reason`` counts from 0 in the published order.

    ``open_late`` are those whose assessment is under way after more than 20 weeks.
    """

    story: Ints
    kind: Ints
    birth: Ints
    received: Ints
    decided: Ints
    issued: Ints
    start: Ints
    cease: Ints
    reason: Ints
    exception: Flags
    overturned: Flags
    open_late: Flags

    def are(self, *kinds: Story) -> Flags:
        """Which people have one of these stories."""
        return np.isin(self.story, kinds)

    @property
    def with_plan(self) -> Flags:
        """Which people had a plan in force at some time in the year."""
        return self.are(Story.IN_FORCE, Story.MOVED_IN, Story.NEW, Story.CEASED)

    def age(self, day: Ints | int) -> Ints:
        """Each person's age in whole years on a day."""
        return np.asarray(((day - self.birth) / YEAR).astype(np.int64))


def draw_histories(draws: Draws, span: Span) -> Histories:
    """The histories of a block of people."""
    story = draws.pick(stories())
    made = _empty(story)
    _draw_old_plans(draws, span, made)
    _draw_new_plans(draws, span, made)
    _draw_ceased(draws, span, made)
    _draw_requests(draws, span, made)
    _draw_no_plans(draws, span, made)
    return made


def _empty(story: Ints) -> Histories:
    none = np.zeros_like(story)
    no = np.zeros(len(story), dtype=bool)
    return Histories(
        story=story,
        kind=none,
        birth=none,
        received=none,
        decided=none,
        issued=none,
        start=none,
        cease=none,
        reason=none,
        exception=no,
        overturned=no,
        open_late=no,
    )


def _draw_old_plans(draws: Draws, span: Span, made: Histories) -> None:
    weights = in_force_weights()
    where = made.are(Story.IN_FORCE, Story.MOVED_IN)
    cell = draws.pick(weights.ravel(), among=where)
    age = cell % weights.shape[1] + YOUNGEST
    birth = _birth(draws, age, span.ages_on)
    made.kind = np.where(where, cell // weights.shape[1], made.kind)
    made.birth = np.where(where, birth, made.birth)
    made.start = np.where(where, _plan_start(draws, span, birth, span.first), made.start)


def _draw_new_plans(draws: Draws, span: Span, made: Histories) -> None:
    weights = new_weights()
    where = made.are(Story.NEW)
    cell = draws.pick(weights.ravel(), among=where)
    age = _over_twenty(draws, cell % weights.shape[1] + YOUNGEST)
    issued = week_day(draws.between(span.first + 4, span.last))
    birth = np.maximum(_birth(draws, age, issued), _oldest_birth(span))
    timing = figures()["timeliness"]
    case = draws.pick(timing["without_exception"] + timing["with_exception"], among=where)
    length = np.choose(
        case % 3,
        [
            draws.between(91, TWENTY_WEEKS - 2),
            draws.between(TWENTY_WEEKS + LATE, 364 - LATE),
            draws.between(366 + LATE, 650),
        ],
    )
    received = week_day(issued - np.minimum(length, issued - birth - 300))
    decided = np.minimum(_decision(draws, received, where), issued - 14)
    made.kind = np.where(where, cell // weights.shape[1], made.kind)
    made.birth = np.where(where, birth, made.birth)
    made.issued = np.where(where, issued, made.issued)
    made.start = np.where(where, issued, made.start)
    made.received = np.where(where, received, made.received)
    made.decided = np.where(where, week_day(decided), made.decided)
    made.exception = where & (case >= 3)
    made.overturned = where & draws.chance(figures()["requests"]["overturned_rate"])


def _draw_ceased(draws: Draws, span: Span, made: Histories) -> None:
    table = np.array(figures()["ceased"]["by_age"])
    where = made.are(Story.CEASED)
    cell = draws.pick(table.ravel(), among=where)
    age, reason = cell // table.shape[1] + YOUNGEST, cell % table.shape[1]
    summer = span.summer
    first_birth, last_birth = _oldest_birth(span) + 1, summer - int(25 * YEAR) - 2
    if first_birth > last_birth:  # a census day at the end of July: the last summer is too old
        reason = np.where(reason == 0, NO_ENGAGEMENT, reason)
    age = np.where(reason == 0, 25, _over_twenty(draws, age))
    ended = week_day(draws.between(span.first + 4, span.last))
    leaving = np.isin(reason, (2, 3, 5)) & draws.chance(0.5)  # many end with the school year
    ended = np.where((reason == 0) | leaving, summer, ended)
    birth = _birth(draws, age, ended)
    at_limit = draws.between(first_birth, max(first_birth, last_birth))
    birth = np.where(reason == 0, at_limit, np.maximum(birth, _oldest_birth(span)))
    kinds = draws.pick_by_row(kinds_by_age(), np.clip(age, YOUNGEST, OLDEST) - YOUNGEST)
    made.kind = np.where(where, kinds, made.kind)
    made.birth = np.where(where, birth, made.birth)
    made.cease = np.where(where, ended, made.cease)
    made.reason = np.where(where, reason, made.reason)
    start = _plan_start(draws, span, birth, np.minimum(ended, span.first))
    made.start = np.where(where, start, made.start)


def _draw_requests(draws: Draws, span: Span, made: Histories) -> None:
    ages = figures()["ages"]
    tables = [ages[name] for name in ("refused", "undecided", "withdrawn", "no_plan", "assessing")]
    rows = np.clip(made.story - Story.REFUSED, 0, len(tables) - 1)
    age = _over_twenty(draws, draws.pick_by_row(cumulative(tables), rows) + YOUNGEST)
    birth = np.maximum(_birth(draws, age, span.ages_on - 365), _oldest_birth(span))
    where = ~made.with_plan
    opened = where & ~made.are(Story.REFUSED, Story.UNDECIDED, Story.WITHDRAWN)
    made.birth = np.where(where, birth, made.birth)
    decided = week_day(draws.between(span.first + 4, span.last))
    open_for = np.where(draws.chance(0.92), draws.between(1, 40), draws.between(45, 120))
    going = draws.between(50, 290)
    refused = made.are(Story.REFUSED)
    received = np.select(
        [
            refused,
            made.are(Story.UNDECIDED),
            made.are(Story.ASSESSING, Story.ASSESSMENT_WITHDRAWN, Story.EXPORTED),
        ],
        [
            decided - _decision_days(draws, made.are(Story.REFUSED)),
            span.last - open_for,
            span.last - going,
        ],
        decided,
    )
    made.received = np.where(where, week_day(received), made.received)
    under_way = np.minimum(_decision(draws, made.received, opened), span.last - 7)
    made.decided = np.where(
        refused,
        decided,
        np.where(opened, under_way, made.decided),
    )
    made.decided = week_day(made.decided)
    made.open_late = made.are(Story.ASSESSING) & (span.last - made.received > TWENTY_WEEKS)
    made.exception |= made.open_late & draws.chance(_late_exception_rate())


def _draw_no_plans(draws: Draws, span: Span, made: Histories) -> None:
    where = made.are(Story.NO_PLAN)
    issued = week_day(draws.between(span.first + 4, span.last))
    in_time = draws.chance(figures()["timeliness"]["no_plan_sixteen_week_rate"], among=where)
    length = np.where(
        in_time,
        draws.between(70, SIXTEEN_WEEKS - 2),
        draws.between(SIXTEEN_WEEKS + LATE, 300),
    )
    received = week_day(issued - length)
    decided = week_day(np.minimum(_decision(draws, received, where), issued - 14))
    made.issued = np.where(where, issued, made.issued)
    made.received = np.where(where, received, made.received)
    made.decided = np.where(where, decided, made.decided)


def _late_exception_rate() -> float:
    timing = figures()["timeliness"]
    excepted = sum(timing["with_exception"][1:])
    return float(excepted / (excepted + sum(timing["without_exception"][1:])))


def _decision_days(draws: Draws, among: Flags) -> Ints:
    in_time = draws.chance(figures()["requests"]["six_week_rate"], among=among)
    quick = SIX_WEEKS - 2 - (draws.shares() ** 2 * 28).astype(np.int64)  # most in the last weeks
    return np.where(in_time, quick, SIX_WEEKS + LATE + (draws.shares() ** 2 * 80).astype(np.int64))


def _decision(draws: Draws, received: Ints, among: Flags) -> Ints:
    return week_day(received + _decision_days(draws, among))


def _plan_start(draws: Draws, span: Span, birth: Ints, before: Ints | int) -> Ints:
    held = figures()["held"]
    years = np.array(held["years"])[draws.pick(held["plans"])]
    latest = span.first - 2
    began = latest - (((years - 2) + draws.shares()) * YEAR).astype(np.int64)
    earliest = np.maximum(birth + 500, day_number(held["earliest"]))
    within = draws.between(np.minimum(earliest, latest), latest)
    began = np.where(began < earliest, within, began)
    return week_day(np.minimum(began, np.asarray(before) - 2))


def _birth(draws: Draws, age: Ints, day: Ints | int) -> Ints:
    return np.asarray(day - (age * YEAR).astype(np.int64) - draws.between(1, 363))


def _over_twenty(draws: Draws, age: Ints) -> Ints:
    older = draws.pick(figures()["ages"]["over_twenty"]) + 20
    return np.where(age >= 20, older, age)


def _oldest_birth(span: Span) -> int:
    return span.census - int(26 * YEAR) + 2
