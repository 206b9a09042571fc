"""The delivery ledger: what provision was to be given, week by week, and what was."""

from __future__ import annotations

import uuid

from django.db import models

from sendap.apps.access.tenancy import PUBLIC, Tenancy
from sendap.apps.timeline.models import Case


class DeliveryItem(models.Model):
    """Provision to be delivered; ``item`` is its number in the plan (``F1``) or empty.

    ``sessions`` is how many are planned in a week.
    """

    tenancy = Tenancy(
        authority="case__authority_code", setting="case__setting_number", person="case__person_id"
    )
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="delivery_items")
    section = models.CharField(max_length=2)
    item = models.CharField(max_length=8, blank=True)
    text = models.TextField()
    who = models.CharField(max_length=150, blank=True)
    sessions = models.IntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    made_by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "item"], condition=~models.Q(item=""),
                name="one_delivery_item_a_plan_item",
            )
        ]  # fmt: skip


class DeliveryEntry(models.Model):
    """A week of an item: ``week`` is its Monday; sessions planned and delivered."""

    tenancy = Tenancy(
        authority="item__case__authority_code",
        setting="item__case__setting_number",
        person="item__case__person_id",
    )
    item = models.ForeignKey(DeliveryItem, models.CASCADE, related_name="entries")
    week = models.DateField()
    planned = models.IntegerField()
    delivered = models.IntegerField()
    missed_because = models.CharField(max_length=200, blank=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "week"], name="one_delivery_entry_a_week")
        ]


class SchoolTerm(models.Model):
    """A term of a setting, or of all an authority's settings where ``setting_number`` is empty.

    Provision is planned for the days from ``starts_on`` to ``ends_on``; a half-term break makes
    two rows of one term.
    """

    tenancy = PUBLIC
    authority_code = models.CharField(max_length=3)
    setting_number = models.CharField(max_length=8, blank=True)
    name = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField()
    made_by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_code", "setting_number", "starts_on"], name="one_term_a_start"
            )
        ]
