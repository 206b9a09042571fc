"""Where a postcode is on the national grid."""

from __future__ import annotations


def point_of(postcode: str) -> tuple[int, int] | None:
    """Metres east and north of a postcode; None where it isn't known."""
    return None
