"""Puts statements of the advice into an open version, each with its source."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.plans.advice.queries import statements_of
from sendap.apps.plans.document.assembling import document_of
from sendap.apps.plans.models import PlanVersion
from sendap.basics.errors import BadInput, NotFound, UnreadableInput, WrongState
from sendap.exchange.plan.assembly import Statement, first_draft
from sendap.exchange.plan.document import PlanDocument, as_json
from sendap.exchange.plan.reading import check_shape

MOST_STATEMENTS = 800
"""The most statements at once: sixty for each of thirteen pieces of advice."""


def add_statements(
    *, actor: Actor, case_id: uuid.UUID, number: int, statements: Sequence[Statement]
) -> int:
    """Add what the advice says to an open version; returns how many items are new.

    What is there stays. The same statements given again add nothing. Errors: ``NotFound``;
    ``WrongState`` for a version that was sent; ``BadInput`` for none, too many, or words that don't
    fit the plan.
    """
    with audit.change(actor, "plans.write_document") as note:
        rows = PlanVersion.objects.select_related("case__person")
        version = visible(actor, rows.filter(case_id=case_id, number=number)).first()
        if version is None:
            raise NotFound("There is no such plan.")
        note.saw(version.case.person_id)
        if version.served_on is not None:
            raise WrongState("This version has been sent: begin a new one to change the plan.")
        if not 0 < len(statements) <= MOST_STATEMENTS:
            raise BadInput("Write at least one statement, and no more than 800.", field="need")
        plan = document_of(version)
        drafted = first_draft(
            statements, person=plan.person, authority_code=plan.authority_code,
            authority_name=plan.authority_name, prepared_on=plan.prepared_on, onto=plan.sections,
        )  # fmt: skip
        return _keep(actor, version, plan, drafted)


def add_advice(*, actor: Actor, case_id: uuid.UUID, number: int) -> int:
    """Add all that the advice received on the case says; returns how many items are new.

    Errors: as ``add_statements``; ``BadInput`` before any advice has come.
    """
    found = statements_of(actor, case_id)
    if not found:
        raise BadInput("No advice has come in yet. Enter what a report says instead.")
    return add_statements(actor=actor, case_id=case_id, number=number, statements=found)


def _keep(actor: Actor, version: PlanVersion, plan: PlanDocument, drafted: PlanDocument) -> int:
    content = as_json(drafted)
    try:
        check_shape(content)
    except UnreadableInput as error:
        raise BadInput(f"That can’t be kept: {error}.", field="need") from None
    for section in version.sections.select_for_update():
        items = content["sections"].get(section.letter, [])
        if items != section.items:
            section.items, section.edition = items, section.edition + 1
            section.edited_by, section.edited_at = actor.name, timezone.now()
            section.save()
    return sum(1 for _ in drafted.items()) - sum(1 for _ in plan.items())
