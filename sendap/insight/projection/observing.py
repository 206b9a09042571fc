"""Counting, in the tables of returns, who stayed, moved, left and joined from one census day to the
next.

One return tells both ends of its year: it holds every plan in force at any time in it, with every
placement. So two returns give two steps, three give three, and nobody has to be matched by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl

from sendap.insight.projection.states import AGES, NEEDS, OF_CODE, OF_TYPE, SETTINGS, SHAPE

Counts = npt.NDArray[np.int64]
KEYS = ["person_no", "request_no"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The census days at the start and end of a year's return, and when ages are taken for each."""

    year: int
    before: date
    census: date
    ages_before: date
    ages_now: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """The steps of one area's year, as counts of people.

    ``start`` and ``now`` are by age, need and setting; ``left`` by where they were before;
    ``joined`` by where they are now; ``moved`` by age before, setting before and setting now.
    """

    year: int
    start: Counts
    now: Counts
    left: Counts
    joined: Counts
    moved: Counts


def observe(
    tables: Mapping[str, pl.DataFrame], days: Days, types: Mapping[str, str] | None = None
) -> Observed:
    """Count the steps of one return; ``types`` gives a register's type code of each number."""
    plans = _plans(tables, days, types or {})
    was, is_now = plans["was"].to_numpy(), plans["is_now"].to_numpy()
    age, need = plans["age"].to_numpy(), plans["need"].to_numpy()
    before, now = plans["before"].to_numpy(), plans["now"].to_numpy()
    younger = np.maximum(plans["age_before"].to_numpy(), 0)
    return Observed(
        year=days.year,
        start=_tally(SHAPE, younger, need, before, where=was),
        now=_tally(SHAPE, age, need, now, where=is_now),
        left=_tally(SHAPE, younger, need, before, where=was & ~is_now),
        joined=_tally(SHAPE, age, need, now, where=is_now & ~was),
        moved=_tally((SHAPE[0], SHAPE[2], SHAPE[2]), younger, before, now, where=was & is_now),
    )


def _tally(shape: tuple[int, ...], *at: Counts, where: npt.NDArray[np.bool_]) -> Counts:
    flat = np.ravel_multi_index([each[where] for each in at], shape)
    return np.bincount(flat, minlength=int(np.prod(shape))).reshape(shape)


def _plans(
    tables: Mapping[str, pl.DataFrame], days: Days, types: Mapping[str, str]
) -> pl.DataFrame:
    plans = (
        tables["active_plan"]
        .select(KEYS)
        .join(tables["named_plan"].select(*KEYS, "start_date", "cease_date"), on=KEYS, how="left")
        .join(tables["person"].select("person_no", "person_birth_date"), on="person_no")
        .join(_needs(tables["need"]), on=KEYS, how="left")
        .join(_places(tables["placement"], days.before, types, "before"), on=KEYS, how="left")
        .join(_places(tables["placement"], days.census, types, "now"), on=KEYS, how="left")
        .unique(KEYS, keep="first", maintain_order=True)
    )
    unknown = SETTINGS.index("not_known")
    return plans.select(
        age=_age(days.ages_now),
        age_before=_age(days.ages_before),
        was=_in_force(days.before),
        is_now=_in_force(days.census),
        need=pl.col("need").fill_null(NEEDS.index("not recorded")),
        before=pl.coalesce("before", "now", pl.lit(unknown)),
        now=pl.coalesce("now", "before", pl.lit(unknown)),
    )


def _in_force(on: date) -> pl.Expr:
    begun = pl.col("start_date").is_null() | (pl.col("start_date") <= on)
    going = pl.col("cease_date").is_null() | (pl.col("cease_date") > on)
    return begun & going


def _age(on: date) -> pl.Expr:
    born = pl.col("person_birth_date")
    birthday = born.dt.month().cast(pl.Int32) * 100 + born.dt.day()
    years = on.year - born.dt.year() - (birthday > on.month * 100 + on.day).cast(pl.Int32)
    return years.fill_null(AGES[-1] // 2).clip(AGES[0], AGES[-1]).cast(pl.Int64)


def _needs(needs: pl.DataFrame) -> pl.DataFrame:
    known = {code: place for place, code in enumerate(NEEDS)}
    main = needs.filter(pl.col("sen_type_rank") == "1").unique(KEYS, keep="first")
    place = pl.col("sen_type").replace_strict(known, default=len(NEEDS) - 1, return_dtype=pl.Int64)
    return main.select(*KEYS, need=place)


def _places(
    placements: pl.DataFrame, on: date, types: Mapping[str, str], name: str
) -> pl.DataFrame:
    here = placements.filter(
        (pl.col("placement_rank") == "1")
        & (pl.col("entry_date") <= on)
        & (pl.col("leaving_date").is_null() | (pl.col("leaving_date") >= on))
    )
    latest = here.sort("entry_date", maintain_order=True).unique(KEYS, keep="last")
    return latest.select(*KEYS, _kind(types).alias(name))


def _kind(types: Mapping[str, str]) -> pl.Expr:
    places = {name: place for place, name in enumerate(SETTINGS)}
    of_code = {code: places[kind] for code, kind in OF_CODE.items()}
    of_number = {number: places[OF_TYPE[code]] for number, code in types.items() if code in OF_TYPE}
    return (
        pl.when(pl.col("sen_setting").is_not_null())
        .then(_looked_up(pl.col("sen_setting"), of_code))
        .when(_is_unit())
        .then(places["unit"])
        .otherwise(_by_number(of_number))
    )


def _is_unit() -> pl.Expr:
    flags = ("sen_unit_indicator", "resourced_provision_indicator")
    return pl.any_horizontal(pl.col(flag).fill_null(False) for flag in flags)


def _by_number(of_number: Mapping[str, int]) -> pl.Expr:
    """By the register's type; a provider that it doesn't know by UKPRN alone trains people."""
    known = _looked_up(pl.coalesce("urn", "ukprn"), of_number)
    provider = pl.col("urn").is_null() & pl.col("ukprn").is_not_null()
    unknown = known == SETTINGS.index("not_known")
    training = SETTINGS.index("further_education")
    return pl.when(provider & unknown).then(training).otherwise(known)


def _looked_up(column: pl.Expr, places: Mapping[str, int]) -> pl.Expr:
    unknown = SETTINGS.index("not_known")
    if not places:
        return pl.lit(unknown, dtype=pl.Int64)
    return column.replace_strict(dict(places), default=unknown, return_dtype=pl.Int64)
