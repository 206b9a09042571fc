"""A case, its officer and a parent; files of these tests lie in a folder of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sendap.apps.access.actors import Actor
from sendap.apps.timeline.models import Case
from tests import builders as make
from tests.apps.correspondence.filing import (
    acting,
    relative,
)


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def case() -> Case:
    return make.make_case(make.make_person())


@pytest.fixture
def officer() -> Actor:
    return acting(make.make_staff("caseworker"))


@pytest.fixture
def parent(case: Case) -> Actor:
    return relative(case)
