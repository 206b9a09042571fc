"""The small publication, loaded or ready to load."""

from __future__ import annotations

from pathlib import Path

import pytest

from sendap.apps.access.actors import Actor, public_actor
from sendap.apps.indicators.actions import load_published
from tests.engines.statistics.small_publication import write_publication

FIGURES = {
    ("timeliness_20_week", "2024", "981", "PC_plans_issued_20_weeks_ex"): "50",
    ("timeliness_20_week", "2024", "982", "PC_plans_issued_20_weeks_ex"): "90",
    ("timeliness_20_week", "2024", "983", "PC_plans_issued_20_weeks_ex"): "70",
    ("timeliness_20_week", "2024", "201", "PC_plans_issued_20_weeks_ex"): "99",
    ("timeliness_20_week", "2024", "420", "PC_plans_issued_20_weeks_ex"): "z",
    ("caseload", "202425", "E92000001", "ehcplans"): "638745",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of published data in miniature."""
    return write_publication(tmp_path, figures=FIGURES)


@pytest.fixture
def loaded(db: None, folder: Path) -> Path:
    """The same folder, loaded."""
    load_published(folder=folder)
    return folder


@pytest.fixture
def viewer() -> Actor:
    """Somebody who isn't signed in."""
    return public_actor()
