"""What changed between two versions of a plan, item by item, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from sendap.exchange.plan.document import Item, PlanDocument
from sendap.law.plan_shape import LINKS, Field

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
SAME, OLD, NEW = "same", "old", "new"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after; ``words`` are its pieces, each ``same``, ``old`` or ``new``."""

    title: str
    before: str
    after: str
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item that was added, removed or changed."""

    section: str
    item: str
    kind: str
    fields: tuple[FieldChange, ...]


def compare(old: PlanDocument, new: PlanDocument) -> tuple[ItemChange, ...]:
    """Every difference, in the order of the sections and of the newer version's items."""
    return tuple(
        change for letter in new.shape.sections for change in _section_changes(letter, old, new)
    )


def _section_changes(letter: str, old: PlanDocument, new: PlanDocument) -> Iterator[ItemChange]:
    before = {item.id: item for item in old.sections.get(letter, ())}
    after = {item.id: item for item in new.sections.get(letter, ())}
    fields = tuple(new.shape.sections[letter].kind.fields.values())
    for name in [*after, *(name for name in before if name not in after)]:
        kind = ADDED if name not in before else REMOVED if name not in after else CHANGED
        changes = tuple(_field_changes(fields, before.get(name), after.get(name)))
        if changes or kind != CHANGED:
            yield ItemChange(letter, name, kind, changes)


def _field_changes(
    fields: tuple[Field, ...], old: Item | None, new: Item | None
) -> Iterator[FieldChange]:
    for field in fields:
        before, after = shown(field, old), shown(field, new)
        if before != after:
            yield FieldChange(field.title, before, after, word_changes(before, after))


def shown(field: Field, item: Item | None) -> str:
    """What a field of an item says, as people read it; empty when it says nothing."""
    value: Any = item.fields.get(field.name, "") if item else ""
    if field.shape == LINKS:
        return ", ".join(value or ())
    return str(field.choices.get(value, value)) if field.choices else str(value)


def word_changes(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """The pieces of two texts in order, each ``same``, ``old`` or ``new``."""
    return tuple(_pieces(before, after))


def _pieces(before: str, after: str) -> Iterator[tuple[str, str]]:
    old, new = before.split(), after.split()
    for step, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            yield SAME, " ".join(old[i1:i2])
            continue
        if i2 > i1:
            yield OLD, " ".join(old[i1:i2])
        if j2 > j1:
            yield NEW, " ".join(new[j1:j2])
