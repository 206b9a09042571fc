"""A search gives what a plain walk over all settings gives, in an order that helps."""

from __future__ import annotations

import math
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sendap.insight.directory import (
    METRES_A_MILE,
    PAGE,
    SCHEMA,
    Asked,
    Found,
    search,
    table_of,
)
from sendap.reference.postcodes import Point

NEEDS = ("ASD", "MLD", "PMLD", "VI")


def row(number: int, **facts: Any) -> tuple[Any, ...]:
    """A setting of which only these facts matter."""
    empty = dict.fromkeys(SCHEMA, "")
    unknown = dict.fromkeys(("youngest", "oldest", "easting", "northing"))
    return tuple({**empty, **unknown, "number": str(number), "status": "open", **facts}.values())


def found(rows: list[tuple[Any, ...]], **asked: Any) -> Found:
    return search(table_of(rows), Asked(**asked))


def numbers(answer: Found) -> list[str]:
    return [place.number for place in answer.places]


facts = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["St Mary’s School", "Marys Academy", "Oak College"]),
        "address": st.sampled_from(["Mill Lane, Leeton", "Oak Road", ""]),
        "category": st.sampled_from(["mainstream", "special", ""]),
        "status": st.sampled_from(["open", "closing", "closed", ""]),
        "needs": st.lists(st.sampled_from(NEEDS), unique=True).map(",".join),
        "easting": st.none() | st.integers(0, 9_000),
        "northing": st.none() | st.integers(0, 9_000),
    }
)
asked = st.fixed_dictionaries(
    {
        "words": st.sampled_from(["", "st marys", "oak", "leeton mill", "MARY'S"]),
        "kind": st.sampled_from(["", "special"]),
        "need": st.sampled_from(["", *NEEDS]),
        "origin": st.none() | st.builds(Point, st.integers(0, 9_000), st.integers(0, 9_000)),
        "miles": st.none() | st.sampled_from([1.0, 2.0]),
        "among": st.none() | st.frozensets(st.integers(100_000, 100_030).map(str)),
    }
)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(facts, max_size=PAGE), wanted=asked)
def test_a_search_gives_what_a_walk_over_all_settings_gives(
    rows: list[dict[str, Any]], wanted: dict[str, Any]
) -> None:
    made = [row(100_000 + place, **each) for place, each in enumerate(rows)]
    answer = found(made, **wanted)
    expected = {
        str(100_000 + place) for place, each in enumerate(rows)
        if fits(str(100_000 + place), each, wanted)
    }  # fmt: skip
    assert set(numbers(answer)) == expected
    assert answer.total == len(expected)


def fits(number: str, each: dict[str, Any], wanted: dict[str, Any]) -> bool:
    said = f"{each['name']} {each['address']}".lower().replace("’", "")
    words = wanted["words"].lower().replace("'", "").split()
    away = distance(each, wanted["origin"])
    return (
        each["status"] != "closed"
        and all(word in said for word in words)
        and (not wanted["kind"] or each["category"] == wanted["kind"])
        and (not wanted["need"] or wanted["need"] in each["needs"].split(","))
        and (wanted["among"] is None or number in wanted["among"])
        and (
            wanted["origin"] is None
            or wanted["miles"] is None
            or (away is not None and away <= wanted["miles"] * METRES_A_MILE)
        )
    )


def distance(each: dict[str, Any], origin: Point | None) -> float | None:
    if origin is None or each["easting"] is None or each["northing"] is None:
        return None
    return math.hypot(each["easting"] - origin.easting, each["northing"] - origin.northing)


@settings(max_examples=50, deadline=None)
@given(rows=st.lists(facts, min_size=1, max_size=PAGE))
def test_the_nearest_come_first_and_those_without_a_place_last(rows: list[dict[str, Any]]) -> None:
    made = [row(100_000 + place, **each) for place, each in enumerate(rows)]
    answer = found(made, origin=Point(4_500, 4_500))
    away = [math.inf if place.metres is None else place.metres for place in answer.places]
    assert away == sorted(away)


def test_a_name_that_begins_with_what_is_typed_comes_first() -> None:
    rows = [row(1, name="A school in Oak Road"), row(2, name="Oak School"), row(3, name="Oaks")]
    assert numbers(found(rows, words="oak")) == ["2", "3", "1"]


def test_a_closed_school_is_found_by_its_number_alone() -> None:
    rows = [row(900_001, name="Oak School", status="closed")]
    assert numbers(found(rows, words="oak")) == []
    assert numbers(found(rows, words="900001")) == ["900001"]


def test_a_profound_need_is_not_a_moderate_one() -> None:
    assert numbers(found([row(1, needs="PMLD")], need="MLD")) == []


def test_a_stage_goes_by_the_register_s_word_and_else_by_ages() -> None:
    rows = [
        row(1, phase="Primary", youngest=4, oldest=11),
        row(2, phase="Secondary", youngest=11, oldest=18),
        row(3, phase="Not applicable", youngest=5, oldest=16),
        row(4, phase="All-through", youngest=3, oldest=18),
        row(5, phase="Middle deemed secondary", youngest=9, oldest=13),
        row(6, phase="Nursery", youngest=2, oldest=4),
        row(7),
    ]
    by_stage = {
        stage: sorted(numbers(found(rows, stage=stage)))
        for stage in ("early_years", "primary", "secondary", "post_16")
    }
    assert by_stage == {
        "early_years": ["1", "4", "6"],
        "primary": ["1", "3", "4", "5"],
        "secondary": ["2", "3", "4", "5"],
        "post_16": ["2", "4"],
    }


def test_pages_follow_each_other_without_a_gap() -> None:
    rows = [row(100_000 + place, name=f"School {place:03}") for place in range(2 * PAGE + 3)]
    pages = [found(rows, page=page) for page in (1, 2, 3)]
    assert [place.name for page in pages for place in page.places] == sorted(r[1] for r in rows)
    assert found(rows, page=99).page == 3


def test_those_left_out_since_nobody_knows_where_they_are_are_counted() -> None:
    rows = [row(1, easting=0, northing=0), row(2)]
    answer = found(rows, origin=Point(0, 0), miles=1.0)
    assert (numbers(answer), answer.without_place) == (["1"], 1)
