"""What a step would send, before it is taken."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.correspondence.notices.writing import Written, write_copies
from sendap.apps.plans.actions.moves import check_day, events_of_move, happenings
from sendap.apps.plans.naming import named_setting
from sendap.apps.plans.reach import roles_over
from sendap.apps.timeline.actions.events import live_events
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries.cases import case_of
from sendap.basics.errors import NotFound
from sendap.law.process import Move, check_move, find_process


@dataclass(frozen=True, slots=True)
class Preview:
    """The copies that a step would send; none to the family when there is nobody to write to."""

    case_id: uuid.UUID
    name: str
    reference: str
    copies: tuple[Written, ...]

    @property
    def reaches_nobody(self) -> bool:
        """Whether no one of the family would get it, online or by post."""
        return not any(copy.has_a_way for copy in self.copies if not copy.to.body)


def preview_notice(
    viewer: Actor,
    case_id: uuid.UUID,
    *,
    move: str,
    on: date,
    today: date,
    facts: Mapping[str, Any],
    reference: str = "",
) -> Preview:
    """The notice of a move as it would go out; nothing is kept but that it was looked at.

    Errors: as ``make_move``, so that what can be previewed can be sent.
    """
    with audit.reading(viewer, "letters.preview") as note:
        case = case_of(viewer, case_id)
        note.saw(case.person_id)
        given = {**facts, **({"reference": reference} if reference else {})}
        lawful = check_move(
            find_process(), move, events=happenings(case_id), facts=given,
            roles=roles_over(viewer, case, on=today),
        )  # fmt: skip
        check_day(case_id, lawful, on=on, today=today, facts=given)
        copies = _copies(case, lawful, on, today, given)
        name = case.person.full_name
        return Preview(case.pk, name, case.reference, copies)


def _copies(
    case: Case, move: Move, on: date, today: date, facts: Mapping[str, Any]
) -> tuple[Written, ...]:
    if not move.notice:
        raise NotFound("No letter goes out with this step.")
    step = events_of_move(move, on, facts, str(facts.get("reference", "")))
    events = sorted((*live_events([case.pk])[case.pk], *step), key=lambda event: event.on)
    return write_copies(
        case, move.notice, facts, events=events, on=on, today=today,
        named=named_setting(case, facts),
    )  # fmt: skip
