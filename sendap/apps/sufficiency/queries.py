"""Reads for place planning: counts of searches, refusals and distances, about nobody.

Every count is rounded, and hidden under the threshold, so that none tells of a child.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Grant
from sendap.apps.organisations.models import Setting
from sendap.apps.placements.consultation.rules import GROUNDS
from sendap.apps.placements.models import Consultation, ListMade, PlaceClaim
from sendap.insight.disclosure.counts import THRESHOLD, Disclosed, disclosed_count
from sendap.insight.matching import Phase
from sendap.insight.matching.codes import phase_of

READERS = frozenset({"team_manager", "commissioner"})
YEAR = timedelta(days=365)
METRES_IN_MILE = 1_609.344


@dataclass(frozen=True, slots=True)
class SearchLine:
    """Children of one main need (a code, or empty) and stage for whom a list was made.

    ``none_free`` have no setting on it with a free place, ``no_setting`` none at all;
    ``miles`` is the median to the nearest listed, None where few are known.
    """

    need: str
    phase: Phase
    searches: Disclosed
    none_free: Disclosed
    no_setting: Disclosed
    miles: float | None


@dataclass(frozen=True, slots=True)
class Signals:
    """What a year tells of an area's places, from ``since`` on.

    ``grounds`` counts refusals by statutory ground; ``full`` those that said they were full too.
    ``outside`` of ``taken`` places are at settings in other areas; ``waiting`` wait for one.
    """

    since: date
    searches: tuple[SearchLine, ...]
    replies: Disclosed
    refusals: Disclosed
    grounds: Mapping[str, Disclosed]
    full: Disclosed
    taken: Disclosed
    outside: Disclosed
    waiting: Disclosed


def signals(viewer: Actor, *, on: date) -> Signals:
    """The signals of the viewer's areas over the twelve months to a day; audited."""
    with audit.reading(viewer, "sufficiency.open"):
        areas = _areas(viewer)
        since = on - YEAR
        replied = Consultation.objects.filter(
            case__authority_code__in=areas, replied_on__range=(since, on)
        ).exclude(reader_number="")
        refused = list(replied.filter(answer="no").values_list("grounds", "is_full"))
        by_ground = Counter(ground for grounds, _ in refused for ground in set(grounds))
        return Signals(
            since, _searches(areas, since, on), disclosed_count(replied.count()),
            disclosed_count(len(refused)),
            {ground: disclosed_count(by_ground[ground]) for ground in GROUNDS},
            disclosed_count(sum(is_full for _, is_full in refused)), *_claims(areas, since, on),
        )  # fmt: skip


def _areas(viewer: Actor) -> set[str]:
    """A commissioner sees no case, and needs none: what is shown here tells of nobody."""
    return {
        held.code for held in viewer.grants
        if held.scope == Grant.Scope.AUTHORITY and held.role in READERS
    }  # fmt: skip


def _searches(areas: set[str], since: date, on: date) -> tuple[SearchLine, ...]:
    """Each child once, by the last list made for them."""
    rows = ListMade.objects.filter(case__authority_code__in=areas, made_on__range=(since, on))
    last = {
        case: (child, found)
        for case, child, found in rows.order_by("number").values_list("case_id", "child", "found")
    }
    groups: defaultdict[tuple[Phase, str], list[Any]] = defaultdict(list)
    for child, found in last.values():
        groups[phase_of(child["year_group"]), child["main_need"] or ""].append(found["listed"])
    order = list(Phase)
    keys = sorted(groups, key=lambda key: (order.index(key[0]), key[1]))
    return tuple(_line(need, phase, groups[phase, need]) for phase, need in keys)


def _line(need: str, phase: Phase, lists: list[list[dict[str, Any]]]) -> SearchLine:
    none_free = sum(not any(row["places"] for row in listed) for listed in lists)
    return SearchLine(
        need, phase, disclosed_count(len(lists)), disclosed_count(none_free),
        disclosed_count(sum(not listed for listed in lists)), _median_miles(lists),
    )  # fmt: skip


def _median_miles(lists: Iterable[list[dict[str, Any]]]) -> float | None:
    away = [[row["metres"] for row in listed if row["metres"] is not None] for listed in lists]
    nearest = [min(each) for each in away if each]
    return round(median(nearest) / METRES_IN_MILE) if len(nearest) >= THRESHOLD else None


def _claims(areas: set[str], since: date, on: date) -> tuple[Disclosed, Disclosed, Disclosed]:
    rows = PlaceClaim.objects.filter(case__authority_code__in=areas, made_on__range=(since, on))
    held = list(
        rows.filter(state__in=("taken", "started")).values_list("number", "case__authority_code")
    )
    homes = dict(
        Setting.objects.filter(pk__in={number for number, _ in held}).values_list(
            "pk", "authority_code"
        )
    )
    outside = sum(homes.get(number, "") not in ("", area) for number, area in held)
    waiting = PlaceClaim.objects.filter(case__authority_code__in=areas, state="waiting").count()
    return disclosed_count(len(held)), disclosed_count(outside), disclosed_count(waiting)
