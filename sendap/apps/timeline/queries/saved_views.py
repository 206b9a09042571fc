"""Named sets of filters that an account keeps."""

from __future__ import annotations

from dataclasses import dataclass

from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.timeline.models import SavedView


@dataclass(frozen=True, slots=True)
class View:
    """A saved view; ``query`` is the query string of its list."""

    id: int
    name: str
    query: str


def saved_views(viewer: Actor) -> tuple[View, ...]:
    """The viewer's own views, in order of name."""
    rows = visible(viewer, SavedView.objects.all()).order_by("name")
    return tuple(View(*row) for row in rows.values_list("pk", "name", "query"))
