"""Addresses of requests and their decision."""

from django.urls import URLPattern, path

from sendap.web.casework import decide, requests
from sendap.web.files.requests import files
from sendap.web.public import request

urlpatterns: list[URLPattern] = [
    path("request", request.start, name="start"),
    path("request/check", request.check, name="check"),
    path("request/send", request.send, name="send"),
    path("request/sent", request.sent, name="sent"),
    path("request/return", request.come_back, name="return"),
    path("request/code", request.verify, name="verify"),
    path("request/account", request.account, name="account"),
    path("request/files", files, name="files"),
    path("request/<slug:step>", request.step, name="step"),
    path("settings/request", requests.from_setting, name="from-setting"),
    path("professionals/request", requests.from_professional, name="from-professional"),
    path("requests", requests.waiting, name="list"),
    path("requests/new", requests.new, name="new"),
    path("requests/<uuid:form>", requests.one, name="request"),
    path("cases/<uuid:case>/decide", decide.decide, name="decide"),
]
