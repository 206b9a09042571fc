"""Settings of a made-up area as the register would have them, with places that they told of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from sendap.apps.organisations.models import PlaceOffer, Setting
from tests.builders import NORTHMERE, make_setting


def settle(number: str, name: str, **facts: Any) -> Setting:
    """A primary school of Northmere, unless other facts are given."""
    made = make_setting(number, name)
    known = {"category": "mainstream", "type_code": "01", "authority_code": NORTHMERE,
             "status": "open", "phase": "Primary", "youngest": 4, "oldest": 11,
             "intake": "Mixed", "easting": 400_000, "northing": 400_000} | facts  # fmt: skip
    Setting.objects.filter(pk=made.pk).update(**known)
    made.refresh_from_db()
    return made


def offer(number: str, years: Iterable[int], places: int) -> None:
    """What a setting told of its free places in these year groups."""
    PlaceOffer.objects.bulk_create(
        PlaceOffer(
            setting_id=number, year_group=year, places=places, said_places=places,
            starts_on=date(2026, 9, 1), said_by="Hed", said_as="Head", said_at=timezone.now(),
        )
        for year in years
    )  # fmt: skip
