"""The law's data as a whole: every rule has its source and is proved by at least two examples."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

REGIMES = Path(settings.BASE_DIR) / "sendap" / "law" / "regimes"
CLOCKS = sorted(REGIMES.glob("*/clocks/*.toml"))
UNCONFIRMED = {
    "R3", "A1", "D1", "D3", "D7", "D8", "T-RECONSIDER", "T-CONTINUE", "T-CONTINUE-AMEND", "AGE-25",
}  # fmt: skip
"""The rules of the law in force that rest on secondary sources."""


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def test_the_clocks_are_found() -> None:
    assert len(CLOCKS) > 40


@pytest.mark.parametrize("path", CLOCKS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_every_clock_has_a_source_and_two_examples(path: Path) -> None:
    clock = _read(path)
    for version in clock["version"]:
        assert version["source"]["title"].strip()
        assert isinstance(version["source"]["confirmed"], bool)
        assert version["from"]
    assert len(clock["example"]) >= 2


@pytest.mark.parametrize(
    "path", [path for path in CLOCKS if "cfa2014" in path.parts], ids=lambda path: path.stem
)
def test_a_source_that_was_not_read_says_so(path: Path) -> None:
    confirmed = {version["source"]["confirmed"] for version in _read(path)["version"]}
    assert confirmed == {path.stem not in UNCONFIRMED}
