"""The panel: its days, and the cases on the agenda of each with the question to decide."""

from __future__ import annotations

from django.db import models

from sendap.apps.access.tenancy import Tenancy
from sendap.apps.timeline.models import Case


class Panel(models.Model):
    """One day on which an authority's panel meets."""

    tenancy = Tenancy(authority="authority_code")
    authority_code = models.CharField(max_length=3)
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_code", "on"], name="one_panel_a_day")
        ]


class PanelItem(models.Model):
    """A case on the agenda of a panel, with the question that the panel decides.

    ``question`` is ``assess`` (whether to assess) or ``plan`` (whether to issue a plan).
    """

    tenancy = Tenancy(
        authority="case__authority_code", setting="case__setting_number", person="case__person_id"
    )
    panel = models.ForeignKey(Panel, models.CASCADE, related_name="items")
    case = models.ForeignKey(Case, models.CASCADE, related_name="panel_items")
    question = models.CharField(max_length=6)
    position = models.IntegerField()
    added_by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["panel", "case"], name="one_item_a_case_and_panel")
        ]
