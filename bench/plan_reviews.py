"""How long it takes to plan many review meetings: ``python bench/plan_reviews.py 20000``.

Uses the database of ``SENDAP_DATABASE_URL``, which must be empty or made for this; migrates it and
fills it with that many made-up plans at 200 settings. Prints the seconds of proposing the days and
of the whole audited deed, and the ratio to the limit of 10 s for 20,000.
"""

from __future__ import annotations

import argparse
import os
import time
import uuid
from datetime import date, timedelta

LIMIT = 10.0
TODAY = date(2026, 9, 7)
AUTHORITY = "998"


def main() -> None:
    """Fill, propose, plan, and print a line for each."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("count", type=int, nargs="?", default=2_000)
    count = asked.parse_args().count
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendap.project.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    ids = fill(count)
    for what, seconds, work in timed(ids):
        limit = LIMIT * count / 20_000
        print(
            f"{what:<28} {seconds:6.2f} s ({work:.2f} s of this process's work), "
            f"{seconds / limit:.2f} of the limit for {count:,}"
        )


def fill(count: int) -> list[uuid.UUID]:
    """Add this many plans in force, their reviews due over the next year; returns the cases."""
    from django.utils import timezone

    from sendap.apps.people.models import Person
    from sendap.apps.timeline.actions import events
    from sendap.apps.timeline.models import Case, Event

    people = [Person(surname=f"Test{n}", forename="A", born_on=date(2014, 5, 1))
              for n in range(count)]  # fmt: skip
    Person.objects.bulk_create(people, batch_size=1_000)
    cases = [
        Case(person=person, authority_code=AUTHORITY, reference=f"B-{n:07d}", stage="plan",
             sort_name=f"test{n}, a", born_on=person.born_on, setting_number=str(900_000 + n % 200))
        for n, person in enumerate(people)
    ]  # fmt: skip
    Case.objects.bulk_create(cases, batch_size=1_000)
    now = timezone.now()
    Event.objects.bulk_create([
        Event(case=case, name="final_plan_issued", on=TODAY - timedelta(days=n % 300),
              source="entered", recorded_at=now, recorded_by="bench")
        for n, case in enumerate(cases)
    ], batch_size=1_000)  # fmt: skip
    ids = [case.pk for case in cases]
    events.refresh(ids, today=TODAY)
    return ids


def timed(ids: list[uuid.UUID]) -> list[tuple[str, float, float]]:
    """Seconds of proposing and of planning: by the clock, and of this process's work."""
    from sendap.apps.access.actors import Actor, Held
    from sendap.apps.plans.reviews.actions import plan_meetings, proposals

    actor = Actor(name="bench", grants=(Held("team_manager", "authority", AUTHORITY),))
    start = _now()
    proposals(actor, ids, today=TODAY)
    between = _now()
    planned = plan_meetings(actor=actor, case_ids=ids, today=TODAY)
    end = _now()
    whole = f"planned {planned.count:,}, left {len(planned.left):,}"
    return [
        (what, after[0] - before[0], after[1] - before[1])
        for what, before, after in (("proposed", start, between), (whole, between, end))
    ]


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


if __name__ == "__main__":
    main()
