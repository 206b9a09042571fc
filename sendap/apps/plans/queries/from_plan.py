"""What the plan document says of the need and the setting, where no return has said it yet."""

from __future__ import annotations

from typing import Any

from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.plans.models import PlanSection, PlanVersion
from sendap.apps.timeline.models import Case
from sendap.law.plan_shape import find_plan_shape

SAID_BY = "as the plan has it"


def need_and_setting(viewer: Actor, case: Case) -> tuple[str, str]:
    """The area of the first need of section B and the setting of section I, each empty if unsaid.

    Of the latest version that the viewer may see; its caller audits.
    """
    versions = visible(viewer, PlanVersion.objects.filter(case=case)).order_by("-number")
    version = versions.first()
    if version is None:
        return "", ""
    sections = version.content.get("sections") or _open_sections(version)
    return _need(sections.get("B") or ()), _setting(sections.get("I") or ())


def _open_sections(version: PlanVersion) -> dict[str, Any]:
    rows = PlanSection.objects.filter(version=version, letter__in=("B", "I"))
    return dict(rows.values_list("letter", "items"))


def _need(items: Any) -> str:
    areas = find_plan_shape().sections["B"].kind.fields["area"].choices
    known = next((item.get("area") for item in items if item.get("area")), "")
    return f"{areas[known]} ({SAID_BY})" if known in areas else ""


def _setting(items: Any) -> str:
    for item in items:
        place = item.get("setting_name") or item.get("setting_type")
        if place:
            return f"{place} ({SAID_BY})"
    return ""
