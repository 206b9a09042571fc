"""Gives the demonstration's first family a plan document: ``python -m tests.journeys.planting``."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendap.project.settings")


def plant() -> None:
    """Write a plan that was sent, an open version after it, a comment, and letters."""
    from django.utils import timezone

    from sendap.apps.people.models import Relationship
    from sendap.apps.timeline.models import Case
    from tests.builders import make_notice_copy, make_plan_comment, make_plan_versions

    tie = Relationship.objects.filter(account__username="parent").first()
    assert tie, "the demonstration has no parent"
    case = Case.objects.filter(person=tie.person_id).get()
    make_plan_comment(make_plan_versions(case, on=timezone.localdate()), "We agree with this.")
    today = timezone.localdate()
    make_notice_copy(case, "Robin may need more help.", on=today, account=tie.account)
    make_notice_copy(case, "Robin may need more help.", on=today)


if __name__ == "__main__":
    django.setup()
    plant()
