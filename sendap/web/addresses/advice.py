"""Addresses of advice, for those who give it and for those who ask."""

from django.urls import URLPattern, path

from sendap.web.advisers import advice as own
from sendap.web.casework import advice

urlpatterns: list[URLPattern] = [
    path("advice", own.advice_list, name="list"),
    path("advice/<uuid:request_id>", own.answer, name="answer"),
    path("advice/<uuid:request_id>/take", own.pick_up, name="pick-up"),
    path("advice/<uuid:request_id>/missed", own.missed, name="missed"),
    path("advice/<uuid:request_id>/chase", advice.chase, name="chase"),
    path("cases/<uuid:case>/advice", advice.advice, name="case"),
    path("cases/<uuid:case>/advice/ask", advice.ask, name="ask"),
    path("cases/<uuid:case>/advice/reuse", advice.reuse, name="reuse"),
    path("team/advice", advice.load, name="load"),
]
