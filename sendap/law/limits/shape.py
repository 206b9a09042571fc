"""What every time limit can do, and the words for the items that an event may carry."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import date

from sendap.law.case import Event, Timeline

ITEMS = {
    "for": ("for_on", "the planned day"),
    "moves_on": ("moves_on", "the day of the move"),
    "last_review": ("last_review_on", "the last review"),
    "plan_made": ("plan_made_on", "the making of the plan"),
    "directed_by": ("directed_by", "the day that the tribunal directed"),
    "agreed_by": ("agreed_by", "the day that the agreement gives"),
    "year": ("year", "the year of the transfer"),
    "phase": ("phase", "the phase"),
    "kind": ("kind", "the kind"),
    "outcome": ("outcome", "the outcome"),
}
"""The items an event may carry: the field of ``Event`` that holds each, and its words."""


class Limit(ABC):
    """A time limit in the data of a rule."""

    __slots__ = ()

    @abstractmethod
    def words(self, start: str) -> str:
        """The limit in words, without a case; ``start`` names what it is counted from."""

    @abstractmethod
    def each(self, event: Event) -> tuple[DatedLimit, ...]:
        """The limits that the event starts: nearly always one."""


class DatedLimit(Limit):
    """A time limit that gives one last day. ``on`` is the day it is counted from.

    That is the trigger's day, or one that stands in its place.
    """

    __slots__ = ()

    @abstractmethod
    def due(self, on: date, event: Event, timeline: Timeline) -> date | None:
        """The last lawful day; None when it is at once, or nothing to count from happened.

        Errors: ``OverflowError`` outside the years 1 to 9999.
        """

    @abstractmethod
    def working(self, on: date, event: Event, timeline: Timeline) -> str:
        """How the last day is found, in words a person can check; empty when there is no day."""

    def each(self, event: Event) -> tuple[DatedLimit, ...]:
        """This limit alone."""
        return (self,)


Orders = Callable[[str, date], tuple[DatedLimit, ...]]
"""The limits that a tribunal's order of a kind starts on a day."""
