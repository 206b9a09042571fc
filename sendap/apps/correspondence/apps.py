"""Django's name for this app."""

from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    """Notices with their copies, and messages."""

    name = "sendap.apps.correspondence"
    label = "correspondence"
