"""The header of a return: what is collected, for which day, and who sends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sendap.exchange.sen2.read.layouts import KEYS
from sendap.exchange.sen2.read.stream import Stream
from sendap.exchange.sen2.read.walk import Found, Walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The values of the header as text, by item name, with the line of each block.

    ``year`` and ``reference_on`` (census day) are None where the header doesn't give them.
    """

    values: dict[str, str]
    lines: dict[str, int]
    year: int | None
    reference_on: date | None
    authority: str | None

    def value(self, item: str) -> str:
        """The text of an item of the header; empty where it isn't there."""
        return self.values.get(item, "")


def read_header(name: str, stream: Stream, year: int) -> tuple[Header, list[Found]]:
    """The header of a stream whose people have been read, and what is wrong in the frame."""
    walk = Walk(name, year)
    walk.frame(stream.frame)
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    for block in ("CollectionDetails", "Source"):
        _take(walk, block, values, lines)
    header = Header(
        values=values,
        lines={item: _line(stream, line) for item, line in lines.items()},
        year=_year(values.get("Year", "")),
        reference_on=_day(values.get("ReferenceDate", "")),
        authority=values.get("LEA") or None,
    )
    return header, [_moved(stream, found) for found in walk.found]


def _take(walk: Walk, block: str, values: dict[str, str], lines: dict[str, int]) -> None:
    layout = walk.layouts[block]
    places = layout.columns()
    if not layout.values:
        return
    for item in layout.block.items:
        lines[item.name] = layout.values[KEYS.index("line")]
        text = layout.values[places[item.column]]
        if text is not None:
            values[item.name] = text.strip()


def _moved(stream: Stream, found: Found) -> Found:
    line = None if found.line is None else _line(stream, found.line)
    return Found(rule=found.rule, item=found.item, person=None, line=line, message=found.message)


def _line(stream: Stream, line: int) -> int:
    """A line of the frame as a line of the file: after the people, theirs count too."""
    return line + stream.skipped_lines if line > stream.frame_lines else line


def _year(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if len(text) >= 10 and text[4] == "-" else None
    except ValueError:
        return None
