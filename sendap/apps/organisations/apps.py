"""Django's name for this app."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Authorities and settings."""

    name = "sendap.apps.organisations"
    label = "organisations"
