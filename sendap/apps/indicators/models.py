"""Sources, areas, indicators, figures, inspection outcomes, live figures and projections.

Nothing personal.
"""

from __future__ import annotations

import uuid

from django.db import models

from sendap.apps.access.tenancy import INTERNAL, PUBLIC


class Source(models.Model):
    """A published file as it was loaded; ``sha256`` is of its bytes, ``released`` as printed."""

    tenancy = PUBLIC
    id = models.CharField(max_length=40, primary_key=True)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=120)
    licence = models.CharField(max_length=80)
    released = models.CharField(max_length=40)
    link = models.URLField(max_length=300)
    note = models.TextField(blank=True)
    file_name = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    place = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.title


class Load(models.Model):
    """The one load that the tables hold, with its report.

    ``fingerprint`` covers every file and every definition; the numbers are of rows.
    """

    tenancy = PUBLIC
    fingerprint = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    areas = models.PositiveIntegerField(default=0)
    indicators = models.PositiveIntegerField(default=0)
    figures = models.PositiveIntegerField(default=0)
    inspections = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.fingerprint


class Area(models.Model):
    """England, a region or a local authority.

    ``code`` is the three-digit number of an authority and the ONS code of the others. ``outline``
    and ``inset_outline`` are SVG path data on the grids of the map of England and of London.
    """

    class Level(models.TextChoices):
        """What kind of area."""

        COUNTRY = "country"
        REGION = "region"
        AUTHORITY = "authority"

    tenancy = PUBLIC
    code = models.CharField(max_length=9, primary_key=True)
    name = models.CharField(max_length=100)
    level = models.CharField(max_length=9, choices=Level)
    ons_code = models.CharField(max_length=9, blank=True)
    region_code = models.CharField(max_length=9, blank=True)
    region_name = models.CharField(max_length=60, blank=True)
    is_current = models.BooleanField(default=True)
    outline = models.TextField(blank=True)
    inset_outline = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class Neighbour(models.Model):
    """A statistical neighbour of an area; ``place`` 1 is the most alike."""

    tenancy = PUBLIC
    area = models.ForeignKey(Area, models.CASCADE, related_name="neighbours")
    neighbour = models.ForeignKey(Area, models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()
    closeness = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "place"], name="one_neighbour_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.place}: {self.neighbour_id}"


class Indicator(models.Model):
    """What is measured, with its definition, source, date and caveats.

    ``decimals`` are those shown; ``polarity`` is high or low where that end is better, else none.
    ``latest`` is the newest period with figures for authorities, ``latest_order`` its year.
    """

    tenancy = PUBLIC
    id = models.CharField(max_length=60, primary_key=True)
    title = models.CharField(max_length=150)
    theme = models.CharField(max_length=30)
    unit = models.CharField(max_length=30)
    is_count = models.BooleanField()
    decimals = models.PositiveSmallIntegerField()
    polarity = models.CharField(max_length=4)
    definition = models.TextField()
    method = models.TextField(blank=True)
    law = models.CharField(max_length=120, blank=True)
    caveats = models.JSONField(default=list)
    headline = models.BooleanField(default=False)
    source = models.ForeignKey(Source, models.PROTECT)
    owner = models.CharField(max_length=120, blank=True)
    link = models.URLField(max_length=500, blank=True)
    updated_on = models.DateField(null=True)
    latest = models.CharField(max_length=30, blank=True)
    latest_order = models.PositiveSmallIntegerField(null=True)
    ranked = models.PositiveSmallIntegerField(default=0)
    place = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.title


class Figure(models.Model):
    """One area's value of an indicator in one period, or why there is none (``status``).

    ``rank`` (1 is the highest) is given for the latest period, to authorities that are ranked.
    """

    tenancy = PUBLIC
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="figures")
    area = models.ForeignKey(Area, models.CASCADE, related_name="figures")
    period = models.CharField(max_length=30)
    period_order = models.PositiveSmallIntegerField()
    value = models.FloatField(null=True)
    status = models.CharField(max_length=14)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    is_latest = models.BooleanField()
    rank = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "area", "period"], name="one_figure_a_period"
            )
        ]
        indexes = [models.Index(fields=["area", "is_latest"], name="figure_area_latest")]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.area_id} {self.period}"


class InspectionOutcome(models.Model):
    """The latest area SEND inspection of an area, in the words of its report."""

    tenancy = PUBLIC
    area = models.OneToOneField(Area, models.CASCADE, related_name="inspection")
    grade = models.PositiveSmallIntegerField(null=True)
    outcome = models.TextField(blank=True)
    started_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    next_within = models.CharField(max_length=40, blank=True)
    link = models.URLField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.area_id}: {self.grade}"


class LiveFigure(models.Model):
    """An authority's own figure on a day, after disclosure control: what isn't shown isn't kept.

    ``indicator`` is the id of the published indicator beside which it is shown; counts are rounded.
    """

    tenancy = PUBLIC
    authority_code = models.CharField(max_length=3)
    indicator = models.CharField(max_length=60)
    value = models.FloatField(null=True)
    numerator = models.PositiveIntegerField(null=True)
    denominator = models.PositiveIntegerField(null=True)
    is_hidden = models.BooleanField()
    as_of = models.DateField()
    definition_difference = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_code", "indicator"], name="one_live_figure_an_indicator"
            )
        ]

    def __str__(self) -> str:
        return f"{self.authority_code} {self.indicator}"


class ProjectionRun(models.Model):
    """A projection or a back-test that somebody asked for, and what came of it: about nobody.

    ``scenario`` is TOML and ``population`` CSV as they were given, empty where none was;
    ``progress`` is in per cent; ``refusal`` says why there is no result. ``result`` is a document
    of ``insight.projection.figures`` or, of a back-test, of ``insight.projection.backtest``.
    """

    tenancy = INTERNAL

    class Kind(models.TextChoices):
        """What was asked for."""

        PROJECTION = "projection", "Projection"
        BACK_TEST = "back_test", "Back-test"

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        REFUSED = "refused", "Refused"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token = models.UUIDField(unique=True)
    authority_code = models.CharField(max_length=3)
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=100)
    scenario = models.TextField(blank=True)
    population = models.TextField(blank=True)
    years = models.PositiveSmallIntegerField()
    runs = models.PositiveIntegerField()
    seed = models.BigIntegerField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=150)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=500, blank=True)
    result = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["authority_code", "kind", "-asked_at"], name="run_by_authority")
        ]

    def __str__(self) -> str:
        return f"{self.authority_code} {self.kind}: {self.title}"
