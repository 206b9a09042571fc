"""Plans through the interface: the open format out, a section in, and nobody written over."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from sendap.apps.plans.models import PlanSection, PlanVersion
from sendap.exchange.plan.reading import check_shape
from tests.doors.test_api import get, post, program
from tests.scratch import scratch_database
from tests.world import World


def place(world: World, rest: str = "") -> str:
    return f"/api/v1/cases/{world.subjects['own'].case.pk}/plan/versions{rest}"


def write(world: World, edition: int, items: Any, who: str = "caseworker") -> Any:
    change = {"edition": edition, "items": items}
    return post(place(world, "/2/sections/B"), change, program(world, who))


def test_a_version_is_a_plan_in_the_open_format(world: World) -> None:
    headers = program(world, "caseworker")
    assert [row["number"] for row in get(place(world), headers).json()] == [2, 1]
    answer = get(place(world, "/1"), headers).json()
    check_shape(answer["plan"])
    assert answer["version"]["served_on"] and answer["plan"]["sections"]["F"]


def test_a_section_that_is_written_raises_its_edition_and_a_late_one_is_refused(
    world: World,
) -> None:
    assert write(world, 0, [{"id": "B1", "text": "First."}]).json() == {"edition": 1}
    assert write(world, 0, [{"id": "B1", "text": "Second."}]).status_code == 409
    answer = get(place(world, "/2"), program(world, "caseworker")).json()
    assert answer["plan"]["sections"]["B"] == [{"id": "B1", "text": "First."}]
    assert answer["editions"]["B"] == 1


@pytest.mark.parametrize(
    "items",
    [
        [{"text": "no number"}],
        [{"id": ["B1"], "text": "a list"}],
        [{"id": "F1", "text": "elsewhere"}],
        [{"id": "B1", "text": "a null \0"}],
        [{"id": "B1", "text": "half \ud800"}],
        [{"id": "B1", "text": "Needs quiet.", "colour": "red"}],
    ],
)
def test_items_that_arent_of_the_plan_are_refused_and_nothing_changes(
    world: World, items: Any
) -> None:
    before = PlanSection.objects.filter(letter="B").values_list("items", "edition")
    was = list(before)
    assert write(world, 0, items).status_code == 400
    assert list(before.all()) == was


def test_nobody_types_in_who_accepted_the_words(world: World) -> None:
    write(world, 0, [{"id": "B1", "text": "Mine.", "accepted_by": "The tribunal"}])
    case = world.subjects["own"].case
    section = PlanSection.objects.get(version__case=case, version__number=2, letter="B")
    assert section.items == [{"id": "B1", "text": "Mine."}]


def test_the_family_gets_what_was_sent_and_nothing_internal(world: World) -> None:
    case = world.subjects["own"].case
    version = PlanVersion.objects.get(case=case, number=1)
    version.content["sections"]["F"][0] |= {"cost_centre": "BAND-SEVEN", "accepted_by": "Wyn"}
    version.save()
    answer = get(f"/api/v1/family/{case.pk}/plan", program(world, "parent"))
    assert answer.status_code == 200 and answer.json()["number"] == 1
    assert "BAND-SEVEN" not in answer.content.decode() and "Wyn" not in answer.content.decode()
    check_shape(answer.json()["plan"])


@pytest.mark.database
def test_of_two_writers_at_the_same_moment_one_is_kept_and_the_other_told(tmp_path: Path) -> None:
    with scratch_database(tmp_path) as url:
        environment = os.environ | {"SENDAP_DATABASE_URL": url}
        both = [sys.executable, "-m", "tests.doors.writers_at_once"]
        done = subprocess.run(both, env=environment, capture_output=True, text=True,
                              cwd=settings.BASE_DIR, check=True)  # fmt: skip
    edition, kept, told = done.stdout.split()
    assert edition == "1" and {kept, told} == {"One.", "Two."}
