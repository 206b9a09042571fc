"""Addresses of this subject: lists."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
