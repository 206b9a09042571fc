"""What is odd in a register: which sort, how often, and where it was first seen."""

from __future__ import annotations

from dataclasses import dataclass, field

SORTS = {
    "column_missing": "columns that this register doesn't have; nothing is said of them",
    "column_swapped": "columns whose values belong elsewhere; not loaded",
    "encoding": "lines that aren't UTF-8, read as Windows text",
    "row_ragged": "rows with too many or too few values; not loaded",
    "number_bad": "rows whose URN isn't six digits; not loaded",
    "number_again": "rows that repeat one above word for word; loaded once",
    "number_differs": "rows with the same URN that say different things; at most one was loaded",
    "name_missing": "rows without a usable name; not loaded",
    "type_unknown": "types that the table doesn't know (new or retired); kind not known",
    "type_differs": "types whose code and name differ; kind not known",
    "status_unknown": "statuses that aren't known; status not known",
    "status_differs": "rows whose status and dates differ; see each",
    "authority_unknown": "authority codes that aren't three digits; left out",
    "postcode_missing": "rows without a postcode",
    "postcode_bad": "postcodes that can't be; left out",
    "point_missing": "rows without a place on the map",
    "point_bad": "places on the map outside Great Britain; left out",
    "date_bad": "days that can't be read; left out",
    "number_unreadable": "counts or ages that can't be read; left out",
    "ages_reversed": "rows whose lowest age is above the highest; both left out",
    "need_unknown": "types of need that aren't known; left out",
    "again_bad": "links that can't be read; not loaded",
}
"""Every sort of problem and what it says; the words end with what was done."""

LOST = frozenset(
    ("column_swapped", "row_ragged", "number_bad", "number_differs", "name_missing", "again_bad")
)
"""Sorts that leave a row or a column out."""

MOST_PLACES = 20
"""How many rows of one sort are named; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One sort of problem: ``count`` of it, and the first ``places`` (a row or a column each)."""

    sort: str
    count: int
    places: tuple[str, ...]

    @property
    def words(self) -> str:
        """What the sort means and what was done about it."""
        return SORTS[self.sort]


@dataclass(slots=True)
class Notes:
    """Problems as they are found."""

    _found: dict[str, list[str]] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)

    def add(self, sort: str, place: str) -> None:
        """Note one more of a sort that ``SORTS`` has."""
        assert sort in SORTS
        self._counts[sort] = self._counts.get(sort, 0) + 1
        places = self._found.setdefault(sort, [])
        if len(places) < MOST_PLACES:
            places.append(place)

    def all(self) -> tuple[Problem, ...]:
        """The problems in the order of ``SORTS``."""
        return tuple(
            Problem(sort, self._counts[sort], tuple(self._found[sort]))
            for sort in SORTS
            if sort in self._counts
        )
