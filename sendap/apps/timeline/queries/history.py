"""What happened on a case, as lines of its timeline."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.timeline.evidence import HappenedEvent
from sendap.apps.timeline.models import Event, ExceptionRecord
from sendap.apps.timeline.queries import words
from sendap.apps.timeline.rules import KnownException

FACTS = {
    "outcome": "outcome",
    "for": "planned for",
    "phase": "move",
    "year": "year",
    "kind": "kind",
    "reason": "reason",
    "because": "because",
    "moves_on": "moves on",
    "directed_by": "day directed by the tribunal",
    "agreed_by": "day agreed",
}
"""The facts of an event that the timeline shows, with their words."""


@dataclass(frozen=True, slots=True)
class EventLine:
    """Something that happened; ``taken_back`` is the reason if it no longer counts."""

    id: int
    name: str
    title: str
    on: date
    facts: tuple[str, ...]
    source: str
    recorded_at: datetime
    recorded_by: str
    taken_back: str


@dataclass(frozen=True, slots=True)
class History:
    """A case's events, newest first; and as the rules read them, without those taken back."""

    lines: tuple[EventLine, ...]
    counting: tuple[HappenedEvent, ...]
    exceptions: tuple[KnownException, ...]


def history(viewer: Actor, case_id: uuid.UUID) -> History:
    """Everything that happened on a case that the viewer may see; its caller audits the read."""
    rows = visible(viewer, Event.objects.all()).filter(case_id=case_id)
    events = list(rows.select_related("retraction").order_by("-on", "-pk"))
    excepted = visible(viewer, ExceptionRecord.objects.all()).filter(case_id=case_id)
    return History(
        lines=tuple(_line(event) for event in events),
        counting=tuple(
            HappenedEvent(event.name, event.on, event.reference, event.facts, event.source)
            for event in reversed(events)
            if not _taken_back(event)
        ),
        exceptions=tuple(
            KnownException(*row)
            for row in excepted.values_list("rule", "limb", "starts_on", "ends_on")
        ),
    )


def _line(event: Event) -> EventLine:
    return EventLine(
        id=event.pk,
        name=event.name,
        title=words.event_title(event.name),
        on=event.on,
        facts=tuple(_fact(name, event.facts[name]) for name in FACTS if name in event.facts),
        source=words.source_title(event.source),
        recorded_at=event.recorded_at,
        recorded_by=event.recorded_by,
        taken_back=_taken_back(event),
    )


def _fact(name: str, value: object) -> str:
    if name == "reason":
        return f"{FACTS[name]}: {words.label('cease_reason', str(value)).lower()}"
    return f"{FACTS[name]}: {str(value).replace('_', ' ')}"


def _taken_back(event: Event) -> str:
    retraction = getattr(event, "retraction", None)
    return retraction.reason if retraction else ""
