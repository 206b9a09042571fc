"""The published tables of EHC plans, rebuilt cell by cell from people who were made to fit them.

They are the latest year of England and two authorities in the department's "Education, health and
care plans", reporting year 2025, read from the folder of open data as printed.
"""

from __future__ import annotations

import re
import tomllib
import zipfile
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
from django.conf import settings

from sendap.cli.indicators import _days_of
from sendap.insight.engines.duck import Duck
from sendap.insight.indicators.returned import compute, indicators
from tests.engines.indicators.fitted_tables import register, write_people
from tests.engines.indicators.fitting import APART, LEAVES, people

AREAS = ("England", "301", "908")

AGREED = tomllib.loads(
    files("sendap.insight.indicators.returned").joinpath("publication.toml").read_text()
)

KNOWN = {
    # Columns (by table) whose cells can't be rebuilt, and why.
    ("caseload", "await_prov_2022"): "not available: collected before 2023 only",
    ("caseload", "perm_ex_2022"): "not available: collected before 2023 only",
    ("newplans", "await_prov_2022"): "not available: collected before 2023 only",
    ("newplans", "perm_ex_2022"): "not available: collected before 2023 only",
    ("newplans", "online_provider"): "not available, though in the total of those elsewhere",
    ("newplans", "other_schools"): "not available, though in the total of those elsewhere",
    ("newplans", "w_settings"): "not available, though in the total of those elsewhere",
}

Cells = dict[tuple[str, str, str, str], tuple[int, int | None]]


pytestmark = pytest.mark.usefixtures("open_data")


@cache
def latest(table: str) -> pl.DataFrame:
    """A table's latest year."""
    (path,) = settings.OPEN_DATA.glob("ehc_plans/*_2025.zip")
    with zipfile.ZipFile(path) as file:
        rows = pl.read_csv(BytesIO(file.read(f"data/{table}.csv")), infer_schema=False)
    return rows.filter(pl.col("time_period") == pl.col("time_period").max())


def printed(table: str, area: str) -> pl.DataFrame:
    rows = latest(table)
    if area == "England":
        return rows.filter(pl.col("geographic_level") == "National")
    return rows.filter(pl.col("old_la_code") == area)


def topics_of(rows: pl.DataFrame) -> list[str]:
    return [each for each in rows["breakdown_topic"].unique().sort() if each in AGREED["topics"]]


def columns_of(table: str) -> dict[str, tuple[str, str]]:
    named = {}
    for each in indicators():
        if each.published.startswith(f"{table}."):
            named[each.published.partition(".")[2]] = (each.id, "number")
    for column, told in AGREED["columns"].get(table, {}).items():
        indicator, _, figure = told.partition(" ")
        named[column] = (indicator, figure)
    return named


def groups_of(table: str, topic: str, word: str) -> list[tuple[str, str]]:
    """Our breakdown and categories for a word of a topic; everyone for a table's own."""
    if topic == word:
        return [("total", "total")]
    breakdown = AGREED["topics"][topic]
    if table == "sen_need_newplans" and breakdown == "age_reached_at_start":
        breakdown = "age"
    if breakdown == "setting_type" and word.endswith(" - total"):
        return [("setting_group", word.removesuffix(" - total"))]
    short = (
        re.sub(r"^aged? |(?<=\d) years?$", "", word.lower()) if "setting" not in breakdown else ""
    )
    short = short or word.lower()
    for words in (f"{table}.{breakdown}", breakdown):
        found = AGREED["words"].get(words, {}).get(short)
        if found:
            return [(breakdown, each) for each in found]
    plain = short if short.isdigit() or word.startswith("age") else word
    return [(breakdown, plain)]


def figure(found: Cells, area: str, indicator: str, figure: str, groups: list) -> float | None:
    counts = [found.get((area, indicator, *group), (0, 0)) for group in groups]
    number, of = sum(each[0] for each in counts), sum(each[1] or 0 for each in counts)
    if figure.startswith("rest"):
        number = of - number
    if figure.endswith("rate"):
        return 100 * number / of if of else None
    return of if figure == "of" else number


def same(cell: str, ours: float | None, figure: str) -> bool:
    if cell in ("x", "z") or ours is None:
        return cell in ("x", "z") and ours is None
    return abs(float(cell) - ours) <= (0.05 + 1e-9 if figure.endswith("rate") else 0)


def rebuilt(table: str, folder: Path) -> Cells:
    """The indicators of people made to fit the table, those of topics apart under their own."""
    sets = {}
    for area in AREAS:
        rows = printed(table, area)
        apart = APART.get(table, ())
        together = [each for each in topics_of(rows) if each not in apart]
        sets[area] = people(table, rows, together)
        sets |= {f"{area} {each}": people(table, rows, [each]) for each in apart}
    tables = write_people(table, sets, folder / "tables")
    with Duck() as engine:
        made = compute(tables, engine, days_of=_days_of, settings=register(folder))
    return {
        (row["authority"], row["indicator"], row["breakdown"], row["category"]):
            (row["numerator"], row["denominator"])
        for row in made.iter_rows(named=True)
    }  # fmt: skip


def compared(table: str, found: Cells) -> tuple[int, list[tuple]]:
    """How many cells were compared, and those that aren't the same."""
    number, wrong = 0, []
    for area in AREAS:
        for row in printed(table, area).iter_rows(named=True):
            topic, word = row["breakdown_topic"], row["breakdown"]
            whose = f"{area} {topic}" if topic in APART.get(table, ()) else area
            groups = groups_of(table, topic, word)
            for column, (indicator, kind) in columns_of(table).items():
                if (table, column) in KNOWN:
                    continue
                ours = figure(found, whose, indicator, kind, groups)
                number += 1
                if not same(row[column], ours, kind):
                    wrong.append((area, topic, word, column, row[column], ours))
    return number, wrong


FEWEST = {
    "assessments": 2000, "caseload": 8000, "ceased_plans": 2000, "newplans": 4000,
    "personal_budgets": 1000, "residential_settings": 500, "sen_need_newplans": 4000,
    "sen_needs_all_plans": 6000, "timeliness_20_week": 1300, "work_based_placements": 700,
}  # fmt: skip


@pytest.mark.parametrize("table", sorted(LEAVES))
def test_a_published_table_is_rebuilt_cell_by_cell(table: str, tmp_path: Path) -> None:
    number, wrong = compared(table, rebuilt(table, tmp_path))
    assert not wrong, (len(wrong), wrong[:10])
    assert number > FEWEST[table]


@pytest.mark.parametrize("table", sorted(LEAVES))
def test_every_column_of_a_table_is_rebuilt_or_known(table: str) -> None:
    missing = set(printed(table, "England").columns[12:]) - set(columns_of(table))
    assert missing == {column for of, column in KNOWN if of == table} - set(columns_of(table))
