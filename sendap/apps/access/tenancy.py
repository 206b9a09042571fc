"""How a model says whose each of its rows is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tenancy:
    """The look-ups from a row to the authority, the setting and the person it belongs to.

    An empty look-up means that a grant over that kind of scope never reaches the row.
    """

    authority: str = ""
    setting: str = ""
    person: str = ""
    account: str = ""


PUBLIC = Tenancy()
"""For tables with nothing about a person: anyone may read every row."""

INTERNAL = Tenancy()
"""For tables that no actor reads as a list: sessions, audit heads, queue rows."""
