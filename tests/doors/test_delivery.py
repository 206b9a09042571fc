"""The delivery ledger: a week for many pupils at once, and one case's provision as evidence."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from sendap.apps.plans.delivery.actions import monday_of, sessions_in
from sendap.apps.plans.models import DeliveryEntry, DeliveryItem
from sendap.apps.timeline.models import Case
from tests import builders as make

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SCHOOL = "900001"


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def senco(db: None) -> Client:
    return make.signed_in(make.make_staff("senco", SCHOOL))


def make_pupil(number: str = SCHOOL) -> Case:
    return make.make_case(make.make_person(), setting_number=number, stage="plan")


def words(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def week_form(week: date, rows: dict[DeliveryItem, tuple[str, str]]) -> dict[str, str]:
    form = {"week": week.isoformat()}
    for item, (delivered, because) in rows.items():
        form |= {f"delivered-{item.pk}": delivered, f"because-{item.pk}": because}
    return form


def test_a_week_is_entered_for_many_pupils_at_once_and_can_be_put_right(
    senco: Client, today: date
) -> None:
    week = monday_of(today)
    items = [make.make_provision(make_pupil(), f"Group {n}", on=week) for n in range(3)]
    form = week_form(week, dict.fromkeys(items[:2], ("2", "")) | {items[2]: ("", "")})
    for _ in range(2):
        assert senco.post("/settings/delivery", form).status_code == 302
    assert DeliveryEntry.objects.count() == 2
    form |= week_form(week, {items[0]: ("1", "staff")})
    senco.post("/settings/delivery", form)
    assert DeliveryEntry.objects.get(item=items[0]).delivered == 1
    assert "rows are kept" in words(senco.get("/settings/delivery"))


def test_a_missed_session_needs_a_reason_and_nothing_typed_is_lost(
    senco: Client, today: date
) -> None:
    week = monday_of(today)
    item, other = (make.make_provision(make_pupil(), "Speech group", on=week) for _ in range(2))
    refused = senco.post("/settings/delivery", week_form(week, {item: ("1", ""), other: ("2", "")}))
    assert refused.status_code == 400 and "Say why sessions were missed" in words(refused)
    assert 'value="1"' in refused.content.decode() and not DeliveryEntry.objects.exists()
    unread = senco.post("/settings/delivery", week_form(week, {item: ("two", "")}))
    assert unread.status_code == 400 and 'value="two"' in unread.content.decode()


def test_another_settings_pupil_cant_be_entered_and_then_nothing_is(
    senco: Client, today: date
) -> None:
    week = monday_of(today)
    mine = make.make_provision(make_pupil(), "Mine", on=week)
    other = make.make_provision(make_pupil("900009"), "Not mine", on=week)
    assert "Not mine" not in words(senco.get("/settings/delivery"))
    form = week_form(week, {mine: ("2", ""), other: ("2", "")})
    assert senco.post("/settings/delivery", form).status_code == 404
    assert not DeliveryEntry.objects.exists()


def test_a_week_to_come_isnt_entered(senco: Client, today: date) -> None:
    item = make.make_provision(make_pupil(), "Group", on=today)
    form = week_form(monday_of(today) + timedelta(days=7), {item: ("2", "")})
    assert senco.post("/settings/delivery", form).status_code == 400


def test_provision_below_plan_shows_on_the_case_until_it_is_made_good(
    senco: Client, today: date
) -> None:
    case = make_pupil()
    item = make.make_provision(case, "Speech group", on=today - timedelta(days=60))
    officer = make.signed_in(make.make_staff("caseworker"))
    assert "below plan" not in words(officer.get(f"/cases/{case.pk}")).casefold()
    week = monday_of(today)
    senco.post("/settings/delivery", week_form(week, {item: ("0", "provider")}))
    assert "below plan" in words(officer.get(f"/cases/{case.pk}")).casefold()
    page = words(officer.get(f"/cases/{case.pk}/delivery"))
    assert "0 of 2 were delivered" in page and "The provider didn’t come" in page
    senco.post("/settings/delivery", week_form(week, {item: ("2", "")}))
    assert "below plan" not in words(officer.get(f"/cases/{case.pk}")).casefold()


def test_provision_is_taken_from_the_final_plan_once(senco: Client, today: date) -> None:
    case = make_pupil()
    version = make.make_plan_versions(case, on=today)
    version.status = "final"
    version.save()
    for _ in range(2):
        assert senco.post(f"/cases/{case.pk}/delivery/from-plan").status_code == 302
    asked = version.content["sections"]["F"][0]
    item = DeliveryItem.objects.get(case=case, item=asked["id"])
    assert item.text == asked["text"] and item.sessions == sessions_in(asked["frequency"])


def test_provision_is_added_changed_and_ended(senco: Client, today: date) -> None:
    case = make_pupil()
    form = {"section": "F", "text": "Reading group", "who": "A teacher", "sessions": "2"}
    refused = senco.post(f"/cases/{case.pk}/delivery", form | {"sessions": "lots"})
    assert refused.status_code == 400 and "Reading group" in refused.content.decode()
    for _ in range(2):
        assert senco.post(f"/cases/{case.pk}/delivery", form).status_code == 302
    item = DeliveryItem.objects.get()
    senco.post(f"/cases/{case.pk}/delivery/{item.pk}", {"sessions": "3"})
    senco.post(f"/cases/{case.pk}/delivery/{item.pk}", {"end": "yes"})
    item.refresh_from_db()
    assert (item.sessions, item.ends_on) == (3, today)


@pytest.mark.parametrize(
    ("said", "sessions"),
    [("3 times a week", 3), ("Twice per week", 2), ("every school day", 5), ("regularly", None)],
)
def test_a_frequency_is_read_only_when_it_says_how_often(said: str, sessions: int | None) -> None:
    assert sessions_in(said) == sessions
