"""The rules of each regime, with their sources."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sendap.basics.errors import NotFound


def rules(request: HttpRequest) -> HttpResponse:
    """Every rule of a regime."""
    return render(request, "message.html", {"heading": "The law behind every date", "paragraphs": []})


def rule(request: HttpRequest, regime: str, rule: str) -> HttpResponse:
    """One rule with its worked examples."""
    raise NotFound("There is no such rule.")
