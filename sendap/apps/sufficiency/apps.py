"""Django's name for this app."""

from django.apps import AppConfig


class SufficiencyConfig(AppConfig):
    """Whether there are enough places: what was looked for and not found."""

    name = "sendap.apps.sufficiency"
    label = "sufficiency"
