"""The demonstration area: its people, plans, letters and talk; built once for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.models import Account, AuditEntry, Grant
from sendap.apps.access.queries import demonstration_accounts
from sendap.apps.access.roles import FAMILY, ROLES
from sendap.apps.correspondence.models import Message, Notice, NoticeCopy
from sendap.apps.people.models import Location, Relationship
from sendap.apps.plans.delivery.terms import school_days, terms_at
from sendap.apps.plans.models import (
    AdviceRequest,
    AdviceStatement,
    DeliveryEntry,
    Experience,
    FamilyWords,
    PanelItem,
    PlanComment,
    PlanVersion,
    Review,
)
from sendap.apps.plans.voice.experience import STAGES
from sendap.apps.returns.models import ReturnFile
from sendap.apps.timeline.models import Case, Event
from sendap.basics.errors import CannotDo
from sendap.demo.building import Built, Order, build
from sendap.exchange.plan.reading import check_shape

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(scope="module", autouse=True)
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Built]:
    """The area, built once; what each test changes of it is undone after the test."""
    whole = transaction.atomic()
    whole._from_testcase = True  # type: ignore[attr-defined]
    with django_db_blocker.unblock(), whole:
        yield build(order(), say=lambda step: None)
        transaction.set_rollback(True)


NOWHERE = Path("no-published-data-here")


def order(**changes: int) -> Order:
    values = {"persons": 600, "seed": 7, **changes}
    return Order(today=timezone.localdate(), open_data=NOWHERE, **values)


def counts() -> list[int]:
    tables = (Account, AuditEntry, Case, Event, Grant, Location, Relationship, ReturnFile)
    return [table.objects.count() for table in tables]


def test_there_is_a_made_up_account_for_every_role(built: Built) -> None:
    held = Grant.objects.filter(account__is_demonstration=True).values_list("role", flat=True)
    assert set(held) == set(ROLES)
    assert built.accounts == Account.objects.count()


def test_the_return_passes_the_checks_and_is_loaded_whole(built: Built) -> None:
    loaded = ReturnFile.objects.get()
    assert (loaded.read, loaded.added) == (built.persons, built.cases)
    assert (loaded.errors, loaded.queries, loaded.refused) == (0, 0, 0)


def test_cases_are_early_on_time_late_and_excepted() -> None:
    today = timezone.localdate()
    cases = Case.objects.filter(authority_code="998")
    assert cases.filter(next_due_on__gt=today + timedelta(days=28)).exists()
    assert cases.filter(next_due_on__range=(today, today + timedelta(days=28))).exists()
    assert cases.filter(next_due_on__lt=today, has_exception=False).exists()
    assert cases.filter(open_deadlines__excepted=True).exists()


def test_some_cases_have_an_officer_and_some_have_none() -> None:
    assert Case.objects.filter(stage="plan", officer__grants__role="caseworker").exists()
    assert Case.objects.filter(stage="request", officer=None).exists()


def test_each_family_is_tied_to_the_person_that_its_grant_reaches() -> None:
    family = Grant.objects.filter(scope="person", role__in=FAMILY)
    rows = Relationship.objects.filter(account__isnull=False)
    tied = {(row.account_id, str(row.person_id)) for row in rows}
    assert {(row.account_id, row.code) for row in family} == tied
    assert family.count() == 9


def test_the_start_page_offers_one_account_a_role_and_every_parent_with_their_situation() -> None:
    offered = demonstration_accounts()
    first = [each.role.name for each in offered if not each.is_one_more]
    assert first == list(ROLES)
    parents = [each.situation for each in offered if each.role.name == "parent"]
    assert len(parents) == 7 == len(set(parents))


def test_some_addresses_are_protected_for_a_reason() -> None:
    assert 0 < Location.objects.filter(is_protected=True).exclude(protected_because="").count() < 60


def test_nothing_happened_after_today() -> None:
    assert not Event.objects.filter(on__gt=timezone.localdate()).exists()


def test_a_second_time_changes_nothing() -> None:
    before = counts()
    assert not build(order(), say=lambda step: None).changed
    assert counts() == before


def test_another_demonstration_is_not_built_on_top() -> None:
    with pytest.raises(CannotDo, match="--reset"):
        build(order(persons=601), say=lambda step: None)


def test_every_piece_of_advice_asked_for_has_its_request() -> None:
    asked = Event.objects.filter(name="advice_requested").values_list("case_id", "reference")
    made = AdviceRequest.objects.exclude(kind="family").values_list("case_id", "reference")
    assert set(made) == set(asked) and AdviceStatement.objects.exists()


def finals() -> list[PlanVersion]:
    return list(PlanVersion.objects.filter(status="final"))


def test_plans_in_force_hold_what_the_open_format_asks_and_most_have_nothing_to_find() -> None:
    for version in finals():
        check_shape(version.content)
    clean = [version for version in finals() if not version.findings["error"]]
    assert len(finals()) > 50 and len(finals()) * 0.6 < len(clean) < len(finals())
    assert len({str(version.content["sections"]["F"]) for version in finals()}) > 40


def test_each_plan_ties_need_outcome_and_help_together() -> None:
    for version in finals():
        for row in version.content["sections"]["F"]:
            assert row["needs"] and row["outcomes"] and row["evidence"]


def test_letters_of_every_common_kind_went_to_whom_they_should() -> None:
    kinds = {"agreement_to_assess", "draft_plan", "final_plan", "refusal_to_assess"}
    assert kinds <= set(Notice.objects.values_list("kind", flat=True))
    for copy in NoticeCopy.objects.filter(relationship__isnull=False).select_related(
        "relationship", "notice__case"
    ):
        assert copy.relationship.person_id == copy.notice.case.person_id


def test_people_wrote_to_each_other_and_nothing_is_dated_to_come() -> None:
    now = timezone.now()
    for moments in (
        Message.objects.values_list("sent_at", flat=True),
        Notice.objects.values_list("sent_at", flat=True),
        PlanComment.objects.values_list("made_at", flat=True),
        DeliveryEntry.objects.values_list("made_at", flat=True),
    ):
        assert moments and max(moments) <= now


def test_no_week_of_holidays_was_planned_and_some_help_fell_short() -> None:
    terms = terms_at([("998", "")])["998", ""]
    for week, planned in DeliveryEntry.objects.values_list("week", "planned").distinct():
        assert school_days(week, terms) and planned
    assert DeliveryEntry.objects.filter(delivered__lt=F("planned")).exists()


def test_the_panel_and_the_reviews_have_something_on_them() -> None:
    assert PanelItem.objects.filter(panel__on__gte=timezone.localdate()).exists()
    assert Review.objects.filter(views__isnull=False).exists()
    assert not broken_chains()


def test_the_senco_has_advice_to_give() -> None:
    own = Grant.objects.filter(role="senco").values("code")
    waiting = AdviceRequest.objects.filter(role="senco", answered_on=None)
    assert waiting.filter(case__setting_number__in=own).exists()


def test_families_have_begun_to_write_and_said_how_each_stage_was() -> None:
    assert FamilyWords.objects.filter(sent_on=None).exists()
    assert set(Experience.objects.values_list("stage", flat=True)) == set(STAGES)


def broken_chains() -> list[object]:
    return [each for each in audit.verify() if isinstance(each, audit.Broken)]
