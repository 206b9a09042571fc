"""Who sees a record on a day: a court order, the June day, consent and capacity each by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sendap.apps.access.actors import actor_for
from sendap.apps.people.models import Capacity, Consent
from sendap.apps.people.queries import family_of
from sendap.apps.people.rules import DECISIONS, SHARING, YOUNG_PERSON, Tie, notice_due, sees_record
from tests import builders as make

BORN = date(2010, 9, 1)
LAST = date(2027, 6, 25)
"""The last Friday of June of the school year in which someone born on that day turns 16."""


def last_friday_of_june(year: int) -> date:
    return max(day for n in range(24, 31) if (day := date(year, 6, n)).weekday() == 4)


def tie(**changed) -> Tie:
    known = {"relationship_id": 1, "account_id": 1, "name": "An adult", "basis": "birth parent",
             "sees_record": True, "starts_on": date(2011, 1, 1), "ends_on": None}  # fmt: skip
    return Tie(**(known | changed))


def sees(on: date, *, agreed=(), lacks=False, **changed) -> bool:
    return sees_record(tie(**changed), born_on=BORN, on=on, agreed=set(agreed),
                       lacks_capacity=lacks)  # fmt: skip


def test_a_parent_sees_the_record_to_the_last_friday_of_june_and_not_a_day_longer():
    assert sees(LAST) and not sees(LAST + timedelta(days=1))


def test_consent_and_lack_of_capacity_each_let_a_parent_see_it_after_that():
    after = LAST + timedelta(days=1)
    assert sees(after, agreed=[1]) and sees(after, lacks=True)
    assert not sees(after, agreed=[2])


@given(some.dates(date(2011, 1, 1), date(2035, 12, 31)), some.booleans(), some.booleans())
def test_a_court_order_beats_everything_else(on, agreed, lacks):
    assert not sees(on, sees_record=False, agreed=[1] if agreed else [], lacks=lacks)


@given(some.dates(date(1999, 9, 1), date(2040, 8, 31)), some.integers(0, 9_500))
def test_the_young_person_always_sees_their_own(born_on, days):
    own = tie(basis=YOUNG_PERSON, starts_on=born_on)
    assert sees_record(own, born_on=born_on, on=born_on + timedelta(days=days))


@given(some.dates(date(1999, 9, 1), date(2040, 8, 31)), some.integers(-400, 40))
def test_there_is_never_a_day_with_nobody_who_can_act(born_on, offset):
    on = last_friday_of_june(born_on.year + 16 + (born_on.month >= 9)) + timedelta(days=offset)
    parent, own = tie(starts_on=born_on), tie(basis=YOUNG_PERSON, starts_on=born_on)
    assert any(sees_record(each, born_on=born_on, on=on) for each in (parent, own))
    assert sees_record(parent, born_on=born_on, on=on) == (offset <= 0)


@pytest.mark.parametrize(
    ("on", "months"),
    [(date(2026, 6, 24), None), (date(2026, 6, 25), 12), (date(2026, 12, 24), 12),
     (date(2026, 12, 25), 6), (date(2027, 3, 25), 3), (LAST, 3), (date(2027, 6, 26), None)],
)  # fmt: skip
def test_the_family_is_told_twelve_six_and_three_months_before(on, months):
    assert notice_due(BORN, on) == months


@pytest.fixture
def grown(db):
    """A parent, and the young person of whom they are, on the day after the rights passed."""
    person = make.make_person(born_on=BORN)
    account = make.make_account("a-parent")
    make.make_grant(account, "parent", str(person.pk))
    return person, account, make.make_relationship(person, account)


def open_to(account, on) -> bool:
    return bool(family_of(actor_for(account, on=on), on=on))


@pytest.mark.django_db
@pytest.mark.database
def test_consent_opens_the_record_between_its_days(grown):
    _, account, relationship = grown
    day = LAST + timedelta(days=10)
    assert not open_to(account, day)
    consent = Consent.objects.create(relationship=relationship, starts_on=day, given_by="Sam")
    assert open_to(account, day) and not open_to(account, day - timedelta(days=1))
    consent.ends_on = day
    consent.save()
    assert not open_to(account, day + timedelta(days=1))


@pytest.mark.django_db
@pytest.mark.database
@pytest.mark.parametrize("decision", sorted(DECISIONS))
def test_capacity_for_one_decision_says_nothing_of_another(grown, decision):
    person, account, _ = grown
    day = LAST + timedelta(days=10)
    Capacity.objects.create(person=person, decision=decision, starts_on=day, assessed_by="Dr Vale",
                            evidence="Report")  # fmt: skip
    assert open_to(account, day) == (decision == SHARING)
