"""Addresses of the public pages."""

from django.urls import URLPattern, path

from sendap.web.public import dashboard, law

urlpatterns: list[URLPattern] = [
    path("law", law.rules, name="law"),
    path("law/<str:regime>/<str:rule>", law.rule, name="law-rule"),
    # dashboard
    path("dashboard", dashboard.england, name="dashboard"),
    path("dashboard/areas", dashboard.areas, name="dashboard-areas"),
    path("dashboard/areas/<slug:code>", dashboard.area, name="dashboard-area"),
    path("dashboard/indicators/", dashboard.indicators, name="dashboard-indicators"),
    path("dashboard/indicators", dashboard.indicators, name="dashboard-indicators"),
    path("dashboard/indicators/<slug:key>", dashboard.indicator, name="dashboard-indicator"),
    path(
        "dashboard/indicators/<slug:key>.csv",
        dashboard.indicator_table,
        name="dashboard-indicator-table",
    ),
    path("dashboard/compare", dashboard.compare, name="dashboard-compare"),
    path("dashboard/inspections", dashboard.inspections, name="dashboard-inspections"),
]
