"""The letters that would go out with a version of the plan, before it is sent."""

from __future__ import annotations

import uuid
from datetime import date

from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.plans.document.actions import facts_of_sending, statuses_open
from sendap.apps.plans.models import PlanVersion
from sendap.apps.plans.queries.preview import Preview, preview_notice
from sendap.basics.errors import BadInput, NotFound


def preview_sending(
    viewer: Actor, case_id: uuid.UUID, *, number: int, on: date, today: date,
    named_because: str = "",
) -> Preview:  # fmt: skip
    """The letters that sending a version on a day would send; nothing is kept; audited.

    Errors: as ``actions.send``, so that what can be seen can be sent.
    """
    rows = PlanVersion.objects.filter(case_id=case_id, number=number)
    version = visible(viewer, rows).first()
    if version is None:
        raise NotFound("There is no such plan.")
    if version.served_on is not None:
        raise BadInput("This version has been sent already.")
    move = statuses_open(viewer, case_id).get(version.status)
    if move is None:
        raise BadInput("The case isn’t at the point where this version can be sent.")
    return preview_notice(
        viewer, case_id, move=move, on=on, today=today,
        facts=facts_of_sending(version, named_because),
    )  # fmt: skip
