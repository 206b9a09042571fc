"""What a reply may say, on which grounds, by when, and who reads a consultation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sendap.law.case import Event
from sendap.law.clock import started_by

ANSWERS = {"yes": "Yes, we could take them", "no": "No, we should not be named"}
"""The answers, in the words of the form."""

GROUNDS: Mapping[str, str] = {
    "age": "The setting is unsuitable for their age",
    "ability": "The setting is unsuitable for their ability",
    "aptitude": "The setting is unsuitable for their aptitude",
    "needs": "The setting is unsuitable for their special educational needs",
    "others": "Attendance would be incompatible with the efficient education of others",
    "resources": "Attendance would be incompatible with the efficient use of resources",
}
"""The grounds of section 39(4); nothing else lets an authority not name what was asked for."""

LONGEST = 6_000
MOST_AT_ONCE = 12
"""The most settings that one press consults."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as its writer gave it; ``conditions`` and ``offered_from`` go with a yes."""

    answer: str
    grounds: tuple[str, ...] = ()
    is_full: bool = False
    reasons: str = ""
    offered_from: date | None = None
    conditions: str = ""


@lru_cache(maxsize=1_024)
def due_on(sent_on: date) -> date:
    """The last day for a reply to what was sent on a day (rule C6)."""
    due = started_by(Event("consultation_sent", sent_on), "C6").due
    assert due is not None
    return due
