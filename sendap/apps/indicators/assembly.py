"""Puts the published files together: every indicator's figures as one table, before any is stored.

No Django here: bytes in, tables out, so that a load has everything or stops before it starts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import polars as pl

from sendap.exchange.statistics import cells
from sendap.exchange.statistics.appeals import read_appeal_rate
from sendap.exchange.statistics.authorities import ENGLAND, read_authorities, read_neighbours
from sendap.exchange.statistics.boundaries import Boundaries, read_boundaries
from sendap.exchange.statistics.ehc_plans import EhcPublication, read_ehc_plans, shapes
from sendap.exchange.statistics.indicator_tool import (
    Measure,
    read_dictionary,
    read_indicator_tool,
)
from sendap.exchange.statistics.inspections import Inspections, read_inspections
from sendap.exchange.statistics.officers import read_officers
from sendap.exchange.statistics.readings import Problem, Reading, SourceFile, read_bytes
from sendap.exchange.statistics.series import series, whole
from sendap.insight.indicators import published
from sendap.insight.indicators.comparison import ranks

ENOUGH_AUTHORITIES = 30
"""A period counts as the latest once this many authorities have a figure for it."""

WRITTEN_APART = 0.1
"""Percentage points by which a share written to one decimal may differ from its counts."""


@dataclass(frozen=True)
class Published:
    """Everything read from one folder of published data.

    ``figures`` has the columns of a series with ``indicator``, ``is_latest`` and ``rank``;
    ``files`` are by the id of the source; ``measures`` are the indicator tool's, by short name.
    """

    files: Mapping[str, SourceFile]
    authorities: pl.DataFrame
    neighbours: pl.DataFrame
    boundaries: Boundaries
    inspections: Inspections
    measures: Mapping[str, Measure]
    figures: pl.DataFrame
    problems: tuple[Problem, ...]
    fingerprint: str


def assemble(folder: Path) -> Published:
    """Read every published file of the folder and work out latest periods and ranks.

    Errors: ``UnreadableInput`` for a file that is missing, broken or has changed its columns.
    """
    paths = {source.id: folder / source.path for source in published.sources()}
    tool_dictionary = next(s for s in published.sources() if s.id == "indicator_tool").dictionary
    authorities = read_authorities(paths["authorities"])
    neighbours = read_neighbours(paths["neighbours"])
    boundaries = read_boundaries(paths["boundaries"])
    inspections = read_inspections(paths["inspections"])
    plans = read_ehc_plans(paths["ehc_plans"])
    tool = read_indicator_tool(paths["indicator_tool"])
    dictionary, measures = read_dictionary(folder / tool_dictionary)
    tables = {
        "appeals": read_appeal_rate(paths["appeals"]),
        "officers": read_officers(paths["officers"]),
    }
    readings = {
        "authorities": authorities,
        "neighbours": neighbours,
        "indicator_tool": tool,
        **tables,
    }
    problems = [problem for reading in readings.values() for problem in reading.problems]
    known = {ENGLAND, *authorities.table["code"], *authorities.table["region_code"]}
    figures = _figures(plans, tool, tables).filter(pl.col("area").is_in(sorted(known)))
    figures, unlike = reproduced(figures, file=plans.source.name)
    sources = {name: reading.source for name, reading in readings.items()} | {
        "boundaries": boundaries.source,
        "inspections": inspections.source,
        "ehc_plans": plans.source,
    }
    return Published(
        files=sources,
        authorities=authorities.table,
        neighbours=neighbours.table,
        boundaries=boundaries,
        inspections=inspections,
        measures=measures,
        figures=_ranked(_marked(figures)),
        problems=(*plans.problems, *problems, *inspections.problems, *unlike),
        fingerprint=_fingerprint([*sources.values(), dictionary.source]),
    )


def fingerprint_of(folder: Path) -> str:
    """The fingerprint that ``assemble`` would give, from the files' bytes alone.

    Errors: ``UnreadableInput`` for a file that is missing, empty or can't be read.
    """
    names = [name for one in published.sources() for name in (one.path, one.dictionary) if name]
    return _fingerprint([read_bytes(folder / name)[1] for name in names])


def _fingerprint(sources: list[SourceFile]) -> str:
    """One SHA-256 over the files' own and over every definition, in hexadecimal."""
    whole_text = hashlib.sha256()
    for source in sorted(sources, key=lambda source: source.name):
        whole_text.update(f"{source.name} {source.sha256}\n".encode())
    for name in ("sources", *published.definitions_files()):
        whole_text.update(files(published.__name__).joinpath(f"{name}.toml").read_bytes())
    return whole_text.hexdigest()


