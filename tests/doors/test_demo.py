"""``sendap demo``: the area and its people, once, all of it or none, in demonstration mode only."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone

from sendap.apps.access.models import Grant
from sendap.apps.access.roles import ROLES
from sendap.demo.area import named_settings
from sendap.demo.building import Order, build
from tests.scratch import scratch_database

pytestmark = pytest.mark.database
NOWHERE = Path("no-published-data-here")


def order(**changes: int) -> Order:
    values = {"persons": 600, "seed": 7, **changes}
    return Order(today=timezone.localdate(), open_data=NOWHERE, **values)


@pytest.mark.django_db
def test_the_smallest_area_has_every_role_too() -> None:
    build(order(persons=1), say=lambda step: None)
    assert set(Grant.objects.values_list("role", flat=True)) == set(ROLES)


def test_no_two_settings_have_the_same_number_or_name() -> None:
    settings = named_settings(persons=30_000)
    assert len({each.number for each in settings}) == len(settings)
    assert len({each.name for each in settings}) == len(settings)


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    with scratch_database(tmp_path) as url:
        yield {
            **os.environ, "SENDAP_DATABASE_URL": url, "SENDAP_OPEN_DATA": str(tmp_path / "none"),
            "SENDAP_MODE": "demo",
        }  # fmt: skip


def demo(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sendap", "demo", *words]
    return subprocess.run(
        command, env=environment, check=False, capture_output=True, text=True, timeout=120
    )


def test_the_command_prints_one_document_and_can_start_anew(environment: dict[str, str]) -> None:
    first = json.loads(demo(environment, "--persons", "40", "--json").stdout)
    assert (first["changed"], first["persons"], first["published"]) == (True, 40, False)
    second = demo(environment, "--persons", "41")
    assert (second.returncode, second.stderr.count("\n")) == (2, 2)
    third = json.loads(demo(environment, "--reset", "--persons", "41", "--json").stdout)
    assert (third["changed"], third["persons"]) == (True, 41)


def test_killed_half_way_it_leaves_nothing_and_can_be_run_again(
    environment: dict[str, str],
) -> None:
    demo(environment, "--persons", "1")
    command = [sys.executable, "-m", "sendap", "demo", "--reset", "--persons", "2000"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if "Importing" in line:
                break
        time.sleep(random.Random(5).uniform(0.1, 1.5))
        process.kill()
    again = json.loads(demo(environment, "--persons", "30", "--json").stdout)
    assert (again["changed"], again["cases"]) == (True, 30)


def test_it_is_refused_in_production(environment: dict[str, str]) -> None:
    for words in ([], ["--reset"]):
        done = demo({**environment, "SENDAP_MODE": "production"}, *words)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert "demonstration mode" in done.stderr
