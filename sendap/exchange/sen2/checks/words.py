"""Values of a return in plain words, for messages."""

from __future__ import annotations

from datetime import date

LONGEST = 40
"""The most characters of a value that a message shows."""

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def in_words(value: object) -> str:
    """A value as a message tells it: a day as 3 March 2025, a text cut to a readable length."""
    if isinstance(value, date):
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    if isinstance(value, str):
        return shown(value)
    return "not known" if value is None else str(value)


def shown(text: str) -> str:
    """A text from the file, cut and cleaned so that it can stand in a sentence."""
    if not text:
        return "missing"
    clean = "".join(sign if sign.isprintable() else " " for sign in text[: LONGEST + 1])
    return clean if len(text) <= LONGEST else clean[:LONGEST] + "..."
