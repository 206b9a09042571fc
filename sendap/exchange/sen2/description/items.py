"""How the blocks of the return are written down: an item, and a list of names."""

from __future__ import annotations

from sendap.exchange.sen2.description.model import Item, Kind

ALWAYS = "always"
UNLESS_HISTORICAL = "unless the outcome of the request is H (historical)"
ONE_NUMBER = "exactly one of URN, UKPRN and SENSetting"


def names(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(text.split())


def item(name: str, column: str, kind: Kind, number: str = "", **more: object) -> Item:
    """An item of a block: its name in the file, its column, its kind and its number."""
    return Item(name=name, column=column, kind=kind, number=number, **more)  # type: ignore[arg-type]
