"""The clock and the straight-line reference agree on thousands of made-up cases."""

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.law.asking import WORDS, by_command, by_function
from tests.engines.law.made_up import made_up_case
from tests.engines.law.reference import clock


@pytest.mark.parametrize("block", range(8))
def test_the_clock_and_the_reference_agree(block):
    for number in range(block * 500, (block + 1) * 500):
        case = made_up_case(random.Random(number))
        assert by_function(case) == clock(case), json.dumps(case)


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_clock_and_the_reference_agree_on_what_hypothesis_finds(chance):
    case = made_up_case(chance)
    assert by_function(case) == clock(case)


@pytest.mark.parametrize("number", range(9001, 9011))
def test_the_command_prints_what_the_reference_gives(number):
    case = made_up_case(random.Random(number))
    printed = by_command(json.dumps(case))
    rows = json.loads(printed.stdout)
    assert [{k: v for k, v in row.items() if k not in WORDS} for row in rows] == clock(case)
    assert (printed.returncode, printed.stderr) == (0, b"")


def test_the_made_up_cases_show_every_rule_and_status():
    rows = [row for n in range(3000) for row in clock(made_up_case(random.Random(n)))]
    assert len({row["rule"] for row in rows}) == 42
    assert {row["status"] for row in rows} == {
        "met", "late", "open", "overdue", "excepted", "ended",
    }  # fmt: skip
    assert len({row["exception"] for row in rows}) == 7
