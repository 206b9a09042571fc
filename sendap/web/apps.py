"""Django's name for the pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, templates and styles."""

    name = "sendap.web"
    label = "web"
