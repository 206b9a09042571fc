"""An officer with a case, and the manager of the team."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sendap.apps.access.models import Account
from sendap.apps.timeline.models import Case
from tests import builders as make


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def olive(db: None) -> Account:
    return make.make_staff("caseworker", name="Olive Officer")


@pytest.fixture
def case(olive: Account, today: date) -> Case:
    person = make.make_person(forename="Robin", surname="Reed", born_on=date(today.year - 9, 1, 1))
    return make.make_case(person, officer=olive, requested_on=today - timedelta(days=80))


@pytest.fixture
def officer(olive: Account) -> Client:
    return make.signed_in(olive)


@pytest.fixture
def manager(db: None) -> Client:
    return make.signed_in(make.make_staff("team_manager", name="Mary Manager"))
