"""The setting that a version of the plan names in its section for the placement."""

from __future__ import annotations

import re
from datetime import date

from sendap.apps.plans.models import PlanVersion
from sendap.apps.timeline.models import Case

SECTION = "I"
NUMBER = re.compile("[0-9]{6}|[0-9]{8}")
"""A URN or a UKPRN."""
LONGEST_NAME = 200


def attend_named(version: PlanVersion, *, on: date) -> None:
    """Make the setting that a plan in force names the case's own, so that it can see its pupil.

    Nothing changes where the plan gives no URN or UKPRN, or a first day that is still to come.
    """
    section = version.sections.filter(letter=SECTION).first()
    for row in section.items if section else ():
        number = str(row.get("setting_number", ""))
        if NUMBER.fullmatch(number) and str(row.get("starts_on", "")) <= on.isoformat():
            Case.objects.filter(pk=version.case_id).update(
                setting_number=number, setting_kind="",
                setting_name=str(row.get("setting_name", ""))[:LONGEST_NAME],
            )  # fmt: skip
            return
