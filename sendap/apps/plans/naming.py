"""The setting that a version of the plan names in its section for the placement."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sendap.apps.correspondence.notices.bodies import NamedSetting
from sendap.apps.plans.models import PlanVersion
from sendap.apps.timeline.models import Case

SECTION = "I"


def named_setting(case: Case, facts: Mapping[str, Any]) -> NamedSetting | None:
    """The setting that the plan sent with a step names, empty when it names none.

    None when no plan of this service comes with the step.
    """
    try:
        key = uuid.UUID(str(facts.get("document", "")))
    except ValueError:
        return None
    version = PlanVersion.objects.filter(case=case, pk=key).first()
    if version is None:
        return None
    section = version.sections.filter(letter=SECTION).first()
    for row in section.items if section else ():
        number, name = row.get("setting_number", ""), row.get("setting_name", "")
        if number or name:
            return NamedSetting(str(number), str(name))
    return NamedSetting("", "")
