"""Makes a limit from the data of a rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sendap.law.limits.ages import EndOfKeyStage, EndOfSchoolAge, EndOfYear25
from sendap.law.limits.combined import AsOrdered, AtOnce, Choice, LaterOf
from sendap.law.limits.counts import COUNTINGS, UNITS, Count, DayOfYear, Given
from sendap.law.limits.shape import DatedLimit, Limit, Orders


def make_limit(facts: Mapping[str, Any], *, orders: Orders) -> Limit:
    """The limit that the data describes; ``orders`` tells the limits of a tribunal's order.

    Errors: ``ValueError`` when the data describes no known shape.
    """
    if "by" in facts:
        return _make_choice(facts, orders)
    return AsOrdered(orders) if "as_ordered" in facts else _make_dated(facts)


def _make_choice(facts: Mapping[str, Any], orders: Orders) -> Limit:
    named = {
        name: make_limit(part, orders=orders)
        for name, part in facts.items()
        if name not in {"by", "otherwise"}
    }
    return Choice(facts["by"], named, make_limit(facts["otherwise"], orders=orders))


def _make_dated(facts: Mapping[str, Any]) -> DatedLimit:
    makers = [make for key, make in _SHAPES.items() if key in facts]
    return makers[0](facts) if makers else _make_count(facts)


def _make_count(facts: Mapping[str, Any]) -> DatedLimit:
    units = [unit for unit in UNITS if unit in facts]
    counting = COUNTINGS.get((units[0], facts.get("counted", ""))) if len(units) == 1 else None
    unknown = set(facts) - {*units, "counted", "start", "start_event"}
    if counting is None or unknown:
        raise ValueError(f"no limit has this shape: {dict(facts)}")
    start, unit = tuple(facts.get("start", ())), units[0]
    return Count(facts[unit], unit, counting, start, facts.get("start_event"))


def _make_later_of(facts: Mapping[str, Any]) -> DatedLimit:
    parts = tuple(_make_dated(part) for part in facts["later_of"])
    return LaterOf(parts, moved=facts.get("moved") == "tribunal")


def _make_age(facts: Mapping[str, Any]) -> DatedLimit:
    ages = {
        "end_of_compulsory_school_age": EndOfSchoolAge(),
        "end_of_year_of_25": EndOfYear25(),
    }
    if facts["age"] not in ages:
        raise ValueError(f"no limit has this shape: {dict(facts)}")
    return ages[facts["age"]]


_SHAPES: dict[str, Callable[[Mapping[str, Any]], DatedLimit]] = {
    "later_of": _make_later_of,
    "on": lambda facts: Given(facts["on"]),
    "of": lambda facts: DayOfYear(facts["month"], facts["day"]),
    "at_once": lambda facts: AtOnce(),
    "age": _make_age,
    "end_of_key_stage": lambda facts: EndOfKeyStage(_make_dated(facts["otherwise"])),
}
