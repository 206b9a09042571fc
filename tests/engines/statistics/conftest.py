"""The small publication, written once for these tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engines.statistics.small_publication import write_publication


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of published data in miniature."""
    return write_publication(tmp_path)
