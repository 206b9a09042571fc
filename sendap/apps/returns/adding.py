"""Adds the people of a return that the record doesn't hold yet."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sendap.apps.people.models import Location, Person, Responsibility
from sendap.apps.plans.returned import ReturnedPerson
from sendap.apps.plans.rules import CaseFacts, facts_of
from sendap.apps.returns.matching import digest_of
from sendap.apps.returns.rows import (
    Loading,
    Rows,
    add_events,
    add_exceptions,
    add_return,
    add_search_keys,
    person_values,
    sort_name,
)
from sendap.apps.timeline.actions.events import work_out
from sendap.apps.timeline.models import Case, OpenDeadline
from sendap.apps.timeline.rules import KnownException

BATCH = 4_000
"""People written at a time: enough for the database, little enough for the memory."""

MOVED_TO_ANOTHER_AUTHORITY = "5"


@dataclass(slots=True)
class Adder:
    """Adds people of one import, a batch at a time.

    ``known_elsewhere`` gives, by position, the person of the record whom another authority had
    before; ``next_number`` is the number of the next new case's reference.
    """

    loading: Loading
    next_number: int
    known_elsewhere: Mapping[int, uuid.UUID]
    setting_names: Mapping[str, str]
    rows: Rows = field(default_factory=Rows)

    def add_all(self, people: Iterable[ReturnedPerson]) -> None:
        """Add a person, a case and everything the return says, for each."""
        for count, returned in enumerate(people, start=1):
            self._add(returned)
            if count % BATCH == 0:
                self.rows.write()
        self.rows.write()

    def _add(self, returned: ReturnedPerson) -> None:
        loading, rows, case_id = self.loading, self.rows, uuid.uuid4()
        reference = f"{loading.authority}-{self.next_number:06d}"
        self.next_number += 1
        person_id = self.known_elsewhere.get(returned.position) or self._add_person(returned)
        self._add_case(case_id, person_id, returned, reference)
        add_return(rows, case_id, returned, digest_of(returned), loading.year)
        add_exceptions(rows, case_id, returned, loading.source)
        add_search_keys(rows, case_id, returned, reference, loading.authority)

    def _add_person(self, returned: ReturnedPerson) -> uuid.UUID:
        person_id = uuid.uuid4()
        self.rows.add(Person, *person_values(returned), person_id)
        if returned.person.postcode:
            postcode = returned.person.postcode
            self.rows.add(Location, person_id, "home", "", postcode, False, "", None, None)
        return person_id

    def _add_case(
        self, case_id: uuid.UUID, person_id: uuid.UUID, returned: ReturnedPerson, reference: str
    ) -> None:
        loading, facts = self.loading, facts_of(returned)
        events = loading.events_of(returned)
        copies = work_out(
            events,
            born_on=returned.person.born_on,
            today=loading.today,
            exceptions=[KnownException("C7", "", None, None)] if facts.has_exception else [],
            recorded_from=loading.recorded_from,
        )
        self._add_responsibility(person_id, returned, facts)
        self.rows.add(
            Case, person_id, loading.authority, reference, copies.stage, sort_name(returned),
            returned.person.born_on, facts.need, facts.setting_number, facts.setting_kind,
            self.setting_names.get(facts.setting_number, ""), facts.requested_on, facts.plan_from,
            copies.next_due_on, copies.next_rule, facts.has_exception, loading.recorded_from,
            loading.reference_on, case_id,
        )  # fmt: skip
        for row in copies.open:
            self.rows.add(OpenDeadline, case_id, *row)
        add_events(self.rows, case_id, events, loading)

    def _add_responsibility(
        self, person_id: uuid.UUID, returned: ReturnedPerson, facts: CaseFacts
    ) -> None:
        days = [day for day in (facts.requested_on, facts.plan_from) if day]
        starts_on = min(days, default=self.loading.recorded_from)
        ends_on = responsibility_ended_on(returned)
        basis = "SEN2 return"
        self.rows.add(Responsibility, person_id, self.loading.authority, starts_on, ends_on, basis)


def responsibility_ended_on(returned: ReturnedPerson) -> date | None:
    """The day the person moved to another authority, when the return says that they did."""
    for each in returned.requests:
        if each.plan and each.plan.cease_reason == MOVED_TO_ANOTHER_AUTHORITY:
            return each.plan.ceased_on
    return None
