"""Early signs of a disagreement: which facts of a case reach the manager, and which don't."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from sendap.apps.access.actors import Actor, Held
from sendap.apps.access.models import AuditEntry
from sendap.apps.placements.models import Consultation
from sendap.apps.plans.models import PlanComment
from sendap.apps.redress.models import Talk
from sendap.apps.redress.signs.queries import COMMENTS, MESSAGES, MISSED, REFUSED, TALK, signs
from sendap.apps.timeline.models import Case
from tests import builders as make

pytestmark = pytest.mark.django_db
MANAGER = Actor("A manager", grants=(Held("team_manager", "authority", "998"),))


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def case(today: date) -> Case:
    make.make_authority()
    return make.make_case(make.make_person())


def kinds(today: date) -> list[str]:
    """The kinds of signs of the one case that has any."""
    return [sign.kind for line in signs(MANAGER, on=today).lines for sign in line.signs]


def miss(case: Case, today: date) -> None:
    make.make_deadline(case, "C7", today - timedelta(days=3))


def comment(case: Case, today: date, *, days: int) -> PlanComment:
    version = make.make_plan_versions(case, on=today - timedelta(days=days), sent="Needs quiet.")
    made = make.make_plan_comment(version, "Not right.")
    made.made_at = timezone.now() - timedelta(days=days)
    made.save(update_fields=["made_at"])
    return made


def refuse(case: Case, today: date, count: int, *, answer: str = "no") -> None:
    version = make.make_plan_versions(case, on=today - timedelta(days=20), sent="Needs quiet.")
    for number in range(count):
        Consultation.objects.create(
            case=case, version=version, reference=f"c{number}", number=f"90010{number}",
            name="A school", year_group=3, sent_on=today - timedelta(days=15), answer=answer,
            replied_on=today - timedelta(days=number),
        )  # fmt: skip


def ask(case: Case, today: date, **more: object) -> None:
    Talk.objects.create(case=case, token=uuid.uuid4(), side="family", way="call", about="Help.",
                        opened_on=today, opened_by="A parent", **more)  # fmt: skip


def test_a_missed_limit_alone_is_no_sign(case: Case, today: date) -> None:
    miss(case, today)
    assert kinds(today) == []


def test_a_missed_limit_counts_beside_another_sign(case: Case, today: date) -> None:
    miss(case, today)
    comment(case, today, days=9)
    assert kinds(today) == [MISSED, COMMENTS]


def test_a_limit_that_the_family_or_an_exception_has_doesn_t_count(case: Case, today: date) -> None:
    make.make_deadline(case, "D6", today - timedelta(days=3))
    make.make_deadline(case, "C7", today - timedelta(days=3), excepted=True)
    make.make_deadline(case, "C1", today)
    ask(case, today)
    assert kinds(today) == [TALK]


def test_a_comment_of_this_week_or_answered_doesn_t_count(case: Case, today: date) -> None:
    ask(case, today)
    made = comment(case, today, days=2)
    assert kinds(today) == [TALK]
    made.made_at = timezone.now() - timedelta(days=9)
    made.save(update_fields=["made_at"])
    assert kinds(today) == [COMMENTS, TALK]
    made.answered_at = timezone.now()
    made.save(update_fields=["answered_at"])
    assert kinds(today) == [TALK]


def test_two_settings_that_said_no_are_a_sign_and_one_isn_t(case: Case, today: date) -> None:
    refuse(case, today, 1)
    assert kinds(today) == []
    Consultation.objects.all().delete()
    case.plan_versions.all().delete()
    refuse(case, today, 2)
    line = signs(MANAGER, on=today).lines[0]
    assert [(sign.kind, sign.count, sign.since) for sign in line.signs] == [
        (REFUSED, 2, today - timedelta(days=1))
    ]


def test_two_offers_are_no_sign(case: Case, today: date) -> None:
    refuse(case, today, 2, answer="yes")
    assert kinds(today) == []


def test_an_unanswered_message_is_a_sign(case: Case, today: date) -> None:
    long_ago: datetime = timezone.now() - timedelta(days=20)
    make.make_message(case, "Hello?", sent_at=long_ago)
    assert kinds(today) == [MESSAGES]


def test_a_talk_that_was_answered_is_no_sign_any_more(case: Case, today: date) -> None:
    ask(case, today, people="Ms Able")
    assert kinds(today) == []


def test_another_authority_s_cases_aren_t_there_and_the_read_is_audited(
    case: Case, today: date
) -> None:
    make.make_authority(make.SOUTHVALE, "Southvale")
    other = make.make_case(make.make_person(make.SOUTHVALE), make.SOUTHVALE)
    for each in (case, other):
        ask(each, today)
    found = signs(MANAGER, on=today)
    assert [line.case_id for line in found.lines] == [case.pk] and found.total == 1
    entry = AuditEntry.objects.filter(action="signs.list").latest("pk")
    assert entry.people == [str(case.person_id)]


def test_the_case_with_most_different_signs_comes_first(case: Case, today: date) -> None:
    other = make.make_case(make.make_person())
    ask(case, today)
    ask(other, today)
    miss(other, today)
    assert [line.case_id for line in signs(MANAGER, on=today).lines] == [other.pk, case.pk]
