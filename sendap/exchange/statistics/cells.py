"""The ways published tables write a number or say why there is none.

One sign means different things in different publications, so each publication has its own key:
``z`` not applicable and ``x`` not available (DfE); ``-`` not available (the indicator tool) but
nought (the tribunal table), where ``..`` is not available and ``~`` suppressed.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

NOT_APPLICABLE = "not_applicable"
NOT_AVAILABLE = "not_available"
SUPPRESSED = "suppressed"
KNOWN = "known"

EXPLORE_EDUCATION = {"z": NOT_APPLICABLE, "x": NOT_AVAILABLE, "": NOT_AVAILABLE}
INDICATOR_TOOL = {"-": NOT_AVAILABLE}
TRIBUNAL = {"..": NOT_AVAILABLE, "": NOT_AVAILABLE, "x": NOT_AVAILABLE, "~": SUPPRESSED}


def number(column: str) -> pl.Expr:
    """The number in a text column, null where there is none; commas and percent signs go."""
    text = pl.col(column).str.strip_chars().str.replace_all(r"[,%]", "")
    return text.cast(pl.Float64, strict=False)


def status(column: str, signs: Mapping[str, str]) -> pl.Expr:
    """Why a cell has no number: ``known`` when it has one, null for a sign nobody has explained."""
    text = pl.col(column).str.strip_chars()
    named = text.replace_strict(signs, default=None, return_dtype=pl.String)
    return pl.when(number(column).is_not_null()).then(pl.lit(KNOWN)).otherwise(named)


def unexplained(table: pl.DataFrame, columns: list[str], signs: Mapping[str, str]) -> list[str]:
    """The columns that hold a text that is neither a number nor one of the publication's signs."""
    counts = table.select(
        (status(column, signs).is_null() & pl.col(column).is_not_null()).any().alias(column)
        for column in columns
    )
    return [column for column in columns if counts[column][0]]
