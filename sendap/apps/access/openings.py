"""Who looked at a person's record, read from the audit chain."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import CharField, Count, Max, QuerySet
from django.db.models.functions import Cast

from sendap.apps.access.models import AuditEntry
from sendap.apps.access.roles import ROLES

MOST_OPENINGS = 50


@dataclass(frozen=True, slots=True)
class Opening:
    """How often one set of roles did one thing with a record, and when last.

    ``chain`` is the authority that they acted for (``nation`` where there is none).
    """

    roles: str
    chain: str
    action: str
    outcome: str
    count: int
    last_at: datetime


def openings(person_id: uuid.UUID, *, since: datetime) -> tuple[Opening, ...]:
    """Reads and changes that touched a person since a moment, the latest first.

    The caller has made sure that the reader may know this. No names of staff.
    """
    rows = (
        _touching(person_id)
        .filter(at__gte=since)
        .values_list("roles", "chain", "action", "outcome")
        .annotate(count=Count("pk"), last_at=Max("at"))
        .order_by("-last_at")[:MOST_OPENINGS]
    )
    return tuple(Opening(_titles(roles), *rest) for roles, *rest in rows)


def _touching(person_id: uuid.UUID) -> QuerySet[AuditEntry]:
    """Entries that name the person; PostgreSQL finds them by the index on ``people``."""
    if connection.vendor == "postgresql":
        return AuditEntry.objects.filter(people__contains=[str(person_id)])
    text = Cast("people", CharField())
    return AuditEntry.objects.annotate(text=text).filter(text__contains=str(person_id))


def _titles(roles: str) -> str:
    names = roles.split(",")
    return ", ".join(ROLES[name].title if name in ROLES else name for name in names)
