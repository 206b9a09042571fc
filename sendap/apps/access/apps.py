"""Django's name for this app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Accounts, grants, policy, visibility and audit."""

    name = "sendap.apps.access"
    label = "access"
