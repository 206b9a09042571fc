"""One person's elements into rows, in one pass, with what is wrong in their structure.

This is the inner loop of reading: it makes no object for an element beyond its text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from sendap.basics.errors import UnreadableInput
from sendap.exchange.sen2.read.layouts import FIRST_VALUE, Layout, OtherYear, Unknown, layouts

DEPTH_LIMIT = 64
"""How deep elements may be nested."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something wrong with the structure: the rule, the element, where, and in words what."""

    rule: str
    item: str
    person: int | None
    line: int | None
    message: str


class Walk:
    """Turns elements into rows of the layouts of one year, counting people and requests."""

    def __init__(self, name: str, year: int) -> None:
        self.name = name
        self.year = year
        self.layouts = layouts(year)
        self.people = 0
        self.requests = 0
        self.line_offset = 0
        self.found: list[Found] = []
        self._numbered = [layout for layout in self.layouts.values() if layout.numbered()]
        self._person = self.layouts["Person"]
        self._request = self.layouts["Requests"]

    def person(self, element: Any) -> None:
        """Take in one ``Person`` element."""
        self.people += 1
        self.requests = 0
        self._block(element, self._person)

    def frame(self, root: Any) -> None:
        """Take in the return without its people: the header, and what else is there."""
        self._block(root, self.layouts["Message"])
        for name in ("Header", "CollectionDetails", "Source", "Persons"):
            layout = self.layouts[name]
            if not layout.values:
                self._report("S005", name, root, "is missing")

    def people_of(self, root: Any) -> None:
        """Take in every person that is a child of this element; anything else is unknown."""
        for child in root:
            if local_name(child) == "person":
                self.person(child)
            else:
                self._unknown(child, self.layouts["Persons"])
                self.found[-1] = replace(self.found[-1], person=None)

    def _block(self, element: Any, layout: Layout) -> None:
        layout.running += 1
        line = element.sourceline + self.line_offset
        row = [self.people, self.requests, layout.running, line, *layout.blank]
        text = element.text
        if text and not text.isspace():
            self._report("S004", layout.block.name, element, "holds text outside its elements")
        slots = layout.slots
        last = 0
        for child in element[:]:  # a list is walked faster than an iterator of elements
            tag = child.tag
            slot = slots.get(tag)
            if slot.__class__ is int:
                if slot > last and not len(child):
                    row[slot] = child.text or ""
                    last = slot
                else:
                    last = self._odd_item(child, slot, row, layout, last)
            elif slot.__class__ is Layout and (
                slot.place > last or (slot.place == last and slot.repeats)
            ):
                last = slot.place
                row[last] = True
                self._enter(child, slot)
            else:
                last = self._other(child, slot, row, layout, last)
        layout.values += row

    def _enter(self, element: Any, layout: Layout) -> None:
        if layout is self._person:
            self.person(element)
            return
        if layout is self._request:
            self.requests += 1
            for numbered in self._numbered:
                numbered.running = 0
        self._block(element, layout)

    def _other(self, child: Any, slot: Any, row: list[Any], layout: Layout, last: int) -> int:
        """A name not met before, or something out of place."""
        if slot is None:
            slot = layout.learn(child.tag)
            if slot.__class__ is int:
                if slot > last and not len(child):
                    row[slot] = child.text or ""
                    return slot
                return self._odd_item(child, slot, row, layout, last)
        if isinstance(slot, Layout):
            return self._odd_block(child, slot, row, layout, last)
        if isinstance(slot, OtherYear):
            self._other_year(child, slot, row, layout)
        elif isinstance(slot, Unknown):
            self._unknown(child, layout)
        return last

    def _odd_block(
        self, child: Any, slot: Layout, row: list[Any], layout: Layout, last: int
    ) -> int:
        if row[slot.place] and not slot.repeats:
            self._report(
                "S003", slot.block.name, child, f"occurs more than once in {layout.block.name}"
            )
        elif slot.place < last:
            self._out_of_order(child, slot.block.name, layout, last)
        row[slot.place] = True
        self._enter(child, slot)
        return slot.place

    def _odd_item(self, child: Any, slot: int, row: list[Any], layout: Layout, last: int) -> int:
        name = layout.names[slot - FIRST_VALUE]
        if len(child):
            self._check_depth(child)
            self._report("S004", name, child, "holds other elements where a value belongs")
        text = child.text or ""
        if row[slot] is not None:
            again = "the same value" if row[slot] == text else "another value"
            self._report(
                "S003",
                name,
                child,
                f"occurs more than once in {layout.block.name}, with {again}; the first is kept",
            )
            return last
        if slot < last:
            self._out_of_order(child, name, layout, last)
        row[slot] = text
        return slot

    def _out_of_order(self, child: Any, name: str, layout: Layout, last: int) -> None:
        before = layout.names[last - FIRST_VALUE]
        self._report(
            "S002", name, child, f"comes after {before}; in {self.year} it belongs before it"
        )

    def _other_year(self, child: Any, slot: OtherYear, row: list[Any], layout: Layout) -> None:
        item = slot.item
        years = (
            f"up to {item.last_year}" if item.last_year < self.year else (f"from {item.first_year}")
        )
        self._report(
            "S006",
            item.name,
            child,
            f"is in {layout.block.name} only {years}, and this is a return of {self.year}",
        )
        if row[slot.column] is None:
            row[slot.column] = child.text or ""

    def _unknown(self, child: Any, layout: Layout) -> None:
        name = etree.QName(child).localname
        self._check_depth(child)
        self._report("S001", name[:60], child, f"isn't an element of {layout.block.name}")

    def _check_depth(self, element: Any) -> None:
        level = list(element)
        for _ in range(DEPTH_LIMIT):
            if not level:
                return
            level = [below for above in level for below in above]
        line = element.sourceline + self.line_offset
        raise UnreadableInput(
            f"{self.name}: line {line} begins elements nested more than {DEPTH_LIMIT} deep; "
            "export the return again."
        )

    def _report(self, rule: str, item: str, element: Any, what: str) -> None:
        self.found.append(
            Found(
                rule=rule,
                item=item,
                person=self.people or None,
                line=element.sourceline + self.line_offset,
                message=f"{item} {what}.",
            )
        )


def local_name(element: Any) -> str:
    """An element's name in lower case without its prefix."""
    return str(element.tag).rpartition("}")[2].lower()
