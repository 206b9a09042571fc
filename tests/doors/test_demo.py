"""``sendap demo``: the area and its people, once, all of it or none, in demonstration mode only."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
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
    PanelItem,
    PlanComment,
    PlanVersion,
    Review,
)
from sendap.apps.returns.models import ReturnFile
from sendap.apps.timeline.models import Case, Event
from sendap.basics.errors import CannotDo
from sendap.demo.area import named_settings
from sendap.demo.building import Built, Order, build
from sendap.exchange.plan.reading import check_shape
from tests.scratch import scratch_database

pytestmark = pytest.mark.database
NOWHERE = Path("no-published-data-here")


@pytest.fixture
def built(db: None) -> Built:
    return build(order(), say=lambda step: None)


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


@pytest.mark.usefixtures("built")
def test_cases_are_early_on_time_late_and_excepted() -> None:
    today = timezone.localdate()
    cases = Case.objects.filter(authority_code="998")
    assert cases.filter(next_due_on__gt=today + timedelta(days=28)).exists()
    assert cases.filter(next_due_on__range=(today, today + timedelta(days=28))).exists()
    assert cases.filter(next_due_on__lt=today, has_exception=False).exists()
    assert cases.filter(open_deadlines__excepted=True).exists()


@pytest.mark.usefixtures("built")
def test_some_cases_have_an_officer_and_some_have_none() -> None:
    assert Case.objects.filter(stage="plan", officer__grants__role="caseworker").exists()
    assert Case.objects.filter(stage="request", officer=None).exists()


@pytest.mark.usefixtures("built")
def test_each_family_is_tied_to_the_person_that_its_grant_reaches() -> None:
    family = Grant.objects.filter(scope="person", role__in=FAMILY)
    rows = Relationship.objects.filter(account__isnull=False)
    tied = {(row.account_id, str(row.person_id)) for row in rows}
    assert {(row.account_id, row.code) for row in family} == tied
    assert family.count() == 9


@pytest.mark.usefixtures("built")
def test_the_start_page_offers_one_account_a_role_and_every_parent_with_their_situation() -> None:
    offered = demonstration_accounts()
    first = [each.role.name for each in offered if not each.is_one_more]
    assert first == list(ROLES)
    parents = [each.situation for each in offered if each.role.name == "parent"]
    assert len(parents) == 7 == len(set(parents))


@pytest.mark.usefixtures("built")
def test_some_addresses_are_protected_for_a_reason() -> None:
    assert 0 < Location.objects.filter(is_protected=True).exclude(protected_because="").count() < 60


@pytest.mark.usefixtures("built")
def test_nothing_happened_after_today() -> None:
    assert not Event.objects.filter(on__gt=timezone.localdate()).exists()


@pytest.mark.usefixtures("built")
def test_a_second_time_changes_nothing() -> None:
    before = counts()
    assert not build(order(), say=lambda step: None).changed
    assert counts() == before


@pytest.mark.usefixtures("built")
def test_another_demonstration_is_not_built_on_top() -> None:
    with pytest.raises(CannotDo, match="--reset"):
        build(order(persons=601), say=lambda step: None)


@pytest.mark.django_db
def test_the_smallest_area_has_every_role_too() -> None:
    build(order(persons=1), say=lambda step: None)
    assert set(Grant.objects.values_list("role", flat=True)) == set(ROLES)


def test_no_two_settings_have_the_same_number_or_name() -> None:
    settings = named_settings(persons=30_000)
    assert len({each.number for each in settings}) == len(settings)
    assert len({each.name for each in settings}) == len(settings)


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    with scratch_database(tmp_path) as url:
        yield {
            **os.environ, "SENDAP_DATABASE_URL": url, "SENDAP_OPEN_DATA": str(tmp_path / "none"),
            "SENDAP_MODE": "demo",
        }  # fmt: skip


def demo(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sendap", "demo", *words]
    return subprocess.run(
        command, env=environment, check=False, capture_output=True, text=True, timeout=120
    )


def test_the_command_prints_one_document_and_can_start_anew(environment: dict[str, str]) -> None:
    first = json.loads(demo(environment, "--persons", "40", "--json").stdout)
    assert (first["changed"], first["persons"], first["published"]) == (True, 40, False)
    second = demo(environment, "--persons", "41")
    assert (second.returncode, second.stderr.count("\n")) == (2, 2)
    third = json.loads(demo(environment, "--reset", "--persons", "41", "--json").stdout)
    assert (third["changed"], third["persons"]) == (True, 41)


def test_killed_half_way_it_leaves_nothing_and_can_be_run_again(
    environment: dict[str, str],
) -> None:
    demo(environment, "--persons", "1")
    command = [sys.executable, "-m", "sendap", "demo", "--reset", "--persons", "2000"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if "Importing" in line:
                break
        time.sleep(random.Random(5).uniform(0.1, 1.5))
        process.kill()
    again = json.loads(demo(environment, "--persons", "30", "--json").stdout)
    assert (again["changed"], again["cases"]) == (True, 30)


def test_it_is_refused_in_production(environment: dict[str, str]) -> None:
    for words in ([], ["--reset"]):
        done = demo({**environment, "SENDAP_MODE": "production"}, *words)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert "demonstration mode" in done.stderr


@pytest.mark.usefixtures("built")
def test_every_piece_of_advice_asked_for_has_its_request() -> None:
    asked = Event.objects.filter(name="advice_requested").values_list("case_id", "reference")
    made = AdviceRequest.objects.values_list("case_id", "reference")
    assert set(made) == set(asked) and AdviceStatement.objects.exists()


def finals() -> list[PlanVersion]:
    return list(PlanVersion.objects.filter(status="final"))


@pytest.mark.usefixtures("built")
def test_plans_in_force_hold_what_the_open_format_asks_and_most_have_nothing_to_find() -> None:
    for version in finals():
        check_shape(version.content)
    clean = [version for version in finals() if not version.findings["error"]]
    assert len(finals()) > 50 and len(finals()) * 0.6 < len(clean) < len(finals())
    assert len({str(version.content["sections"]["F"]) for version in finals()}) > 40


@pytest.mark.usefixtures("built")
def test_each_plan_ties_need_outcome_and_help_together() -> None:
    for version in finals():
        for row in version.content["sections"]["F"]:
            assert row["needs"] and row["outcomes"] and row["evidence"]


@pytest.mark.usefixtures("built")
def test_letters_of_every_common_kind_went_to_whom_they_should() -> None:
    kinds = {"agreement_to_assess", "draft_plan", "final_plan", "refusal_to_assess"}
    assert kinds <= set(Notice.objects.values_list("kind", flat=True))
    for copy in NoticeCopy.objects.filter(relationship__isnull=False).select_related(
        "relationship", "notice__case"
    ):
        assert copy.relationship.person_id == copy.notice.case.person_id


@pytest.mark.usefixtures("built")
def test_people_wrote_to_each_other_and_nothing_is_dated_to_come() -> None:
    now = timezone.now()
    for moments in (
        Message.objects.values_list("sent_at", flat=True),
        Notice.objects.values_list("sent_at", flat=True),
        PlanComment.objects.values_list("made_at", flat=True),
        DeliveryEntry.objects.values_list("made_at", flat=True),
    ):
        assert moments and max(moments) <= now


@pytest.mark.usefixtures("built")
def test_no_week_of_holidays_was_planned_and_some_help_fell_short() -> None:
    terms = terms_at([("998", "")])["998", ""]
    for week, planned in DeliveryEntry.objects.values_list("week", "planned").distinct():
        assert school_days(week, terms) and planned
    assert DeliveryEntry.objects.filter(delivered__lt=F("planned")).exists()


@pytest.mark.usefixtures("built")
def test_the_panel_and_the_reviews_have_something_on_them() -> None:
    assert PanelItem.objects.filter(panel__on__gte=timezone.localdate()).exists()
    assert Review.objects.filter(views__isnull=False).exists()
    assert not broken_chains()


def broken_chains() -> list[object]:
    return [each for each in audit.verify() if isinstance(each, audit.Broken)]
