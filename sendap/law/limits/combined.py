"""Limits made of others, and those that give no day count of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sendap.basics.dates import written_day
from sendap.law import calendar
from sendap.law.case import Event, Timeline
from sendap.law.limits.shape import ITEMS, DatedLimit, Limit, Orders


@dataclass(frozen=True, slots=True)
class LaterOf(DatedLimit):
    """The latest of several days; with ``moved``, where the tribunal's rules then move it."""

    parts: tuple[DatedLimit, ...]
    moved: bool = False

    def _latest(self, on: date, event: Event, timeline: Timeline) -> date | None:
        days = (part.due(on, event, timeline) for part in self.parts)
        return max((day for day in days if day is not None), default=None)

    def due(self, on: date, event: Event, timeline: Timeline) -> date | None:
        """The latest day, moved once if the tribunal's rules move it."""
        latest = self._latest(on, event, timeline)
        return calendar.tribunal_day(latest) if self.moved and latest is not None else latest

    def working(self, on: date, event: Event, timeline: Timeline) -> str:
        """The working of each part, which is later, and the move if there is one."""
        workings = [part.working(on, event, timeline) for part in self.parts]
        told = [working for working in workings if working]
        latest, due = self._latest(on, event, timeline), self.due(on, event, timeline)
        if len(told) > 1 and latest is not None:
            told.append(f"the later is {written_day(latest)}")
        if due is not None and due != latest:
            told.append(f"the tribunal's rules move it to {written_day(due)}")
        return "; ".join(told)

    def words(self, start: str) -> str:
        """For example: the later of A and B."""
        text = "the later of " + " and ".join(part.words(start) for part in self.parts)
        if not self.moved:
            return text
        return (
            f"{text}; from 25 December to 1 January or in August, the first working day after; "
            "otherwise, if it isn't a working day, the next one; one move only"
        )


@dataclass(frozen=True, slots=True)
class AtOnce(DatedLimit):
    """At once, with no day count: there is no last day."""

    def due(self, on: date, event: Event, timeline: Timeline) -> date | None:
        """Always None."""
        return None

    def working(self, on: date, event: Event, timeline: Timeline) -> str:
        """Says that no day is given."""
        return f"at once, on {written_day(on)}: no number of days is given"

    def words(self, start: str) -> str:
        """Says so."""
        return "at once"


@dataclass(frozen=True, slots=True)
class Choice(Limit):
    """One of several limits, by an item of the event."""

    item: str
    named: Mapping[str, Limit]
    otherwise: Limit

    def _chosen(self, event: Event) -> Limit:
        return self.named.get(getattr(event, ITEMS[self.item][0]), self.otherwise)

    def each(self, event: Event) -> tuple[DatedLimit, ...]:
        """The limits of the one chosen."""
        return self._chosen(event).each(event)

    def words(self, start: str) -> str:
        """For example: for secondary to post16 30 March; otherwise 14 February."""
        named = [
            f"{limit.words(start)} for {name.replace('_', ' ')}"
            for name, limit in self.named.items()
        ]
        return "; ".join([*named, f"otherwise {self.otherwise.words(start)}"])


@dataclass(frozen=True, slots=True)
class AsOrdered(Limit):
    """The limits that a tribunal's order of the same kind would start."""

    orders: Orders

    def each(self, event: Event) -> tuple[DatedLimit, ...]:
        """One limit for each rule that such an order starts."""
        return self.orders(event.kind or "", event.on)

    def words(self, start: str) -> str:
        """Says so."""
        return "those of a tribunal's order of that kind"
