"""Many who want a place at the same moment: ``python -m tests.doors.places_at_once``.

Given how many want one and how many there are; each wants it in a thread and connection of its own.
"""

from __future__ import annotations

import sys
import threading
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from sendap.cli.database import ready

SCHOOL, YEAR = "900101", 4


def main(many: int, places: int) -> None:
    """Print the places left, those taken, the places counted, and the turns of those who wait."""
    ready()
    from django.utils import timezone

    from sendap.apps.access.actors import actor_for
    from sendap.apps.placements.models import PlaceClaim
    from tests import builders as make

    today = timezone.localdate()
    offer = _tell_places(places, today)
    actor = actor_for(make.make_staff("caseworker"), on=today)
    namings = [_decision(today) for _ in range(many)]
    together = threading.Barrier(many)
    _at_once([_accepting(actor, naming, together, today) for naming in namings])
    offer.refresh_from_db()
    rows = PlaceClaim.objects.order_by("rank")
    turns = rows.filter(state="waiting").values_list("rank", flat=True)
    taken = rows.filter(state="taken").count()
    print(offer.places, taken, rows.filter(is_counted=True).count(), *turns)


def _tell_places(places: int, today: date) -> Any:
    from django.utils import timezone

    from sendap.apps.organisations.models import PlaceOffer
    from tests import builders as make

    make.make_setting(SCHOOL)
    return PlaceOffer.objects.create(
        setting_id=SCHOOL, year_group=YEAR, places=places, said_places=places, starts_on=today,
        said_by="a test", said_as="head", said_at=timezone.now(),
    )  # fmt: skip


def _decision(today: date) -> Any:
    from django.utils import timezone

    from sendap.apps.placements.models import Naming
    from tests import builders as make

    return Naming.objects.create(
        case=make.make_case(make.make_person()), token=uuid.uuid4(), regime="cfa2014",
        way="setting", number=SCHOOL, setting_type="A school", starts_on=today, reasons="So.",
        version=1, made_on=today, made_by="a test", made_at=timezone.now(),
    )  # fmt: skip


def _accepting(
    actor: Any, naming: Any, together: threading.Barrier, today: date
) -> Callable[[], None]:
    """What one of them does: connect, wait for all others, then take a place."""
    from django.db import connection, transaction

    from sendap.apps.placements.naming.places import Turn, lock_settings, take_place

    def accept() -> None:
        turn = Turn(SCHOOL, "A school", YEAR, today)
        try:
            connection.ensure_connection()
            together.wait()
            with transaction.atomic():
                lock_settings([SCHOOL])
                take_place(actor, naming, turn, must_admit=False, on=today)
        finally:
            connection.close()

    return accept


def _at_once(works: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for each in threads:
        each.start()
    for each in threads:
        each.join()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
