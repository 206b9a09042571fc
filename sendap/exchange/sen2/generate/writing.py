"""A block of people as XML, in the order that the description gives for the year.

Everything is laid out as a table of slots: opening tags, items, closing tags. A slot holds one
piece of XML for each person, empty where the element isn't there, so that a person's XML is the
pieces joined.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sendap.exchange.sen2.description import BLOCKS, items_in
from sendap.exchange.sen2.generate.columns import Column, Columns, Words, words_of
from sendap.exchange.sen2.generate.draws import Flags

INSTANCES = {
    "Requests": ("Earlier", "Requests"),
    "PlanDetail": ("PlanDetail", "PlanDetailSecond"),
    "PlacementDetail": ("PlacementFormer", "Placement", "PlacementSecond"),
    "SENneed": ("Need", "NeedSecond"),
}
"""The repeated blocks: each row of the synthetic person that may be there, in file order."""

ENDED = "Earlier"
SOFTWARE = "sendap"
RELEASE = "synthetic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One place in a person's XML: a tag of a block, or an item, at a depth of indentation.

    ``path`` is the instance and item (``Requests.ReceivedDate``), or ``Requests<`` and
    ``Requests>`` for the tags; ``inside`` names the instances that it stands in, outermost first.
    """

    path: str
    tag: str
    depth: int
    inside: tuple[str, ...]

    def written(self, text: str) -> str:
        """This slot's XML with a text in it; nothing for an empty text."""
        indent = "\t" * self.depth
        if self.path.endswith("<"):
            return f"{indent}<{self.tag}>\n" if text else ""
        if self.path.endswith(">"):
            return f"{indent}</{self.tag}>\n" if text else ""
        return f"{indent}<{self.tag}>{text}</{self.tag}>\n" if text else ""


@dataclass(slots=True)
class Pages:
    """The XML of a block of people: for each slot, a piece for each person."""

    slots: tuple[Slot, ...]
    pieces: list[list[str]]

    def joined(self) -> str:
        """The XML of all the people, one after another."""
        return "".join(map("".join, zip(*self.pieces, strict=True)))


class Writer:
    """Turns columns into XML for one year's return; what lasts from block to block is kept."""

    def __init__(self, year: int) -> None:
        self.slots = tuple(_slots("Person", "Person", year, depth=2, inside=()))
        self._kept: dict[tuple[str, int], tuple[Words, Words]] = {}

    def pages(self, columns: Columns) -> Pages:
        """The XML of a block of people, slot by slot."""
        columns.blocks["Person"] = np.ones(columns.size, dtype=bool)
        return Pages(self.slots, [self._pieces(slot, columns) for slot in self.slots])

    def _pieces(self, slot: Slot, columns: Columns) -> list[str]:
        if slot.path[-1] in "<>":
            column = _presence(columns.blocks.get(slot.path[:-1]), columns.size)
        else:
            column = columns.items.get(slot.path) or _presence(None, columns.size)
        if self._is_worth_keeping(slot, column):
            return list(self._written(slot, column)[column.at].tolist())
        used, at = np.unique(column.at, return_inverse=True)
        return list(_table(slot, column.words[used])[at].tolist())

    def _is_worth_keeping(self, slot: Slot, column: Column) -> bool:
        """Not for a few people and a long list of words, such as all days."""
        kept = (slot.path, id(column.words)) in self._kept
        return kept or len(column.words) < len(column.at) * 4

    def _written(self, slot: Slot, column: Column) -> Words:
        key = (slot.path, id(column.words))
        if key in self._kept:
            return self._kept[key][1]
        made = _table(slot, column.words)
        if column.lasting:
            self._kept[key] = (column.words, made)  # the words are held so that their id is theirs
        return made


def header_of(*, year: int, authority: str, census: date) -> str:
    """The opening of the file, up to the first person; the same arguments, the same text."""
    block = BLOCKS["Source"]
    sent = (census + timedelta(days=14)).isoformat() + "T09:00:00"
    values = {
        "SourceLevel": "L",
        "LEA": authority,
        "SoftwareCode": SOFTWARE,
        "Release": RELEASE,
        "SerialNo": "001",
        "DateTime": sent,
        "DMO": "Y",
        "DCO": "Y",
        "DSCO": "Y",
    }
    source = "".join(
        f"\t\t\t<{item.name}>{values[item.name]}</{item.name}>\n" for item in items_in(block, year)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<Message>\n\t<Header>\n\t\t<CollectionDetails>\n'
        f"\t\t\t<Collection>SEN2</Collection>\n\t\t\t<Year>{year}</Year>\n"
        f"\t\t\t<ReferenceDate>{census.isoformat()}</ReferenceDate>\n\t\t</CollectionDetails>\n"
        f"\t\t<Source>\n{source}\t\t</Source>\n\t</Header>\n\t<Persons>\n"
    )


FOOTER = "\t</Persons>\n</Message>\n"


def _slots(
    name: str, instance: str, year: int, *, depth: int, inside: tuple[str, ...]
) -> list[Slot]:
    within = (*inside, instance)
    made = [Slot(path=f"{instance}<", tag=name, depth=depth, inside=within)]
    for child in BLOCKS[name].children(year):
        if child not in BLOCKS:
            path = f"{instance}.{child}"
            made.append(Slot(path=path, tag=child, depth=depth + 1, inside=within))
        elif instance != ENDED:  # an earlier request has no assessment or plan
            for other in INSTANCES.get(child, (child,)):
                made += _slots(child, other, year, depth=depth + 1, inside=within)
    made.append(Slot(path=f"{instance}>", tag=name, depth=depth, inside=within))
    return made


def _table(slot: Slot, words: Words) -> Words:
    return np.array([slot.written(word) for word in words], dtype=object)


def _presence(where: Flags | None, size: int) -> Column:
    words = words_of(("1",))
    if where is None:
        return Column(words, np.zeros(size, dtype=np.int64))
    return Column(words, where.astype(np.int64))
