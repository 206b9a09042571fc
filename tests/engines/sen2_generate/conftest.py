"""Returns made once for all the tests of the generator."""

from __future__ import annotations

from pathlib import Path

import pytest

from sendap.exchange.sen2.generate import Tally, generate


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Tally]:
    """A return of 20,000 people for 2026, and what it holds."""
    path = tmp_path_factory.mktemp("large") / "return.xml"
    return path, generate(persons=20_000, year=2026, seed=11, out=path)
