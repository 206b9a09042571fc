"""Explaining what is unlikely, signing a return, and taking its file to send."""

from __future__ import annotations

import uuid
from datetime import datetime

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.returns.exporting.supplying import read_supplied
from sendap.apps.returns.models import (
    Explanation,
    PreparedReturn,
    ReturnProblem,
    SuppliedItem,
)
from sendap.basics.errors import BadInput, NotFound, WrongState

QUERY, MISSING = "query", "missing"
LONGEST = 500


def explain(
    *, actor: Actor, prepared_id: uuid.UUID, problem_id: int, text: str, at: datetime
) -> ReturnProblem:
    """Keep why something unlikely is right; it stays for the child's later returns.

    For what the record can't say, ``text`` is the value, which the year's next return has.

    Errors: ``NotFound``; ``BadInput`` without words, for an error, or for a child whom the record
    doesn't know; ``WrongState`` once the return is signed.
    """
    with audit.change(actor, "returns.explain") as note:
        prepared = _open(actor, prepared_id)
        problems = visible(actor, ReturnProblem.objects.filter(prepared=prepared))
        problem = problems.select_related("case").filter(pk=problem_id).first()
        if problem is None:
            raise NotFound("There is no such problem in this return.")
        if problem.case is not None:
            note.saw(problem.case.person_id)
        field = f"text-{problem_id}"
        if problem.severity == MISSING:
            _supply(actor, prepared, problem, read_supplied(problem.item, text, field), at)
            return problem
        if problem.severity != QUERY:
            raise BadInput("An error is corrected, not explained.", field=field)
        if problem.position and problem.case_id is None:
            raise BadInput("The record doesn’t know this child; import the return first.",
                           field=field)  # fmt: skip
        if not (words := text.strip()):
            raise BadInput("Write why it is right.", field=field)
        Explanation.objects.create(
            authority_code=prepared.authority_code, case=problem.case, rule=problem.rule,
            item=problem.item, year=prepared.year, text=words[:LONGEST], made_at=at,
            made_by=actor.name,
        )  # fmt: skip
        return problem


def _supply(
    actor: Actor, prepared: PreparedReturn, problem: ReturnProblem, value: str, at: datetime
) -> None:
    SuppliedItem.objects.create(
        authority_code=prepared.authority_code, case=problem.case, year=prepared.year,
        item=problem.item, value=value, made_at=at, made_by=actor.name,
    )  # fmt: skip


def _open(actor: Actor, prepared_id: uuid.UUID) -> PreparedReturn:
    prepared = locked(actor, prepared_id)
    if prepared.signed_at is not None:
        raise WrongState("This return is signed, and nothing of it changes any more.")
    return prepared


def locked(actor: Actor, prepared_id: uuid.UUID) -> PreparedReturn:
    """The actor's prepared return, locked until the change is done. Errors: ``NotFound``."""
    rows = visible(actor, PreparedReturn.objects.defer("contents"))
    found = rows.select_for_update().filter(pk=prepared_id).first()
    if found is None:
        raise NotFound("There is no such return.")
    return found


def sign_off(*, actor: Actor, prepared_id: uuid.UUID, at: datetime) -> PreparedReturn:
    """Sign a return, which freezes it: only somebody else than who made it may, with no error left.

    Signed again, nothing changes. Errors: ``NotFound``; ``BadInput`` while it can't be signed.
    """
    with audit.change(actor, "returns.sign_off") as note:
        prepared = locked(actor, prepared_id)
        note.detail.update(year=prepared.year, serial=prepared.serial, digest=prepared.digest)
        if prepared.signed_at is not None:
            return prepared
        _check_signing(actor, prepared)
        prepared.signed_at, prepared.signed_by = at, actor.name
        prepared.save(update_fields=["signed_at", "signed_by"])
        return prepared


def _check_signing(actor: Actor, prepared: PreparedReturn) -> None:
    if actor.account_id is None or actor.account_id == prepared.made_by_account:
        raise BadInput("You made this return, so somebody else must sign it.", field="sign")
    if prepared.errors:
        raise BadInput(
            f"It has {prepared.errors:,} errors. Correct them and make the return again.",
            field="sign",
        )
    signed = PreparedReturn.objects.filter(
        authority_code=prepared.authority_code, year=prepared.year, signed_at__isnull=False
    )
    last = max(signed.values_list("serial", flat=True), default=0)
    if prepared.serial <= last:
        raise BadInput(
            f"Serial number {last:03d} was signed already, and this is {prepared.serial:03d}. "
            "Make the return again, and it gets the next.",
            field="sign",
        )
