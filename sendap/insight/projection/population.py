"""How many people of each age there will be, from a file with columns authority, year, age, people.

National population projections by local authority and single year of age are such a file once it
is cut down to these four columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import polars as pl

from sendap.basics.errors import CannotDo
from sendap.insight.projection.rates import Shares
from sendap.insight.projection.states import AGES

COLUMNS = {
    "authority": pl.String, "year": pl.Int32, "age": pl.Int32, "people": pl.Float64,
}  # fmt: skip

People = Mapping[tuple[str, int, int], float]
"""People by authority, year and age."""


def read_population(path: Path) -> dict[tuple[str, int, int], float]:
    """The people of a CSV or Parquet file.

    Errors: ``CannotDo`` where a column or a number is missing, or a row stands there twice.
    """
    try:
        found = _read(path)
        rows = found.select(pl.col(name).cast(kind) for name, kind in COLUMNS.items())
    except (OSError, pl.exceptions.PolarsError) as error:
        said = str(error).strip().splitlines()[0]
        raise CannotDo(
            f"{path.name}: can't be read as a table with the columns {', '.join(COLUMNS)} ({said})."
        ) from None
    if rows.null_count().sum_horizontal().item() or (rows["people"] < 0).any():
        raise CannotDo(f"{path.name}: a number is missing or below nought.")
    if rows.select("authority", "year", "age").is_duplicated().any():
        raise CannotDo(f"{path.name}: has a year and age of an authority twice.")
    return {(code, year, age): people for code, year, age, people in rows.iter_rows()}


def _read(path: Path) -> pl.DataFrame:
    if path.suffix == ".parquet":
        return pl.read_parquet(path)
    return pl.read_csv(path, infer_schema=False)


def growth_of(people: People, *, authority: str, base: int, years: int) -> Shares:
    """By coming year and age, the people there will be as a multiple of those of the base year.

    Errors: ``CannotDo`` naming the first year or age that isn't told.
    """
    growth = np.ones((years, len(AGES)))
    for ahead in range(years + 1):
        for place, age in enumerate(AGES):
            if (authority, base + ahead, age) not in people:
                raise CannotDo(
                    f"the population file doesn't tell how many people of {age} there are in "
                    f"authority {authority} in {base + ahead}; it must for {base} to "
                    f"{base + years} and ages {AGES[0]} to {AGES[-1]}."
                )
            now = people[authority, base, age]
            if ahead and now:
                growth[ahead - 1, place] = people[authority, base + ahead, age] / now
    return growth
