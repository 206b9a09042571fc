"""Addresses of the lawful moves of a case."""

from django.urls import URLPattern, path

from sendap.web.casework import corrections, moves

urlpatterns: list[URLPattern] = [
    path("cases/<uuid:case>/moves", moves.moves, name="moves"),
    path("cases/<uuid:case>/moves/<str:move>", moves.move, name="move"),
    path("cases/<uuid:case>/events/<int:event>/correct", corrections.correct, name="correct"),
    path("cases/<uuid:case>/exception", corrections.exception, name="exception"),
    path("cases/<uuid:case>/death", corrections.death, name="death"),
]
