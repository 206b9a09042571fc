"""A case with an agreed plan, its writer and a parent, for what is tested at the doors."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sendap.apps.timeline.models import Case
from tests import builders as make


@pytest.fixture
def case(db: None) -> Case:
    today = timezone.localdate()
    made = make.make_case(make.make_person(born_on=today.replace(year=today.year - 9, day=1)))
    for name, days in (
        ("request_received", 90), ("decision_to_assess_notified", 60), ("plan_agreed", 20),
    ):  # fmt: skip
        make.make_event(made, name, today - timedelta(days=days))
    return made


@pytest.fixture
def writer(case: Case) -> Client:
    return make.signed_in(make.make_staff("caseworker", name="Wyn Writer"))


@pytest.fixture
def parent(case: Case) -> Client:
    account = make.make_account("a-parent")
    make.make_grant(account, "parent", str(case.person_id))
    make.make_relationship(case.person, account)
    return make.signed_in(account)
