"""A setting is named by its test, the plan and its letter say why, and the place moves with it."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sendap.apps.correspondence.models import NoticeCopy
from sendap.apps.organisations.models import PlaceOffer, Setting
from sendap.apps.placements.models import (
    Consultation,
    ListChoice,
    ListMade,
    Naming,
    PlaceClaim,
)
from sendap.apps.placements.naming.rules import CRITERIA
from sendap.apps.plans.models import PlanSection, PlanVersion
from sendap.apps.timeline.models import Case
from sendap.law.calendar import school_year_group
from tests import builders as make

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NEAR, SPECIAL = "900101", "900102"


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def ready(case: Case, today: date) -> Case:
    """The draft was sent 18 days ago, and two settings replied: one no, one yes."""
    sent = today - timedelta(days=18)
    make.make_event(case, "draft_plan_served", sent)
    version = make.make_plan_versions(case, on=sent)
    PlanVersion.objects.filter(case=case, number=2).delete()
    for number, name, category in ((NEAR, "Near School", "mainstream"),
                                   (SPECIAL, "Oak House", "special")):  # fmt: skip
        make.make_setting(number, name)
        Setting.objects.filter(pk=number).update(category=category, authority_code="998")
        Consultation.objects.create(
            case=case, reference=f"setting-{number}", number=number, name=name, version=version,
            reader_number=number, year_group=4, sent_on=sent, sent_by="a test",
        )  # fmt: skip
    Consultation.objects.filter(number=NEAR).update(
        replied_on=today, answer="no", grounds=["others"], is_full=True, reasons="Class of 33."
    )
    Consultation.objects.filter(number=SPECIAL).update(
        replied_on=today, answer="yes", offered_from=today
    )
    return case


def tell_places(number: str, case: Case, places: int, today: date) -> PlaceOffer:
    return PlaceOffer.objects.create(
        setting_id=number, year_group=school_year_group(case.born_on, today), places=places,
        said_places=places, starts_on=today, said_by="a test", said_as="head",
        said_at=timezone.now(),
    )  # fmt: skip


def form(today: date, **changed: Any) -> dict[str, Any]:
    """Oak House is named; the ground against Near School is made out, which the family wants."""
    filled: dict[str, Any] = {
        f"finding-{number}-{name}": "not_made_out"
        for number in (NEAR, SPECIAL) for name in CRITERIA
    }  # fmt: skip
    return filled | {
        f"finding-{NEAR}-others": "made_out", f"why-{NEAR}-others": "A class of 33, no room.",
        f"rank-{NEAR}": "1", f"rank-{SPECIAL}": "2", "way": "setting", "number": SPECIAL,
        "setting_type": "A special school", "starts_on": today.isoformat(),
        "reasons": "Near School can’t; Oak House can.", "do": "decide",
        "what-1": "A visit", "who-1": "Oak House", "by-1": today.isoformat(), **changed,
    }  # fmt: skip


def decide(writer: Client, case: Case, today: date, **changed: Any) -> Any:
    return writer.post(reverse("naming:case", args=[case.pk]), form(today, **changed))


def test_the_page_begins_with_what_was_replied(ready: Case, writer: Client) -> None:
    said = writer.get(reverse("naming:case", args=[ready.pk])).content.decode()
    assert "Class of 33." in said and "Oak House" in said and "39(4)(b)(i)" in said


def test_a_decision_fills_section_i_and_is_shown_with_its_tests(
    ready: Case, writer: Client, today: date
) -> None:
    assert decide(writer, ready, today).status_code == 302
    row = PlanSection.objects.get(version__case=ready, version__number=2, letter="I").items[0]
    assert (row["setting_name"], row["setting_number"]) == ("Oak House", SPECIAL)
    said = writer.get(reverse("naming:case", args=[ready.pk])).content.decode()
    assert "needn’t be named" in said and "A class of 33, no room." in said and "A visit" in said
    assert not Consultation.objects.filter(closed_on=None).exists()


def test_what_was_asked_for_must_be_named_unless_a_ground_is_made_out(
    ready: Case, writer: Client, today: date
) -> None:
    answer = decide(writer, ready, today, **{f"finding-{NEAR}-others": "not_made_out"})
    assert answer.status_code == 400 and "so it must be named" in answer.content.decode()
    assert not Naming.objects.exists()


def test_a_setting_that_its_own_test_excludes_is_not_named(
    ready: Case, writer: Client, today: date
) -> None:
    answer = decide(writer, ready, today, number=NEAR, **{f"rank-{SPECIAL}": ""})
    assert answer.status_code == 400 and "by your own test" in answer.content.decode()


def test_mainstream_that_the_family_wants_needs_its_own_reason(
    ready: Case, writer: Client, today: date
) -> None:
    answer = decide(writer, ready, today, wants_mainstream="yes")
    assert answer.status_code == 400 and "section 33" in answer.content.decode()
    against = "Her needs frighten the others; a support base was tried."
    answer = decide(writer, ready, today, wants_mainstream="yes", against_mainstream=against)
    assert answer.status_code == 302


def test_otherwise_than_at_school_needs_why_no_school_would_do(
    ready: Case, writer: Client, today: date
) -> None:
    none = {f"finding-{SPECIAL}-needs": "made_out", f"why-{SPECIAL}-needs": "Too large."}
    answer = decide(writer, ready, today, way="eotas", **none)
    assert answer.status_code == 400 and "section 61" in answer.content.decode()
    answer = decide(writer, ready, today, way="eotas", why_not_school="She can’t be in one.",
                    **none)  # fmt: skip
    assert answer.status_code == 302 and not PlaceClaim.objects.exists()


def test_reasons_are_drafted_from_the_tests_and_nothing_is_decided(
    ready: Case, writer: Client, today: date
) -> None:
    answer = decide(writer, ready, today, do="draft", reasons="")
    said = answer.content.decode()
    assert "Near School (section 39)" in said and "A class of 33, no room." in said
    assert not Naming.objects.exists()


def test_nobody_is_named_before_the_reply_or_its_last_day(
    ready: Case, writer: Client, today: date
) -> None:
    Consultation.objects.filter(number=SPECIAL).update(replied_on=None, sent_on=today)
    answer = decide(writer, ready, today)
    assert answer.status_code == 400 and "to reply" in answer.content.decode()


def test_the_place_moves_with_the_decision_and_once_only(
    ready: Case, writer: Client, today: date
) -> None:
    offer = tell_places(SPECIAL, ready, 2, today)
    token = "6f1c1e0a-0000-4000-8000-000000000001"
    decide(writer, ready, today, token=token)
    decide(writer, ready, today, token=token)
    offer.refresh_from_db()
    assert offer.places == 1 and Naming.objects.count() == 1
    assert PlaceClaim.objects.get().is_counted


def test_whoever_is_named_is_admitted_though_the_setting_is_full(
    ready: Case, writer: Client, today: date
) -> None:
    offer = tell_places(SPECIAL, ready, 0, today)
    decide(writer, ready, today)
    offer.refresh_from_db()
    claim = PlaceClaim.objects.get()
    assert (offer.places, claim.state, claim.is_counted) == (0, "taken", False)


def test_under_a_binding_list_a_full_setting_is_waited_for(
    ready: Case, writer: Client, today: date, settings: Any
) -> None:
    settings.REGIME = "green_paper_2022"
    tell_places(SPECIAL, ready, 0, today)
    Consultation.objects.filter(number=SPECIAL).update(is_full=True)
    decide(writer, ready, today)
    assert PlaceClaim.objects.get().state == "waiting"


def test_under_a_binding_list_whoever_was_offered_a_place_has_it(
    ready: Case, writer: Client, today: date, settings: Any
) -> None:
    settings.REGIME = "green_paper_2022"
    tell_places(SPECIAL, ready, 0, today)
    decide(writer, ready, today)
    assert PlaceClaim.objects.get().state == "taken"


def test_under_a_binding_list_the_first_that_has_room_is_named(
    ready: Case, writer: Client, today: date, settings: Any
) -> None:
    settings.REGIME = "green_paper_2022"
    against = {f"finding-{NEAR}-others": "not_made_out"}
    assert decide(writer, ready, today, **against).status_code == 302


def test_the_setting_confirms_the_start(ready: Case, writer: Client, today: date) -> None:
    decide(writer, ready, today)
    claim = PlaceClaim.objects.get()
    address = reverse("naming:place", args=[claim.pk])
    there = make.signed_in(make.make_staff("admissions", SPECIAL))
    assert ready.person.surname in there.get(reverse("naming:places")).content.decode()
    start = {"do": "start", "on": today.isoformat()}
    assert make.signed_in(make.make_staff("head", NEAR)).post(address, start).status_code == 404
    assert there.post(address, start).status_code == 302
    claim.refresh_from_db()
    assert (claim.state, claim.started_on) == ("started", today)


def wait(case: Case, rank: int, today: date) -> PlaceClaim:
    return PlaceClaim.objects.create(
        case=case, number=NEAR, name="Near School", year_group=4, state="waiting", rank=rank,
        because="Came later.", starts_on=today, made_by="a test", made_on=today,
    )  # fmt: skip


def test_a_turn_is_changed_with_its_reason_and_the_others_close_up(
    ready: Case, writer: Client, today: date
) -> None:
    first = wait(ready, 1, today)
    second = wait(make.make_case(make.make_person()), 2, today)
    address = reverse("naming:place", args=[second.pk])
    moved = {"do": "move", "rank": "1"}
    assert writer.post(address, moved).status_code == 400
    assert writer.post(address, {**moved, "because": "In care."}).status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.rank, second.rank, second.because) == (2, 1, "In care.")


def test_a_place_that_is_free_goes_to_whoever_waits_and_comes_back(
    ready: Case, writer: Client, today: date
) -> None:
    claim = wait(ready, 1, today)
    address = reverse("naming:place", args=[claim.pk])
    PlaceClaim.objects.update(year_group=school_year_group(ready.born_on, today))
    offer = {"do": "offer"}
    assert writer.post(address, offer).status_code == 400
    told = tell_places(NEAR, ready, 1, today)
    assert writer.post(address, offer).status_code == 302
    told.refresh_from_db()
    assert told.places == 0
    writer.post(address, {"do": "end"})
    told.refresh_from_db()
    assert told.places == 1


def test_the_family_sees_who_was_asked_what_was_decided_and_why(
    ready: Case, writer: Client, parent: Client, today: date
) -> None:
    decide(writer, ready, today)
    said = parent.get(reverse("naming:family", args=[ready.pk])).content.decode()
    assert "Oak House" in said and "Near School can’t; Oak House can." in said
    assert "Class of 33." in said and "A visit" in said


def test_a_family_member_who_may_not_know_where_sees_no_place(
    ready: Case, writer: Client, parent: Client, today: date
) -> None:
    decide(writer, ready, today)
    make.make_location(ready.person, "4 Hidden Row", "ZZ99 4HD", is_protected=True)
    said = parent.get(reverse("naming:family", args=[ready.pk])).content.decode()
    assert "protected" in said and "Oak House" not in said


def test_the_letter_with_the_final_plan_gives_the_reasons(
    ready: Case, writer: Client, parent: Client, today: date
) -> None:
    decide(writer, ready, today)
    sent = writer.post(reverse("plan:send", args=[ready.pk, 2]), {"on": today.isoformat()})
    assert sent.status_code == 302
    (copy,) = NoticeCopy.objects.filter(notice__kind="final_plan", body="")
    assert "Near School can’t; Oak House can." in str(copy.letter)
    ready.refresh_from_db()
    assert ready.setting_number == SPECIAL


def test_the_letter_gives_no_reasons_where_an_address_is_protected(
    ready: Case, writer: Client, parent: Client, today: date
) -> None:
    decide(writer, ready, today)
    make.make_location(ready.person, "4 Hidden Row", "ZZ99 4HD", is_protected=True)
    writer.post(reverse("plan:send", args=[ready.pk, 2]), {"on": today.isoformat()})
    (copy,) = NoticeCopy.objects.filter(notice__kind="final_plan", body="")
    assert "Oak House" not in str(copy.letter)


def test_the_family_s_own_order_is_there_already(
    ready: Case, writer: Client, parent: Client, today: date
) -> None:
    now = timezone.now()
    made = ListMade.objects.create(
        case=ready, number=1, token=uuid.uuid4(), regime="cfa2014", mode="advisory",
        starts_on=today, child={}, rules={}, found={}, made_on=today, made_by="a test",
        made_at=now,
    )  # fmt: skip
    ListChoice.objects.create(
        tailored=made, account_id=1, made_by="a parent", ranked=[SPECIAL, NEAR], sent_on=today,
        sent_at=now,
    )  # fmt: skip
    said = writer.get(reverse("naming:case", args=[ready.pk])).content.decode()
    assert said.index("candidate-900102") < said.index("candidate-900101")
    asked = writer.get(reverse("consultations:case", args=[ready.pk])).content.decode()
    assert "the family’s choice 1" in asked
