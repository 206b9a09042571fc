"""Django's name for this app."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """SEN2 returns in, and later out."""

    name = "sendap.apps.returns"
    label = "returns"
