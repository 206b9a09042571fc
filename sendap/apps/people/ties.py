"""Ties and what a young person has said of them, as ``rules`` reads them; writes nothing."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date

from django.db.models import Q

from sendap.apps.people.models import Capacity, Consent
from sendap.apps.people.rules import SHARING

TIE = ("id", "account_id", "name", "basis", "sees_record", "starts_on", "ends_on")
"""The fields of a relationship in the order of ``Tie``."""


def agreed_on(persons: Collection[uuid.UUID], *, on: date) -> frozenset[int]:
    """The relationships of these young persons to which they consent on a day."""
    if not persons:
        return frozenset()
    rows = Consent.objects.filter(_current(on), relationship__person_id__in=persons)
    return frozenset(rows.values_list("relationship_id", flat=True))


def lacking_capacity(
    persons: Collection[uuid.UUID], *, on: date, decision: str = SHARING
) -> frozenset[uuid.UUID]:
    """Those of these young persons who lack capacity for one decision on a day."""
    if not persons:
        return frozenset()
    rows = Capacity.objects.filter(_current(on), person_id__in=persons, decision=decision)
    return frozenset(rows.values_list("person_id", flat=True))


def _current(on: date) -> Q:
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
