"""How each block of a year's return becomes rows: which element goes in which column."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sendap.exchange.sen2.description import BLOCKS, RUNNING_NUMBERS, Block, Item

KEYS = ("person_no", "request_no", "running_no", "line")
"""The first columns of every row."""

FIRST_VALUE = len(KEYS)


@dataclass(frozen=True, slots=True)
class Unknown:
    """An element that no year's return has in this block."""


@dataclass(frozen=True, slots=True)
class OtherYear:
    """An item that another year's return has in this block, and its column."""

    item: Item
    column: int


UNKNOWN = Unknown()


@dataclass(slots=True, eq=False)
class Layout:
    """One block in one year's format.

    ``slots`` leads from an element's name, as the file writes it, to the column of an item, to
    the layout of a block, or to what else it is; names not met before are looked up once by
    ``learn``. Columns grow in file order, so that a column not greater than the one before is
    out of order. ``values`` are the rows one after another, each the keys and then the columns:
    filled by the walk, and emptied by whoever turns them into a table.
    """

    block: Block
    names: tuple[str, ...]
    blank: tuple[None, ...]
    known: dict[str, Any]
    slots: dict[str, Any] = field(default_factory=dict)
    values: list[Any] = field(default_factory=list)
    repeats: bool = False
    place: int = 0
    running: int = 0

    def learn(self, tag: str) -> Any:
        """Look up an element's name whatever its letter case or prefix, and remember it."""
        entry = self.known.get(tag.rpartition("}")[2].lower(), UNKNOWN)
        self.slots[tag] = entry
        return entry

    @property
    def width(self) -> int:
        """How many values a row has."""
        return FIRST_VALUE + len(self.blank)

    def columns(self) -> dict[str, int]:
        """The column in a row of each item, by the item's column name, other years' included."""
        found: dict[str, int] = {}
        for entry in self.known.values():
            if isinstance(entry, int):
                found[self._item(self.names[entry - FIRST_VALUE]).column] = entry
            elif isinstance(entry, OtherYear):
                found[entry.item.column] = entry.column
        return found

    def numbered(self) -> bool:
        """Whether the block's rows are numbered within a request."""
        return self.block.table in RUNNING_NUMBERS

    def _item(self, name: str) -> Item:
        return self.block.item(name)


def layouts(year: int) -> dict[str, Layout]:
    """The layout of every block in the format of this (described) year, by block name."""
    made = {name: _layout(block, year) for name, block in BLOCKS.items()}
    for layout in made.values():
        for place, child in enumerate(layout.names, start=FIRST_VALUE):
            if child in made:
                layout.known[child.lower()] = made[child]
                made[child].place = place
    return made


def _layout(block: Block, year: int) -> Layout:
    names = block.children(year)
    by_name = {item.name: item for item in block.items}
    known: dict[str, Any] = {}
    width = FIRST_VALUE + len(names)
    for place, name in enumerate(names, start=FIRST_VALUE):
        if name in by_name:
            known.update(dict.fromkeys(_spellings(by_name[name]), place))
    for item in block.items:
        if not item.is_in(year):
            known.update(dict.fromkeys(_spellings(item), OtherYear(item, width)))
            width += 1
    blank = (None,) * (width - FIRST_VALUE)
    repeats = block.most != 1
    return Layout(block=block, names=names, blank=blank, known=known, repeats=repeats)


def _spellings(item: Item) -> tuple[str, ...]:
    return (item.name.lower(), *item.misspellings)
