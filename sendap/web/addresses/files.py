"""Addresses of the files of a case."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
