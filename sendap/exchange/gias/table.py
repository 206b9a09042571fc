"""Comma-separated text of the register, row by row, under this system's names for its columns."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sendap.basics.errors import UnreadableInput
from sendap.exchange.gias.problems import Notes

LARGEST_TEXT = 256 * 1024 * 1024
"""Bytes; the whole register is about 60 MB."""


@dataclass(frozen=True, slots=True)
class Table:
    """A header and its rows, each with its place in the file; ``count`` has the torn ones too."""

    name: str
    header: tuple[str, ...]
    count: int
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(path: Path, *, notes: Notes) -> Table:
    """Read a CSV file, packed with gzip or not; rows of another width are noted and left out.

    Errors: ``UnreadableInput`` when it can't be read, is empty, too large, or names a column twice.
    """
    text = _text(_content(path), notes)
    if "\0" in text:
        raise UnreadableInput(f"{path.name}: it holds NUL characters; download it again.")
    lines = csv.reader(io.StringIO(text, newline=""))
    try:
        header = tuple(name.strip() for name in next(lines, []))
        _check_header(header, path.name)
        all_rows = [row for row in lines if any(row)]
    except csv.Error as error:
        raise UnreadableInput(f"{path.name}: {error}; download it again as published.") from error
    whole = tuple(_whole_rows(all_rows, len(header), notes))
    return Table(path.name, header, len(all_rows), whole)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
        with gzip.open(path) if packed else path.open("rb") as source:
            content = source.read(LARGEST_TEXT + 1)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or "it can't be unpacked"
        raise UnreadableInput(f"{path}: {reason}; give the register as a CSV file.") from error
    if len(content) > LARGEST_TEXT:
        raise UnreadableInput(f"{path}: too large for a register; check the file.")
    return content


def _text(content: bytes, notes: Notes) -> str:
    """The text; lines that aren't UTF-8 are Windows text, as the department publishes it."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
        return "\n".join(_line(line, number, notes) for number, line in enumerate(lines, start=1))


def _line(line: bytes, number: int, notes: Notes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        notes.add("encoding", f"line {number}")
        return line.decode("cp1252", errors="replace")


def _check_header(header: Sequence[str], name: str) -> None:
    if not any(header):
        raise UnreadableInput(f"{name}: it has no header; give the register as published.")
    doubled = sorted({each for each in header if each and header.count(each) > 1})
    if doubled:
        raise UnreadableInput(f"{name}: it names {', '.join(doubled)} twice; nothing was loaded.")


def _whole_rows(
    rows: Iterable[Sequence[str]], width: int, notes: Notes
) -> Iterator[tuple[int, tuple[str, ...]]]:
    for place, row in enumerate(rows, start=2):
        if len(row) == width:
            yield place, tuple(value.strip() for value in row)
        else:
            notes.add("row_ragged", f"row {place}")
