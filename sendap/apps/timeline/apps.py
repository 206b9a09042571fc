"""Django's name for this app."""

from django.apps import AppConfig


class TimelineConfig(AppConfig):
    """Cases, events and what falls due."""

    name = "sendap.apps.timeline"
    label = "timeline"
