"""Spans of days by which a list of reviews is narrowed: a month, a term, or what is overdue."""

from __future__ import annotations

from datetime import date, timedelta

LATE = "late"
TERMS = {"autumn": (9, 12), "spring": (1, 3), "summer": (4, 8)}
"""Each term's first and last month."""


def span_of(when: str, *, today: date) -> tuple[date, date] | None:
    """The first and last day of ``late``, ``2027-01`` or ``autumn-2026``; None for all days."""
    if when == LATE:
        return date.min, today - timedelta(days=1)
    first, _, second = when.partition("-")
    months = TERMS.get(first)
    if months and _is_year(second):
        return date(int(second), months[0], 1), _end(int(second), months[1])
    if _is_year(first) and second.isdecimal() and 1 <= int(second) <= 12:
        return date(int(first), int(second), 1), _end(int(first), int(second))
    return None


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) == 4 and 2000 < int(text) < 2200


def _end(year: int, month: int) -> date:
    after = date(year + month // 12, month % 12 + 1, 1)
    return after - timedelta(days=1)


def choices(*, today: date) -> dict[str, str]:
    """What can be chosen, with its words: overdue, four terms and fourteen months from today."""
    found = {LATE: "Overdue"}
    for year in (today.year, today.year + 1):
        for term, (_, last) in sorted(TERMS.items(), key=lambda each: each[1]):
            if _end(year, last) >= today:
                found[f"{term}-{year}"] = f"{term.capitalize()} term {year}"
    for ahead in range(14):
        month = today.month - 1 + ahead
        first = date(today.year + month // 12, month % 12 + 1, 1)
        found[f"{first:%Y-%m}"] = f"{first:%B %Y}"
    return found
