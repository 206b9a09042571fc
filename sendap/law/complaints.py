"""The time limits of complaints and of the ombudsman’s remedies, each with where it comes from."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from sendap.law.calendar import months_of, working_days_of


@dataclass(frozen=True, slots=True)
class ComplaintRule:
    """A limit: from ``starts`` to ``ends``, in working days or months; dated ``from_on``."""

    id: str
    title: str
    starts: str
    ends: str
    working_days: int
    months: int
    from_on: date
    source: str
    confirmed: bool

    def due(self, on: date) -> date:
        """The last day of a limit that starts on a day."""
        if self.working_days:
            return working_days_of(on, self.working_days)
        return months_of(on, self.months)

    @property
    def length(self) -> str:
        """How long it is, in words."""
        return f"{self.working_days} working days" if self.working_days else f"{self.months} months"


@dataclass(frozen=True, slots=True)
class ComplaintLimit:
    """A limit of one complaint; ``done_on`` is None while it isn't kept."""

    rule: ComplaintRule
    started_on: date
    due: date
    done_on: date | None

    def is_late(self, today: date) -> bool:
        """Whether it was done after its day, or that day has passed."""
        return (self.done_on or today) > self.due

    @property
    def working(self) -> str:
        """How the day is worked out, in a sentence."""
        return f"{self.rule.length} of {self.started_on:%-d %B %Y}. {self.rule.source}."


@lru_cache(maxsize=1)
def complaint_rules() -> tuple[ComplaintRule, ...]:
    """Every rule, in the order of its file."""
    text = files("sendap.law").joinpath("complaints.toml").read_text(encoding="utf-8")
    return tuple(
        ComplaintRule(
            row["id"], row["title"], row["starts"], row["ends"], row.get("working_days", 0),
            row.get("months", 0), row["from"], row["source"], row["confirmed"],
        )
        for row in tomllib.loads(text)["rule"]
    )  # fmt: skip


def complaint_limits(days: Mapping[str, date]) -> tuple[ComplaintLimit, ...]:
    """The limits that these days of a complaint start, by what happened on each."""
    return tuple(
        ComplaintLimit(rule, days[rule.starts], rule.due(days[rule.starts]), days.get(rule.ends))
        for rule in complaint_rules()
        if rule.starts in days and days[rule.starts] >= rule.from_on
    )
