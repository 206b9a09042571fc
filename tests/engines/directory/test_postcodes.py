"""Where postcodes are: the directory as published, and the made-up field of pseudo postcodes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import brotli
import msgpack
import pytest

from sendap.reference import postcodes
from sendap.reference.postcodes import LETTERS, Point, made_up_point, point_of


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("postcodes") / "postcodes.parquet"
    assert postcodes.make_table(path) > 2_500_000
    return path


def published() -> dict[str, Any]:
    """The last, smallest file of the package, read here a second time."""
    *_, last = postcodes._files()
    columns: dict[str, Any] = msgpack.unpackb(brotli.decompress(last.read_bytes()))["data"]
    return columns


def test_a_postcode_is_where_the_publisher_says(table: Path) -> None:
    columns = published()
    known = [
        (code, Point(round(east), round(north)))
        for code, east, north in zip(
            columns["pcd"], columns["oseast1m"], columns["osnrth1m"], strict=True
        )
        if east == east and north == north
    ]
    for code, point in known[::40]:
        assert point_of(code.lower().replace(" ", ""), table=table) == point


@pytest.mark.parametrize("typed", ["", "nowhere", "ZZ99 3AB", "12345", "ZZ99 3AB or 1=1"])
def test_what_is_no_postcode_is_nowhere(typed: str, table: Path) -> None:
    assert point_of(typed, table=table) is None


def test_the_table_is_made_when_it_is_first_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    *_, last = postcodes._files()
    monkeypatch.setattr(postcodes, "_files", lambda: iter([last]))
    table = tmp_path / "deep" / "postcodes.parquet"
    columns = published()
    assert point_of(columns["pcd"][0], table=table) is not None
    assert [path.name for path in table.parent.iterdir()] == [table.name]


def test_each_pseudo_postcode_has_a_field_of_its_own() -> None:
    ends = [f"{digit}{a}{b}" for digit in range(10) for a in LETTERS for b in LETTERS]
    points = [made_up_point(f"ZZ99 {end}") for end in ends]
    assert None not in points
    assert len(set(points)) == 4_000


def test_no_real_postcode_is_made_up() -> None:
    assert made_up_point(published()["pcd"][0]) is None
