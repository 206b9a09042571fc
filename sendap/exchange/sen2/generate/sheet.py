"""One person's part of a block of XML, to be read and changed item by item."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from sendap.exchange.sen2.generate.columns import day_number
from sendap.exchange.sen2.generate.span import Span
from sendap.exchange.sen2.generate.writing import Pages, Slot

EPOCH = date(1970, 1, 1)


@dataclass(slots=True)
class Identities:
    """The numbers of one person already written, for a later person to repeat."""

    upn: str = ""
    learner_number: str = ""

    def remember(self, sheet: Sheet) -> None:
        """Keep a person's numbers, unless theirs were changed."""
        if not sheet.changed:
            self.upn = sheet.text("Person.UPN") or self.upn
            self.learner_number = sheet.text("Person.UniqueLearnerNumber") or self.learner_number


@dataclass(slots=True)
class Sheet:
    """One person's items by path (``Requests.ReceivedDate``); a missing item is an empty text."""

    pages: Pages
    row: int
    places: dict[str, int] = field(kw_only=True)
    span: Span = field(kw_only=True)
    identities: Identities = field(kw_only=True)
    authority: str = field(default="", kw_only=True)
    changed: bool = field(default=False, kw_only=True)

    def has(self, *paths: str) -> bool:
        """Whether all these items are there; a bare instance (``Placement``) asks for its block."""
        return all(self._piece(path if "." in path else f"{path}<") for path in paths)

    def text(self, path: str) -> str:
        """The text of an item."""
        piece = self._piece(path)
        return piece[piece.index(">") + 1 : piece.rindex("<")] if piece else ""

    def day(self, path: str) -> int:
        """An item that is a day, as a number of days from 1 January 1970; 0 where it is missing."""
        text = self.text(path)
        return day_number(date.fromisoformat(text)) if text else 0

    def put(self, path: str, text: str) -> None:
        """Set the text of an item; an empty text takes it out."""
        self._write(path, self._slot(path).written(text))

    def put_day(self, path: str, day: int) -> None:
        """Set an item to a day."""
        self.put(path, (EPOCH + timedelta(days=day)).isoformat())

    def take_out(self, *paths: str) -> None:
        """Take out items, or whole blocks named by their instance (``Placement``)."""
        for path in paths:
            if "." in path:
                self.put(path, "")
                continue
            for slot in self.pages.slots:
                if path in slot.inside:
                    self._write(slot.path, "")

    def put_after(self, path: str, *, tag: str, text: str) -> None:
        """Put another element after an item, or before the closing tag of a block."""
        made = f"<{tag}>{text}</{tag}>\n"
        indent = "\t" * self._slot(path).depth
        if path.endswith(">"):
            self._write(path, f"{indent}\t{made}{self._piece(path)}")
        else:
            self._write(path, f"{self._piece(path)}{indent}{made}")

    def swap(self, one: str, other: str) -> None:
        """Change the places of two items in the file."""
        first, second = self._piece(one), self._piece(other)
        self._write(one, second)
        self._write(other, first)

    def repeat(self, instance: str) -> None:
        """Put a whole block in the file a second time, after itself."""
        pairs = zip(self.pages.slots, self.pages.pieces, strict=True)
        whole = "".join(column[self.row] for slot, column in pairs if instance in slot.inside)
        self._write(f"{instance}>", self._piece(f"{instance}>") + whole)

    def age(self, day: int) -> int:
        """The person's age in whole years on a day."""
        return int((day - self.day("Person.PersonBirthDate")) / 365.25)

    def _slot(self, path: str) -> Slot:
        return self.pages.slots[self.places[path]]

    def _piece(self, path: str) -> str:
        place = self.places.get(path)
        return "" if place is None else self.pages.pieces[place][self.row]

    def _write(self, path: str, piece: str) -> None:
        self.changed = True
        self.pages.pieces[self.places[path]][self.row] = piece
