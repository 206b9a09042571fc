"""Addresses of messages, for those who work on a case and for the family."""

from django.urls import URLPattern, path

from sendap.web.casework import messages
from sendap.web.family import messages as own

urlpatterns: list[URLPattern] = [
    path("cases/<uuid:case>/messages", messages.messages, name="staff"),
    path("family/<uuid:case>/messages", own.messages, name="own"),
    path("team/messages", messages.unanswered, name="unanswered"),
]
