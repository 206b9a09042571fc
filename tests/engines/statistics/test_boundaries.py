"""Outlines for the map."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendap.basics.errors import UnreadableInput
from sendap.exchange.statistics.boundaries import (
    COUNTRY,
    HEIGHT,
    WIDTH,
    path_data,
    read_boundaries,
)

NAME = "la_boundaries_england_ctyua_may_2023_buc.geojson"


def points(path: str) -> list[tuple[int, int]]:
    """The points of one ring of path data, worked out again from its steps."""
    numbers = [int(number) for number in re.findall(r"-?\d+", path)]
    found = [(numbers[0], numbers[1])]
    for across, down in zip(numbers[2::2], numbers[3::2], strict=True):
        found.append((found[-1][0] + across, found[-1][1] + down))
    return found


def test_a_shared_border_stays_shared(folder):
    outlines = read_boundaries(folder / "geography" / NAME).outlines
    first, second = points(outlines[0].path), points(outlines[1].path)
    assert len(set(first) & set(second)) == 2


def test_points_on_a_straight_line_are_left_out():
    ring = [(-3.0, 51.0), (-2.5, 51.0), (-2.0, 51.0), (-2.0, 52.0), (-3.0, 52.0), (-3.0, 51.0)]
    assert len(points(path_data([ring], COUNTRY))) == 4


def test_an_area_smaller_than_the_grid_is_still_drawn():
    speck = [(-3.0, 51.0), (-2.9999, 51.0), (-2.9999, 51.0001), (-3.0, 51.0)]
    assert len(points(path_data([speck], COUNTRY))) == 4


corner = st.tuples(st.floats(-6.4, 1.8), st.floats(49.9, 55.8))


@given(st.lists(corner, min_size=3, max_size=12))
def test_every_point_lies_on_the_map(ring):
    for x, y in points(path_data([[*ring, ring[0]]], COUNTRY)):
        assert -1 <= x <= WIDTH
        assert -1 <= y <= HEIGHT + 1


BROKEN = ["{", "[]", '{"features": [{}]}', '{"features": 3}', "[" * 200_000]


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_what_isnt_the_geojson_is_refused(tmp_path, text):
    (tmp_path / NAME).write_text(text)
    with pytest.raises(UnreadableInput, match=r"not the GeoJSON"):
        read_boundaries(tmp_path / NAME)
