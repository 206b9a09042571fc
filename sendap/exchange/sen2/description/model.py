"""The words in which a return is described: kinds of value, items, blocks and code lists."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What sort of value an item holds, which decides how it is read and checked."""

    TEXT = "text"
    DATE = "date"
    MOMENT = "date and time"
    YEAR = "year"
    FLAG = "1 or 0"
    CODE = "code"
    AUTHORITY = "authority code"
    SERIAL = "3 digits"
    POSTCODE = "postcode"
    UPN = "unique pupil number"
    ULN = "unique learner number"
    URN = "6 digits"
    UKPRN = "8 digits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One code of a list, with the first and last years of the return that allow it."""

    code: str
    label: str
    first_year: int = 0
    last_year: int = 9999


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList:
    """The codes that an item may hold, in the order of the guide."""

    name: str
    title: str
    codes: tuple[Code, ...]

    def allowed(self, year: int) -> tuple[str, ...]:
        """The codes that a return of this year may use."""
        return tuple(c.code for c in self.codes if c.first_year <= year <= c.last_year)

    def labels(self) -> dict[str, str]:
        """Each code with its meaning, whatever the year."""
        return {code.code: code.label for code in self.codes}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One element that holds a value.

    ``number`` is the item's number in the guides of 2025 and 2026 and ``number_2023`` its number
    in the guides before where that differs; ``needed`` says in words when it must be there
    (empty: it may always be left out); ``needed_from`` is the first year in which that holds.
    """

    name: str
    column: str
    kind: Kind
    number: str = ""
    number_2023: str = ""
    codes: str = ""
    fixed: str = ""
    needed: str = ""
    needed_from: int = 0
    first_year: int = 0
    last_year: int = 9999
    note: str = ""
    misspellings: tuple[str, ...] = ()

    def is_in(self, year: int) -> bool:
        """Whether the return of this year has the item in this block."""
        return self.first_year <= year <= self.last_year


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One element that holds other elements, and the table that its rows become.

    ``orders`` holds, for each year in which the order changed, the names of the children in file
    order (items and blocks); a year that isn't there keeps the order of the year before it.
    ``least`` and ``most`` say how often the block may occur in its parent (``most`` 0: no limit).
    """

    name: str
    table: str
    title: str
    parent: str = ""
    least: int = 0
    most: int = 1
    items: tuple[Item, ...] = ()
    orders: dict[int, tuple[str, ...]] = field(default_factory=dict)
    note: str = ""

    def children(self, year: int) -> tuple[str, ...]:
        """The names of the children in the order in which a file of this year has them."""
        known = [first for first in self.orders if first <= year]
        return self.orders[max(known) if known else min(self.orders)]

    def item(self, name: str) -> Item:
        """The item of this name; ``KeyError`` where there is none."""
        for item in self.items:
            if item.name == name:
                return item
        raise KeyError(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the return of one year changed from the year before, in a sentence."""

    year: int
    text: str
