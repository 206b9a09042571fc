"""A regime's rules in words, for the public page and the API."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sendap.basics.dates import written_day
from sendap.law.calendar import ONE_DAY
from sendap.law.limits import ITEMS
from sendap.law.regimes import find_regime
from sendap.law.rules import Excuse, Regime, Rule, Version


@dataclass(frozen=True, slots=True)
class Named:
    """An event or an exception: its name in data, and its words."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class ExampleText:
    """A worked example. ``due_on`` has a day for each limit that starts; empty when none has."""

    trigger: str
    starts_on: date
    due_on: tuple[date, ...]
    at_once: bool

    @property
    def sentence(self) -> str:
        """For example: request received on 6 January 2025: the last day is 17 February 2025."""
        start = f"{self.trigger.replace('_', ' ')} on {written_day(self.starts_on)}"
        if self.at_once:
            return f"{start}: at once"
        if not self.due_on:
            return f"{start}: no limit"
        days = ", ".join(map(written_day, self.due_on))
        return f"{start}: the last day is {days}"


@dataclass(frozen=True, slots=True)
class RuleText:
    """One version of a rule in words. ``to_on`` None: until further notice.

    In ``limit``, "it" is the day of the event that starts the rule.

    ``confirmed`` False: it rests on a secondary source. ``proposed``: it isn't law.
    """

    id: str
    title: str
    who: str
    starts: tuple[Named, ...]
    met_by: tuple[Named, ...]
    ended_by: tuple[Named, ...]
    limit: str
    exceptions: tuple[Named, ...]
    source: str
    confirmed: bool
    proposed: bool
    from_on: date
    to_on: date | None
    note: str
    examples: tuple[ExampleText, ...]


def rules(regime: str, *, on: date | None = None) -> list[RuleText]:
    """The regime's rules in string order of id: every version, or the one in force on a day.

    Errors: ``CannotDo`` when the regime isn't known.
    """
    law = find_regime(regime)
    return [
        _text(rule, version, law)
        for _, rule in sorted(law.rules.items())
        for version in rule.versions
        if on is None or _is_in_force(rule, version, on)
    ]


def _is_in_force(rule: Rule, version: Version, on: date) -> bool:
    last = _last_day(rule, version)
    return version.from_on <= on and (last is None or on <= last)


def _last_day(rule: Rule, version: Version) -> date | None:
    later = (other.from_on for other in rule.versions if other.from_on > version.from_on)
    following = min(later, default=None)
    return version.to_on if following is None else following - ONE_DAY


def _text(rule: Rule, version: Version, law: Regime) -> RuleText:
    ended_by = (*rule.ended_by, *rule.ended_after_last_day_by)
    return RuleText(
        id=rule.id,
        title=rule.title,
        who=rule.who,
        starts=_starts(rule, law),
        met_by=_events(rule.met_by, law),
        ended_by=_events(ended_by, law),
        limit=_limit(rule, version),
        exceptions=tuple(map(_exception, rule.excuses.values())),
        source=version.citation,
        confirmed=version.confirmed,
        proposed=version.proposed,
        from_on=version.from_on,
        to_on=_last_day(rule, version),
        note=version.note,
        examples=_examples(rule, version),
    )


def _events(names: Iterable[str], law: Regime) -> tuple[Named, ...]:
    titles = {name: kind.title for name, kind in law.events.items()} | {"born": "Born"}
    return tuple(Named(name, titles[name]) for name in names)


def _starts(rule: Rule, law: Regime) -> tuple[Named, ...]:
    return tuple(
        Named(event.name, event.title + _condition(rule, event.name))
        for event in _events(rule.starts, law)
    )


def _condition(rule: Rule, event: str) -> str:
    conditions = (
        f" ({item}: {', '.join(sorted(values)).replace('_', ' ')})"
        for item, values in rule.starts_when.get(event, ())
    )
    return "".join(conditions)


def _limit(rule: Rule, version: Version) -> str:
    if version.withdrawn:
        return "none: withdrawn"
    latest = rule.counted_from_latest
    start = "it" if latest is None else f"the latest {latest.replace('_', ' ')}, up to it"
    replaced = f"; instead, {ITEMS[rule.replaced_by][1]}, if any" if rule.replaced_by else ""
    return version.limit.words(start) + replaced


def _exception(excuse: Excuse) -> Named:
    title, limb = excuse.limb.title, excuse.limb
    if excuse.least_days > 1:
        title += f", {excuse.least_days} days or more together"
    if limb.from_on is not None and limb.to_on is not None:
        title += f", for limits due from {written_day(limb.from_on)} to {written_day(limb.to_on)}"
    return Named(limb.name, title)


def _examples(rule: Rule, version: Version) -> tuple[ExampleText, ...]:
    return tuple(
        _example(rule, facts)
        for facts in rule.examples
        if rule.version_on(facts["starts"]) is version
    )


def _example(rule: Rule, facts: Mapping[str, Any]) -> ExampleText:
    due = facts.get("due", [])
    due_on = tuple(due) if isinstance(due, list) else (due,)
    trigger = facts.get("trigger", rule.starts[0])
    return ExampleText(trigger, facts["starts"], due_on, facts.get("at_once", False))
