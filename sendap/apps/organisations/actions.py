"""Filling the tables of authorities and settings from reference data."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.organisations.models import Authority, Setting
from sendap.reference.authorities import NORTHMERE, authorities


def ensure_authorities() -> None:
    """Add the authorities of England, and the fictional one, that the table lacks."""
    rows = [
        Authority(
            code=each.code,
            name=each.name,
            ons_code=each.ons_code,
            region_code=each.region_code,
            region_name=each.region,
            is_fictional=each.code == NORTHMERE.code,
        )
        for each in (*authorities(), NORTHMERE)
    ]
    if Authority.objects.count() < len({row.code for row in rows}):
        Authority.objects.bulk_create(rows, ignore_conflicts=True)


def store_settings(
    *, actor: Actor, settings: Iterable[tuple[str, str, str]], fictional: bool
) -> int:
    """Add or rename settings given as (number, name, kind); returns how many there were."""
    rows = [
        Setting(number=number, name=name, kind=kind, is_fictional=fictional)
        for number, name, kind in settings
    ]
    with transaction.atomic():
        Setting.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["number"],
            update_fields=["name", "kind", "is_fictional"],
        )  # fmt: skip
        audit.write(actor, "organisations.store_settings", "changed", audit.Note(count=len(rows)))
    return len(rows)
