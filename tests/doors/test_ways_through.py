"""Finding the way: links within a page, lost sessions, addresses that only take a form."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client

from tests import builders as make

pytestmark = pytest.mark.django_db
FORMS = ("/cases/reassign", "/cases/views", "/account/tokens/new")


def text(response: Any) -> str:
    return str(response.content.decode())


def headings(page: str) -> list[int]:
    return [int(level) for level in re.findall(r"<h([1-6])\b", page)]


@pytest.mark.parametrize("who", ["parent", "young_person"])
def test_the_family_is_led_to_your_case_whoever_reads(world: Any, who: str) -> None:
    page = text(make.signed_in(world.accounts[who]).get("/family"))
    assert re.search(r">\s*Your case\s*<", page)
    assert "Your child&#39;s case" not in page


@pytest.mark.parametrize("who", ["parent", "young_person"])
def test_the_headings_of_a_family_page_skip_no_level(world: Any, who: str) -> None:
    levels = headings(text(make.signed_in(world.accounts[who]).get("/family")))
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("address", FORMS)
def test_a_form_sent_after_the_session_ended_does_not_lead_back_to_itself(address: str) -> None:
    answer = Client().post(address)
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in")


def test_a_page_asked_for_when_signed_out_is_come_back_to() -> None:
    assert Client().get("/cases?stage=draft")["Location"] == (
        "/sign-in?next=%2Fcases%3Fstage%3Ddraft"
    )


@pytest.mark.parametrize("address", FORMS)
def test_an_address_that_only_takes_a_form_says_so(address: str) -> None:
    answer = make.signed_in(make.make_staff("team_manager")).get(address)
    assert (answer.status_code, answer["Allow"]) == (405, "OPTIONS, POST")
    assert "There is no page to open here" in text(answer)


def test_the_team_page_leads_to_each_of_its_parts() -> None:
    page = text(make.signed_in(make.make_staff("team_manager")).get("/team"))
    for part in ("load", "weeks", "risk"):
        assert f'href="#{part}"' in page
        assert f'id="{part}"' in page


@pytest.mark.parametrize(
    ("role", "address"),
    [("health", "/advice"), ("panel_member", "/panel"), ("psychologist", "/advice")],
)
def test_a_role_opens_onto_its_work(role: str, address: str) -> None:
    assert make.signed_in(make.make_staff(role)).get("/home")["Location"] == address


def test_a_role_without_case_pages_is_told_where_to_go() -> None:
    page = text(make.signed_in(make.make_staff("mediator")).get("/home"))
    assert "You work with what is open to everyone" in page
    assert 'href="/dashboard"' in page
