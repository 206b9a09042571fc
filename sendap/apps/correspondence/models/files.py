"""Files kept on a case; their contents lie in the folder of media under a random name."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from sendap.apps.access.models import Account
from sendap.apps.access.tenancy import Tenancy
from sendap.apps.timeline.models import Case


class StoredFile(models.Model):
    """A file that was checked and written anew; only ``clean`` ones are ever served.

    ``about`` is what it belongs to: empty for the case as a whole, ``request``,
    ``advice:<request for advice>``, ``review:<number>``, ``views:child`` or ``views:family``.
    ``digest`` is of the file as it was sent, and ``once`` of that with whose and about what it is.
    ``vouched_for`` marks the protected places for which somebody looked through what is shared.
    Before there is a case it hangs on ``draft``, the request that is being written; then nobody
    but its writer sees it.
    """

    tenancy = Tenancy(
        authority="case__authority_code", setting="case__setting_number", person="case__person_id"
    )

    class State(models.TextChoices):
        """How far its check is; the contents of a refused or removed file are gone."""

        WAITING = "waiting"
        CLEAN = "clean"
        REFUSED = "refused"
        REMOVED = "removed"

    class Side(models.TextChoices):
        """Who added it: the family, or those who work on the case."""

        FAMILY = "family"
        AUTHORITY = "authority"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="files")
    draft = models.UUIDField(null=True, db_index=True)
    about = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=150)
    note = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=10)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    once = models.CharField(max_length=64)
    storage = models.CharField(max_length=40, unique=True)
    has_small = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State)
    reason = models.CharField(max_length=300, blank=True)
    scanned_at = models.DateTimeField(null=True)
    account = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    added_by = models.CharField(max_length=200)
    side = models.CharField(max_length=10, choices=Side)
    added_at = models.DateTimeField()
    with_family = models.BooleanField(default=False)
    vouched_for = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["once"], condition=Q(state__in=("waiting", "clean")), name="kept_once"
            )
        ]
        indexes = [models.Index(fields=["case", "added_at"], name="files_of_a_case")]
