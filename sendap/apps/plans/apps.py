"""Django's name for this app."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Requests, assessments, plans, placements and needs."""

    name = "sendap.apps.plans"
    label = "plans"
