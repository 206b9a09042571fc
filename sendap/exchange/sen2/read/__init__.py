"""Reading a SEN2 return, in XML or COLLECT's CSV, into tables, with what is wrong in its structure.

``read_return`` gives a whole return in memory; ``read_batches`` gives its tables a few thousand
people at a time, for files of any size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import pyarrow as pa

from sendap.basics.errors import CannotDo
from sendap.exchange.sen2.description import TABLES, nearest_year
from sendap.exchange.sen2.read.collect import RowFinder, header_of, read_sheets, tables_of
from sendap.exchange.sen2.read.frames import TEXT, Blank, take_batch, typed
from sendap.exchange.sen2.read.header import Header, read_header
from sendap.exchange.sen2.read.lines import LineFinder
from sendap.exchange.sen2.read.pausing import collector_paused
from sendap.exchange.sen2.read.source import open_source
from sendap.exchange.sen2.read.stream import Stream
from sendap.exchange.sen2.read.walk import Found, Walk

__all__ = [
    "TEXT",
    "Batches",
    "Blank",
    "Found",
    "Header",
    "Return",
    "read_batches",
    "read_return",
    "typed",
]

BATCH_PEOPLE = 4000
"""How many people are turned into a batch of each table at a time."""

GROUP_BATCHES = 4
"""How many batches of a table are typed together: what has to fit in memory at once."""

Rows = Sequence[pa.RecordBatch]
"""Rows of one table as text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """A return as read: nothing dropped, and nothing yet checked but its structure.

    ``tables`` holds a frame for each of ``TABLES``, keyed by ``person_no`` and ``request_no``,
    with each block's ``line`` and, beside each date and flag, the text that the file had
    (``..._text``). ``year`` is what the header says, ``format_year`` the year it was read as;
    ``authority`` is the header's code. Either is None where the header doesn't give it.
    """

    name: str
    year: int | None
    format_year: int
    authority: str | None
    people: int
    header: Header
    tables: dict[str, pl.DataFrame]
    found: tuple[Found, ...]
    blanks: tuple[Blank, ...]
    lines: LineFinder | RowFinder
    format: str = "xml"


@dataclass(slots=True, kw_only=True)
class Batches:
    """A return being read by batches: iterate once, and then look at the header and the rest."""

    name: str
    stream: Stream
    walk: Walk
    header: Header | None = None
    found: tuple[Found, ...] = field(default=())

    def key(self) -> tuple[str, int | None]:
        """The authority (empty if there is none) and year, from a header before the people."""
        return self.stream.header_text("lea"), _number(self.stream.header_text("year"))

    def __iter__(self) -> Iterator[dict[str, pa.RecordBatch]]:
        """The text of each table, a few thousand people at a time."""
        walk, due = self.walk, BATCH_PEOPLE
        for cut in self.stream.cuts():
            walk.line_offset = cut.line_offset
            with collector_paused():
                walk.people_of(cut.people)
            if walk.people >= due:
                due = walk.people + BATCH_PEOPLE
                yield take_batch(walk)
        yield take_batch(walk)
        self.header, at_frame = read_header(self.name, self.stream, walk.year)
        self.found = (*at_frame, *walk.found)

    def groups(self) -> Iterator[dict[str, Rows]]:
        """The batches, a few put together, as they are typed and written."""
        waiting: list[dict[str, pa.RecordBatch]] = []
        for batch in self:
            waiting.append(batch)
            if len(waiting) == GROUP_BATCHES:
                yield _together(waiting)
                waiting = []
        if waiting:
            yield _together(waiting)


def _together(batches: list[dict[str, pa.RecordBatch]]) -> dict[str, Rows]:
    return {table: [batch[table] for batch in batches] for table in TABLES}


def read_batches(content: Path | bytes, *, name: str = "") -> Batches:
    """Begin to read a return; memory doesn't grow with its size.

    Errors: ``UnreadableInput``, here or while iterating, where it isn't a readable SEN2 return.
    """
    _refuse_folder(content)
    source = open_source(content, name=name)
    stream = Stream(source)
    year = _number(stream.header_text("year"))
    walk = Walk(source.name, nearest_year(year))
    return Batches(name=source.name, stream=stream, walk=walk)


def read_return(content: Path | bytes, *, name: str = "") -> Return:
    """Read a whole return into memory: XML, as a path or the bytes, or a folder of COLLECT's CSV.

    Errors: ``UnreadableInput`` where it isn't a readable SEN2 return.
    """
    if isinstance(content, Path) and content.is_dir():
        return _read_folder(content)
    with collector_paused():
        return _whole(read_batches(content, name=name))


def _whole(batches: Batches) -> Return:
    gathered = _together(list(batches))
    header = batches.header
    assert header is not None
    made = {table: typed(table, rows) for table, rows in gathered.items()}
    return Return(
        name=batches.name,
        year=header.year,
        format_year=batches.walk.year,
        authority=header.authority,
        people=batches.walk.people,
        header=header,
        tables={table: frame for table, (frame, _) in made.items()},
        found=batches.found,
        blanks=tuple(blank for _, blanks in made.values() for blank in blanks),
        lines=LineFinder(batches.stream.source),
    )


def _read_folder(folder: Path) -> Return:
    sheets = read_sheets(folder)
    header = header_of(sheets)
    tables, found = tables_of(sheets, header.year)
    return Return(
        name=folder.name,
        year=header.year,
        format_year=nearest_year(header.year),
        authority=header.authority,
        people=tables["person"].height,
        header=header,
        tables=tables,
        found=tuple(found),
        blanks=(),
        lines=RowFinder(sheets),
        format="csv",
    )


def _refuse_folder(content: Path | bytes) -> None:
    if isinstance(content, Path) and content.is_dir():
        raise CannotDo(
            f"{content.name}: is a folder; only a return in XML is read a part at a time."
        )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None
