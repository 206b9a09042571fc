"""Addresses of the panel."""

from django.urls import URLPattern, path

from sendap.web.casework import panel

urlpatterns: list[URLPattern] = [
    path("panel", panel.agenda, name="agenda"),
    path("panel/<int:panel_id>/<int:item_id>", panel.pack, name="pack"),
    path("panel/<int:panel_id>/<int:item_id>/conflict", panel.step_back, name="step-back"),
    path("cases/<uuid:case>/panel", panel.add, name="add"),
]
