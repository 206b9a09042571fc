"""The shapes that a time limit can have.

Each shape gives the last lawful day, the working that a person can check, and its own words.
"""

from sendap.law.limits.counts import Given
from sendap.law.limits.making import make_limit
from sendap.law.limits.shape import ITEMS, DatedLimit, Limit, Orders

__all__ = ["ITEMS", "DatedLimit", "Given", "Limit", "Orders", "make_limit"]
