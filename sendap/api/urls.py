"""Addresses of the interface's description."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
