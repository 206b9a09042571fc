"""Addresses of the panel."""

from django.urls import URLPattern, path

from sendap.web.casework import panel

urlpatterns: list[URLPattern] = [
    path("panel", panel.agenda, name="agenda"),
    path("panel/<int:panel_id>/<int:item_id>", panel.pack, name="pack"),
    path("panel/<int:panel_id>/<int:item_id>/conflict", panel.step_back, name="step-back"),
    path("panel/<int:panel_id>/<int:item_id>/place", panel.place, name="place"),
    path("panel/<int:panel_id>/<int:item_id>/off", panel.take_off, name="take-off"),
    path("panel/open", panel.open_to_me, name="open"),
    path("cases/<uuid:case>/panel", panel.add, name="add"),
]
