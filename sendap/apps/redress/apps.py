"""Django's name for this app."""

from django.apps import AppConfig


class RedressConfig(AppConfig):
    """Disagreement, mediation, appeals, orders and complaints."""

    name = "sendap.apps.redress"
    label = "redress"
