"""The statements of an advice form in groups: a need, its outcomes, and the help towards them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sendap.apps.plans.advice.actions import Said
from sendap.apps.plans.advice.rules import BELONGS_TO, MOST_STATEMENTS


@dataclass(frozen=True, slots=True)
class Row:
    """A statement as it is entered, and its group; a statement of group 0 belongs to nothing."""

    said: Said
    group: int


@dataclass(frozen=True, slots=True)
class Group:
    """A group on the form: its rows, each with the number that its fields carry."""

    number: int
    rows: tuple[tuple[int, Said], ...]


def linked(rows: Iterable[Row]) -> list[Said]:
    """The statements with something written, each tied to those of its group that it serves."""
    kept = [row for row in rows if row.said.text.strip()]
    return [replace(row.said, about=_about(row, kept)) for row in kept]


def _about(row: Row, kept: Sequence[Row]) -> tuple[int, ...]:
    kinds = BELONGS_TO.get(row.said.kind, ())
    return tuple(
        number
        for number, other in enumerate(kept, 1)
        if row.group and other.group == row.group and other.said.kind in kinds
    )


def regrouped(said: Sequence[Said]) -> list[Row]:
    """The rows of what was kept, in the groups that their links make; a first one at least."""
    groups = list(range(1, len(said) + 1))
    for place, each in enumerate(said):
        for other in each.about:
            joined = {groups[place], groups[other - 1]}
            groups = [min(joined) if group in joined else group for group in groups]
    rows = [Row(each, group) for each, group in zip(said, groups, strict=True)]
    return rows or grown([], "more")


def grown(rows: Sequence[Row], do: str) -> list[Row]:
    """The rows with a new group, or with one more in a group (``more-outcome-2``)."""
    _, _, wanted = do.partition("-")
    kind, _, number = wanted.partition("-")
    free = max((row.group for row in rows), default=0) + 1
    group = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else free
    kinds = [kind] if kind in BELONGS_TO else list(BELONGS_TO)
    return [*rows, *(Row(Said(each, ""), group) for each in kinds)][:MOST_STATEMENTS]


def groups_of(rows: Sequence[Row]) -> tuple[Group, ...]:
    """The groups for the form, numbered anew, with the fields numbered through."""
    ordered = sorted(rows, key=lambda row: row.group)
    numbered = list(enumerate((row for row in ordered), 1))
    names = list(dict.fromkeys(row.group for row in ordered))
    return tuple(
        Group(place, tuple((n, row.said) for n, row in numbered if row.group == name))
        for place, name in enumerate(names, 1)
    )
