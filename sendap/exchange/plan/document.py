"""A plan as a document: a status, a person, and items in sections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sendap.law.calendar import school_year_group
from sendap.law.plan_shape import LINKS, PlanShape, find_plan_shape

FORMAT = "1.0"
"""The version of the open format; a change that breaks readers raises the first number."""

STATUSES = {
    "draft": "Draft",
    "final": "Final",
    "amended_draft": "Draft of an amended plan",
    "amended_final": "Amended plan",
    "ceased": "Ceased",
}
"""Every status of a version, with its title."""

DRAFTS = frozenset({"draft", "amended_draft"})

ORIGINS = ("sources", "suggested_by", "accepted_by")
"""What an item says of where it comes from; never shown to the family."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a section: its number there (``F3``) and what is said of it, by field."""

    id: str
    fields: Mapping[str, Any]

    def said(self, name: str) -> str:
        """The words of a field without spaces around them; empty when nothing is said."""
        value = self.fields.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    def links(self, name: str) -> tuple[str, ...]:
        """The numbers of the items that a field links to."""
        value = self.fields.get(name, ())
        return tuple(value) if isinstance(value, list | tuple) else ()


@dataclass(frozen=True, slots=True)
class Person:
    """Whom the plan is for."""

    forename: str
    surname: str
    born_on: date


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A plan: ``sections`` by letter, each with its items in order; ``prepared_on`` dates it."""

    status: str
    number: int
    prepared_on: date
    person: Person
    authority_code: str
    authority_name: str
    sections: Mapping[str, tuple[Item, ...]]
    regime: str = "cfa2014"

    @property
    def shape(self) -> PlanShape:
        """What the regime asks of each section."""
        return find_plan_shape(self.regime)

    @property
    def year_group(self) -> int:
        """The school year of the person on the day of the plan; 9 is Year 9."""
        return school_year_group(self.person.born_on, self.prepared_on)

    def items(self, *letters: str) -> Iterator[tuple[str, Item]]:
        """The items of these sections (all when none is given), each with its section's letter."""
        for letter in letters or tuple(self.shape.sections):
            for item in self.sections.get(letter, ()):
                yield letter, item


@dataclass(frozen=True, slots=True)
class Thread:
    """What an item is tied to: the items it links to, and those that link to it."""

    to: tuple[str, ...] = ()
    by: tuple[str, ...] = field(default=())


def threads(plan: PlanDocument) -> dict[str, Thread]:
    """The golden thread both ways: for each item its links forward and back, by number."""
    forward = {item.id: _links_of(plan, letter, item) for letter, item in plan.items()}
    back: dict[str, list[str]] = {name: [] for name in forward}
    for name, targets in forward.items():
        for target in targets:
            if target in back:
                back[target].append(name)
    return {name: Thread(forward[name], tuple(back[name])) for name in forward}


def _links_of(plan: PlanDocument, letter: str, item: Item) -> tuple[str, ...]:
    fields = plan.shape.sections[letter].kind.fields.values()
    found = [name for each in fields if each.shape == LINKS for name in item.links(each.name)]
    return tuple(dict.fromkeys(found))


def as_json(plan: PlanDocument) -> dict[str, Any]:
    """The plan in the open format (``sendap plan schema``)."""
    return {
        "plan_format": FORMAT,
        "regime": plan.regime,
        "status": plan.status,
        "number": plan.number,
        "prepared_on": plan.prepared_on.isoformat(),
        "person": {
            "forename": plan.person.forename,
            "surname": plan.person.surname,
            "born_on": plan.person.born_on.isoformat(),
        },
        "authority": {"code": plan.authority_code, "name": plan.authority_name},
        "sections": {
            letter: [{"id": item.id, **item.fields} for item in plan.sections.get(letter, ())]
            for letter in plan.shape.sections
        },
    }


def from_json(read: Mapping[str, Any]) -> PlanDocument:
    """The plan that a document in the open format holds; the document has passed the schema."""
    return PlanDocument(
        status=read["status"],
        number=read.get("number", 1),
        prepared_on=date.fromisoformat(read["prepared_on"]),
        person=Person(
            read["person"]["forename"],
            read["person"]["surname"],
            date.fromisoformat(read["person"]["born_on"]),
        ),
        authority_code=read["authority"]["code"],
        authority_name=read["authority"]["name"],
        sections={letter: items_from(rows) for letter, rows in read["sections"].items()},
        regime=read["regime"],
    )


def items_from(rows: list[dict[str, Any]]) -> tuple[Item, ...]:
    """The items of a section in the open format."""
    return tuple(
        Item(row["id"], {name: value for name, value in row.items() if name != "id"})
        for row in rows
    )


def without_internal(plan: PlanDocument) -> PlanDocument:
    """The plan as the family and everyone outside may have it: no cost centres, no origins."""
    return PlanDocument(
        **{name: getattr(plan, name) for name in PlanDocument.__slots__ if name != "sections"},
        sections={
            letter: tuple(_outward(plan, letter, item) for item in items)
            for letter, items in plan.sections.items()
        },
    )


def _outward(plan: PlanDocument, letter: str, item: Item) -> Item:
    fields = plan.shape.sections[letter].kind.fields
    shown = {
        name: value
        for name, value in item.fields.items()
        if name in fields and not fields[name].internal
    }
    return Item(item.id, shown)
