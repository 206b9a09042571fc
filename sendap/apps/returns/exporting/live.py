"""What was recorded of cases since a return was loaded, gathered for all cases at once."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from sendap.apps.access.models import Grant
from sendap.apps.plans.models import Decision, PlanSection, PlanVersion, RequestForm
from sendap.apps.plans.returned import PlanSettingRow
from sendap.apps.returns.exporting.following import Happened, NamedInPlan
from sendap.apps.timeline.evidence import ENTERED
from sendap.apps.timeline.models import Case, Event, ExceptionRecord
from sendap.law.process import find_process

ASKED_BY = {"parent": "1", "young_person": "1", "setting": "2"}
BY_ROLE = {"health": "3", "social_care": "4"}
OTHER_PROFESSIONAL = "5"
"""The codes of item RequestSource."""

PAYS_FOR = {"F": "E", "G": "H", "H1": "S", "H2": "S"}
INTEGRATED = "I"
"""What a direct payment is for, by the section of the provision that it pays for (item DP)."""

URN_LENGTH = 6


@dataclass(slots=True)
class Lived:
    """What was recorded of the cases of an authority since a moment, by case."""

    happened: dict[uuid.UUID, list[Happened]] = field(default_factory=dict)
    excepted: frozenset[uuid.UUID] = frozenset()
    plans: dict[str, NamedInPlan] = field(default_factory=dict)
    needs: dict[uuid.UUID, str] = field(default_factory=dict)


def lived(
    authority: str, *, until: date, told_to: date = date.min, loaded_at: datetime | None = None
) -> Lived:
    """What was recorded for the days up to ``until``.

    What a return already told, loaded at ``loaded_at`` for the days up to ``told_to``, is left out:
    of those days only what was recorded after the loading counts.
    """
    since = Q(on__gt=told_to)
    if loaded_at is not None:
        since |= Q(recorded_at__gt=loaded_at)
    events = Event.objects.filter(
        since, case__authority_code=authority, source=ENTERED, retraction__isnull=True,
        on__lte=until,
    ).order_by("on", "pk")  # fmt: skip
    decided = _decided(authority)
    sources = _asked(authority)
    happened: dict[uuid.UUID, list[Happened]] = defaultdict(list)
    for case_id, name, on, facts in events.values_list("case_id", "name", "on", "facts"):
        more = decided.get((case_id, name, on), {})
        asked = {"request_source": source} if (source := sources.get((case_id, on))) else {}
        happened[case_id].append(Happened(name, on, {**more, **facts, **asked}))
    return Lived(
        happened=dict(happened),
        excepted=_excepted(happened),
        plans=dict(_plans(authority, decided.values())),
        needs=dict(Case.objects.filter(pk__in=happened).exclude(need="").values_list("pk", "need")),
    )


def _decided(authority: str) -> dict[tuple[uuid.UUID, str, date], dict[str, Any]]:
    """What was given with each decision, by case, event and day."""
    moves = find_process().moves
    rows = Decision.objects.filter(case__authority_code=authority).order_by("pk")
    return {
        (case_id, moves[move].event, on): dict(facts)
        for case_id, move, on, facts in rows.values_list("case_id", "move", "on", "facts")
        if move in moves
    }


def _asked(authority: str) -> dict[tuple[uuid.UUID, date], str]:
    """Who made a request, as the return's code, by case and day."""
    forms = RequestForm.objects.filter(case__authority_code=authority, received_on__isnull=False)
    rows = list(forms.values_list("case_id", "received_on", "channel", "answers", "account_id"))
    roles = dict(
        Grant.objects.filter(account_id__in={row[4] for row in rows if row[4]}, role__in=BY_ROLE)
        .values_list("account_id", "role")
    )  # fmt: skip
    found: dict[tuple[uuid.UUID, date], str] = {}
    for case_id, on, channel, answers, account_id in rows:
        code = ASKED_BY.get(answers.get("asker") or channel, "")
        if channel == RequestForm.Channel.PROFESSIONAL:
            code = BY_ROLE.get(roles.get(account_id or 0, ""), OTHER_PROFESSIONAL)
        if code and on and case_id:
            found[(case_id, on)] = code
    return found


def _excepted(cases: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
    rows = ExceptionRecord.objects.filter(case_id__in=list(cases), rule="C7", source=ENTERED)
    return frozenset(rows.values_list("case_id", flat=True))


def _plans(authority: str, given: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, NamedInPlan]]:
    """What the plans sent with decisions say: as they were sent, or as their sections stand."""
    keys = [uuid.UUID(facts["document"]) for facts in given if _is_key(facts.get("document"))]
    versions = PlanVersion.objects.filter(pk__in=keys, case__authority_code=authority)
    sections: dict[uuid.UUID, dict[str, Any]] = {
        key: dict(content.get("sections") or {})
        for key, content in versions.values_list("pk", "content")
    }
    standing = [key for key, found in sections.items() if not found]
    rows = PlanSection.objects.filter(version_id__in=standing, letter__in=("I", "J"))
    for key, letter, items in rows.values_list("version_id", "letter", "items"):
        sections[key][letter] = items
    for key, found in sections.items():
        paying = found.get("J") or ()
        places = tuple(_places(found.get("I") or ()))
        yield str(key), NamedInPlan(places, bool(paying), _paid(paying))


def _is_key(value: object) -> bool:
    try:
        return bool(uuid.UUID(str(value)))
    except ValueError:
        return False


def _places(items: Iterable[Mapping[str, Any]]) -> Iterator[tuple[PlanSettingRow, date | None]]:
    for rank, item in enumerate(items, start=1):
        number = str(item.get("setting_number") or "")
        urn, ukprn = (number, "") if len(number) == URN_LENGTH else ("", number)
        other = "" if number else str(item.get("setting_type") or item.get("setting_name") or "")
        kind = "OTH" if other else ""
        if number or other:
            yield (
                PlanSettingRow(urn, ukprn, kind, other, str(rank), None, None),
                _day(item.get("starts_on")),
            )


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _paid(items: Iterable[Mapping[str, Any]]) -> str:
    """The code of what the direct payments of section J are for; empty where there are none."""
    letters = {
        link[:2] if link.startswith("H") else link[:1]
        for item in items
        for link in item.get("provision") or ()
    }
    kinds = {PAYS_FOR[letter] for letter in letters if letter in PAYS_FOR}
    if len(kinds) > 1:
        return INTEGRATED
    return kinds.pop() if kinds else ""
