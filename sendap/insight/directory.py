"""Finding settings: a table of all of them in memory, and one look over it for each question.

The table has a row a setting with the columns of ``SCHEMA``; what is empty or null isn't known.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import polars as pl

from sendap.reference.postcodes import Point

METRES_A_MILE = 1_609.344
PAGE = 20
MOST_DRAWN = 600
"""So many places at most are drawn beside those of the page."""

SCHEMA: dict[str, Any] = {
    "number": pl.String, "name": pl.String, "kind": pl.String, "category": pl.String,
    "status": pl.String, "phase": pl.String, "youngest": pl.Int16, "oldest": pl.Int16,
    "needs": pl.String, "address": pl.String, "postcode": pl.String, "easting": pl.Int32,
    "northing": pl.Int32,
}  # fmt: skip

STAGES = {
    "early_years": ("nursery", (0, 4)), "primary": ("primary", (5, 10)),
    "secondary": ("secondary", (12, 15)), "post_16": ("16 plus", (17, 25)),
}  # fmt: skip
"""For each stage of education: the register's word, and ages that only it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is sought; empty or None isn't asked.

    ``origin`` is where distances are from and ``miles`` how far at most. ``stage`` is one of
    ``STAGES``, ``kind`` a kind of place, ``need`` a code of the return, ``among`` the numbers of
    settings that fit something else. ``page`` is from 1.
    """

    words: str = ""
    origin: Point | None = None
    miles: float | None = None
    stage: str = ""
    kind: str = ""
    need: str = ""
    among: Collection[str] | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    """A setting that was found: ``metres`` away in a straight line, None where either is unknown.

    ``youngest`` and ``oldest`` are its statutory ages, ``needs`` codes.
    """

    number: str
    name: str
    kind: str
    status: str
    phase: str
    youngest: int | None
    oldest: int | None
    needs: tuple[str, ...]
    address: str
    postcode: str
    point: Point | None
    metres: float | None


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what fits: ``total`` of them, and the points of others that fit too.

    ``without_place`` counts those left out of a search by distance since nobody knows where they
    are.
    """

    places: tuple[Place, ...]
    total: int
    page: int
    pages: int
    others: tuple[Point, ...]
    without_place: int


def table_of(rows: Iterable[tuple[Any, ...]]) -> pl.DataFrame:
    """The table from rows with the columns of ``SCHEMA``, in this order, and what is sought in."""
    table = pl.DataFrame(list(rows), schema=SCHEMA, orient="row")
    sought = pl.concat_str("name", "address", "postcode", "number", separator=" ")
    return table.with_columns(
        _plain(sought).alias("sought"),
        _plain(pl.col("name")).alias("plain_name"),
        *(_has_stage(stage).alias(stage) for stage in STAGES),
    ).sort("plain_name", "number")


def _plain(words: pl.Expr) -> pl.Expr:
    """In small letters, without apostrophes, with one space for everything else that isn't text."""
    return (
        words.str.to_lowercase().str.replace_all("['’`]", "")
        .str.replace_all(r"[^\pL\pN]+", " ").str.strip_chars()
    )  # fmt: skip


def _has_stage(stage: str) -> pl.Expr:
    """By the register's word, else, for one that says nothing, by ages."""
    word, (low, high) = STAGES[stage]
    said = pl.col("phase").str.to_lowercase()
    by_word = said.str.contains(word, literal=True)
    if stage == "primary":
        by_word = by_word | (said == "middle deemed secondary")
    if stage == "secondary":
        by_word = by_word | (said == "middle deemed primary")
    by_age = (pl.col("youngest") <= high) & (pl.col("oldest") >= low)
    by_age = by_age.fill_null(value=False)
    silent = said.is_in(["", "not applicable", "all-through", "all through"])
    # A school's word leaves out its nursery classes and its sixth form; its ages tell of them.
    return by_word | (by_age & (silent | pl.lit(stage in ("early_years", "post_16"))))


def plain_words(typed: str) -> list[str]:
    """What was typed as words to seek, as the table is searched."""
    text = re.sub("['’`]", "", typed.lower())
    return re.sub(r"[\W_]+", " ", text).split()[:8]


def search(table: pl.DataFrame, asked: Asked) -> Found:
    """One page of the settings that fit, the nearest first, or by name where nothing is near.

    Closed ones fit only when their number is typed.
    """
    fits = table.filter(*_conditions(asked))
    without_place = 0
    if asked.origin is not None:
        fits = fits.with_columns(_metres(asked.origin).alias("metres"))
        if asked.miles is not None:
            without_place = fits["metres"].null_count()
            fits = fits.filter(pl.col("metres") <= asked.miles * METRES_A_MILE)
        fits = fits.sort("metres", "plain_name", nulls_last=True)
    else:
        fits = _begins_first(fits.with_columns(pl.lit(None, pl.Float64).alias("metres")), asked)
    return _page(fits, asked, without_place)


def _conditions(asked: Asked) -> Iterable[pl.Expr]:
    words = plain_words(asked.words)
    is_number = len(words) == 1 and words[0].isdigit() and len(words[0]) in (6, 8)
    if not is_number:
        yield pl.col("status") != "closed"
    for word in words:
        yield pl.col("sought").str.contains(word, literal=True)
    if asked.stage in STAGES:
        yield pl.col(asked.stage)
    if asked.kind:
        yield pl.col("category") == asked.kind
    if asked.need:
        yield pl.col("needs").str.split(",").list.contains(asked.need)
    if asked.among is not None:
        yield pl.col("number").is_in(list(asked.among))


def _metres(origin: Point) -> pl.Expr:
    east = (pl.col("easting") - origin.easting).cast(pl.Float64)
    north = (pl.col("northing") - origin.northing).cast(pl.Float64)
    return (east**2 + north**2).sqrt()


def _begins_first(fits: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    """By name, those whose name begins with what was typed before the others."""
    words = " ".join(plain_words(asked.words))
    if not words:
        return fits
    begins = pl.col("plain_name").str.starts_with(words)
    return fits.sort(~begins, "plain_name", "number")


def _page(fits: pl.DataFrame, asked: Asked, without_place: int) -> Found:
    pages = max((len(fits) + PAGE - 1) // PAGE, 1)
    page = min(max(asked.page, 1), pages)
    start = (page - 1) * PAGE
    shown = fits.slice(start, PAGE)
    others = pl.concat([fits.head(start), fits.slice(start + PAGE)])
    drawn = others.select("easting", "northing").drop_nulls().head(MOST_DRAWN)
    return Found(
        tuple(_place(row) for row in shown.iter_rows(named=True)),
        len(fits), page, pages, tuple(Point(*row) for row in drawn.iter_rows()), without_place,
    )  # fmt: skip


def _place(row: dict[str, Any]) -> Place:
    known = row["easting"] is not None and row["northing"] is not None
    return Place(
        row["number"], row["name"], row["kind"], row["status"], row["phase"], row["youngest"],
        row["oldest"], tuple(filter(None, row["needs"].split(","))), row["address"],
        row["postcode"], Point(row["easting"], row["northing"]) if known else None, row["metres"],
    )  # fmt: skip
