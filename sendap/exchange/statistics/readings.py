"""What every reader of a published file gives back: the table, its source and the problems.

A reader never gives half a table: a file that can't be read, or whose columns have changed, raises
``UnreadableInput`` with the difference. Oddities that don't stop the reading are ``problems``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from sendap.basics.errors import UnreadableInput

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes; a published file larger than this is refused unread."""


@dataclass(frozen=True)
class SourceFile:
    """One file as it was read: its name (no folder), size in bytes and SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Problem:
    """Something odd in a file that didn't stop it being read; ``place`` names the row or column."""

    file: str
    place: str
    message: str


@dataclass(frozen=True)
class Reading:
    """One published table with its source and problems."""

    source: SourceFile
    table: pl.DataFrame
    problems: tuple[Problem, ...] = ()


def read_bytes(path: Path) -> tuple[bytes, SourceFile]:
    """Read a whole file and describe it.

    Errors: ``UnreadableInput`` when it is missing, too large, empty or can't be read.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UnreadableInput(f"{path}: too large for a published table; check the file.")
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableInput(
            f"{path}: {error.strerror or error}; give the folder of published data."
        ) from error
    if not content:
        raise UnreadableInput(f"{path}: the file is empty; download it again.")
    return content, SourceFile(path.name, size, hashlib.sha256(content).hexdigest())


def decode(content: bytes, name: str) -> str:
    """Read text as UTF-8, with or without a byte order mark.

    Errors: ``UnreadableInput`` naming the file and the byte that isn't UTF-8.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            f"{name}: byte {error.start} isn't UTF-8 text; download the file again as published."
        ) from error


def check_columns(found: Sequence[str], expected: Sequence[str], name: str) -> None:
    """Refuse a table whose columns differ from those this release is known to have.

    Errors: ``UnreadableInput`` naming the missing, the new and the moved columns.
    """
    if list(found) == list(expected):
        return
    missing = [column for column in expected if column not in found]
    new = [column for column in found if column not in expected]
    parts = [
        f"{word} {', '.join(names)}"
        for word, names in (("missing", missing), ("not known", new))
        if names
    ]
    difference = "; ".join(parts) or "the same columns in another order or number"
    raise UnreadableInput(f"{name}: its columns have changed ({difference}); nothing was loaded.")
