"""When a message has waited too long, and whether a text gives away a place; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sendap.law.calendar import working_days_of

ANSWER_WORKING_DAYS = 5
"""How long a family waits before its manager sees it; a promise of the service, not a law."""

SHORTEST = 5
LOOKS_LIKE = str.maketrans("oil", "011")
"""Letters that are typed or read for numbers."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The side that a message of a thread is from (family or not), and its day."""

    by_family: bool
    on: date


def waiting_since(thread: Iterable[Sent]) -> date | None:
    """The day of the first message of a family after the last answer; ``thread`` oldest first."""
    since: date | None = None
    for message in thread:
        since = (since or message.on) if message.by_family else None
    return since


def answer_by(since: date) -> date:
    """The last day on which an answer isn't late."""
    return working_days_of(since, ANSWER_WORKING_DAYS)


def give_away(text: str, places: Iterable[str]) -> bool:
    """Whether a text holds one of these places, however it is spaced, cased or punctuated.

    An address counts by any line that holds a number, and by its street without the number.
    """
    plain = _squeezed(text)
    return any(part in plain for place in places for part in _parts(place))


def _parts(place: str) -> set[str]:
    lines = [line.strip() for line in re.split(r"[,\n]", place)]
    known = {place, *(line for line in lines if re.search(r"\d", line))}
    streets = (re.sub(r"^[\d\s/-]+[a-z]?\s", "", line, flags=re.I) for line in known)
    known |= {street for street in streets if len(street.split()) > 1}
    return {part for each in known if len(part := _squeezed(each)) >= SHORTEST}


def _squeezed(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum()).translate(LOOKS_LIKE)
