"""Addresses of the plan document, for its writers and for the family."""

from django.urls import URLPattern, path

from sendap.web.casework import plan_document
from sendap.web.family import plan

urlpatterns: list[URLPattern] = [
    path("cases/<uuid:case>/plan", plan_document.document, name="document"),
    path("cases/<uuid:case>/plan/open", plan_document.open_version, name="open"),
    path("cases/<uuid:case>/plan/<int:old>/to/<int:new>", plan_document.compare, name="compare"),
    path("cases/<uuid:case>/plan/<int:number>/send", plan_document.send, name="send"),
    path(
        "cases/<uuid:case>/plan/<int:number>/statements",
        plan_document.statements,
        name="statements",
    ),
    path(
        "cases/<uuid:case>/plan/suggestions/<int:suggestion>",
        plan_document.decide,
        name="decide",
    ),
    path("cases/<uuid:case>/plan/comments/<int:comment>", plan_document.answer, name="answer"),
    path("cases/<uuid:case>/plan/<int:number>/advice", plan_document.advice, name="advice"),
    path("cases/<uuid:case>/plan/<int:number>/<str:letter>", plan_document.section, name="section"),
    path("family/<uuid:case>/plan", plan.read, name="read"),
    path("family/<uuid:case>/plan/easy", plan.easy, name="easy"),
    path("family/<uuid:case>/plan.pdf", plan.printed, name="print"),
    path("family/<uuid:case>/plan/<int:number>/suggestions", plan.suggest, name="suggest"),
    path("family/<uuid:case>/plan/<int:number>/comments", plan.comment, name="comment"),
]
