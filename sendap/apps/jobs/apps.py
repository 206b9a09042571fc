"""Django's name for this app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """Background and periodic work."""

    name = "sendap.apps.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Find every app's jobs: the functions in its module ``background``."""
        autodiscover_modules("background")
