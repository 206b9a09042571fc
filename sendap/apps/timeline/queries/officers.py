"""Who may be given a case."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Account, Grant
from sendap.apps.access.roles import CASEWORK


@dataclass(frozen=True, slots=True)
class Officer:
    """Someone who may hold cases of an authority."""

    id: int
    name: str
    job_title: str


def officers(viewer: Actor, *, on: date) -> tuple[Officer, ...]:
    """The officers of the authorities that the viewer does casework for, in order of name."""
    codes = {
        held.code
        for held in viewer.grants
        if held.scope == Grant.Scope.AUTHORITY and held.role in CASEWORK
    }
    return officers_of(codes, on=on)


def officers_of(codes: Collection[str], *, on: date) -> tuple[Officer, ...]:
    """The officers of these authorities on a day, in order of name."""
    if not codes:
        return ()
    holding = Grant.objects.filter(
        Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on)),
        scope=Grant.Scope.AUTHORITY,
        code__in=codes,
        role__in=CASEWORK,
    )
    found = Account.objects.filter(is_active=True, pk__in=holding.values("account_id"))
    rows = found.order_by("name", "pk").values_list("pk", "name", "job_title")
    return tuple(Officer(*row) for row in rows)
