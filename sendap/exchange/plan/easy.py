"""A plan in short lines, one idea each: the words of the plan, put in an order that reads easily.

No word is changed, so nothing that was promised is lost; fields become lines that say who, what and
how often.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sendap.exchange.plan.document import Item, PlanDocument
from sendap.law.plan_shape import DAY, LINKS, Field, Section

LEFT_OUT = frozenset({"K"})
"""Sections that the easy view leaves to the full plan: the list of reports."""

HEADINGS = {
    "A": ("What matters to you", "What matters to {name}"),
    "B": ("What you need help with", "What {name} needs help with"),
    "C": ("Your health needs", "Health needs of {name}"),
    "D": ("Your needs at home and outside school", "Needs at home and outside school"),
    "E": ("What we want to get better", "What we want to get better"),
    "F": ("Help with learning", "Help with learning"),
    "G": ("Help from health services", "Help from health services"),
    "H1": ("Help from social care that you must get", "Help from social care that must be given"),
    "H2": ("Other help from social care", "Other help from social care"),
    "I": ("Your school or college", "School or college"),
    "J": ("Money paid to you for help", "Money paid to the family for help"),
}
"""The heading of each section: to the person, and to someone of the family."""

STARTS = {
    "by_when": "We want this by",
    "measure": "We will know because",
    "steps": "Steps on the way",
    "who": "Who helps",
    "qualification": "What they are trained in",
    "group_size": "In a group or alone",
    "length": "How long each time",
    "frequency": "How often",
    "period": "Until when",
    "review": "When we check it",
    "agreed_by": "Who agreed to it",
    "setting_type": "What kind of place",
    "setting_name": "Its name",
    "starts_on": "From",
    "whose": "Who said it",
}
"""How a line of a field starts; a field without a row here stays with the full plan."""

_END = re.compile(r"(?<=[.!?;])\s+|\s*\n+\s*")


@dataclass(frozen=True, slots=True)
class Idea:
    """One item of the plan: its number there, what it says, and lines of a start and its words."""

    item: str
    says: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its heading and its ideas."""

    letter: str
    heading: str
    ideas: tuple[Idea, ...]


def easy_read(plan: PlanDocument, *, own: bool) -> tuple[Part, ...]:
    """The parts of the plan that say something; ``own`` speaks to the person whose plan it is."""
    return tuple(
        Part(
            letter,
            HEADINGS[letter][0 if own else 1].format(name=plan.person.forename),
            tuple(_idea(plan.shape.sections[letter], item) for item in plan.sections[letter]),
        )
        for letter in plan.shape.sections
        if letter not in LEFT_OUT and plan.sections.get(letter)
    )


def _idea(section: Section, item: Item) -> Idea:
    fields = section.kind.fields.values()
    lines = tuple(line for each in fields for line in _lines(each, item))
    return Idea(item.id, sentences(item.said("text")), lines)


def _lines(field: Field, item: Item) -> Iterator[tuple[str, str]]:
    said = item.said(field.name)
    start = STARTS.get(field.name)
    if not said or start is None or field.internal or field.shape == LINKS:
        return
    words = field.choices.get(said, said) if field.choices else said
    yield start, _day(words) if field.shape == DAY else words


def sentences(text: str) -> tuple[str, ...]:
    """The text in its sentences, a line each; nothing is left out."""
    return tuple(part for part in _END.split(text.strip()) if part)


def _day(text: str) -> str:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{found.day} {found:%B %Y}"
