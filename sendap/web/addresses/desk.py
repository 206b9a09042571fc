"""Addresses of the caseworker's desk."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
