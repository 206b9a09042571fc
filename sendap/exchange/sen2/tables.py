"""A return as flat Parquet tables, one file for each block, of any size in flat memory.

The files appear all together when they are complete, or not at all.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from sendap.basics.errors import CannotDo
from sendap.exchange.sen2.description import RUNNING_NUMBERS, TABLES, block_of_table
from sendap.exchange.sen2.read import Batches, Return, read_batches, read_return, typed


def columns_of(table: str) -> tuple[str, ...]:
    """The columns of one written table: keys, then the items in the order of the description."""
    keys = ["authority", "year", "person_no"]
    if table != "person":
        keys.append("request_no")
    if table in RUNNING_NUMBERS:
        keys.append(RUNNING_NUMBERS[table])
    return (*keys, *(item.column for item in block_of_table(table).items))


def write_tables(path: Path, folder: Path) -> int:
    """Write the tables of a return into a folder, which is made or replaced; returns the people.

    Errors: ``UnreadableInput`` for a file that isn't a readable return, ``CannotDo`` where its
    header isn't at the front or the folder can't be written; nothing is then left behind.
    """
    if path.is_dir():
        return write_return(read_return(path), folder)
    batches = read_batches(path)
    authority, year = batches.key()
    with _appearing(folder) as making:
        _write(batches, making, authority, year)
        _check_key(batches, authority, year)
    return batches.walk.people


def write_return(return_: Return, folder: Path) -> int:
    """Write the tables of a return that was read whole, as ``write_tables`` does of its file."""
    with _appearing(folder) as making:
        for table, frame in return_.tables.items():
            keyed = _keyed(table, frame, return_.authority or "", return_.year)
            pq.write_table(keyed, making / f"{table}.parquet", compression="zstd")
    return return_.people


@contextmanager
def _appearing(folder: Path) -> Iterator[Path]:
    """A folder to write in, that takes the place of the one named once all is written."""
    folder = Path(os.path.realpath(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=folder.parent))
    try:
        yield making
        _sync(making)
        _publish(making, folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _write(batches: Batches, making: Path, authority: str, year: int | None) -> None:
    with ExitStack() as open_files:
        writers: dict[str, pq.ParquetWriter] = {}
        for group in batches.groups():
            for table, rows in group.items():
                written = _keyed(table, typed(table, rows)[0], authority, year)
                if table not in writers:
                    writer = pq.ParquetWriter(
                        making / f"{table}.parquet", written.schema, compression="zstd"
                    )
                    writers[table] = open_files.enter_context(writer)
                writers[table].write_table(written)


def _keyed(table: str, frame: pl.DataFrame, authority: str, year: int | None) -> pa.Table:
    keyed = frame.with_columns(
        authority=pl.lit(authority or None, dtype=pl.String), year=pl.lit(year, dtype=pl.Int32)
    )
    return keyed.select(columns_of(table)).to_arrow()


def _check_key(batches: Batches, authority: str, year: int | None) -> None:
    header = batches.header
    assert header is not None
    if (header.authority or "", header.year) != (authority, year):
        raise CannotDo(
            f"{batches.name}: the header isn't before the people, so its authority and year came "
            "too late; put the header first."
        )


def _sync(making: Path) -> None:
    """See the files on the disk before they are given their place."""
    for file in (*making.iterdir(), making):
        number = os.open(file, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _publish(making: Path, folder: Path) -> None:
    """Give the finished folder its name, or put its files into a folder that holds others."""
    making.chmod(0o755)
    names = {f"{table}.parquet" for table in TABLES}
    if folder.is_dir() and {each.name for each in folder.iterdir()} - names:
        for file in sorted(making.iterdir()):
            file.replace(folder / file.name)
        return
    if folder.exists() and not folder.is_dir():
        raise CannotDo(f"{folder.name}: is a file, not a folder; give another folder for -o.")
    if folder.is_dir():
        old = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".old", dir=folder.parent))
        folder.replace(old)
        making.replace(folder)
        shutil.rmtree(old, ignore_errors=True)
    else:
        making.replace(folder)
