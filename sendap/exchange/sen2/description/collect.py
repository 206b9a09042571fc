"""COLLECT's nine tables: what the department's site gives an authority back of its own return.

Source: the readers of witan.sen2. Each table is a CSV file whose headings are the items' names in
lower case, after the row's own number, ``NativeId``, an order column, ``sourceid`` and the number
of the row above.
"""

from __future__ import annotations

from dataclasses import dataclass

from sendap.exchange.sen2.description.blocks import BLOCKS
from sendap.exchange.sen2.description.model import Block, Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One of COLLECT's tables: its name, the table above it, and the blocks that it holds."""

    name: str
    parent: str
    blocks: tuple[Block, ...]

    @property
    def key(self) -> str:
        """The heading of the row's own number."""
        return f"{self.name}tableid"

    @property
    def parent_key(self) -> str:
        """The heading of the number of the row above; empty for the first table."""
        return f"{self.parent}tableid" if self.parent else ""

    def items(self) -> tuple[Item, ...]:
        """Every item of any year, in the order of the description."""
        return tuple(item for block in self.blocks for item in block.items)


EXPORTS = (
    Export(name="sen2", parent="", blocks=(BLOCKS["CollectionDetails"], BLOCKS["Source"])),
    Export(name="person", parent="sen2", blocks=(BLOCKS["Person"],)),
    Export(name="requests", parent="person", blocks=(BLOCKS["Requests"],)),
    Export(name="assessment", parent="requests", blocks=(BLOCKS["Assessment"],)),
    Export(name="namedplan", parent="assessment", blocks=(BLOCKS["NamedPlan"],)),
    Export(name="plandetail", parent="namedplan", blocks=(BLOCKS["PlanDetail"],)),
    Export(name="activeplans", parent="requests", blocks=(BLOCKS["ActivePlans"],)),
    Export(name="placementdetail", parent="activeplans", blocks=(BLOCKS["PlacementDetail"],)),
    Export(name="senneed", parent="activeplans", blocks=(BLOCKS["SENneed"],)),
)
"""The nine tables, a table before those below it."""
