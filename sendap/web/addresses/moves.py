"""Addresses of the lawful moves of a case."""

from django.urls import URLPattern, path

from sendap.web.casework import moves

urlpatterns: list[URLPattern] = [
    path("cases/<uuid:case>/moves", moves.moves, name="moves"),
    path("cases/<uuid:case>/moves/<str:move>", moves.move, name="move"),
]
