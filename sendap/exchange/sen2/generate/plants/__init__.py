"""The errors that can be planted: each breaks one rule for one person, and no other rule.

A plant looks whether it fits the person and, if so, changes their part of the file.
"""

from sendap.exchange.sen2.generate.plants import people, plans, requests, structure
from sendap.exchange.sen2.generate.plants.registry import Plant

PLANTS: tuple[Plant, ...] = (
    *people.PLANTS,
    *requests.PLANTS,
    *plans.PLANTS,
    *structure.PLANTS,
)
"""Every plant, in the order in which they are used."""

__all__ = ["PLANTS", "Plant"]
