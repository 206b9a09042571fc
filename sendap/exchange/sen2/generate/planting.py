"""Planting errors of known rules in a block of synthetic people."""

from __future__ import annotations

from dataclasses import dataclass

from sendap.exchange.sen2.generate.draws import Draws
from sendap.exchange.sen2.generate.span import Span
from sendap.exchange.sen2.generate.writing import Pages, Slot


@dataclass(frozen=True, slots=True)
class Planted:
    """One planted error: whose (position from 1), and the item and rule that a check reports."""

    person: int
    item: str
    rule: str


class Planter:
    def __init__(self, slots: tuple[Slot, ...], span: Span, *, authority: str, rate: float) -> None:
        self._rate = rate

    def plant(self, pages: Pages, draws: Draws, *, first: int) -> list[Planted]:
        return []
