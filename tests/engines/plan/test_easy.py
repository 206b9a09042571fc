"""The plan in short lines loses no word of what it says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sendap.exchange.plan.document import from_json, without_internal
from sendap.exchange.plan.easy import easy_read, sentences
from sendap.exchange.plan.schema import example_plan
from sendap.law.plan_shape import find_plan_shape


@given(st.text("abc .;!?\n", max_size=60))
def test_a_text_in_lines_has_every_word_in_its_order(text: str) -> None:
    assert " ".join(sentences(text)).split() == text.split()


def test_every_section_that_says_something_is_there_with_a_heading_of_its_own() -> None:
    plan = without_internal(from_json(example_plan(find_plan_shape())))
    parts = easy_read(plan, own=False)
    assert [part.letter for part in parts] == [name for name in plan.sections if name != "K"]
    assert len({part.heading for part in parts}) == len(parts)
    assert all(idea.says or idea.lines for part in parts for idea in part.ideas)
