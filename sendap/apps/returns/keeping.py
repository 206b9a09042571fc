"""Who can't be loaded because the record couldn't keep what the file says, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
from sendap.exchange.sen2.checks import Report
from sendap.exchange.sen2.read import Return

LOSES = frozenset({"S003", "S004", "S010", "S011"})
"""The checks that a value fails when a typed record can't hold it: a second value for one item,
text where a block belongs, a date that is no day, a flag that is neither 1 nor 0."""

_LONGEST = {
    (model, field.name): field.max_length
    for model in (Request, Assessment, Plan, PlanSetting, ActivePlan, Placement, Need)
    for field in model._meta.fields
    if field.max_length
}
_LONGEST_OF_PERSON = {
    field.name: field.max_length for field in Person._meta.fields if field.max_length
} | {"postcode": 10}


def unkeepable(
    people: Sequence[ReturnedPerson], returned: Return, report: Report
) -> dict[int, str]:
    """By position, a sentence that says why a person can't be loaded."""
    found = {each.position: why for each in people if (why := _why(each))}
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
    long = next(_too_long(each), "")
    return f"{long} is longer than any real value; correct it." if long else ""


def _too_long(each: ReturnedPerson) -> Iterator[str]:
    """The names of values that are longer than the record has room for."""
    for name, value in each.person._asdict().items():
        if isinstance(value, str) and len(value) > _LONGEST_OF_PERSON.get(name, 200):
            yield name
    for request in each.requests:
        singles = ((Request, request.request), (Assessment, request.assessment),
                   (Plan, request.plan), (ActivePlan, request.active_plan))  # fmt: skip
        several = ((PlanSetting, request.plan_settings), (Placement, request.placements),
                   (Need, request.needs))  # fmt: skip
        rows = [(model, row) for model, row in singles if row is not None]
        rows += [(model, row) for model, many in several for row in many]
        for model, row in rows:
            for name, value in zip(row._fields, row, strict=True):
                if type(value) is str and len(value) > _LONGEST.get((model, name), 300):
                    yield name
