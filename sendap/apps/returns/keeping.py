"""Who can't be loaded because the record couldn't keep what the file says, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl
from django.db.models import Model

from sendap.apps.people.models import Person
from sendap.apps.plans.models import (
    ActivePlan,
    Assessment,
    Need,
    Placement,
    Plan,
    PlanSetting,
    Request,
)
from sendap.apps.plans.returned import ReturnedPerson
from sendap.apps.returns.gathering import COLUMNS
from sendap.exchange.sen2.checks import Report
from sendap.exchange.sen2.read import Return

LOSES = frozenset({"S003", "S004", "S010", "S011"})
"""The checks that a value fails when a typed record can't hold it: a second value for one item,
text where a block belongs, a date that is no day, a flag that is neither 1 nor 0."""

MODELS: dict[str, type[Model]] = {
    "person": Person,
    "request": Request,
    "assessment": Assessment,
    "named_plan": Plan,
    "plan_detail": PlanSetting,
    "active_plan": ActivePlan,
    "placement": Placement,
    "need": Need,
}
"""The table of the record that holds each table of the return."""

LONGEST_POSTCODE = 10


def unkeepable(
    people: Sequence[ReturnedPerson], returned: Return, report: Report
) -> dict[int, str]:
    """By position, a sentence that says why a person can't be loaded."""
    found = {each.position: why for each in people if (why := _why(each))}
    for position, column in _too_long(returned.tables).items():
        text = f"The value of {column} is longer than any real value; correct it."
        found.setdefault(position, text)
    for problem in report.problems:
        if problem.person is not None and problem.rule in LOSES:
            found.setdefault(
                problem.person, f"{problem.item} can't be kept as it was sent: {problem.message}"
            )
    return found


def _why(each: ReturnedPerson) -> str:
    person = each.person
    if not person.surname or not person.forename:
        return "There is no surname or no forename, so we can't tell who this is."
    if person.born_on is None:
        return "There is no birth date that can be read, so we can't tell who this is."
    if not each.requests:
        return "There is no request, so there is nothing to load."
    return ""


def _too_long(tables: Mapping[str, pl.DataFrame]) -> dict[int, str]:
    """By position, the name of a value that is longer than the record has room for."""
    found: dict[int, str] = {}
    for name, (row, columns) in COLUMNS.items():
        table = tables[name]
        for field, column in zip(row._fields, columns.split(), strict=True):
            longest = _longest(MODELS[name], field)
            if longest and table.schema[column] == pl.String:
                long = table.filter(pl.col(column).str.len_chars() > longest)
                found |= dict.fromkeys(long["person_no"], column)
    return found


def _longest(model: type[Model], field: str) -> int | None:
    if field == "postcode":
        return LONGEST_POSTCODE
    longest: int | None = getattr(model._meta.get_field(field), "max_length", None)
    return longest
