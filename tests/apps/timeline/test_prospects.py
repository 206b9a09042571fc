"""Which limits will be missed if nothing changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendap.apps.timeline.prospects import EVENTS, STEPS, at_risk
from sendap.law.regimes import find_regime

TODAY = date(2026, 3, 2)


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def test_a_plan_without_a_draft_is_at_risk_and_the_reason_gives_the_day() -> None:
    advice = [("advice_received", in_days(-20))]
    reason = at_risk("C7", in_days(20), advice, on=TODAY)
    assert reason.startswith("No draft plan is recorded as served")
    assert "do it by 7 March 2026" in reason


def test_once_the_familys_days_no_longer_fit_it_says_so() -> None:
    advice = [("advice_received", in_days(-20))]
    reason = at_risk("C7", in_days(10), advice, on=TODAY)
    assert "its latest day, 25 February 2026, has passed" in reason


def test_with_its_steps_done_a_limit_is_at_risk_only_in_its_last_week() -> None:
    done = [("advice_received", in_days(-30)), ("draft_plan_served", in_days(-10))]
    assert at_risk("C7", in_days(8), done, on=TODAY) == ""
    assert at_risk("C7", in_days(7), done, on=TODAY) == "Not recorded as done; 7 days left."


def test_a_step_of_an_earlier_round_does_not_count() -> None:
    old = [("review_meeting_held", in_days(-400)), ("review_meeting_planned", in_days(-420))]
    assert at_risk("R1", in_days(20), old, on=TODAY).startswith("No review meeting is recorded")


@pytest.mark.parametrize("days", [-1, 29, 400])
def test_what_is_past_or_far_off_is_not_listed(days: int) -> None:
    assert at_risk("C7", in_days(days), [], on=TODAY) == ""


def test_the_last_day_says_so() -> None:
    assert at_risk("C1", TODAY, [], on=TODAY) == "Not recorded as done; today is the last day."


def test_every_rule_and_step_is_the_laws() -> None:
    regime = find_regime("cfa2014")
    assert set(STEPS) <= set(regime.rules)
    assert set(regime.events) >= EVENTS


@given(
    st.sampled_from(sorted(find_regime("cfa2014").rules)),
    st.integers(0, 28),
    st.sets(st.sampled_from(sorted(EVENTS))),
)
def test_doing_more_never_puts_a_limit_at_risk(rule: str, days: int, done: set[str]) -> None:
    happened = [(name, in_days(-1)) for name in done]
    everything = [(name, in_days(-1)) for name in EVENTS]
    if not at_risk(rule, in_days(days), happened, on=TODAY):
        assert not at_risk(rule, in_days(days), everything, on=TODAY)
