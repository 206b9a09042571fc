"""Planting errors of known rules in a block of synthetic people.

Each person chosen gets one error, from the list of ``plants`` in turn, so that every rule that
can be planted is met; a plant that doesn't fit a person waits for the next.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from sendap.exchange.sen2.generate.draws import Draws
from sendap.exchange.sen2.generate.plants import PLANTS, Plant
from sendap.exchange.sen2.generate.sheet import Identities, Sheet
from sendap.exchange.sen2.generate.span import Span
from sendap.exchange.sen2.generate.writing import Pages, Slot


@dataclass(frozen=True, slots=True)
class Planted:
    """One planted error: whose (position from 1), and the item and rule that a check reports."""

    person: int
    item: str
    rule: str


class Planter:
    """Plants errors in about a share of the people of a return, block after block."""

    def __init__(self, slots: tuple[Slot, ...], span: Span, *, authority: str, rate: float) -> None:
        self._places = {slot.path: place for place, slot in enumerate(slots)}
        self._span = span
        self._authority = authority
        self._rate = rate
        self._waiting = deque(plant for plant in PLANTS if plant.is_for(span.year))
        self._identities = Identities()

    def plant(self, pages: Pages, draws: Draws, *, first: int) -> list[Planted]:
        """Change the pages of a block whose first person has this position; say what was done."""
        if not self._rate:
            return []
        chosen = draws.spread() < self._rate
        planted = []
        for row in chosen.nonzero()[0].tolist():
            if row and not chosen[row - 1]:
                self._identities.remember(self._sheet(pages, row - 1))
            plant = self._first_that_fits(self._sheet(pages, row))
            if plant is not None:
                planted.append(Planted(first + row, plant.item, plant.rule))
        return planted

    def _sheet(self, pages: Pages, row: int) -> Sheet:
        return Sheet(
            pages,
            row,
            places=self._places,
            span=self._span,
            identities=self._identities,
            authority=self._authority,
        )

    def _first_that_fits(self, sheet: Sheet) -> Plant | None:
        for plant in self._waiting:
            if plant.put(sheet):
                self._waiting.remove(plant)
                self._waiting.append(plant)
                return plant
        return None
