"""The plan that a letter to a setting, the health commissioner or social services brings."""

from __future__ import annotations

import uuid
from datetime import date

from sendap.apps.access.actors import Actor
from sendap.apps.correspondence.notices.body_queries import body_letter
from sendap.apps.people.queries import with_protected_place
from sendap.apps.plans.document.queries import ServedPlan, outward, version_line
from sendap.apps.plans.models import PlanVersion
from sendap.basics.errors import NotFound


def plan_with_letter(viewer: Actor, copy_id: uuid.UUID, *, on: date) -> ServedPlan:
    """The version of the plan that came with a letter to the viewer's setting or service.

    Whoever isn't the setting named gets no place where an address is protected. The letter's own
    read is audited. Errors: ``NotFound`` for another's letter, or one without a plan.
    """
    found = body_letter(viewer, copy_id, on=on)
    rows = PlanVersion.objects.select_related("case__person")
    served = rows.filter(served_on__isnull=False)
    version = served.filter(pk=found.document).first() if found.document else None
    if version is None:
        raise NotFound("No plan came with this letter.")
    case = version.case
    guarded = bool(with_protected_place(viewer, [case.person_id]))
    withheld = guarded and not found.is_setting
    return ServedPlan(
        case_id=case.pk, forename=case.person.forename, is_own=False,
        version=version_line(version), versions=(), plan=outward(version, case, withheld),
        changes=(), comments=(), suggestions=(), respond=None, withheld=withheld,
    )  # fmt: skip
