"""Whom families can turn to: kept by a manager, named by letters from then on."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from sendap.apps.access.models import Account
from sendap.apps.correspondence.models import ContactDetails
from tests import builders as make
from tests.builders import NORTHMERE, SOUTHVALE

pytestmark = pytest.mark.django_db


def form(**changed: str) -> dict[str, str]:
    whole = {f"{kind}-name": f"Service {kind}" for kind in ContactDetails.Kind}
    whole |= {f"{kind}-phone": "01632 960555" for kind in ContactDetails.Kind}
    return whole | {name.replace("__", "-"): said for name, said in changed.items()}


@pytest.fixture
def manager(db: None) -> Account:
    make.make_authority()
    ContactDetails.objects.all().delete()
    return make.make_staff("team_manager")


def post(account: Account, **changed: str) -> Any:
    return make.signed_in(account).post(reverse("letters:contacts"), form(**changed))


def test_a_manager_sees_what_is_missing_and_keeps_it(manager: Account) -> None:
    before = make.signed_in(manager).get(reverse("letters:contacts")).content.decode()
    assert "Missing: whom to ask at the council, mediation adviser" in before
    answer = post(manager)
    assert answer.status_code == 302
    after = make.signed_in(manager).get(answer["Location"]).content.decode()
    assert "Kept." in after and "Missing" not in after and "01632 960555" in after
    assert set(ContactDetails.objects.values_list("authority_code", flat=True)) == {NORTHMERE}


@pytest.mark.parametrize(
    ("field", "said"),
    [("mediation_adviser-name", " "), ("advice_service-phone", ""),
     ("council_contact-email", "no at sign"), ("disagreement_service-name", "x" * 151)],
)  # fmt: skip
def test_what_is_wrong_is_named_and_nothing_typed_is_lost(
    manager: Account, field: str, said: str
) -> None:
    page = post(manager, **{field: said, "advice_service-name": "Typed with care"})
    text = page.content.decode()
    assert page.status_code == 400 and f'href="#{field}"' in text and "Typed with care" in text
    assert not ContactDetails.objects.exists()


def test_another_councils_contacts_arent_ones_to_keep(manager: Account) -> None:
    make.make_authority(SOUTHVALE, "Southvale")
    before = list(ContactDetails.objects.values())
    assert post(manager, authority=SOUTHVALE).status_code == 404
    assert list(ContactDetails.objects.values()) == before
