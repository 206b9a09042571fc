"""Cases that a journey begins with, half-way: put into a server's database by its witness.

Each has an officer, a parent with a password who may see it, and events as somebody entered them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sendap.apps.timeline.models import Case

PASSWORD = "rivers run under bridges"
"""The password of every parent here."""


def stage_case(
    surname: str, born: str, day: str, school: Sequence[str], events: Sequence[Sequence[Any]]
) -> str:
    """A case as of a day at a school (number, name), its events as (name, day, facts); its id."""
    from sendap.apps.timeline.actions.events import refresh
    from tests import builders as make

    person = make.make_person(
        surname=surname, forename="Sol", born_on=date.fromisoformat(born), sex="M"
    )
    case = make.make_case(
        person, reference=f"998-{800_000 + person_number(surname):06d}", officer_id=_officer(),
        setting_number=school[0], setting_name=school[1],
    )  # fmt: skip
    for name, on, facts in events:
        make.make_event(case, name, date.fromisoformat(on), facts=facts,
                        reference=facts.pop("id", ""))  # fmt: skip
    _make_parent(case, surname)
    refresh([case.pk], today=date.fromisoformat(day))
    return str(case.pk)


def person_number(surname: str) -> int:
    """A number under 100,000 for a surname, the same each time."""
    return sum(ord(letter) * (place + 1) for place, letter in enumerate(surname)) % 100_000


def _officer() -> Any:
    from sendap.apps.access.models import Account

    return Account.objects.values_list("pk", flat=True).get(username="caseworker")


def _make_parent(case: Case, surname: str) -> None:
    from tests import builders as make

    account = make.make_account(f"family-{surname.lower()}", name=f"Ada {surname}")
    account.set_password(PASSWORD)
    account.save()
    make.make_grant(account, "parent", str(case.person_id))
    make.make_relationship(
        case.person, account, name=f"Ada {surname}", basis="parental responsibility"
    )


def stage_draft(case_id: str, day: str) -> None:
    """Give a case the draft that was sent to the family on a day, where no setting is named."""
    from sendap.apps.plans.models import PlanSection, PlanVersion
    from sendap.apps.timeline.models import Case
    from tests import builders as make

    case = Case.objects.select_related("person").get(pk=case_id)
    version = make.make_plan_versions(case, on=date.fromisoformat(day))
    PlanVersion.objects.filter(case=case, served_on=None).delete()
    PlanSection.objects.bulk_create(
        PlanSection(version=version, letter=letter, items=items)
        for letter, items in version.content["sections"].items()
    )


def stage_plan(case_id: str, day: str) -> None:
    """Give a case the final plan that was sent on a day, with needs, outcomes and provision."""
    from sendap.apps.plans.models import PlanSection, PlanVersion
    from sendap.apps.timeline.models import Case
    from sendap.exchange.plan.schema import example_plan
    from sendap.law.plan_shape import find_plan_shape

    case = Case.objects.select_related("person").get(pk=case_id)
    on, plan = date.fromisoformat(day), example_plan(find_plan_shape())
    plan["person"] |= {"forename": case.person.forename, "surname": case.person.surname,
                       "born_on": case.born_on.isoformat()}  # fmt: skip
    plan |= {"status": "final", "number": 1, "prepared_on": day}
    version = PlanVersion.objects.create(
        case=case, number=1, status="final", prepared_on=on, prepared_by="a test", served_on=on,
        content=plan,
    )  # fmt: skip
    PlanSection.objects.bulk_create(
        PlanSection(version=version, letter=letter, items=plan["sections"].get(letter, []))
        for letter in find_plan_shape().sections
    )
    Case.objects.filter(pk=case.pk).update(plan_from=on)


def stage_home(case_id: str, postcode: str) -> None:
    """Let the child of a case live at a postcode."""
    from sendap.apps.timeline.models import Case
    from tests import builders as make

    person = Case.objects.select_related("person").get(pk=case_id).person
    make.make_location(person, "4 Mill Bank, Northmere", postcode)
