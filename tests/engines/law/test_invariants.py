"""What is true of the clock whatever happened (TP-3)."""

import json
import os
import random
import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendap.basics.errors import CannotDo
from sendap.law.case import Case, Event
from sendap.law.case_reading import read_case, read_event
from sendap.law.case_writing import case_as_json, event_as_object
from sendap.law.clock import as_json, deadlines
from sendap.law.regimes import find_regime, regime_names
from tests.engines.law.asking import by_command, by_function, case_of
from tests.engines.law.made_up import LIMBS, made_up_case

DAYS = st.dates(date(2014, 9, 1), date(2040, 12, 31))
CASES = st.randoms(use_true_random=False).map(made_up_case)
SINGLE = sorted(
    name
    for name, kind in find_regime("cfa2014").events.items()
    if not kind.needs and not kind.needs_one_of
)


def started(name, on, **items):
    """The deadlines that one event alone starts."""
    return deadlines(Case("cfa2014", on, (Event(name, on, **items),)))


@settings(max_examples=150, deadline=None)
@given(DAYS)
def test_no_limit_ends_before_the_day_that_starts_it(on):
    for name in SINGLE:
        assert all(row.due >= on and row.status == "open" for row in started(name, on)), name


@settings(max_examples=150, deadline=None)
@given(DAYS, st.integers(0, 400))
def test_a_later_start_never_gives_an_earlier_last_day(on, later):
    for name in SINGLE:
        first, second = started(name, on), started(name, on + timedelta(days=later))
        assert all(a.due <= b.due for a, b in zip(first, second, strict=True)), name


@settings(max_examples=150, deadline=None)
@given(CASES, st.randoms(use_true_random=False))
def test_the_order_in_which_events_are_told_changes_nothing(case, chance):
    shuffled = chance.sample(case["events"], len(case["events"]))
    assert by_function(case | {"events": shuffled}) == by_function(case)


@settings(max_examples=150, deadline=None)
@given(CASES, st.sampled_from(sorted(LIMBS)))
def test_an_exception_never_moves_a_day_and_taking_it_away_restores_the_status(case, rule):
    plain = {key: case[key] for key in case if key != "exceptions"}
    period = {"from": "2014-01-01", "to": "2045-01-01"}
    entries = [{"rule": rule, "limb": limb, **period} for limb in LIMBS[rule]]
    before, after = by_function(plain), by_function(plain | {"exceptions": entries})
    assert [(r["due"], r["met_on"], r["days_late"]) for r in before] == [
        (r["due"], r["met_on"], r["days_late"]) for r in after
    ]
    changed = [r["rule"] for r, s in zip(before, after, strict=True) if r["status"] != s["status"]]
    assert set(changed) <= {rule}
    assert by_function(plain) == before


@settings(max_examples=150, deadline=None)
@given(CASES)
def test_the_status_and_the_days_late_agree(case):
    for row in by_function(case):
        missed = row["status"] in ("late", "overdue", "excepted")
        assert (row["days_late"] > 0) is missed
        assert (row["exception"] is not None) is (row["status"] == "excepted")
        assert row["met_on"] is None or row["status"] in ("met", "late", "excepted")


@settings(max_examples=150, deadline=None)
@given(CASES)
def test_rows_come_in_order_of_last_day_with_none_last_then_rule_then_id(case):
    rows = by_function(case)
    keys = [(r["due"] or "9999-99", r["rule"], r["id"] is not None, r["id"] or "") for r in rows]
    assert keys == sorted(keys)


@settings(max_examples=100, deadline=None)
@given(CASES, st.sampled_from(regime_names()))
def test_every_regime_answers_every_case_with_a_reason(case, regime):
    for row in deadlines(read_case(json.dumps(case | {"regime": regime}))):
        assert row.citation and row.explanation.endswith(".")
        assert row.explanation[0] == row.explanation[0].upper()


@settings(max_examples=100, deadline=None)
@given(CASES)
def test_a_case_written_and_read_again_is_the_same_case(told):
    case = read_case(json.dumps(told))
    assert read_case(case_as_json(case)) == case


def test_an_event_is_read_alone_as_it_is_in_a_case():
    entry = {"event": "tribunal_order", "on": "2025-03-03", "kind": "amend"}
    event = read_event(entry, regime="cfa2014", as_of=date(2025, 3, 3))
    assert event_as_object(event) == entry
    with pytest.raises(CannotDo, match='the event \\(tribunal_order\\) has no "kind"'):
        read_event(entry | {"kind": None}, regime="cfa2014", as_of=date(2025, 3, 3))


@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "Pacific/Kiritimati", "America/Adak"])
def test_the_time_zone_and_the_clock_on_the_wall_change_nothing(zone):
    case = made_up_case(random.Random(77))
    done = subprocess.run(
        [sys.executable, "-m", "sendap", "clock", "-"],
        input=json.dumps(case).encode(),
        env=os.environ | {"TZ": zone},
        capture_output=True,
        check=True,
    )
    assert done.stdout == by_command(json.dumps(case)).stdout


def test_asking_twice_gives_the_same_bytes():
    case = Case("cfa2014", date(2025, 6, 30), (Event("request_received", date(2025, 1, 6)),))
    assert as_json(deadlines(case)) == as_json(deadlines(case))


def test_the_command_starts_without_django_or_polars():
    code = (
        "import sys; from sendap.cli.main import main; main(['clock', '-']); "
        "sys.exit(sum(name in sys.modules for name in ('django', 'polars', 'numpy')))"
    )
    case = json.dumps(case_of(as_of="2025-01-01")).encode()
    assert subprocess.run([sys.executable, "-c", code], input=case, check=False).returncode == 0


def test_a_hundred_thousand_events_are_answered_and_do_not_take_for_ever():
    day = date(2015, 1, 1)
    events = tuple(
        Event(name, day + timedelta(days=n % 3000), **items)
        for n in range(15_000)
        for name, items in (
            ("final_plan_issued", {}),
            ("review_decision_notified", {"outcome": "amend"}),
            ("advice_requested", {"id": str(n % 7)}),
            ("plan_ceased", {}),
        )
    )
    rows = deadlines(Case("cfa2014", date(2026, 1, 1), events))
    assert sum(row.rule == "C3" for row in rows) == 15_000
