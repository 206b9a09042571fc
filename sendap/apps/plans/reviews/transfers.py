"""Who is due to move to the next phase next school year, and where that stands."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.people.models import Person
from sendap.apps.plans.reviews.actions import check_all_visible
from sendap.apps.timeline.actions.events import live_events
from sendap.apps.timeline.evidence import HappenedEvent
from sendap.apps.timeline.models import Case, OpenDeadline
from sendap.apps.timeline.queries.caseload import setting_words
from sendap.law.calendar import school_year_group
from sendap.law.process import Happening, find_process, states_after

PAGE_SIZE = 50
MOVES_AFTER = {
    -1: "early_years_to_school", 2: "infant_to_junior", 6: "primary_to_secondary",
    8: "middle_to_secondary", 11: "secondary_to_post16",
}  # fmt: skip
"""The phase transfer after each year group; 2 and 8 only where the setting's ages end there."""

ALWAYS = (-1, 6, 11)
"""Year groups after which nearly everyone moves; after the others only from some settings."""


@dataclass(frozen=True, slots=True)
class TransferRow:
    """A child who moves; ``due`` is the last day for the plan, ``is_open`` whether it is opened."""

    case_id: uuid.UUID
    name: str
    reference: str
    setting: str
    year_group: int
    phase: str
    due: date | None
    is_open: bool
    done_on: date | None


@dataclass(frozen=True, slots=True)
class TransferList:
    """A page of those who move in September of ``year``."""

    rows: tuple[TransferRow, ...]
    year: int
    count: int
    page: int
    pages: int


def next_transfer_year(today: date) -> int:
    """The year of the next September."""
    return today.year + (today.month >= 9)


def transfer_list(
    viewer: Actor, *, year: int, group: int | None, page: int, on: date
) -> TransferList:
    """Those with a plan who move in September of a year, by year group; audited."""
    with audit.reading(viewer, "reviews.transfers") as note:
        rows = _moving(viewer, year, group)
        count = rows.count()
        pages = max(1, -(-count // PAGE_SIZE))
        page = min(max(page, 1), pages)
        cases = list(rows.order_by("sort_name", "pk")[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
        note.saw_all((case.person_id for case in cases), count=count)
        events = live_events([case.pk for case in cases])
        names = {row.pk: f"{row.forename} {row.surname}" for row in Person.objects.filter(
            pk__in=[case.person_id for case in cases])}  # fmt: skip
        due = dict(OpenDeadline.objects.filter(
            case__in=cases, rule="P1").values_list("case_id", "due"))  # fmt: skip
        shown = tuple(
            _row(case, names[case.person_id], events[case.pk], due, year) for case in cases
        )
        return TransferList(shown, year, count, page, pages)


def phases_of(
    viewer: Actor, *, year: int, group: int | None, chosen: frozenset[uuid.UUID] | None
) -> dict[uuid.UUID, str]:
    """The phase of each case of the list, or of those chosen of it.

    Errors: ``NotFound`` when one of those chosen isn't the viewer's.
    """
    check_all_visible(viewer, chosen or ())
    rows = _moving(viewer, year, group)
    return {
        pk: MOVES_AFTER[school_year_group(born_on, date(year, 8, 1))]
        for pk, born_on in rows.values_list("pk", "born_on")
        if chosen is None or pk in chosen
    }


def _moving(viewer: Actor, year: int, group: int | None) -> QuerySet[Case]:
    groups = [group] if group in MOVES_AFTER else list(ALWAYS)
    born = [_born_in(each, year) for each in groups if each is not None]
    return visible(viewer, Case.objects.filter(reduce(or_, born), stage="plan"))


def _born_in(group: int, year: int) -> Q:
    """Born so that the person is in this year group in the school year that ends in a year."""
    first = date(year - 6 - group, 9, 1)
    return Q(born_on__gte=first, born_on__lt=date(first.year + 1, 9, 1))


def _row(
    case: Case, name: str, events: list[HappenedEvent], due: Mapping[uuid.UUID, date | None],
    year: int,
) -> TransferRow:  # fmt: skip
    happened = [Happening(e.name, str(e.facts.get("outcome", ""))) for e in events]
    opened = [e for e in events if e.name == "phase_transfer_due" and e.facts.get("year") == year]
    done = [e.on for e in events if e.name == "phase_transfer_plan_finalised"]
    group = school_year_group(case.born_on, date(year, 8, 1))
    return TransferRow(
        case_id=case.pk, name=name, reference=case.reference,
        setting=setting_words(case.setting_name, case.setting_number, case.setting_kind),
        year_group=group, phase=MOVES_AFTER.get(group, "").replace("_", " "),
        due=due.get(case.pk), is_open=states_after(find_process(), happened)["phase"] == "due",
        done_on=done[-1] if opened and done and done[-1] >= opened[-1].on else None,
    )  # fmt: skip
