"""Two writers of one section at the same moment: ``python -m tests.doors.writers_at_once``."""

from __future__ import annotations

import threading

from sendap.cli.database import ready


def main() -> None:
    """Print the edition, the words that were kept and the words of the writer who was told."""
    ready()
    from django.db import connection
    from django.utils import timezone

    from sendap.apps.access.actors import actor_for
    from sendap.apps.plans.document import actions
    from sendap.apps.plans.models import PlanSection
    from tests import builders as make

    case = make.make_case(make.make_person())
    make.make_plan_versions(case, on=timezone.localdate())
    actor = actor_for(make.make_staff("caseworker"), on=timezone.localdate())
    both, told = threading.Barrier(2), []

    def save(words: str) -> None:
        both.wait()
        try:
            actions.save_section(actor=actor, case_id=case.pk, number=2, letter="B", edition=0,
                                 items=[{"id": "B1", "text": words}])  # fmt: skip
        except actions.EditedMeanwhile:
            told.append(words)
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=[words]) for words in ("One.", "Two.")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    section = PlanSection.objects.get(version__number=2, letter="B")
    print(section.edition, section.items[0]["text"], *told)


if __name__ == "__main__":
    main()
