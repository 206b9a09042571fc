"""What is told about one person's case: events, closures, exceptions; and what is worked out.

These are the typed forms of the JSON that ``sendap clock`` reads and writes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day. ``name`` is one of the regime's events.

    The other fields are the items that some events carry: ``for_on`` is the day planned for a
    meeting or a move, ``directed_by`` the day a tribunal directed, ``agreed_by`` the day that a
    mediation agreement gives.
    """

    name: str
    on: date
    id: str | None = None
    outcome: str | None = None
    kind: str | None = None
    phase: str | None = None
    year: int | None = None
    for_on: date | None = None
    moves_on: date | None = None
    last_review_on: date | None = None
    plan_made_on: date | None = None
    directed_by: date | None = None
    agreed_by: date | None = None
    from_school: bool = False
    from_early_years: bool = False


@dataclass(frozen=True, slots=True)
class Closure:
    """A time when a school or an early years provider is closed; first and last day count."""

    kind: str
    from_on: date
    to_on: date


@dataclass(frozen=True, slots=True)
class RecordedException:
    """A lawful exception that the authority recorded for a rule; first and last day count."""

    rule: str
    limb: str
    from_on: date
    to_on: date


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that the clock needs to know about one person. ``as_of`` is the day it is asked.

    No event is after ``as_of``. ``training_ends_on`` is for an apprenticeship or other training.
    """

    regime: str
    as_of: date
    events: tuple[Event, ...]
    born: date | None = None
    closures: tuple[Closure, ...] = ()
    exceptions: tuple[RecordedException, ...] = ()
    training_ends_on: date | None = None


class Timeline:
    """A case's events in order of day, with the days of each kind of event ready to search."""

    __slots__ = ("_days_by_id", "as_of", "born", "days", "events", "training_ends_on")

    def __init__(self, case: Case) -> None:
        self.as_of = case.as_of
        self.born = case.born
        self.training_ends_on = case.training_ends_on
        self.events = sorted(case.events, key=attrgetter("on"))
        self.days: dict[str, list[date]] = {}
        self._days_by_id: dict[tuple[str, str | None], list[date]] | None = None
        for event in self.events:
            if event.name in self.days:
                self.days[event.name].append(event.on)
            else:
                self.days[event.name] = [event.on]

    def first_from(self, names: Iterable[str], from_on: date) -> date | None:
        """The first day, on or after this one, of any of these events."""
        found: date | None = None
        for name in names:
            days = self.days.get(name)
            if days is None or days[-1] < from_on:
                continue
            day = days[bisect_left(days, from_on)]
            if found is None or day < found:
                found = day
        return found

    def first_from_with_id(
        self, names: Iterable[str], from_on: date, id: str | None
    ) -> date | None:
        """As ``first_from``, among the events that carry this id (or carry none)."""
        found: date | None = None
        for name in names:
            days = self._days_with_id().get((name, id), [])
            place = bisect_left(days, from_on)
            if place < len(days) and (found is None or days[place] < found):
                found = days[place]
        return found

    def _days_with_id(self) -> dict[tuple[str, str | None], list[date]]:
        if self._days_by_id is None:
            self._days_by_id = {}
            for event in self.events:
                self._days_by_id.setdefault((event.name, event.id), []).append(event.on)
        return self._days_by_id

    def latest_to(self, name: str, to_on: date) -> date | None:
        """The latest day, on or before this one, of the event."""
        days = self.days.get(name, [])
        place = bisect_right(days, to_on)
        return days[place - 1] if place else None

    def has_plan_in_force(self) -> bool:
        """Whether a plan was issued or transferred in, and none ceased after it."""
        begun = max(
            (self.days[name][-1] for name in _PLAN_BEGINS if name in self.days), default=None
        )
        ceased = self.days.get("plan_ceased")
        return begun is not None and (ceased is None or ceased[-1] <= begun)


_PLAN_BEGINS = ("final_plan_issued", "plan_transferred_in")
