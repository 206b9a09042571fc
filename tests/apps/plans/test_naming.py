"""The setting that a plan in force names becomes the one that sees its pupil, and not before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sendap.apps.plans.document.naming import attend_named
from sendap.apps.plans.models import PlanSection, PlanVersion
from sendap.apps.timeline.models import Case
from tests import builders as make

ISSUED = date(2027, 4, 19)
pytestmark = pytest.mark.django_db


def named(**said: Any) -> Case:
    """The case after a plan was issued that says this of the setting."""
    case = make.make_case(make.make_person(), setting_number="900001", setting_name="Old School")
    version = PlanVersion.objects.create(
        case=case, number=1, status="final", prepared_on=ISSUED, prepared_by="a test"
    )
    items = [{"id": "I1", "setting_type": "A school", **said}]
    PlanSection.objects.create(version=version, letter="I", items=items)
    attend_named(version, on=ISSUED)
    return Case.objects.get(pk=case.pk)


def test_the_setting_named_by_its_number_has_the_pupil_from_the_day_of_the_plan() -> None:
    case = named(setting_number="900002", setting_name="New School", starts_on="2027-04-19")
    assert (case.setting_number, case.setting_name) == ("900002", "New School")


def test_a_setting_where_the_pupil_starts_later_doesnt_have_them_yet() -> None:
    assert named(setting_number="900002", starts_on="2027-09-01").setting_number == "900001"


@pytest.mark.parametrize("number", ["", "9000", "abcdef", "９００００２"])
def test_a_setting_without_a_number_changes_nothing(number: str) -> None:
    assert named(setting_number=number, setting_name="New School").setting_name == "Old School"
