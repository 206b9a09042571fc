"""A case goes from state to state by lawful moves only, each recorded whole or not at all."""

from datetime import date

import pytest

from sendap.apps.access.actors import actor_for
from sendap.apps.access.models import AuditEntry
from sendap.apps.plans.actions.moves import make_move
from sendap.apps.plans.models import Decision
from sendap.apps.timeline.models import Case, Event
from sendap.basics.errors import BadInput, NotAllowed, NotFound, WrongState
from tests.builders import (
    make_case,
    make_event,
    make_grant,
    make_person,
    make_relationship,
    make_staff,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TODAY = date(2026, 6, 30)
REFUSAL = {
    "may_have_needs": "yes", "may_need_plan": "no", "reasons": "Support in class meets the needs.",
    "evidence": "School report of 1 June 2026",
}  # fmt: skip


@pytest.fixture
def case(db) -> Case:
    return make_case(make_person(), stage="unknown", next_due_on=None)


@pytest.fixture
def manager(db):
    return actor_for(make_staff("team_manager"), on=TODAY)


def move(actor, case, name, on=TODAY, **facts):
    return make_move(actor=actor, case_id=case.pk, move=name, on=on, today=TODAY, facts=facts)


def test_a_move_records_its_event_and_renews_the_dates(case, manager):
    move(manager, case, "receive_request", date(2026, 6, 1))
    case.refresh_from_db()
    assert (case.stage, case.next_rule, case.next_due_on) == ("request", "C1", date(2026, 7, 13))


def test_a_refusal_opens_a_right_of_appeal_and_keeps_its_grounds(case, manager):
    move(manager, case, "receive_request", date(2026, 6, 1))
    decision = move(manager, case, "refuse_to_assess", **REFUSAL)
    assert decision.facts["evidence"] == REFUSAL["evidence"]
    names = set(Event.objects.filter(case=case).values_list("name", flat=True))
    assert {"decision_not_to_assess_notified", "appealable_decision_notified"} <= names


def test_an_unlawful_move_changes_nothing_and_is_in_the_audit(case, manager):
    with pytest.raises(WrongState):
        move(manager, case, "issue_plan", document="draft")
    assert not Event.objects.filter(case=case).exists() and not Decision.objects.exists()
    assert AuditEntry.objects.filter(action="plans.issue_plan", outcome="refused").exists()


def test_a_move_cant_be_made_on_a_day_to_come(case, manager):
    with pytest.raises(BadInput, match="past"):
        move(manager, case, "receive_request", date(2026, 7, 1))


def test_another_authoritys_case_isnt_there(case):
    stranger = actor_for(make_staff("team_manager", "997"), on=TODAY)
    with pytest.raises(NotFound):
        move(stranger, case, "receive_request", date(2026, 6, 1))


def test_a_role_held_elsewhere_doesnt_count_over_ones_own_childs_case(db: None) -> None:
    """A manager of another authority who is this child's parent may not decide about the child."""
    case, today = make_case(make_person()), TODAY
    make_event(case, "request_received", today)
    account = make_staff("team_manager", "997")
    make_grant(account, "parent", str(case.person_id))
    make_relationship(case.person, account)
    with pytest.raises(NotAllowed):
        make_move(
            actor=actor_for(account, on=today), case_id=case.pk, move="agree_to_assess",
            on=today, today=today, facts={"reasons": "My own child."},
        )  # fmt: skip


def test_a_decision_cant_be_dated_before_what_it_decides(case, manager):
    move(manager, case, "receive_request", date(2026, 6, 1))
    with pytest.raises(BadInput, match="Not on that day") as refused:
        move(manager, case, "agree_to_assess", date(2026, 5, 31), reasons="Reports.")
    assert refused.value.field == "on"
    assert move(manager, case, "agree_to_assess", date(2026, 6, 1), reasons="Reports.")
