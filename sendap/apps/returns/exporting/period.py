"""The days that a return to be written is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The collection period of a return, from ``first_on``, and its census day."""

    year: int
    first_on: date
    census_on: date
