"""Brings the people whom the record holds up to what a return says, touching only what differs."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Max

from sendap.apps import bulk
from sendap.apps.people.models import Location, Person
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
from sendap.apps.plans.returned import ReturnedPerson
from sendap.apps.plans.rules import facts_of
from sendap.apps.returns.adding import BATCH
from sendap.apps.returns.matching import KnownPerson, digest_of
from sendap.apps.returns.rows import (
    FIELDS,
    Loading,
    Rows,
    add_events,
    add_exceptions,
    add_return,
    add_search_keys,
    person_values,
    sort_name,
)
from sendap.apps.timeline.actions.events import refresh
from sendap.apps.timeline.evidence import HappenedEvent
from sendap.apps.timeline.models import Case, Event, ExceptionRecord, Retraction, SearchKey

Pair = tuple[ReturnedPerson, KnownPerson]

FACT_FIELDS = (
    "sort_name", "born_on", "need", "setting_number", "setting_kind", "setting_name",
    "requested_on", "plan_from", "has_exception", "recorded_from", "recorded_to",
)  # fmt: skip


class _Held(NamedTuple):
    """What the record holds of a case before the change."""

    reference: str
    last_year: int
    first_day: date
    last_day: date


def change_people(
    pairs: Sequence[Pair], loading: Loading, *, setting_names: Mapping[str, str]
) -> None:
    """Replace what this year's return said of each person, and add or retract events to match."""
    for start in range(0, len(pairs), BATCH):
        _change_batch(pairs[start : start + BATCH], loading, setting_names)


def _change_batch(
    pairs: Sequence[Pair], loading: Loading, setting_names: Mapping[str, str]
) -> None:
    case_ids = [known.case_id for _, known in pairs]
    held = _held(case_ids, loading)
    current = [pair for pair in pairs if loading.year >= held[pair[1].case_id].last_year]
    _update_people(current)
    _update_facts(pairs, held, loading, setting_names)
    _delete_year(case_ids, loading)
    rows = Rows()
    for returned, known in pairs:
        add_return(rows, known.case_id, returned, digest_of(returned), loading.year)
        add_exceptions(rows, known.case_id, returned, loading.source)
    for returned, known in current:
        reference = held[known.case_id].reference
        add_search_keys(rows, known.case_id, returned, reference, loading.authority)
    SearchKey.objects.filter(case_id__in=[known.case_id for _, known in current]).delete()
    _reconcile_events(rows, pairs, loading)
    rows.write()
    refresh(case_ids, today=loading.today)


def _held(case_ids: Iterable[uuid.UUID], loading: Loading) -> dict[uuid.UUID, _Held]:
    cases = (
        Case.objects.filter(pk__in=case_ids)
        .annotate(last=Max("returns__year"))
        .values_list("pk", "reference", "last", "recorded_from", "recorded_to")
    )
    return {
        pk: _Held(reference, last or 0, start or loading.recorded_from, end or loading.reference_on)
        for pk, reference, last, start, end in cases
    }


def _update_people(pairs: Iterable[Pair]) -> None:
    """Update the persons themselves and the postcodes of their homes (protection stays)."""
    people = {known.person_id: returned for returned, known in pairs}
    bulk.update(
        Person, FIELDS[Person][:-1], [(*person_values(each), pk) for pk, each in people.items()]
    )
    homes = Location.objects.filter(person_id__in=list(people), kind="home", ends_on__isnull=True)
    missing = dict(people)
    changed = []
    for home in homes:
        returned = missing.pop(home.person_id, None)
        # A home that staff entered in full isn't mixed with the postcode of a return.
        if returned and not home.address and returned.person.postcode != home.postcode:
            home.postcode = returned.person.postcode
            changed.append(home)
    Location.objects.bulk_update(changed, ["postcode"], batch_size=500)
    Location.objects.bulk_create(
        [Location(person_id=pk, postcode=each.person.postcode)
         for pk, each in missing.items() if each.person.postcode]
    )  # fmt: skip


def _update_facts(
    pairs: Iterable[Pair],
    held: Mapping[uuid.UUID, _Held],
    loading: Loading,
    setting_names: Mapping[str, str],
) -> None:
    whole, days_only = [], []
    for returned, known in pairs:
        before = held[known.case_id]
        recorded_from = min(before.first_day, loading.recorded_from)
        if loading.year < before.last_year:
            days_only.append((recorded_from, known.case_id))
            continue
        facts = facts_of(returned)
        whole.append((
            sort_name(returned), returned.person.born_on, facts.need, facts.setting_number,
            facts.setting_kind, setting_names.get(facts.setting_number, ""), facts.requested_on,
            facts.plan_from, facts.has_exception, recorded_from,
            max(before.last_day, loading.reference_on), known.case_id,
        ))  # fmt: skip
    bulk.update(Case, FACT_FIELDS, whole)
    bulk.update(Case, ("recorded_from",), days_only)


def _delete_year(case_ids: Sequence[uuid.UUID], loading: Loading) -> None:
    """Delete what the same year's return said before; children first."""
    requests = Request.objects.filter(case_id__in=case_ids, year=loading.year)
    ids = list(requests.values_list("pk", flat=True))
    for model in (Need, Placement, ActivePlan, PlanSetting, Plan, Assessment):
        model.objects.filter(request_id__in=ids).delete()
    requests.delete()
    PersonReturn.objects.filter(case_id__in=case_ids, year=loading.year).delete()
    ExceptionRecord.objects.filter(case_id__in=case_ids, source=loading.source).delete()


def _reconcile_events(rows: Rows, pairs: Iterable[Pair], loading: Loading) -> None:
    """Add the events that this year's return newly proves; retract those that it no longer does."""
    wanted = {
        known.case_id: {_key(event): event for event in loading.events_of(returned)}
        for returned, known in pairs
    }
    live = Event.objects.filter(
        case_id__in=list(wanted), source=loading.source, retraction__isnull=True
    )
    gone = []
    for pk, case_id, name, on, facts in live.values_list("pk", "case_id", "name", "on", "facts"):
        if wanted[case_id].pop((name, on, tuple(sorted(facts.items()))), None) is None:
            gone.append(pk)
    for case_id, events in wanted.items():
        add_events(rows, case_id, events.values(), loading)
    _retract(gone, loading)


def _key(event: HappenedEvent) -> tuple[str, date, tuple[tuple[str, Any], ...]]:
    return event.name, event.on, tuple(sorted(event.facts.items()))


def _retract(event_ids: Iterable[int], loading: Loading) -> None:
    reason = f"The corrected return of {loading.year} no longer says so."
    Retraction.objects.bulk_create(
        [Retraction(event_id=pk, reason=reason, recorded_at=loading.at, recorded_by=loading.by)
         for pk in event_ids],
        batch_size=1_000,
    )  # fmt: skip
