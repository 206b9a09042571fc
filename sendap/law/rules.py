"""A regime and what it is made of: rules with dated versions, events, and lawful exceptions.

These are the typed forms of the TOML files in ``regimes/<regime>/``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sendap.law.limits import Limit


@dataclass(frozen=True, slots=True)
class EventKind:
    """An event that the regime knows, the items it can't do without, and their lawful values."""

    name: str
    title: str
    needs: tuple[str, ...] = ()
    needs_one_of: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClosureLimb:
    """How an exception follows from a closure: its kind and length, and when advice was asked.

    ``asked`` is the field of ``Event`` that says whom the advice was asked of; ``days_before`` is
    how long before the closing and the re-opening the window begins and ends.
    """

    kind: str
    least_days: int
    asked: str
    days_before: int


@dataclass(frozen=True, slots=True)
class Limb:
    """A lawful exception: the least length of its period, and the due days it is valid for."""

    name: str
    title: str
    source: str
    least_days: int = 1
    from_on: date | None = None
    to_on: date | None = None
    closure: ClosureLimb | None = None

    def is_valid_for(self, due: date) -> bool:
        """Whether the exception is valid for a limit due on this day."""
        return (self.from_on is None or due >= self.from_on) and (
            self.to_on is None or due <= self.to_on
        )


@dataclass(frozen=True, slots=True)
class Excuse:
    """An exception as one rule has it; the rule may ask for another least length in days."""

    limb: Limb
    least_days: int


@dataclass(frozen=True, slots=True)
class Version:
    """A rule as it stands between two days. ``to_on`` None means until further notice.

    ``withdrawn``: from this day the rule starts nothing. ``citation`` names the source in full.
    """

    from_on: date
    to_on: date | None
    limit: Limit
    citation: str
    confirmed: bool
    proposed: bool
    note: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class First:
    """An event that starts the rule only the first time, and again after another event."""

    event: str
    again_after: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One time limit of a regime: what starts, meets, ends and excuses it, and its versions."""

    id: str
    title: str
    who: str
    starts: tuple[str, ...]
    met_by: tuple[str, ...]
    ended_by: tuple[str, ...]
    ended_after_last_day_by: tuple[str, ...]
    excuses: Mapping[str, Excuse]
    versions: tuple[Version, ...]
    examples: tuple[Mapping[str, Any], ...]
    starts_when: Mapping[str, tuple[tuple[str, frozenset[str]], ...]]
    who_by_trigger: Mapping[str, str]
    gives_way: Mapping[str, str]
    starts_first: First | None = None
    counted_from_latest: str | None = None
    replaced_by: str | None = None
    same_id: bool = False
    met_by_next: bool = False
    met_by_passing: bool = False
    needs_plan_in_force: bool = False
    is_conditional: bool = field(init=False)
    """Whether an event of its kind may happen without starting the rule."""

    def __post_init__(self) -> None:
        conditions = any(self.starts_when.values()) or self.gives_way or self.starts_first
        object.__setattr__(self, "is_conditional", bool(conditions))

    def version_on(self, day: date) -> Version:
        """The version for something that happened on this day.

        Before the first version, the first: a regime chosen for a case applies to all of it.
        """
        chosen = self.versions[0]
        for version in self.versions[1:]:
            if version.from_on <= day:
                chosen = version
        return chosen


@dataclass(frozen=True, slots=True)
class Regime:
    """A body of law, in force or proposed, with everything that its clock needs."""

    name: str
    title: str
    proposed: bool
    summary: str
    source: str
    events: Mapping[str, EventKind]
    limbs: Mapping[str, Limb]
    rules: Mapping[str, Rule]
    started_by: Mapping[str, tuple[Rule, ...]]
    excused_by_closure: frozenset[str]
