"""Addresses of the lawful moves of a case."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
