"""Gives the demonstration's first family a plan document: ``python -m tests.journeys.planting``."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from sendap.apps.access.models import Account

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
    for reader in (tie.account, None):
        text = "Robin may need more help."
        make_notice_copy(case, text, on=timezone.localdate(), account=reader)
    make_notice_copy(
        case, "The council has to tell you of it.", on=timezone.localdate(), body="commissioner",
        name="The responsible commissioning body", channel="online",
    )  # fmt: skip
    _child_to_write_a_plan_for(tie.account)


def _child_to_write_a_plan_for(parent: Account) -> None:
    """Another child of the first parent, whose plan was agreed and isn't written yet."""
    from django.utils import timezone

    from tests import builders as make

    today = timezone.localdate()
    child = make.make_person(
        forename="Zora", surname="Zealand", born_on=today.replace(year=today.year - 9, day=1)
    )
    case = make.make_case(child, reference="998-900001")
    for name, days in (
        ("request_received", 90), ("decision_to_assess_notified", 60), ("plan_agreed", 20),
    ):  # fmt: skip
        make.make_event(case, name, today - timedelta(days=days))
    make.make_grant(parent, "parent", str(child.pk))
    make.make_relationship(child, parent)


if __name__ == "__main__":
    django.setup()
    plant()
