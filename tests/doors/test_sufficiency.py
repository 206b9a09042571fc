"""Signals for place planning: counted from lists, replies and places, and never of few."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sendap.apps.placements.models import ListMade, PlaceClaim
from tests import builders as make
from tests.planted_settings import settle

pytestmark = pytest.mark.django_db
FREE = {"places": 2, "metres": 3_219}
FULL = {"places": 0, "metres": 8_047}


def searched(count: int, *, listed: list[dict[str, int]], authority: str = make.NORTHMERE) -> None:
    """Lists made for so many Year 8 children with autism."""
    today = timezone.localdate()
    for _ in range(count):
        case = make.make_case(make.make_person(authority), authority)
        ListMade.objects.create(
            case=case, number=1, token=uuid.uuid4(), regime="cfa2014", mode="advisory",
            starts_on=today, child={"year_group": 8, "main_need": "ASD"}, rules={}, made_on=today,
            found={"listed": listed}, made_by="a test", made_at=timezone.now(),
        )  # fmt: skip


def page() -> str:
    commissioner: Client = make.signed_in(make.make_staff("commissioner"))
    return " ".join(commissioner.get("/sufficiency").content.decode().split())


def cells(text: str, heading: str) -> list[str]:
    row = text.split(heading)[1].split("</tr>", maxsplit=1)[0]
    return [
        "few" if "fewer than 5" in cell else cell.split(">", 1)[1].split("<")[0]
        for cell in row.split("<td")[1:]
    ]


def test_searches_without_a_place_are_counted():
    searched(7, listed=[FREE, FULL])
    searched(6, listed=[FULL])
    assert cells(page(), "Secondary: autism")[:3] == ["15", "5", "few"]


def test_the_way_to_the_nearest_is_told_of_five_or_more():
    searched(5, listed=[FREE, FULL])
    assert cells(page(), "Secondary: autism")[3] == "2"


def test_few_are_never_told():
    searched(4, listed=[FREE])
    assert cells(page(), "Secondary: autism")[:2] == ["few", "few"]
    assert "not shown" in page()


def test_another_area_is_not_counted():
    searched(9, listed=[FREE], authority=make.SOUTHVALE)
    assert "No list was made" in page()


def test_places_in_other_areas_are_counted():
    settle("100001", "Near School")
    settle("100002", "Far School", authority_code=make.SOUTHVALE)
    today = timezone.localdate()
    for number in ("100001", "100002"):
        for _ in range(5):
            case = make.make_case(make.make_person())
            PlaceClaim.objects.create(
                case=case, number=number, name="A school", year_group=8, state="taken",
                starts_on=today, made_by="a test", made_on=today - timedelta(days=1),
            )  # fmt: skip
    said = page()
    assert said.split("Places decided on")[1].split("</dd>")[0].endswith(">10")
    assert said.split("in other areas")[1].split("</dd>")[0].endswith(">5")
