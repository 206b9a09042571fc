"""The local authorities of England with their regions, and each one's statistical neighbours.

The stable key is the three-digit number; ONS codes change. England and the regions are known by
their ONS codes, whatever number a publication gives them.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from sendap.exchange.statistics import text_tables
from sendap.exchange.statistics.readings import Problem, Reading, decode, read_bytes

ENGLAND = "E92000001"

TOOL_AREAS = {
    "970": ENGLAND,
    "980": "E12000001",
    "981": "E12000002",
    "982": "E12000003",
    "983": "E12000004",
    "984": "E12000005",
    "985": "E12000006",
    "986": "E12000007",
    "987": "E13000001",
    "988": "E13000002",
    "989": "E12000008",
    "990": "E12000009",
}
"""The indicator tool's own numbers for England, the regions and both parts of London."""

AUTHORITY_COLUMNS = (
    "old_la_code",
    "new_la_code",
    "la_name",
    "region_code",
    "region_name",
    "codes_used_in_ees_2025_files",
    "first_period",
    "last_period",
    "current_2024_25",
    "boundary_code_ctyua_may_2023",
)

_NEIGHBOUR_PAIRS = tuple(name for place in range(1, 11) for name in (f"SN{place}", "SNP"))
NEIGHBOUR_COLUMNS = ("LA num", "LA Name", "LA number", "GOInd", "GOReg", *_NEIGHBOUR_PAIRS)


def read_authorities(path: Path) -> Reading:
    """Read the table of authorities: code, ons_code, name, region_code, region, current, boundary.

    Errors: ``UnreadableInput`` when it can't be read or its columns have changed.
    """
    content, source = read_bytes(path)
    printed = text_tables.rows(decode(content, source.name), source.name, AUTHORITY_COLUMNS)
    table = printed.select(
        pl.col("old_la_code").alias("code"),
        pl.col("new_la_code").alias("ons_code"),
        pl.col("la_name").alias("name"),
        "region_code",
        pl.col("region_name").alias("region"),
        (pl.col("current_2024_25") == "Y").alias("current"),
        pl.col("boundary_code_ctyua_may_2023").alias("boundary"),
    )
    return Reading(source, table)


def read_neighbours(path: Path) -> Reading:
    """Read the ten neighbours of each authority: code, neighbour, place (1 nearest), closeness.

    Errors: ``UnreadableInput`` when it can't be read or its columns have changed.
    """
    content, source = read_bytes(path)
    printed = text_tables.rows(
        _unnumbered(decode(content, source.name)), source.name, _numbered(NEIGHBOUR_COLUMNS)
    )
    table = pl.concat(
        printed.select(
            pl.col("LA number").alias("code"),
            pl.col(f"SN{place}").alias("neighbour"),
            pl.lit(place).alias("place"),
            pl.col(f"SNP {place}").str.to_lowercase().alias("closeness"),
        )
        for place in range(1, 11)
    )
    known = table.filter(pl.col("neighbour").str.contains(r"^\d{3}$"))
    problems = tuple(
        Problem(source.name, f"authority {code}", "has fewer than ten neighbours")
        for code in known.group_by("code").len().filter(pl.col("len") < 10)["code"].sort()
    )
    return Reading(source, known, problems)


def _unnumbered(text: str) -> str:
    """The text with its ten equal headings SNP told apart by number."""
    first, _, rest = text.partition("\n")
    return ",".join(_numbered(tuple(first.rstrip("\r").split(",")))) + "\n" + rest


def _numbered(names: tuple[str, ...]) -> tuple[str, ...]:
    count = 0
    numbered = []
    for name in names:
        count += name == "SNP"
        numbered.append(f"SNP {count}" if name == "SNP" else name)
    return tuple(numbered)
