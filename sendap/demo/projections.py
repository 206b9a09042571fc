"""Projections of the demonstration: as now, beside a scenario, and how far off they would be."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.utils import timezone

from sendap.apps.access.actors import actor_for
from sendap.apps.access.models import Account
from sendap.apps.returns.projecting import asking, computing

ENOUGH = 2_000
"""People in the return; fewer teach too little of how they join, move and leave."""

SCENARIO = """title = "A new special school"
from = {on:%Y-%m-%d}

[[places]]
setting = "special"
year = {year}
places = 120
"""


def make_projections(*, persons: int, at: datetime) -> int:
    """Work out two projections side by side, asked for by the finance officer; how many."""
    asker = Account.objects.filter(is_demonstration=True, grants__role="finance").first()
    if persons < ENOUGH or asker is None:
        return 0
    actor = actor_for(asker, on=timezone.localdate(at))
    on = timezone.localdate(at).replace(year=at.year + 2, month=9, day=1)
    scenarios = ("", SCENARIO.format(on=on, year=on.year))
    for scenario in scenarios:
        asked = asking.ask_for_projection(
            actor=actor, token=uuid.uuid4(), title="", years=10, scenario=scenario, population="",
            at=at,
        )  # fmt: skip
        computing.project(str(asked.pk), at=at)
    return len(scenarios)
