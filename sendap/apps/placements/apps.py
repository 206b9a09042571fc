"""Django's name for this app."""

from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    """What settings offer, lists made for one child, consultation, naming and places."""

    name = "sendap.apps.placements"
    label = "placements"