def _figures(plans: EhcPublication, tool: Reading, tables: Mapping[str, Reading]) -> pl.DataFrame:
    parts = []
    for item in published.definitions():
        if item.source == "ehc_plans":
            part = _plans_series(plans, item)
        elif item.source == "indicator_tool":
            rows = tool.table.filter(pl.col("measure") == item.measure)
            part = series(rows, value="value", signs=cells.INDICATOR_TOOL)
        else:
            signs = cells.TRIBUNAL if item.source == "appeals" else cells.EXPLORE_EDUCATION
            part = _series(tables[item.table].table, item, signs)
        parts.append(part.with_columns(pl.lit(item.id).alias("indicator")))
    return pl.concat(parts)


def _plans_series(plans: EhcPublication, item: published.Definition) -> pl.DataFrame:
    shape = next(shape for shape in shapes()[1] if shape.name == item.table)
    everyone = whole(plans.tables[item.table].table, shape.whole)
    return _series(everyone, item, cells.EXPLORE_EDUCATION)


def _series(
    table: pl.DataFrame, item: published.Definition, signs: Mapping[str, str]
) -> pl.DataFrame:
    return series(
        table,
        value=item.value,
        signs=signs,
        numerator=item.numerator,
        denominator=item.denominator or None,
    )


def reproduced(figures: pl.DataFrame, *, file: str) -> tuple[pl.DataFrame, list[Problem]]:
    """Leave out the counts of a share that doesn't follow from them; say how many there were.

    A publisher may work out a share over a base that it doesn't print; the share stays.
    """
    is_share = pl.col("numerator").is_not_null() & (pl.col("denominator") > 0)
    apart = (100 * pl.col("numerator") / pl.col("denominator") - pl.col("value")).abs()
    unlike = (is_share & (apart > WRITTEN_APART)).fill_null(False)
    counts = figures.filter(unlike).group_by("indicator").len().sort("indicator")
    says = "aren't the share that their counts give; the counts are left out"
    problems = [
        Problem(file, indicator, f"{count} figures {says}") for indicator, count in counts.rows()
    ]
    kept = [
        pl.when(unlike).then(None).otherwise(pl.col(name)).alias(name)
        for name in ("numerator", "denominator")
    ]
    return figures.with_columns(kept), problems


def _marked(figures: pl.DataFrame) -> pl.DataFrame:
    """The figures without periods in which nobody has one, and with the latest period marked."""
    known = figures.filter(pl.col("value").is_not_null())
    is_authority = pl.col("area").str.len_chars() == 3
    counts = known.group_by("indicator", "period", "period_order").agg(
        is_authority.sum().alias("authorities")
    )
    enough = pl.col("authorities") >= ENOUGH_AUTHORITIES
    latest = (
        counts.sort("indicator", enough, "period_order", "period")
        .group_by("indicator", maintain_order=True)
        .last()
        .select("indicator", "period", pl.lit(True).alias("is_latest"))
    )
    return (
        figures.join(counts.select("indicator", "period"), on=["indicator", "period"], how="semi")
        .join(latest, on=["indicator", "period"], how="left")
        .with_columns(pl.col("is_latest").fill_null(False))
    )


def _ranked(figures: pl.DataFrame) -> pl.DataFrame:
    """The figures with the rank of each authority in the latest period."""
    latest = figures.filter(
        pl.col("is_latest") & pl.col("value").is_not_null() & (pl.col("area").str.len_chars() == 3)
    )
    rows = [
        (indicator, area, rank)
        for (indicator,), group in latest.group_by("indicator")
        for area, rank in ranks(dict(group.select("area", "value").iter_rows())).items()
    ]
    schema = {"indicator": pl.String, "area": pl.String, "rank": pl.Int32}
    ranked = pl.DataFrame(rows, schema=schema, orient="row").with_columns(
        pl.lit(True).alias("is_latest")
    )
    return figures.join(ranked, on=["indicator", "area", "is_latest"], how="left")
