"""Where in a file an item stands, worked out only for what is wrong.

Reading keeps the line of each block. The line of one of its items is found by looking for the
item's start tag from there to the end of the block, which costs nothing for what is right.
"""

from __future__ import annotations

import mmap
import re
from functools import cache

import numpy as np
import numpy.typing as npt

from sendap.exchange.sen2.description import BLOCKS, block_of_table
from sendap.exchange.sen2.read.source import Source


class LineFinder:
    """Finds the lines of items in the text of one return."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._text: bytes | mmap.mmap | None = None
        self._starts: npt.NDArray[np.int64] = np.zeros(0, dtype=np.int64)

    def line_of(self, table: str, item: str, line: int) -> int:
        """The line of an item in the block of this table that begins on ``line`` (or that line)."""
        text = self._load()
        start = int(self._starts[line - 1])
        name = BLOCKS["Person"].name if table == "header" else block_of_table(table).name
        ends = _end_tag(name).search(text, start)
        limit = ends.start() if ends else len(text)
        found = _start_tag(_spellings(table, item)).search(text, start, limit)
        if not found:
            return line
        return int(np.searchsorted(self._starts, found.start(), side="right"))

    def heading(self, table: str, item: str) -> str:
        """The name that the file has for an item: the element's own."""
        return item

    def _load(self) -> bytes | mmap.mmap:
        if self._text is None:
            self._text = self._as_bytes()
            signs = np.frombuffer(self._text, dtype=np.uint8)
            self._starts = np.concatenate(([0], np.flatnonzero(signs == ord("\n")) + 1))
        return self._text

    def _as_bytes(self) -> bytes | mmap.mmap:
        content = self._source.content
        if self._source.encoding != "utf-8":
            return b"".join(self._source.blocks())
        if isinstance(content, bytes):
            return content
        with content.open("rb") as stream:
            return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)


def _spellings(table: str, item: str) -> tuple[str, ...]:
    if table != "header":
        for known in block_of_table(table).items:
            if known.name == item:
                return (item, *known.misspellings)
    return (item,)


@cache
def _start_tag(names: tuple[str, ...]) -> re.Pattern[bytes]:
    either = "|".join(re.escape(name) for name in names)
    return re.compile(rf"<(?:[\w.-]+:)?(?:{either})[\s/>]".encode(), re.IGNORECASE)


@cache
def _end_tag(name: str) -> re.Pattern[bytes]:
    return re.compile(rf"</(?:[\w.-]+:)?{re.escape(name)}\s*>".encode(), re.IGNORECASE)
