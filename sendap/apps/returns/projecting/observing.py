"""What the returns in the record tell of who stayed, moved, left and joined: counts of people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
from django.db.models import QuerySet

from sendap.apps.organisations.models import Setting
from sendap.apps.plans.models import ActivePlan, Need, Placement, Plan
from sendap.apps.returns.models import ReturnFile
from sendap.exchange.sen2.description import census_day
from sendap.insight.projection.observing import Days, Observed, observe

KEYS = {"person_no": pl.String, "request_no": pl.Int64}

NUMBERS = {
    "person": {"person_no": pl.String, "person_birth_date": pl.Date},
    "named_plan": KEYS | {"start_date": pl.Date, "cease_date": pl.Date},
    "active_plan": KEYS,
    "need": KEYS | {"sen_type": pl.String, "sen_type_rank": pl.String},
    "placement": KEYS | {
        "placement_rank": pl.String, "entry_date": pl.Date, "leaving_date": pl.Date,
        "sen_setting": pl.String, "urn": pl.String, "ukprn": pl.String,
        "sen_unit_indicator": pl.Boolean, "resourced_provision_indicator": pl.Boolean,
    },
}  # fmt: skip
"""The tables and columns that are counted, as ``sendap sen2 tables`` writes them."""


def years_of(authority: str) -> tuple[int, ...]:
    """The years whose returns of an authority are in the record, the earliest first."""
    rows = ReturnFile.objects.filter(authority_code=authority)
    return tuple(sorted(set(rows.values_list("year", flat=True))))


def observed_of(authority: str) -> list[Observed]:
    """The steps of each year whose return is in the record, the latest last."""
    types = _types()
    return [
        observe(_tables(authority, year), _days(authority, year), types)
        for year in years_of(authority)
    ]


def usual_days(year: int) -> Days:
    """The census days at both ends of a year's return, and when ages are taken."""
    return Days(
        year=year, before=census_day(year - 1), census=census_day(year),
        ages_before=date(year - 2, 8, 31), ages_now=date(year - 1, 8, 31),
    )  # fmt: skip


def _days(authority: str, year: int) -> Days:
    """Those of a return in the record, which may have been taken on another day."""
    usual = usual_days(year)
    census = _census(authority, year) or usual.census
    before = _census(authority, year - 1) or (
        usual.before if census == usual.census else census - (usual.census - usual.before)
    )
    return replace(usual, before=before, census=census)


def _census(authority: str, year: int) -> date | None:
    rows = ReturnFile.objects.filter(authority_code=authority, year=year).order_by("-loaded_at")
    return rows.values_list("reference_on", flat=True).first()


def _types() -> dict[str, str]:
    """The register's type code of every setting, by URN and by UKPRN."""
    rows = Setting.objects.exclude(type_code="").values_list("number", "ukprn", "type_code")
    found: dict[str, str] = {}
    for number, ukprn, code in rows.iterator():
        found[number] = code
        if ukprn:
            found.setdefault(ukprn, code)
    return found


def _tables(authority: str, year: int) -> dict[str, pl.DataFrame]:
    among = {"request__case__authority_code": authority, "request__year": year}
    key = ("request__case_id", "request__number")
    plans = Plan.objects.filter(**among)
    placements = Placement.objects.filter(**among).order_by("request_id", "number")
    return {
        "person": _frame("person", _people(plans, ActivePlan.objects.filter(**among))),
        "named_plan": _frame("named_plan", plans.values_list(*key, "starts_on", "ceased_on")),
        "active_plan": _frame(
            "active_plan", ActivePlan.objects.filter(**among).values_list(*key)
        ),
        "need": _frame("need", _needs(Need.objects.filter(**among), key)),
        "placement": _frame("placement", placements.values_list(
            *key, "rank", "entered_on", "left_on", "sen_setting", "urn", "ukprn", "sen_unit",
            "resourced_provision",
        )),
    }  # fmt: skip


def _people(*rows: QuerySet[Any]) -> Iterable[Sequence[Any]]:
    columns = ("request__case_id", "request__case__person__born_on")
    return sorted({row for each in rows for row in each.values_list(*columns)}, key=str)


def _needs(needs: QuerySet[Need], key: Sequence[str]) -> Iterable[Sequence[Any]]:
    return needs.order_by("request_id", "number").values_list(*key, "kind", "rank")


def _frame(table: str, rows: Iterable[Sequence[Any]]) -> pl.DataFrame:
    """Rows as a table; what the record keeps as an empty text is nothing."""
    made = [[_value(value) for value in row] for row in rows]
    return pl.DataFrame(made, schema=NUMBERS[table], orient="row")


def _value(value: Any) -> Any:
    if value is None or value == "":
        return None
    return value if isinstance(value, bool | int | date) else str(value)
