"""Reads that the loader needs, and the list of returns loaded."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone

from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.people.models import Responsibility
from sendap.apps.plans.models import PersonReturn
from sendap.apps.plans.returned import ReturnedPerson
from sendap.apps.returns.matching import Identity, KnownPerson
from sendap.apps.returns.models import ReturnFile
from sendap.apps.timeline.models import Case

CHUNK = 5_000


def loaded_returns(viewer: Actor) -> list[ReturnFile]:
    """The returns loaded for the authorities that the viewer sees, the latest first."""
    return list(visible(viewer, ReturnFile.objects.all()).order_by("-loaded_at")[:50])


def known_people(authority: str, year: int) -> Iterator[KnownPerson]:
    """Everyone who has a case with the authority, with the digest of that year's return."""
    digest = PersonReturn.objects.filter(case=OuterRef("pk"), year=year).values("digest")[:1]
    rows = (
        Case.objects.filter(authority_code=authority)
        .annotate(digest=Subquery(digest))
        .values_list(
            "person_id", "pk", "person__upn", "person__uln", "person__surname",
            "person__forename", "person__born_on", "digest",
        )
    )  # fmt: skip
    for *values, found in rows.iterator(chunk_size=CHUNK):
        yield KnownPerson._make([*values, found or ""])


@dataclass(slots=True)
class HeldElsewhere:
    """People of a file whom the record holds under another authority.

    ``foreign`` names, by identity, the authority that is responsible now; ``moved`` gives, by
    position in the file, a person whom another authority was responsible for until a day past.
    """

    foreign: dict[Identity, str] = field(default_factory=dict)
    moved: dict[int, uuid.UUID] = field(default_factory=dict)


def held_elsewhere(people: Sequence[ReturnedPerson], authority: str) -> HeldElsewhere:
    """Look up each person's UPN and ULN among other authorities' people."""
    found = HeldElsewhere()
    _look_up(found, "upn", {p.person.upn: p.position for p in people if p.person.upn}, authority)
    _look_up(found, "uln", {p.person.uln: p.position for p in people if p.person.uln}, authority)
    return found


def _look_up(found: HeldElsewhere, kind: str, positions: dict[str, int], authority: str) -> None:
    numbers = list(positions)
    today = timezone.localdate()
    for start in range(0, len(numbers), CHUNK):
        chunk = numbers[start : start + CHUNK]
        rows = Responsibility.objects.exclude(authority_id=authority).filter(
            **{f"person__{kind}__in": chunk}
        )
        shown = rows.values_list(f"person__{kind}", "person_id", "authority__name", "ends_on")
        for number, person_id, name, ends_on in shown:
            if ends_on is None or ends_on >= today:
                found.foreign[(kind, number.upper())] = name
            else:
                found.moved.setdefault(positions[number], person_id)


def next_reference(authority: str) -> int:
    """The number that the next new case's reference gets."""
    latest = Case.objects.filter(authority_code=authority).aggregate(latest=Max("reference"))
    return int(latest["latest"].rsplit("-", 1)[1]) + 1 if latest["latest"] else 1
