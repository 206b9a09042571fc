"""Which version of each note stands, and whom its day reminds."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from sendap.apps.access.actors import Actor
from sendap.apps.access.roles import CASEWORK
from sendap.apps.access.visibility import visible
from sendap.apps.timeline.models import Note


def last_versions(rows: QuerySet[Note]) -> QuerySet[Note]:
    """Those of these notes that no later version replaces."""
    later = Note.objects.filter(thread=OuterRef("thread"), number__gt=OuterRef("number"))
    return rows.exclude(Exists(later))


def standing(viewer: Actor) -> QuerySet[Note]:
    """The last version of every note that the viewer may read: staff who work on cases alone."""
    return last_versions(visible(viewer.acting_as(CASEWORK), Note.objects.all()))


def reminding(account_id: int) -> Q:
    """The condition on notes whose day reminds an account: of its own cases, or set for itself."""
    own_case = Q(case__officer_id=account_id, reminds__isnull=True)
    return own_case | Q(reminds=account_id)
