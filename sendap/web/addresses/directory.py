"""Addresses of the directory of settings."""

from django.urls import URLPattern, path

from sendap.web.directory import editing, finding

urlpatterns: list[URLPattern] = [
    path("settings", finding.find, name="find"),
    path("settings/<int:number>", finding.setting, name="setting"),
    path("settings/<int:number>/edit", editing.edit, name="edit"),
]
