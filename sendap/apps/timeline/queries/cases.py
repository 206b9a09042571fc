"""One case, if it is the viewer's: the door to everything that hangs on a case."""

from __future__ import annotations

import uuid

from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.timeline.models import Case
from sendap.basics.errors import NotFound


def case_of(viewer: Actor, case_id: uuid.UUID) -> Case:
    """The case with its person; its caller audits what it goes on to show or do.

    Errors: ``NotFound`` when it isn't there or isn't the viewer's.
    """
    case = visible(viewer, Case.objects.select_related("person").filter(pk=case_id)).first()
    if case is None:
        raise NotFound("There is no such case.")
    return case
