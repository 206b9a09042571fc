"""Addresses of the delivery ledger."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
