"""A letter goes out with its step or the step isn't taken; whom it goes to is worked out then."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sendap.apps.access.actors import Actor, actor_for
from sendap.apps.correspondence.models import ContactDetails, Notice, NoticeCopy
from sendap.apps.plans.actions.moves import make_move
from sendap.apps.plans.models import Decision
from sendap.apps.timeline.models import Case, Event
from sendap.basics.errors import Refusal
from sendap.law.notices import LacksContent
from tests import builders as make

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TODAY = date(2026, 6, 30)
REFUSAL = {
    "may_have_needs": "yes", "may_need_plan": "no", "reasons": "Support in class meets the needs.",
    "evidence": "School report of 1 June 2026",
}  # fmt: skip


@pytest.fixture
def case(db: None) -> Case:
    made = make.make_case(make.make_person(forename="Robin"))
    make.make_event(made, "request_received", TODAY - timedelta(days=20))
    return made


@pytest.fixture
def manager(db: None) -> Actor:
    return actor_for(make.make_staff("team_manager"), on=TODAY)


def refuse(case: Case, manager: Actor, *, on: date = TODAY, **changed: str) -> Decision:
    return make_move(
        actor=manager, case_id=case.pk, move="refuse_to_assess", on=on, today=TODAY,
        facts=REFUSAL | changed,
    )  # fmt: skip


def words(copy: NoticeCopy) -> str:
    return " ".join(
        said for part in copy.letter["parts"] for said in (part["heading"], *part["paragraphs"])
    )


def test_each_parent_gets_a_copy_with_the_reasons_both_tests_and_the_last_days(
    case: Case, manager: Actor
) -> None:
    online = make.make_account("pat")
    make.make_relationship(case.person, online, name="Pat Example")
    make.make_relationship(case.person, None, name="Sam Example")
    refuse(case, manager)
    copies = {copy.name: copy for copy in NoticeCopy.objects.filter(body="")}
    assert set(copies) == {"Pat Example", "Sam Example"}
    assert [copies[name].channel for name in sorted(copies)] == ["online", "post"]
    assert [copies[name].served_on.day for name in sorted(copies)] == [30, 2]
    said = words(copies["Pat Example"])
    for each in (REFUSAL["reasons"], REFUSAL["evidence"], "Robin’s", "30 August 2026", "Yes", "No"):
        assert each in said, each


def test_somebody_who_came_or_went_between_the_draft_and_the_sending_is_counted_right(
    case: Case, manager: Actor
) -> None:
    went = make.make_relationship(case.person, None, name="Gone Example")
    barred = make.make_relationship(case.person, None, name="Barred Example")
    make.make_event(case, "decision_to_assess_notified", TODAY - timedelta(days=10))
    make.make_event(case, "no_plan_notified", TODAY - timedelta(days=9))
    went.ends_on = TODAY - timedelta(days=1)
    went.save()
    barred.sees_record = False
    barred.save()
    make.make_relationship(case.person, None, name="Came Example", starts_on=TODAY)
    make.make_event(case, "request_received", TODAY - timedelta(days=8))
    refuse(case, manager)
    assert [copy.name for copy in NoticeCopy.objects.filter(body="")] == ["Came Example"]


@pytest.mark.parametrize("kind", list(ContactDetails.Kind))
def test_without_someone_to_turn_to_the_step_isnt_taken_and_the_sentence_names_it(
    case: Case, manager: Actor, kind: str
) -> None:
    make.make_relationship(case.person, None)
    ContactDetails.objects.filter(kind=kind).delete()
    with pytest.raises(LacksContent) as refused:
        refuse(case, manager)
    assert refused.value.field == kind and "can’t be sent" in str(refused.value)
    assert not Decision.objects.exists() and not Notice.objects.exists()
    assert not Event.objects.filter(name="decision_not_to_assess_notified").exists()


def test_a_second_decision_gives_its_own_last_day_of_appeal(case: Case, manager: Actor) -> None:
    make.make_relationship(case.person, None)
    earlier, later = TODAY - timedelta(days=15), TODAY
    refuse(case, manager, on=earlier)
    make.make_event(case, "request_received", TODAY - timedelta(days=5))
    refuse(case, manager, on=later, reasons="Nothing has changed since.")
    first, second = (
        words(copy) for copy in NoticeCopy.objects.filter(body="").order_by("notice__on")
    )
    assert "15 August 2026" in first and "30 August 2026" in second
    assert "15 August 2026" not in second


def test_the_same_form_sent_twice_is_one_letter(case: Case, manager: Actor) -> None:
    make.make_relationship(case.person, None)
    for _ in range(2):
        refuse(case, manager)
    assert Notice.objects.count() == NoticeCopy.objects.filter(body="").count() == 1


def test_no_letter_goes_out_about_somebody_who_died(case: Case, manager: Actor) -> None:
    make.make_relationship(case.person, None)
    make.make_event(case, "person_died", TODAY - timedelta(days=1))
    with pytest.raises(Refusal):
        refuse(case, manager)
    assert not Notice.objects.exists()


def test_with_nobody_to_write_to_the_notice_is_kept_without_a_copy(
    case: Case, manager: Actor
) -> None:
    refuse(case, manager)
    assert Notice.objects.get().copies.filter(body="").count() == 0


def test_what_was_sent_stays_as_it_was_when_the_record_changes(case: Case, manager: Actor) -> None:
    make.make_relationship(case.person, None, name="Pat Example")
    refuse(case, manager)
    before = words(NoticeCopy.objects.get(body=""))
    ContactDetails.objects.update(phone="01632 960999")
    case.person.forename = "Changed"
    case.person.save()
    assert words(NoticeCopy.objects.get(body="")) == before and "960999" not in before
