"""Columns of a block of people: for each item, where its value is in a list of words.

Place 0 of every list of words means that the item isn't there, so a whole column of XML is one
look-up in a table of ready-made elements.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sendap.exchange.sen2.generate.draws import Flags, Ints

Words = NDArray[np.object_]
LAST_DAY = (date(2040, 1, 1) - date(1970, 1, 1)).days
FIRST_DAY = (date(1990, 1, 1) - date(1970, 1, 1)).days


@dataclass(frozen=True, slots=True)
class Column:
    """One item for every person of the block: ``words[at]``, place 0 where it isn't there.

    ``lasting`` says that the words are the same for every block, so that what is made from them
    is kept.
    """

    words: Words
    at: Ints
    lasting: bool = True


@dataclass(slots=True)
class Columns:
    """The columns of a block by path (``Requests.ReceivedDate``), and which blocks are there."""

    size: int
    items: dict[str, Column] = field(default_factory=dict)
    blocks: dict[str, Flags] = field(default_factory=dict)

    def codes(self, path: str, codes: tuple[str, ...], at: Ints, *, where: Flags) -> None:
        """Set an item to the code at each place (from 0) of ``codes``, where it is there."""
        self.items[path] = Column(words_of(codes), np.where(where, at + 1, 0))

    def flag(self, path: str, value: Flags, *, where: Flags) -> None:
        """Set an item to 1 or 0, where it is there."""
        self.codes(path, ("0", "1"), value.astype(np.int64), where=where)

    def days(self, path: str, days: Ints, *, where: Flags) -> None:
        """Set an item to a day (counted from 1 January 1970), where it is there."""
        self.items[path] = Column(day_words(), np.where(where, days, 0))

    def words(self, path: str, words: Words, at: Ints) -> None:
        """Set an item to words that last from block to block; place 0 is absent."""
        self.items[path] = Column(words, at)

    def texts(self, path: str, texts: list[str]) -> None:
        """Set an item to a text of its own for each person; an empty text is absent."""
        made = np.array(["", *texts], dtype=object)
        at = np.arange(1, len(texts) + 1)
        self.items[path] = Column(made, at, lasting=False)


@cache
def words_of(codes: tuple[str, ...]) -> Words:
    """A list of codes as words, with the empty word first."""
    return np.array(["", *codes], dtype=object)


@cache
def day_words() -> Words:
    """Every day as YYYY-MM-DD at its place counted from 1 January 1970; empty before 1990."""
    words = np.full(LAST_DAY, "", dtype=object)
    first = date(1990, 1, 1)
    for place in range(FIRST_DAY, LAST_DAY):
        words[place] = (first + timedelta(days=place - FIRST_DAY)).isoformat()
    return words


def day_number(day: date) -> int:
    """A day as the number of days from 1 January 1970."""
    return (day - date(1970, 1, 1)).days
