"""The places of a person that no message may give away."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from sendap.apps.people.models import Location
from sendap.apps.timeline.models import Case


def protected_places(case: Case) -> tuple[str, ...]:
    """Addresses, postcodes and the setting of a person with a protected address; else none."""
    homes = list(
        Location.objects.filter(person_id=case.person_id)
        .values_list("address", "postcode", "is_protected")
    )  # fmt: skip
    if not any(is_protected for *_, is_protected in homes):
        return ()
    known = [place for address, postcode, _ in homes for place in (address, postcode)]
    return tuple(place for place in (*known, case.setting_name) if place.strip())


def places_mark(case: Case) -> str:
    """A mark of exactly these places, that doesn't give them away; empty if none is protected.

    Who vouches for something vouches for these: once a place is protected or another, it changes.
    """
    places = sorted(protected_places(case))
    return (
        salted_hmac("places", "\n".join(places), algorithm="sha256").hexdigest() if places else ""
    )
