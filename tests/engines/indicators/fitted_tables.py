"""The eight tables of a return of people who were made to fit a published table."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from sendap.exchange.sen2.tables import write_tables
from sendap.insight.indicators.returned.definitions import ethnic_groups
from sendap.insight.indicators.returned.registered import kinds
from tests.engines.indicators.fitting import OUT, SCHOOL_AGE, YEAR, age_of
from tests.engines.sen2.made_returns import as_xml, person

IN_FORCE = frozenset({
    "caseload", "personal_budgets", "residential_settings", "sen_needs_all_plans",
    "work_based_placements",
})  # fmt: skip

STARTED, CEASED, RECEIVED = date(2024, 2, 1), date(2024, 6, 30), date(2024, 3, 1)
FIRST_CODES = {group: code for code, group in reversed(ethnic_groups().items())}
NEVER = date(2013, 6, 1)


def place(name: str) -> dict[str, Any]:
    """What a return says of a setting of this kind; its number is the type code of the register."""
    name = name.replace("Academy/free schools", "academy/free school")
    for kind in kinds():
        if name in kind.names:
            made: dict[str, Any] = {"resourced_provision_indicator": name.endswith("provision)")}
            made["sen_unit_indicator"] = name.endswith("(SEN unit)")
            if kind.types:
                return made | {"urn": kind.types[0]}
            return made | (
                {"ukprn": "10000000"} if kind.provider else {"sen_setting": kind.codes[0]}
            )
    return {}


def register(folder: Path) -> Path:
    """A register in which each type code is the number of a setting of that type."""
    out = folder / "register.csv"
    codes = [code for kind in kinds() for code in kind.types]
    pl.DataFrame({"number": codes, "type": codes}).write_csv(out)
    return out


def facts(table: str, words: dict[str, Any]) -> dict[str, Any]:
    """The items of one person, from the leaf they are in and the word of each topic."""
    where = words.get("Type of placement") or words.get("place") or ""
    started, born = _days(table, words, where)
    sex = {"Male": "M", "Female": "F"}.get(words.get("Sex") or "")
    made = {"sex": sex, "ethnicity": FIRST_CODES.get(words.get("Ethnicity") or "")}
    return made | place(where) | {"person_birth_date": born, "start_date": started}


def _days(table: str, words: dict[str, Any], where: str) -> tuple[date | None, date | None]:
    ages = [word for topic, word in words.items() if topic.startswith(("Child", "Young", "Age pl"))]
    age = age_of(ages[0]) if ages else 10
    years = next((word for topic, word in words.items() if topic.startswith("Years")), None)
    reached = words.get("Age when plan started")
    if reached is not None:
        return _reaching(table, age_of(reached), where)
    if table == "sen_need_newplans":
        assert age is not None
        early = (where == SCHOOL_AGE and age <= 5) or (where == OUT and age >= 16)
        return STARTED, date(2023 - age, 8, 1) if early else date(2024 - age, 1, 15)
    held = (age_of(years) if years and "ess than" not in years else 0) if years else 2
    held = 0 if years and years.startswith("Under") else held or 0
    born = None if age is None else date(2024 - age, 1, 15)
    if table == "ceased_plans":
        return date(2024 - held, 3, 1), born
    if table == "sen_needs_all_plans":
        held += 1
    if table in IN_FORCE:
        return date(YEAR - held, 1, 2), born
    return STARTED, born


def _reaching(table: str, age: int | None, where: str) -> tuple[date | None, date | None]:
    """A start and a birth, so that the person reached the age in the year of the start."""
    if age is None:
        return None, date(2005 if where == OUT else 2013, 10, 15)
    if table == "newplans":
        late = (where == SCHOOL_AGE and age > 16) or (where == OUT and age <= 6)
        return STARTED, date(2024 - age, 10 if late else 1, 15)
    born = 2005 if where == OUT else min(2013, YEAR - age)
    return date(born + age, 1, 2), date(born, 10, 15)


def write_people(table: str, sets: dict[str, pl.DataFrame], folder: Path) -> Path:
    """Write the tables of several sets of people, each under a name as its authority's."""
    made = []
    for name, people in sets.items():
        kinds_of = people.unique(maintain_order=True)
        given = [facts(table, row) for row in kinds_of.iter_rows(named=True)]
        told = pl.concat(
            [kinds_of, pl.DataFrame(given, infer_schema_length=None)], how="horizontal"
        )
        rows = people.join(told, on=people.columns, nulls_equal=True, how="left")
        made.append(rows.with_columns(authority=pl.lit(name)))
    every = pl.concat(made, how="diagonal_relaxed").with_columns(
        person_no=pl.int_range(1, pl.len() + 1, dtype=pl.Int32),
        year=pl.lit(YEAR, dtype=pl.Int32), request_no=pl.lit(1, dtype=pl.Int32),
        **{n: pl.lit(1, dtype=pl.Int32) for n in ("need_no", "placement_no", "plan_detail_no")},
        sen_type_rank=pl.lit("1"), placement_rank=pl.lit("1"), entry_date=pl.lit(NEVER),
    )  # fmt: skip
    return _written(_with_days(table, every), table, folder)


def _with_days(table: str, every: pl.DataFrame) -> pl.DataFrame:
    days = pl.col("days") if "days" in every.columns else pl.lit(None, dtype=pl.Int32)
    span = pl.duration(days=days)
    if table == "timeliness_20_week":
        return every.with_columns(received_date=pl.lit(STARTED) - span)
    every = every.with_columns(received_date=pl.lit(RECEIVED))
    if table == "requests":
        return every.with_columns(request_outcome_date=pl.lit(RECEIVED) + span)
    if table == "assessments":
        return every.with_columns(assessment_outcome_date=pl.lit(RECEIVED) + span)
    if table == "ceased_plans":
        return every.with_columns(cease_date=pl.lit(CEASED))
    return every


PARTS = {
    "requests": ("request",),
    "assessments": ("request", "assessment"),
    "ceased_plans": ("named_plan", "plan_detail"),
    "newplans": ("request", "assessment", "named_plan", "plan_detail"),
    "sen_need_newplans": ("request", "assessment", "named_plan", "plan_detail", "need"),
    "timeliness_20_week": ("request", "assessment", "named_plan"),
}
"""The tables of a return in which the people of each published table have rows."""


def _written(every: pl.DataFrame, table: str, folder: Path) -> Path:
    folder.mkdir()
    (folder / "one.xml").write_bytes(as_xml(YEAR, person(YEAR)))
    write_tables(folder / "one.xml", folder / "shape")
    parts = PARTS.get(table, ("active_plan", "named_plan", "placement", "need"))
    for path in sorted((folder / "shape").glob("*.parquet")):
        shape = pl.read_parquet_schema(path)
        rows = every if path.stem in ("person", *parts) else every.clear()
        rows = rows.with_columns(need=pl.lit(None)) if "need" not in rows.columns else rows
        rows = rows.with_columns(sen_type=pl.col("need"))
        if path.stem == "need":
            rows = rows.filter(pl.col("sen_type").is_not_null())
        columns = [
            (pl.col(name) if name in rows.columns else pl.lit(None)).cast(kind).alias(name)
            for name, kind in shape.items()
        ]
        rows.select(columns).write_parquet(folder / path.name)
        path.unlink()
    return folder
