"""Free places: counted by year group as a setting's staff said, and moved by decisions since."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import F, QuerySet
from django.utils import timezone

from sendap.apps.organisations.models import PlaceOffer


def take_free_place(number: str, year_group: int) -> bool:
    """Take one of a setting's free places; False when it told of none or none is left.

    Two at once never take the same place. To be called within the change that decides.
    """
    rows = _told(number, year_group).filter(places__gt=0)
    return bool(rows.update(places=F("places") - 1, moved_at=timezone.now()))


def give_back_place(number: str, year_group: int) -> None:
    """Make a place free again that was taken, but never more of them than the setting told of."""
    rows = _told(number, year_group).filter(places__lt=F("said_places"))
    rows.update(places=F("places") + 1, moved_at=timezone.now())


def _told(number: str, year_group: int) -> QuerySet[PlaceOffer]:
    return PlaceOffer.objects.filter(
        setting_id=number, year_group=year_group, replaced_at__isnull=True
    )


def free_places(numbers: Collection[str] | None = None) -> Mapping[str, Mapping[int, int]]:
    """Free places by setting and year group, of these settings or of all that told of any."""
    rows = PlaceOffer.objects.filter(replaced_at__isnull=True)
    if numbers is not None:
        rows = rows.filter(setting_id__in=numbers)
    found: dict[str, dict[int, int]] = {}
    for number, year_group, places in rows.values_list("setting_id", "year_group", "places"):
        found.setdefault(number, {})[year_group] = places
    return found
