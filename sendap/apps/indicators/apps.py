"""Django's name for this app."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Published indicators and live figures."""

    name = "sendap.apps.indicators"
    label = "indicators"
