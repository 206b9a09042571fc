"""Django's name for this app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Children and young people, families, responsibility and places."""

    name = "sendap.apps.people"
    label = "people"
