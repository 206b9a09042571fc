"""What is recorded counts at once; what is taken back stays in the history."""

from datetime import date

import pytest

from sendap.apps.access.actors import actor_for
from sendap.apps.timeline.actions.events import record, retract
from sendap.apps.timeline.models import Case, Event, Retraction
from sendap.basics.errors import BadInput, NotAllowed, NotFound
from tests.builders import make_case, make_person, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TODAY = date(2026, 6, 30)
RECEIVED = date(2026, 6, 1)


@pytest.fixture
def case(db) -> Case:
    return make_case(make_person(), stage="unknown", next_due_on=None)


@pytest.fixture
def officer(db):
    return actor_for(make_staff("caseworker"), on=TODAY)


def note(actor, case, name="request_received", on=RECEIVED, **facts) -> Event:
    return record(actor=actor, case=case, name=name, on=on, today=TODAY, facts=facts)


def test_what_is_recorded_gives_the_case_its_next_date(case, officer):
    note(officer, case)
    case.refresh_from_db()
    assert (case.stage, case.next_due_on) == ("request", date(2026, 7, 13))


def test_what_is_taken_back_no_longer_counts_and_stays(case, officer):
    event = note(officer, case)
    retract(actor=officer, event=event, reason="Another child's letter", today=TODAY)
    case.refresh_from_db()
    assert (case.stage, case.next_due_on) == ("unknown", None)
    assert Event.objects.filter(pk=event.pk).exists() and Retraction.objects.count() == 1


def test_taking_back_needs_a_reason_and_happens_once(case, officer):
    event = note(officer, case)
    with pytest.raises(BadInput, match="why"):
        retract(actor=officer, event=event, reason=" ", today=TODAY)
    retract(actor=officer, event=event, reason="Wrong case", today=TODAY)
    with pytest.raises(BadInput, match="already"):
        retract(actor=officer, event=event, reason="Wrong case", today=TODAY)


@pytest.mark.parametrize(
    ("name", "on", "field"),
    [
        ("nothing_known", RECEIVED, "name"),
        ("review_decision_notified", RECEIVED, "outcome"),
        ("request_received", date(2026, 7, 1), "on"),
    ],
)
def test_what_the_law_doesnt_know_or_hasnt_happened_is_refused(case, officer, name, on, field):
    with pytest.raises(BadInput) as refused:
        note(officer, case, name, on)
    assert refused.value.field == field and not Event.objects.exists()


def test_another_authoritys_case_isnt_there(case):
    stranger = actor_for(make_staff("caseworker", "997"), on=TODAY)
    with pytest.raises(NotFound):
        note(stranger, case)


def test_a_role_that_does_no_casework_records_nothing(case):
    with pytest.raises(NotAllowed):
        note(actor_for(make_staff("analyst"), on=TODAY), case)
