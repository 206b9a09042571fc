"""Ties and what a young person has said of them, as ``rules`` reads them; writes nothing."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date

from django.db.models import Q

from sendap.apps.people.models import BodyConsent, Capacity, Consent
from sendap.apps.people.rules import SEEING, SHARING

TIE = ("id", "account_id", "name", "basis", "sees_record", "starts_on", "ends_on")
"""The fields of a relationship in the order of ``Tie``."""


def agreed_on(
    persons: Collection[uuid.UUID], *, on: date, scopes: Collection[str] = SEEING
) -> frozenset[int]:
    """The relationships of these young persons to which they consent on a day, to this much."""
    if not persons:
        return frozenset()
    rows = Consent.objects.filter(
        current(on), relationship__person_id__in=persons, scope__in=scopes
    )
    return frozenset(rows.values_list("relationship_id", flat=True))


def lacking_capacity(
    persons: Collection[uuid.UUID], *, on: date, decision: str = SHARING
) -> frozenset[uuid.UUID]:
    """Those of these young persons who lack capacity for one decision on a day."""
    if not persons:
        return frozenset()
    rows = Capacity.objects.filter(current(on), person_id__in=persons, decision=decision)
    return frozenset(rows.values_list("person_id", flat=True))


def lacking_decisions(person: uuid.UUID, *, on: date) -> frozenset[str]:
    """The decisions for which a young person lacks capacity on a day."""
    rows = Capacity.objects.filter(current(on), person_id=person)
    return frozenset(rows.values_list("decision", flat=True))


def consents_on(person: uuid.UUID, *, on: date) -> dict[int, Consent]:
    """The consent in force on a day, by relationship."""
    rows = Consent.objects.filter(current(on), relationship__person_id=person)
    return {row.relationship_id: row for row in rows.order_by("starts_on", "pk")}


def bodies_refused(person: uuid.UUID, *, on: date) -> frozenset[str]:
    """The services whose earlier reports the family doesn't, or no longer, agree to on a day."""
    rows = BodyConsent.objects.filter(person_id=person, starts_on__lte=on)
    latest = {row.body: row for row in rows.order_by("starts_on", "pk")}
    return frozenset(
        body
        for body, row in latest.items()
        if not row.agrees or (row.ends_on is not None and row.ends_on < on)
    )


def body_words(person: uuid.UUID, *, on: date) -> dict[str, BodyConsent]:
    """The family's latest word on each service that has one in force on a day."""
    rows = BodyConsent.objects.filter(current(on), person_id=person).order_by("starts_on", "pk")
    return {row.body: row for row in rows}


def current(on: date) -> Q:
    """A condition on rows between two days: those in force on a day."""
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
