"""Many who want a place at the same moment: ``python -m tests.doors.places_at_once``.

Given how many want one and how many there are; each wants it in a thread and connection of its own.
"""

from __future__ import annotations

import sys
import threading
import uuid

from sendap.cli.database import ready

SCHOOL, YEAR = "900101", 4


def main(many: int, places: int) -> None:
    """Print the places left, those taken, the places counted, and the turns of those who wait."""
    ready()
    from django.db import connection, transaction
    from django.utils import timezone

    from sendap.apps.access.actors import actor_for
    from sendap.apps.organisations.models import PlaceOffer
    from sendap.apps.placements.models import Naming, PlaceClaim
    from sendap.apps.placements.naming.places import Turn, lock_settings, take_place
    from tests import builders as make

    now, today = timezone.now(), timezone.localdate()
    make.make_setting(SCHOOL)
    offer = PlaceOffer.objects.create(
        setting_id=SCHOOL, year_group=YEAR, places=places, said_places=places, starts_on=today,
        said_by="a test", said_as="head", said_at=now,
    )  # fmt: skip
    actor = actor_for(make.make_staff("caseworker"), on=today)
    namings = [
        Naming.objects.create(
            case=make.make_case(make.make_person()), token=uuid.uuid4(), regime="cfa2014",
            way="setting", number=SCHOOL, setting_type="A school", starts_on=today, reasons="So.",
            version=1, made_on=today, made_by="a test", made_at=now,
        )
        for _ in range(many)
    ]  # fmt: skip
    together = threading.Barrier(many)

    def accept(naming: Naming) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            together.wait()
            with transaction.atomic():
                lock_settings([SCHOOL])
                take_place(actor, naming, Turn(SCHOOL, "A school", YEAR, today),
                           must_admit=False, on=today)  # fmt: skip
        finally:
            connection.close()

    threads = [threading.Thread(target=accept, args=[naming]) for naming in namings]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    offer.refresh_from_db()
    rows = PlaceClaim.objects.order_by("rank")
    turns = rows.filter(state="waiting").values_list("rank", flat=True)
    print(offer.places, rows.filter(state="taken").count(), rows.filter(is_counted=True).count(),
          *turns)  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
