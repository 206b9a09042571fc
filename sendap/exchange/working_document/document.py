"""A working document: the words of the plan in dispute, with what each party would put there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sendap.exchange.plan.document import Item, PlanDocument
from sendap.law.plan_shape import LINE, TEXT, Field

IN_DISPUTE = ("B", "F", "I")
"""The sections that the tribunal may order changes of (Children and Families Act 2014, s.51)."""

RECOMMENDED = ("C", "D", "G", "H1", "H2")
"""Those on which it may recommend (SI 2017/1306)."""

PLAN, AGREED, FAMILY, AUTHORITY = "plan", "agreed", "family", "authority"
CANNOT_STAND = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that no Word document can hold."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How a party's words look: a colour, and a letter style that says the same without colour."""

    party: str
    title: str
    colour: str
    style: str


MARKS = {
    mark.party: mark
    for mark in (
        Mark(PLAN, "The plan as it stands", "0B0C0C", "plain"),
        Mark(AGREED, "Agreed by both", "00703C", "underlined"),
        Mark(FAMILY, "Proposed by the family", "1D70B8", "bold"),
        Mark(AUTHORITY, "Proposed by the authority", "942514", "italic"),
    )
}
"""The key, in its order; what is struck through would be taken out by that party.

The letter styles are those that tribunals’ directions usually ask for (not confirmed): compare
them with the directions of the appeal.
"""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one party; ``struck`` words are the plan’s, which the party would take out."""

    text: str
    party: str = PLAN
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A field of an item: its section, the item’s number, the field’s name and title, the words."""

    section: str
    item: str
    field: str
    title: str
    runs: tuple[Run, ...]

    @property
    def key(self) -> tuple[str, str]:
        """What names the row whatever is written in it."""
        return self.item, self.field

    @property
    def parties(self) -> tuple[str, ...]:
        """Whose words are in it beside the plan’s own, in the order of the key."""
        found = {run.party for run in self.runs}
        return tuple(party for party in MARKS if party in found and party != PLAN)

    @property
    def words(self) -> str:
        """The words of the plan as it stands, whatever anybody would do to them."""
        return "".join(run.text for run in self.runs if run.party == PLAN or run.struck)


@dataclass(frozen=True, slots=True)
class WorkingDocument:
    """An edition of the document; ``number`` counts from 1, ``token`` tells it from all others."""

    token: str
    number: int
    title: str
    headings: Mapping[str, str]
    rows: tuple[Row, ...]


def from_plan(
    plan: PlanDocument, *, token: str, title: str, sections: Iterable[str] = IN_DISPUTE
) -> WorkingDocument:
    """The first edition: each field of words in these sections, all as the plan says it.

    Days, choices, links and what is internal aren't disputed in words and aren't in it.
    """
    letters = [letter for letter in plan.shape.sections if letter in set(sections)]
    headings = {letter: plan.shape.sections[letter].title for letter in letters}
    rows = tuple(
        Row(letter, item.id, field.name, field.title, merged([Run(clean(words))]))
        for letter, item in plan.items(*letters)
        for field in plan.shape.sections[letter].kind.fields.values()
        if _is_words(field)
        and ((words := str(item.fields.get(field.name) or "")) or field.required)
    )
    return WorkingDocument(token, 1, title, headings, rows)


def _is_words(field: Field) -> bool:
    return field.shape in (TEXT, LINE) and not field.internal


def clean(words: str) -> str:
    """Words as a Word document can hold them: one kind of line end, no control characters."""
    return CANNOT_STAND.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))


def merged(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The same words in the fewest runs: neighbours alike are one, empty ones go."""
    found: list[Run] = []
    for run in runs:
        if found and (found[-1].party, found[-1].struck) == (run.party, run.struck):
            found[-1] = replace(run, text=found[-1].text + run.text)
        elif run.text:
            found.append(run)
    return tuple(found)


def settled(row: Row, accepted: Iterable[str] = (AGREED,)) -> str:
    """The words once what these parties propose is taken, and what the others propose is not."""
    taken = {*accepted, AGREED}
    return "".join(
        run.text
        for run in row.runs
        if (run.struck and run.party not in taken)
        or (not run.struck and (run.party == PLAN or run.party in taken))
    )


def plan_items(
    sections: Mapping[str, tuple[Item, ...]], words: Mapping[tuple[str, str], str]
) -> dict[str, tuple[Item, ...]]:
    """The plan’s sections with these words in place, by item and field; all else as it was."""

    def changed(item: Item) -> Item:
        own: dict[str, Any] = {field: said for (name, field), said in words.items()
                               if name == item.id}  # fmt: skip
        return Item(item.id, {**item.fields, **own}) if own else item

    return {letter: tuple(map(changed, items)) for letter, items in sections.items()}


def as_rows(document: WorkingDocument) -> list[dict[str, Any]]:
    """The rows for keeping: section, item, field, title and runs (text, party, struck)."""
    return [
        {
            "section": row.section, "item": row.item, "field": row.field, "title": row.title,
            "runs": [[run.text, run.party, run.struck] for run in row.runs],
        }
        for row in document.rows
    ]  # fmt: skip


def from_rows(kept: Iterable[Mapping[str, Any]]) -> tuple[Row, ...]:
    """The rows that were kept."""
    return tuple(
        Row(
            row["section"], row["item"], row["field"], row["title"],
            tuple(Run(text, party, struck) for text, party, struck in row["runs"]),
        )
        for row in kept
    )  # fmt: skip
