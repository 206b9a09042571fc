"""Tables of the app: what returns say, and each piece of the process in a module of its own."""

from sendap.apps.plans.models.document import PlanComment, PlanSection, PlanVersion
from sendap.apps.plans.models.returned import (
    ActivePlan,
    Assessment,
    Decision,
    Need,
    PersonReturn,
    Placement,
    Plan,
    PlanSetting,
    Request,
)

__all__ = [
    "ActivePlan",
    "Assessment",
    "Decision",
    "Need",
    "PersonReturn",
    "Placement",
    "Plan",
    "PlanComment",
    "PlanSection",
    "PlanSetting",
    "PlanVersion",
    "Request",
]
