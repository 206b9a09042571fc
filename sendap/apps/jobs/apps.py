"""Django's name for this app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Background and periodic work."""

    name = "sendap.apps.jobs"
    label = "jobs"
