"""What a family sees of where the plan says they will learn."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sendap.apps.placements.naming.queries import family_setting


def setting(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Who was asked, what they replied, what was decided and why."""
    page = family_setting(request.actor, case, on=timezone.localdate())  # type: ignore[attr-defined]
    return render(request, "naming/family.html", {"page": page})
