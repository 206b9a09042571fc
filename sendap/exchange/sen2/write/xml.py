"""A return as the department's XML, in the order that the description gives for the year.

Each table becomes one piece of XML a row, and the pieces of a lower block are joined into the row
they belong to: a few expressions a table, whatever the number of people.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import polars as pl

from sendap.basics.errors import CannotDo
from sendap.exchange.sen2.description import BLOCKS, YEARS, Block, Item, items_in
from sendap.exchange.sen2.write.content import Content

KEYS = ["person_no", "request_no"]
OPENING = '<?xml version="1.0" encoding="UTF-8"?>\n'
DEPTH = {"Person": 2, "Requests": 3, "Assessment": 4, "ActivePlans": 4, "NamedPlan": 5}
DEPTH |= {"PlanDetail": 6, "PlacementDetail": 5, "SENneed": 5}
"""How many tabs stand before the tag of each block."""

_MARKS = ["&", "<", ">"]
_SAFE = ["&amp;", "&lt;", "&gt;"]


def write_xml(content: Content, out: Path) -> None:
    """Write a return as XML; the file appears complete, or not at all.

    Errors: ``CannotDo`` for a year whose format isn't known, a text that XML can't hold, or a
    place that can't be written.
    """
    number, name = _beside(out)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(xml_of(content))
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, out)
    except OSError as error:
        raise CannotDo(f"{out}: can't be written ({error.strerror}); choose another.") from None
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)


def _beside(out: Path) -> tuple[int, str]:
    try:
        return tempfile.mkstemp(prefix=f".{out.name}.", suffix=".part", dir=out.parent)
    except OSError as error:
        raise CannotDo(
            f"{out}: can't be written there ({error.strerror}); choose another place for -o."
        ) from None


def xml_of(content: Content) -> bytes:
    """A return as the bytes of its XML file.

    Errors: ``CannotDo`` for a year whose format isn't known, or a text that XML can't hold.
    """
    if content.year not in YEARS:
        raise CannotDo(
            f"the format of {content.year} isn't known; a return is written for {YEARS[0]} to "
            f"{YEARS[-1]}."
        )
    people = _rows(BLOCKS["Person"], content)
    body = people.sort("person_no").get_column("xml").str.join("").item() if people.height else ""
    text = f"{OPENING}<Message>\n{_header(content)}\t<Persons>\n{body}\t</Persons>\n</Message>\n"
    return text.encode("utf-8")


def _header(content: Content) -> str:
    parts = "".join(
        f"\t\t<{name}>\n{_values(BLOCKS[name], content)}\t\t</{name}>\n"
        for name in ("CollectionDetails", "Source")
    )
    return f"\t<Header>\n{parts}\t</Header>\n"


def _values(block: Block, content: Content) -> str:
    values: Mapping[str, str] = content.header
    return "".join(
        f"\t\t\t<{item.name}>{escape(values[item.name])}</{item.name}>\n"
        for item in items_in(block, content.year)
        if item.name in values
    )


def _rows(block: Block, content: Content) -> pl.DataFrame:
    """The rows of a block with their keys and their XML, everything below them included."""
    frame = content.tables[block.table].with_row_index("row")
    for name in block.children(content.year):
        if name in BLOCKS:
            frame = _with_child(frame, BLOCKS[name], content)
    return frame.sort("row").select(*KEYS, xml=_whole(block.name, content.year))


@cache
def _whole(name: str, year: int) -> pl.Expr:
    """The XML of a row of a block, from its items and the columns of the blocks below it."""
    block = BLOCKS[name]
    items = {item.name: item for item in block.items}
    indent = "\t" * DEPTH[name]
    pieces = [
        _piece(items[child], f"{indent}\t") if child in items else pl.col(child).fill_null("")
        for child in block.children(year)
    ]
    return pl.concat_str([pl.lit(f"{indent}<{name}>\n"), *pieces, pl.lit(f"{indent}</{name}>\n")])


def _piece(item: Item, indent: str) -> pl.Expr:
    text = pl.col(item.column).str.replace_many(_MARKS, _SAFE)
    written = pl.format(f"{indent}<{item.name}>{{}}</{item.name}>\n", text)
    return pl.when(text.is_not_null()).then(written).otherwise(pl.lit(""))


def _with_child(frame: pl.DataFrame, child: Block, content: Content) -> pl.DataFrame:
    """The rows with the XML of a lower block beside them; all of it goes to the first of them."""
    keys = ["person_no"] if child.name == "Requests" else KEYS
    below = _rows(child, content).group_by(keys, maintain_order=True)
    joined = below.agg(pl.col("xml").str.join("").alias(child.name))
    joined = joined.with_columns(place=pl.lit(0, dtype=pl.UInt32))
    placed = frame.with_columns(place=pl.int_range(pl.len(), dtype=pl.UInt32).over(keys))
    return placed.join(joined, on=[*keys, "place"], how="left").drop("place")
