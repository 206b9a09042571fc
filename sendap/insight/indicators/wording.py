"""How a figure is written for people: its unit, its decimals, or why there is none."""

from __future__ import annotations

WHY_NOT = {
    "not_available": "not available",
    "not_applicable": "not applicable",
    "suppressed": "hidden by the publisher",
}
"""The words for each status of a figure without a value."""

YES_OR_NO = "yes or no"


def written(value: float | None, *, unit: str, decimals: int, status: str = "not_available") -> str:
    """The figure with its unit, as "46.4%", "638,745", "£110 a week" or "not available"."""
    if value is None:
        return WHY_NOT.get(status, WHY_NOT["not_available"])
    if unit == YES_OR_NO:
        return "Yes" if value else "No"
    number = f"{value:,.{decimals}f}"
    if float(number.replace(",", "")) == 0:
        number = number.removeprefix("-")
    if unit == "%":
        return f"{number}%"
    if unit.startswith("£"):
        return f"£{number}{unit.removeprefix('£')}".replace("£-", "-£")
    return f"{number} {unit}" if unit.startswith("per ") else number


def changed(now: float, before: float, *, unit: str, decimals: int) -> str:
    """The change between two figures in words: percentages in points, counts in per cent."""
    difference = round(now, decimals) - round(before, decimals)
    if round(difference, decimals) == 0:
        return "no change"
    way = "up" if difference > 0 else "down"
    if unit == "%":
        return f"{way} {abs(difference):.{decimals}f} percentage points"
    if unit == "points" or not before:
        return f"{way} {abs(difference):,.{decimals}f}"
    return f"{way} {abs(100 * difference / before):.1f}%"
