"""The area's own figures: nothing that may not be shown is ever kept."""

from datetime import date

import pytest

from sendap.apps.access.actors import command_actor, public_actor
from sendap.apps.indicators import queries
from sendap.apps.indicators.actions import load_published, store_live_figures
from sendap.apps.indicators.live import LiveCount
from sendap.basics.errors import BadInput, NotAllowed

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
DIFFERS = "Counted today, not in January."


def store(*counts: LiveCount) -> int:
    actor = command_actor("test", authority="998")
    return store_live_figures(actor=actor, authority_code="998", counts=counts, as_of=DAY)


def shown() -> dict:
    rows = queries.live_figures(public_actor(), authority_code="998")
    return {
        row.indicator: (row.value, row.numerator, row.denominator, row.is_hidden) for row in rows
    }


def test_counts_are_rounded_and_small_ones_hidden(db):
    store(
        LiveCount("plans_in_force", 3_303, DIFFERS), LiveCount("new_plans", 4, DIFFERS),
        LiveCount("plans_in_twenty_weeks", 103, DIFFERS, denominator=252),
        LiveCount("requests_refused", 2, DIFFERS, denominator=400),
    )  # fmt: skip
    assert shown() == {
        "plans_in_force": (3_305, 3_305, None, False), "new_plans": (None, None, None, True),
        "plans_in_twenty_weeks": (42.0, 105, 250, False),
        "requests_refused": (None, None, None, True),
    }  # fmt: skip


def test_new_figures_replace_the_earlier_ones(db):
    store(LiveCount("plans_in_force", 100, DIFFERS), LiveCount("new_plans", 50, DIFFERS))
    store(LiveCount("plans_in_force", 200, DIFFERS))
    assert shown() == {"plans_in_force": (200, 200, None, False)}


def test_live_figures_outlive_a_load_and_stand_beside_the_published(folder):
    store(LiveCount("plans_in_force", 200, DIFFERS))
    load_published(folder=folder)
    assert shown() == {"plans_in_force": (200, 200, None, False)}


@pytest.mark.parametrize(
    "count",
    [
        LiveCount("no_such_thing", 5, DIFFERS), LiveCount("new_plans", -1, DIFFERS),
        LiveCount("plans_in_twenty_weeks", 10, DIFFERS, denominator=9),
    ],
)  # fmt: skip
def test_a_count_that_cant_be_is_refused(db, count):
    with pytest.raises(BadInput):
        store(count)
    assert shown() == {}


def test_the_public_may_not_store_figures(db):
    with pytest.raises(NotAllowed):
        store_live_figures(actor=public_actor(), authority_code="998", counts=[], as_of=DAY)
