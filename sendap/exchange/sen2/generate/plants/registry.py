"""What a plant is, and the list that each module of plants fills."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sendap.exchange.sen2.generate.sheet import Sheet

Put = Callable[[Sheet], bool]
"""Changes a person's part of the file if the plant fits; says whether it did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """One kind of error: the rule it breaks, the item it is reported on, and how to make it."""

    rule: str
    item: str
    put: Put
    first_year: int = 2023
    last_year: int = 9999

    def is_for(self, year: int) -> bool:
        """Whether a return of this year can have the error."""
        return self.first_year <= year <= self.last_year


class Bed:
    """A list of plants that functions are added to by decoration."""

    def __init__(self) -> None:
        self._plants: list[Plant] = []

    def add(
        self, rule: str, item: str, *, first_year: int = 2023, last_year: int = 9999
    ) -> Callable[[Put], Put]:
        """Add the decorated function as a plant of this rule and item."""

        def keep(put: Put) -> Put:
            self._plants.append(
                Plant(rule=rule, item=item, put=put, first_year=first_year, last_year=last_year)
            )
            return put

        return keep

    def without(
        self,
        rule: str,
        path: str,
        *,
        item: str = "",
        needs: tuple[str, ...] = (),
        first_year: int = 2023,
        last_year: int = 9999,
    ) -> None:
        """Add the plant that takes an item or block out, where it and what it needs are there."""

        def put(sheet: Sheet) -> bool:
            if not sheet.has(path, *needs):
                return False
            sheet.take_out(path)
            return True

        named = item or path.rpartition(".")[2]
        self.add(rule, named, first_year=first_year, last_year=last_year)(put)

    def plants(self) -> tuple[Plant, ...]:
        """The plants added so far."""
        return tuple(self._plants)
