"""The limits of complaints, worked out by hand over Christmas and August."""

from __future__ import annotations

from datetime import date

import pytest

from sendap.law.complaints import complaint_limits, complaint_rules


def due(**days: date) -> dict[str, date]:
    return {limit.rule.id: limit.due for limit in complaint_limits(days)}


@pytest.mark.parametrize(
    ("received", "by"),
    [(date(2025, 12, 22), date(2025, 12, 31)), (date(2026, 8, 28), date(2026, 9, 7)),
     (date(2026, 3, 2), date(2026, 3, 9))],
    ids=["christmas", "august", "plain"],
)  # fmt: skip
def test_an_acknowledgement_is_due_in_five_working_days(received: date, by: date) -> None:
    assert due(received=received)["X1"] == by


def test_each_stage_counts_from_what_came_before_it() -> None:
    found = due(received=date(2026, 3, 2), acknowledged=date(2026, 3, 4),
                escalated=date(2026, 3, 25), decided=date(2026, 11, 30),
                happened=date(2026, 2, 1))  # fmt: skip
    assert found == {
        "X1": date(2026, 3, 9), "X2": date(2026, 3, 18), "X3": date(2026, 4, 24),
        "X4": date(2027, 2, 1), "X5": date(2027, 2, 28),
    }  # fmt: skip


def test_a_rule_that_wasnt_there_yet_starts_nothing() -> None:
    assert "X1" not in due(received=date(2023, 5, 1))


def test_a_limit_is_late_once_its_day_has_passed_or_it_was_kept_after_it() -> None:
    (limit,) = complaint_limits({"received": date(2026, 3, 2)})
    assert not limit.is_late(date(2026, 3, 9))
    assert limit.is_late(date(2026, 3, 10))
    (kept, *_) = complaint_limits({"received": date(2026, 3, 2), "acknowledged": date(2026, 3, 9)})
    assert not kept.is_late(date(2026, 4, 1))


def test_every_rule_says_where_it_comes_from_and_none_is_said_to_be_read() -> None:
    assert all(rule.source and not rule.confirmed for rule in complaint_rules())
