"""One person's part of a block of XML, to be read and changed item by item."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from sendap.exchange.sen2.generate.columns import day_number
from sendap.exchange.sen2.generate.span import Span
from sendap.exchange.sen2.generate.writing import Pages, Slot

EPOCH = date(1970, 1, 1)


TWIN = ("Person.Surname", "Person.Forename", "Person.PersonBirthDate", "Person.PostCode")


@dataclass(frozen=True, slots=True)
class Twin:
    """The details by which somebody would be taken for another person."""

    born: int
    details: dict[str, str]


@dataclass(slots=True)
class Identities:
    """Numbers and details of people already written, for a later person to repeat."""

    upn: str = ""
    learner_number: str = ""
    twin: Twin | None = None

    def remember(self, sheet: Sheet) -> None:
        """Keep the numbers and details of a person whose part of the file is as it was made."""
        self.upn = sheet.text("Person.UPN") or self.upn
        self.learner_number = sheet.text("Person.UniqueLearnerNumber") or self.learner_number
        if sheet.has("Person.UPN"):
            details = {path: sheet.text(path) for path in TWIN}
            self.twin = Twin(sheet.day("Person.PersonBirthDate"), details)


@dataclass(slots=True)
class Sheet:
    """One person's items by path (``Requests.ReceivedDate``); a missing item is an empty text."""

    pages: Pages
    row: int
    places: dict[str, int] = field(kw_only=True)
    span: Span = field(kw_only=True)
    identities: Identities = field(kw_only=True)
    authority: str = field(kw_only=True)

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

    def note(self, instance: str, text: str) -> None:
        """Put a text straight after the opening tag of a block."""
        self._write(f"{instance}<", self._piece(f"{instance}<").rstrip("\n") + f"{text}\n")

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
        self.pages.pieces[self.places[path]][self.row] = piece
