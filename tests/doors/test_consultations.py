"""Settings consulted: who is asked, what they may read, what a reply must say, and when it ends."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sendap.apps.access.models import AuditEntry
from sendap.apps.organisations.models import Setting
from sendap.apps.placements.consultation.rules import due_on
from sendap.apps.placements.models import Consultation
from sendap.apps.timeline.models import Case, Event, OpenDeadline
from tests import builders as make

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NEAR, FAR = "900101", "900102"


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def ready(case: Case, today: date) -> Case:
    """A case whose draft plan was sent to the family, and two settings, one of Southvale."""
    make.make_authority(make.SOUTHVALE, "Southvale")
    make.make_setting(NEAR, "Near School")
    make.make_setting(FAR, "Far School")
    Setting.objects.filter(pk=NEAR).update(authority_code=make.NORTHMERE)
    Setting.objects.filter(pk=FAR).update(authority_code=make.SOUTHVALE)
    make.make_event(case, "draft_plan_served", today - timedelta(days=5))
    make.make_plan_versions(case, on=today - timedelta(days=5), sent="Needs a quiet room.")
    return case


def consult(writer: Client, case: Case, *numbers: str, **more: Any) -> Any:
    return writer.post(reverse("consultations:case", args=[case.pk]), {"settings": numbers, **more})


def at(number: str, role: str = "admissions") -> Client:
    return make.signed_in(make.make_staff(role, number))


def page(row: Consultation) -> str:
    return reverse("consultations:reply", args=[row.pk])


def row_of(number: str, *, authority: str = "") -> Consultation:
    return Consultation.objects.get(number=number, reader_authority=authority)


def no(**more: Any) -> dict[str, Any]:
    return {"answer": "no", "grounds": ["others"], "reasons": "A class of 31.", **more}


def test_one_press_asks_each_setting_and_the_other_authority(ready: Case, writer: Client) -> None:
    assert consult(writer, ready, NEAR, FAR).status_code == 302
    asked = set(Consultation.objects.values_list("reader_number", "reader_authority"))
    assert asked == {(NEAR, ""), (FAR, ""), ("", make.SOUTHVALE)}
    sent = Event.objects.filter(case=ready, name="consultation_sent")
    assert sent.count() == 3 == OpenDeadline.objects.filter(case=ready, rule="C6").count()


def test_the_same_press_again_asks_nobody_twice(ready: Case, writer: Client) -> None:
    consult(writer, ready, NEAR)
    consult(writer, ready, NEAR)
    assert Consultation.objects.count() == 1


def test_fifteen_days_are_given(today: date) -> None:
    assert due_on(today) == today + timedelta(days=15)


def test_nobody_is_consulted_before_a_plan_is_sent(case: Case, writer: Client) -> None:
    make.make_setting(NEAR)
    answer = consult(writer, case, NEAR)
    assert answer.status_code == 400 and not Consultation.objects.exists()


def test_only_the_setting_that_was_asked_reads_the_pack(ready: Case, writer: Client) -> None:
    consult(writer, ready, NEAR)
    row = row_of(NEAR)
    said = at(NEAR).get(page(row)).content.decode()
    assert "Needs a quiet room." in said and "Could" in said
    assert at(FAR).get(page(row)).status_code == 404
    assert at(NEAR, "head").get(reverse("casework:case", args=[ready.pk])).status_code == 404
    read = AuditEntry.objects.filter(action="consultations.pack", outcome="read")
    assert read.get().people == [str(ready.person_id)]


def test_the_authority_of_the_setting_reads_what_it_was_sent(ready: Case, writer: Client) -> None:
    consult(writer, ready, FAR)
    theirs = make.signed_in(make.make_staff("caseworker", make.SOUTHVALE))
    assert theirs.get(page(row_of(FAR, authority=make.SOUTHVALE))).status_code == 200
    assert theirs.get(page(row_of(FAR))).status_code == 404


def test_a_protected_place_is_not_in_the_pack(ready: Case, writer: Client) -> None:
    make.make_location(ready.person, "4 Hidden Row", "ZZ99 4HD", is_protected=True)
    Case.objects.filter(pk=ready.pk).update(setting_name="Secret School")
    version = ready.plan_versions.get(number=1)
    version.content["sections"]["B"][0]["text"] = "Walks from 4 Hidden Row to Secret School."
    version.save()
    consult(writer, ready, NEAR)
    said = at(NEAR).get(page(row_of(NEAR))).content.decode()
    assert "Walks from" in said and "Hidden Row" not in said and "Secret School" not in said


def test_the_pack_closes_when_it_is_decided(ready: Case, writer: Client, today: date) -> None:
    consult(writer, ready, NEAR)
    Consultation.objects.update(closed_on=today)
    assert at(NEAR).get(page(row_of(NEAR))).status_code == 404
    assert writer.get(page(row_of(NEAR))).status_code == 200


def test_a_refusal_needs_a_ground_in_law(ready: Case, writer: Client) -> None:
    consult(writer, ready, NEAR)
    row = row_of(NEAR)
    answer = at(NEAR).post(page(row), {"answer": "no", "is_full": "yes", "reasons": "Full up."})
    said = answer.content.decode()
    assert answer.status_code == 400 and "To be full isn’t one" in said and "Full up." in said
    assert not Event.objects.filter(name="consultation_replied").exists()


def test_a_refusal_is_kept_with_its_grounds_and_ends_the_time_limit(
    ready: Case, writer: Client
) -> None:
    consult(writer, ready, NEAR)
    row = row_of(NEAR)
    assert at(NEAR).post(page(row), no(is_full="yes")).status_code == 302
    said = writer.get(reverse("consultations:case", args=[ready.pk])).content.decode()
    assert "efficient education of others" in said and "A class of 31." in said
    assert not OpenDeadline.objects.filter(case=ready, rule="C6").exists()
    assert at(NEAR).post(page(row), no()).status_code == 400


def test_a_yes_is_an_offer_with_its_day_and_conditions(
    ready: Case, writer: Client, today: date
) -> None:
    consult(writer, ready, NEAR)
    browser, row = at(NEAR), row_of(NEAR)
    assert browser.post(page(row), {"answer": "yes"}).status_code == 400
    offer = {"answer": "yes", "offered_from": today.isoformat(), "conditions": "A ramp."}
    assert browser.post(page(row), offer).status_code == 302
    row.refresh_from_db()
    assert (row.answer, row.offered_from, row.conditions) == ("yes", today, "A ramp.")


def test_an_officer_records_a_reply_that_came_on_paper(ready: Case, writer: Client) -> None:
    consult(writer, ready, NEAR)
    answer = writer.post(page(row_of(NEAR)), no())
    assert answer["Location"] == reverse("consultations:case", args=[ready.pk])
    assert row_of(NEAR).replied_by == "Wyn Writer"


def test_a_reminder_is_noted_and_not_after_a_reply(
    ready: Case, writer: Client, today: date
) -> None:
    consult(writer, ready, NEAR)
    address = reverse("consultations:case", args=[ready.pk])
    assert writer.post(address, {"remind": str(row_of(NEAR).pk)}).status_code == 302
    assert row_of(NEAR).reminded_on == today
    writer.post(page(row_of(NEAR)), no())
    assert writer.post(address, {"remind": str(row_of(NEAR).pk)}).status_code == 400


def test_a_setting_sees_its_load_by_authority(ready: Case, writer: Client) -> None:
    consult(writer, ready, NEAR)
    said = at(NEAR, "senco").get(reverse("consultations:asked")).content.decode()
    assert ready.person.surname in said and "By authority" in said and "15 days left" in said
    assert (
        "Nobody asks you" in at(FAR, "senco").get(reverse("consultations:asked")).content.decode()
    )


def test_the_plan_comes_as_a_tagged_pdf(ready: Case, writer: Client) -> None:
    consult(writer, ready, NEAR)
    answer = at(NEAR).get(page(row_of(NEAR)) + "?as=pdf")
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")


def test_many_moves_are_consulted_at_once(ready: Case, writer: Client, today: date) -> None:
    for name, facts in (
        ("final_plan_issued", {}), ("phase_transfer_due", {"phase": "secondary", "year": 2027}),
    ):  # fmt: skip
        make.make_event(ready, name, today - timedelta(days=1), facts=facts)
    other = make.make_case(make.make_person())
    address = reverse("consultations:transfers")
    shown = writer.get(f"{address}?q=Near").content.decode()
    assert f"Consult for {ready.person.forename}" in shown
    address = reverse("consultations:send-many")
    sent = writer.post(address, {"case": [str(ready.pk), str(other.pk)], "settings": [NEAR, FAR]})
    assert sent.status_code == 302 and Consultation.objects.count() == 3
    assert writer.post(address, {"settings": [NEAR]}).status_code == 400
