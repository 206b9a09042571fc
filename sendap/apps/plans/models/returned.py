"""What a return says of a person's request, assessment, plan, placements and needs.

Codes are the return's own (``sendap.exchange.sen2.description`` lists them with their labels).
"""

from __future__ import annotations

import uuid

from django.db import models

from sendap.apps.access.tenancy import Tenancy
from sendap.apps.timeline.models import Case

_THROUGH_REQUEST = Tenancy(
    authority="request__case__authority_code",
    setting="request__case__setting_number",
    person="request__case__person_id",
)


class PersonReturn(models.Model):
    """What one year's return said of a case, by digest: equal digests mean nothing changed."""

    tenancy = Tenancy(
        authority="case__authority_code", setting="case__setting_number", person="case__person_id"
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="returns")
    year = models.IntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "year"], name="one_return_a_case_and_year")
        ]


class Request(models.Model):
    """A request for an assessment (module 2); ``number`` is its position within the person."""

    tenancy = Tenancy(
        authority="case__authority_code", setting="case__setting_number", person="case__person_id"
    )
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="requests")
    year = models.IntegerField()
    number = models.IntegerField()
    received_on = models.DateField(null=True)
    request_source = models.CharField(max_length=10, blank=True)
    youth_accommodation = models.BooleanField(null=True)
    outcome_on = models.DateField(null=True)
    outcome = models.CharField(max_length=10, blank=True)
    mediation = models.BooleanField(null=True)
    tribunal = models.BooleanField(null=True)
    exported_to = models.CharField(max_length=10, blank=True)


class Assessment(models.Model):
    """An assessment (module 3)."""

    tenancy = _THROUGH_REQUEST
    request = models.OneToOneField(Request, models.CASCADE, primary_key=True)
    outcome = models.CharField(max_length=10, blank=True)
    outcome_on = models.DateField(null=True)
    mediation = models.BooleanField(null=True)
    tribunal = models.BooleanField(null=True)
    other_mediation = models.BooleanField(null=True)
    other_tribunal = models.BooleanField(null=True)
    exception = models.BooleanField(null=True)


class Plan(models.Model):
    """A plan as issued (module 4); ``ceased_on`` is the day it ended."""

    tenancy = _THROUGH_REQUEST
    request = models.OneToOneField(Request, models.CASCADE, primary_key=True)
    starts_on = models.DateField(null=True)
    residential = models.CharField(max_length=10, blank=True)
    work_based = models.CharField(max_length=10, blank=True)
    personal_budget = models.BooleanField(null=True)
    organised_arrangements = models.BooleanField(null=True)
    direct_payment = models.CharField(max_length=10, blank=True)
    ceased_on = models.DateField(null=True)
    cease_reason = models.CharField(max_length=10, blank=True)


class PlanSetting(models.Model):
    """A setting named in section I of a plan."""

    tenancy = _THROUGH_REQUEST
    request = models.ForeignKey(Request, models.CASCADE, related_name="plan_settings")
    number = models.IntegerField()
    urn = models.CharField(max_length=10, blank=True)
    ukprn = models.CharField(max_length=10, blank=True)
    sen_setting = models.CharField(max_length=10, blank=True)
    sen_setting_other = models.CharField(max_length=300, blank=True)
    rank = models.CharField(max_length=4, blank=True)
    sen_unit = models.BooleanField(null=True)
    resourced_provision = models.BooleanField(null=True)


class ActivePlan(models.Model):
    """A plan in force on census day or during the year (module 5), with its latest review.

    ``residential`` and ``work_based`` stand here in the return of 2023, later in ``Placement``.
    """

    tenancy = _THROUGH_REQUEST
    request = models.OneToOneField(Request, models.CASCADE, primary_key=True)
    transferred_from = models.CharField(max_length=10, blank=True)
    review_met_on = models.DateField(null=True)
    review_outcome = models.CharField(max_length=10, blank=True)
    review_draft_on = models.DateField(null=True)
    transfer_due_on = models.DateField(null=True)
    transfer_final_on = models.DateField(null=True)
    review_decided_on = models.DateField(null=True)
    residential = models.CharField(max_length=10, blank=True)
    work_based = models.CharField(max_length=10, blank=True)


class Placement(models.Model):
    """Where a person is educated, and from when to when."""

    tenancy = _THROUGH_REQUEST
    request = models.ForeignKey(Request, models.CASCADE, related_name="placements")
    number = models.IntegerField()
    urn = models.CharField(max_length=10, blank=True)
    ukprn = models.CharField(max_length=10, blank=True)
    sen_setting = models.CharField(max_length=10, blank=True)
    sen_setting_other = models.CharField(max_length=300, blank=True)
    rank = models.CharField(max_length=4, blank=True)
    entered_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    attendance = models.CharField(max_length=10, blank=True)
    sen_unit = models.BooleanField(null=True)
    resourced_provision = models.BooleanField(null=True)
    residential = models.CharField(max_length=10, blank=True)
    work_based = models.CharField(max_length=10, blank=True)


class Need(models.Model):
    """A type of need, first or second."""

    tenancy = _THROUGH_REQUEST
    request = models.ForeignKey(Request, models.CASCADE, related_name="needs")
    number = models.IntegerField()
    kind = models.CharField(max_length=10, blank=True)
    rank = models.CharField(max_length=4, blank=True)


class Decision(models.Model):
    """A move of the process that somebody made: what was decided, by whom, and on what grounds.

    ``move`` is the move's name in the regime's process; ``facts`` what had to be given with it
    (answers to the statutory tests, reasons, evidence relied on).
    """

    tenancy = Tenancy(
        authority="case__authority_code", setting="case__setting_number", person="case__person_id"
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="decisions")
    move = models.CharField(max_length=40)
    on = models.DateField()
    facts = models.JSONField(default=dict)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
