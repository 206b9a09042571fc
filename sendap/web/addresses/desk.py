"""Addresses of a caseworker's tasks, notes and templates."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
