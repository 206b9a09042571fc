"""Authorities and settings."""

from __future__ import annotations

from django.db import models

from sendap.apps.access.tenancy import PUBLIC


class Authority(models.Model):
    """A local authority between two days; ``code`` is the department's three digits."""

    tenancy = PUBLIC
    code = models.CharField(max_length=3, primary_key=True)
    name = models.CharField(max_length=100)
    ons_code = models.CharField(max_length=9, blank=True)
    region_code = models.CharField(max_length=9, blank=True)
    region_name = models.CharField(max_length=60, blank=True)
    is_fictional = models.BooleanField(default=False)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class Setting(models.Model):
    """A place of education; ``number`` is its URN (6 digits) or, without one, its UKPRN (8).

    ``kind`` is its type in words and ``category`` which kind of place that is: mainstream, special,
    alternative_provision, further_education, early_years, elsewhere or, not known, empty.
    ``status`` is open, closing, closed, opening or empty. What is empty or None isn't known. Ages
    are in years, ``easting`` and ``northing`` in metres of the national grid, ``needs`` codes of
    the return with commas between. ``register_file`` and ``register_on`` say which register was
    loaded last, and when.
    """

    tenancy = PUBLIC
    number = models.CharField(max_length=8, primary_key=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=60, blank=True)
    is_fictional = models.BooleanField(default=False)
    category = models.CharField(max_length=24, blank=True)
    type_code = models.CharField(max_length=3, blank=True)
    authority_code = models.CharField(max_length=3, blank=True, db_index=True)
    status = models.CharField(max_length=8, blank=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    phase = models.CharField(max_length=40, blank=True)
    youngest = models.PositiveSmallIntegerField(null=True)
    oldest = models.PositiveSmallIntegerField(null=True)
    intake = models.CharField(max_length=10, blank=True)
    boards = models.CharField(max_length=60, blank=True)
    faith = models.CharField(max_length=60, blank=True)
    needs = models.CharField(max_length=80, blank=True)
    provision = models.CharField(max_length=60, blank=True)
    unit_places = models.PositiveIntegerField(null=True)
    unit_roll = models.PositiveIntegerField(null=True)
    resourced_places = models.PositiveIntegerField(null=True)
    resourced_roll = models.PositiveIntegerField(null=True)
    section_41 = models.CharField(max_length=20, blank=True)
    trust = models.CharField(max_length=200, blank=True)
    capacity = models.PositiveIntegerField(null=True)
    roll = models.PositiveIntegerField(null=True)
    ukprn = models.CharField(max_length=8, blank=True)
    address = models.CharField(max_length=260, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    easting = models.PositiveIntegerField(null=True)
    northing = models.PositiveIntegerField(null=True)
    website = models.CharField(max_length=200, blank=True)
    inspected_on = models.DateField(null=True)
    changed_on = models.DateField(null=True)
    register_file = models.CharField(max_length=100, blank=True)
    register_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class SettingLink(models.Model):
    """What ``other`` is to ``number`` in the register's own words, such as Successor, and since.

    Either may be a setting that the table doesn't have.
    """

    tenancy = PUBLIC
    number = models.CharField(max_length=6, db_index=True)
    other = models.CharField(max_length=6)
    relation = models.CharField(max_length=80)
    since = models.DateField(null=True)

    class Meta:
        ordering = ("number", "since", "other")

    def __str__(self) -> str:
        return f"{self.other}: {self.relation} of {self.number}"


class SettingProfile(models.Model):
    """What a setting's staff say of it in their own words; the row in force isn't replaced yet.

    ``has`` and ``lacks`` are codes of ``organisations.features`` with commas between: what it is
    known to have and known not to have. ``price_pence`` is for a year. ``said_by`` is a name for
    its own staff to read and ``said_as`` the work that they do, which anyone may.
    """

    tenancy = PUBLIC
    setting = models.ForeignKey(Setting, models.CASCADE, related_name="profiles")
    offer = models.TextField(blank=True)
    open_days = models.TextField(blank=True)
    contact = models.TextField(blank=True)
    has = models.CharField(max_length=400, blank=True)
    lacks = models.CharField(max_length=400, blank=True)
    price_pence = models.BigIntegerField(null=True)
    said_by = models.CharField(max_length=150)
    said_as = models.CharField(max_length=150)
    said_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["setting"],
                condition=models.Q(replaced_at__isnull=True),
                name="one_profile_in_force",
            )
        ]


class PlaceOffer(models.Model):
    """Free places of a setting in one year group: ``said_places`` as its staff said, never changed.

    ``places`` are free now: as said, less those taken by decisions since, the last ``moved_at``.
    ``year_group`` is -2 or -1 for nursery, 0 for Reception, up to 14. The places are free from
    ``starts_on``. ``said_by``, ``said_as`` and ``replaced_at`` as in ``SettingProfile``.
    """

    tenancy = PUBLIC
    setting = models.ForeignKey(Setting, models.CASCADE, related_name="offers")
    year_group = models.SmallIntegerField()
    places = models.PositiveSmallIntegerField()
    said_places = models.PositiveSmallIntegerField()
    moved_at = models.DateTimeField(null=True)
    starts_on = models.DateField()
    said_by = models.CharField(max_length=150)
    said_as = models.CharField(max_length=150)
    said_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["setting", "year_group"],
                condition=models.Q(replaced_at__isnull=True),
                name="one_offer_in_force",
            )
        ]


class DirectoryVersion(models.Model):
    """One row that grows by one with each change of a setting, so that copies know their age."""

    tenancy = PUBLIC
    number = models.BigIntegerField(default=0)
