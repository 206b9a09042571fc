"""The delivery ledger: a week for many pupils at once, and one case's provision as evidence."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sendap.apps.access.actors import actor_for
from sendap.apps.plans.delivery.actions import monday_of, sessions_in
from sendap.apps.plans.delivery.queries import is_short
from sendap.apps.plans.delivery.terms import Term, planned_in, school_days, terms_at
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


TERMS = ("Autumn", "2026-09-02", "2026-10-23"), ("Winter", "2026-11-02", "2026-12-18")


def terms_form(*rows: tuple[str, str, str], **more: str) -> dict[str, str]:
    form = dict(more)
    for n, (name, starts, ends) in enumerate(rows, 1):
        form |= {f"name-{n}": name, f"starts-{n}": starts, f"ends-{n}": ends}
    return form


def own_terms() -> tuple[Term, ...]:
    return terms_at([("998", SCHOOL)])["998", SCHOOL]


def test_a_setting_keeps_its_own_terms_and_without_them_has_the_areas(senco: Client) -> None:
    manager = make.signed_in(make.make_staff("team_manager"))
    assert manager.post("/settings/terms", terms_form(TERMS[0])).status_code == 302
    assert [term.name for term in own_terms()] == ["Autumn"]
    assert "the area’s are used: Autumn" not in words(manager.get("/settings/terms"))
    assert senco.post("/settings/terms", terms_form(TERMS[1])).status_code == 302
    assert [term.name for term in own_terms()] == ["Winter"]
    senco.post("/settings/terms", {})
    assert [term.name for term in own_terms()] == ["Autumn"]


def test_terms_that_overlap_are_refused_and_nothing_typed_is_lost(senco: Client) -> None:
    late = ("Winter", "2026-10-20", "2026-12-18")
    refused = senco.post("/settings/terms", terms_form(TERMS[0], late))
    assert refused.status_code == 400 and "begins before Autumn ends" in words(refused)
    assert 'value="2026-12-18"' in refused.content.decode() and not own_terms()


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("", "2026-09-02", "2026-10-23"), "Name the term"),
        (("Autumn", "", "2026-10-23"), "Enter the first day"),
        (("Autumn", "2026-09-02", "soon"), "Enter the last day"),
        (("Autumn", "2026-10-23", "2026-09-02"), "ends after it begins"),
    ],
)
def test_a_term_lacks_neither_name_nor_day(
    senco: Client, row: tuple[str, str, str], sentence: str
) -> None:
    refused = senco.post("/settings/terms", terms_form(row))
    assert refused.status_code == 400 and sentence in words(refused)


def test_another_settings_terms_are_not_there(senco: Client) -> None:
    assert senco.get("/settings/terms?place=setting-900009").status_code == 404
    form = terms_form(TERMS[0], place="setting-900009")
    assert senco.post("/settings/terms", form).status_code == 404
    assert senco.post("/settings/terms", terms_form(TERMS[0], place="area-998")).status_code == 404


@given(
    st.dates(date(2026, 9, 2), date(2026, 12, 18)), st.integers(1, 50),
    st.sampled_from(["F", "G", "H1", "H2"]),
)  # fmt: skip
def test_no_more_is_planned_than_a_whole_week_and_nothing_in_a_holiday(
    day: date, sessions: int, section: str
) -> None:
    terms = [Term(name, date.fromisoformat(a), date.fromisoformat(b)) for name, a, b in TERMS]
    planned = planned_in(monday_of(day), sessions, terms, section=section)
    days = school_days(monday_of(day), terms)
    assert 0 <= planned <= sessions
    assert (planned == 0) == (days == 0 and section in {"F", "G"})
    assert planned == sessions or days < 5


def test_what_a_holiday_missed_is_no_alert_and_the_weeks_before_it_still_count(
    senco: Client, today: date
) -> None:
    case, monday = make_pupil(), monday_of(today)
    item = make.make_provision(case, "Speech group", on=today - timedelta(days=90))
    before = monday - timedelta(weeks=8)
    rows = [("Before", before - timedelta(weeks=10), before + timedelta(days=4)),
            ("Next", monday + timedelta(weeks=1), monday + timedelta(weeks=9))]  # fmt: skip
    senco.post("/settings/terms", terms_form(*((n, str(a), str(b)) for n, a, b in rows)))
    assert senco.post("/settings/delivery", week_form(monday, {item: ("0", "")})).status_code == 302
    assert not is_short(actor_for(make.make_staff("caseworker"), on=today), case.pk, on=today)
    senco.post("/settings/delivery", week_form(before, {item: ("1", "staff")}))
    assert is_short(actor_for(make.make_staff("caseworker"), on=today), case.pk, on=today)


def test_the_ledger_counts_the_sessions_of_the_term(senco: Client, today: date) -> None:
    case, monday = make_pupil(), monday_of(today)
    item = make.make_provision(case, "Speech group", on=monday - timedelta(weeks=3))
    term = ("This term", str(monday - timedelta(weeks=1)), str(monday + timedelta(days=11)))
    senco.post("/settings/terms", terms_form(term))
    senco.post("/settings/delivery", week_form(monday, {item: ("2", "")}))
    page = words(make.signed_in(make.make_staff("caseworker")).get(f"/cases/{case.pk}/delivery"))
    assert "This term: 6 planned, 2 of them before this week; 2 delivered so far." in page
