"""Django's name for this app."""

from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    """Notices with their copies, messages and files."""

    name = "sendap.apps.correspondence"
    label = "correspondence"
