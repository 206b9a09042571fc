"""Tables of the app: what returns say, and each piece of the process in a module of its own."""

from sendap.apps.plans.models.advice import AdviceRequest, AdviceReuse, AdviceStatement
from sendap.apps.plans.models.delivery import DeliveryEntry, DeliveryItem, SchoolTerm
from sendap.apps.plans.models.document import (
    PlanComment,
    PlanSection,
    PlanSuggestion,
    PlanVersion,
)
from sendap.apps.plans.models.panel import Panel, PanelItem
from sendap.apps.plans.models.requests import Knock, OutboxMessage, RequestForm
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
from sendap.apps.plans.models.reviews import Review, ReviewView
from sendap.apps.plans.models.voice import Experience, ExperienceMark, FamilyWords, ReviewPaper

__all__ = [
    "ActivePlan",
    "AdviceRequest",
    "AdviceReuse",
    "AdviceStatement",
    "Assessment",
    "Decision",
    "DeliveryEntry",
    "DeliveryItem",
    "Experience",
    "ExperienceMark",
    "FamilyWords",
    "Knock",
    "Need",
    "OutboxMessage",
    "Panel",
    "PanelItem",
    "PersonReturn",
    "Placement",
    "Plan",
    "PlanComment",
    "PlanSection",
    "PlanSetting",
    "PlanSuggestion",
    "PlanVersion",
    "Request",
    "RequestForm",
    "Review",
    "ReviewPaper",
    "ReviewView",
    "SchoolTerm",
]
