"""Addresses of requests and their decision."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
