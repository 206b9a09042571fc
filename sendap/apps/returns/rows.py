"""The rows that one person's return becomes, table by table, ready for the bulk writer."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from sendap.apps import bulk
from sendap.apps.people.models import Location, Person, Responsibility
from sendap.apps.plans.models import (
    ActivePlan,
    Assessment,
    Need,
    PersonReturn,
    Placement,
    Plan,
    PlanSetting,
    Request,
)
from sendap.apps.plans.returned import (
    ActivePlanRow,
    AssessmentRow,
    NeedRow,
    PlacementRow,
    PlanRow,
    PlanSettingRow,
    RequestRow,
    ReturnedPerson,
    ReturnedRequest,
)
from sendap.apps.plans.rules import events_of
from sendap.apps.timeline.actions.events import EVENT_FIELDS, OPEN_FIELDS, event_row
from sendap.apps.timeline.evidence import HappenedEvent
from sendap.apps.timeline.models import Case, Event, ExceptionRecord, OpenDeadline, SearchKey
from sendap.apps.timeline.search import keys_for

FIELDS: dict[type[Model], tuple[str, ...]] = {
    Person: (
        "surname", "forename", "born_on", "sex", "ethnicity", "upn", "uln", "upn_unknown", "id",
    ),
    Responsibility: ("person", "authority", "starts_on", "ends_on", "basis"),
    Location: (
        "person", "kind", "address", "postcode", "is_protected", "protected_because", "starts_on",
        "ends_on",
    ),
    Case: (
        "person", "authority_code", "reference", "stage", "sort_name", "born_on", "need",
        "setting_number", "setting_kind", "setting_name", "requested_on", "plan_from",
        "next_due_on", "next_rule", "has_exception", "recorded_from", "recorded_to", "id",
    ),
    PersonReturn: ("case", "year", "digest"),
    Request: ("id", "case", "year", "number", *RequestRow._fields),
    Assessment: ("request", *AssessmentRow._fields),
    Plan: ("request", *PlanRow._fields),
    PlanSetting: ("request", "number", *PlanSettingRow._fields),
    ActivePlan: ("request", *ActivePlanRow._fields),
    Placement: ("request", "number", *PlacementRow._fields),
    Need: ("request", "number", *NeedRow._fields),
    Event: EVENT_FIELDS,
    ExceptionRecord: ("case", "rule", "limb", "starts_on", "ends_on", "source"),
    OpenDeadline: OPEN_FIELDS,
    SearchKey: ("case", "authority_code", "key"),
}  # fmt: skip
"""For each table that an import fills, in the order of writing, the fields of its rows."""


@dataclass(frozen=True, slots=True)
class Loading:
    """What is the same for every person of one import.

    The return speaks of the days from ``recorded_from`` (its period's first) to ``reference_on``
    (census day); ``today`` is the day for which lists are made ready.
    """

    authority: str
    year: int
    recorded_from: date
    reference_on: date
    today: date
    at: datetime
    by: str

    @property
    def source(self) -> str:
        """The source of what this return proves."""
        return f"sen2:{self.year}"

    def events_of(self, returned: ReturnedPerson) -> list[HappenedEvent]:
        """The events that the return proves of a person, as the timeline has them."""
        proved = events_of(
            returned, recorded_from=self.recorded_from, reference_on=self.reference_on
        )
        return [
            HappenedEvent(event.name, event.on, "", dict(event.facts), self.source)
            for event in proved
        ]


@dataclass(slots=True)
class Rows:
    """Rows gathered by table, and written together in the tables' order."""

    by_table: dict[type[Model], list[tuple[Any, ...]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, model: type[Model], *values: Any) -> None:
        """Add a row with a value for each of the table's ``FIELDS``."""
        self.by_table[model].append(values)

    def write(self) -> None:
        """Write everything gathered and forget it."""
        for model, names in FIELDS.items():
            if self.by_table[model]:
                bulk.insert(model, names, self.by_table[model])
        self.by_table.clear()


def add_return(
    rows: Rows, case_id: uuid.UUID, returned: ReturnedPerson, digest: str, year: int
) -> None:
    """Add the rows that hold what a return says, as it says it."""
    rows.add(PersonReturn, case_id, year, digest)
    for number, each in enumerate(returned.requests, start=1):
        _add_request(rows, case_id, number, each, year)


def _add_request(
    rows: Rows, case_id: uuid.UUID, number: int, each: ReturnedRequest, year: int
) -> None:
    request_id = uuid.uuid4()
    rows.add(Request, request_id, case_id, year, number, *each.request)
    single: tuple[tuple[type[Model], Any], ...] = (
        (Assessment, each.assessment), (Plan, each.plan), (ActivePlan, each.active_plan),
    )  # fmt: skip
    for model, row in single:
        if row is not None:
            rows.add(model, request_id, *row)
    repeated: tuple[tuple[type[Model], Iterable[Any]], ...] = (
        (PlanSetting, each.plan_settings), (Placement, each.placements), (Need, each.needs),
    )  # fmt: skip
    for model, several in repeated:
        for place, row in enumerate(several, start=1):
            rows.add(model, request_id, place, *row)


def add_exceptions(rows: Rows, case_id: uuid.UUID, returned: ReturnedPerson, source: str) -> None:
    """Add the exception that item Week20 states; the return doesn't say which limb."""
    if any(each.assessment and each.assessment.exception for each in returned.requests):
        rows.add(ExceptionRecord, case_id, "C7", "", None, None, source)


def add_events(
    rows: Rows, case_id: uuid.UUID, events: Iterable[HappenedEvent], loading: Loading
) -> None:
    """Add events to the timeline."""
    for event in events:
        rows.add(Event, *event_row(case_id, event, loading.at, loading.by))


def add_search_keys(
    rows: Rows, case_id: uuid.UUID, returned: ReturnedPerson, reference: str, authority: str
) -> None:
    """Add the words by which the case is found."""
    person = returned.person
    for key in sorted(keys_for(person.surname, person.forename, person.upn, person.uln, reference)):
        rows.add(SearchKey, case_id, authority, key)


def sort_name(returned: ReturnedPerson) -> str:
    """The name by which lists are sorted: surname first, in one letter case."""
    return f"{returned.person.surname}, {returned.person.forename}".casefold()[:120]


def person_values(returned: ReturnedPerson) -> tuple[Any, ...]:
    """The values of ``FIELDS[Person]`` but the key."""
    person = returned.person
    return (
        person.surname, person.forename, person.born_on, person.sex, person.ethnicity,
        person.upn, person.uln, person.upn_unknown,
    )  # fmt: skip
