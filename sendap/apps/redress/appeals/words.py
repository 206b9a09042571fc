"""The working document of an appeal: its editions, what came back, and the words ordered."""

from __future__ import annotations

import hashlib
import secrets
import tempfile
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.plans.document.assembling import document_of
from sendap.apps.plans.models import PlanVersion
from sendap.apps.redress.appeals.actions import DEED, appeal_of, locked_case
from sendap.apps.redress.appeals.rules import CHANGES_PLAN
from sendap.apps.redress.models import Appeal, Order, WorkingEdition
from sendap.basics.errors import BadInput, NotFound, WrongState
from sendap.exchange.files.apart import check_apart
from sendap.exchange.files.kinds import Refused
from sendap.exchange.plan.document import without_internal
from sendap.exchange.working_document.document import (
    IN_DISPUTE,
    MARKS,
    RECOMMENDED,
    WorkingDocument,
    as_rows,
    from_plan,
    from_rows,
    settled,
)
from sendap.exchange.working_document.judging import judge
from sendap.exchange.working_document.reading import Found, read_docx


def make_document(
    *, actor: Actor, case_id: uuid.UUID, appeal_id: uuid.UUID, with_recommended: bool = False
) -> int:
    """Make the first edition from the plan last sent, or give the number of the latest one.

    Errors: ``NotFound``; ``WrongState`` when no plan was sent.
    """
    with audit.change(actor, DEED, does="working_document") as note:
        case = locked_case(actor, case_id, note)
        appeal = appeal_of(case, appeal_id)
        if (kept := latest(appeal)) is not None:
            return int(kept.number)
        rows = PlanVersion.objects.filter(case=case, served_on__isnull=False)
        version = rows.order_by("-number").first()
        if version is None:
            raise WrongState("No plan was sent through this service: there are no words to mark.")
        plan = without_internal(document_of(version))
        title = f"Working document, appeal {appeal.reference}"
        letters = (*IN_DISPUTE, *RECOMMENDED) if with_recommended else IN_DISPUTE
        made = from_plan(plan, token=secrets.token_hex(8), title=title, sections=letters)
        _keep(actor, appeal, made)
        return 1


def _keep(
    actor: Actor, appeal: Appeal, document: WorkingDocument, *, key: str = "", **more: Any
) -> WorkingEdition:
    return WorkingEdition.objects.create(
        appeal=appeal, number=document.number, key=key or document.token, title=document.title,
        headings=dict(document.headings), rows=as_rows(document), made_by=actor.name,
        made_at=timezone.now(), **more,
    )  # fmt: skip


def take_back(
    *, actor: Actor, case_id: uuid.UUID, appeal_id: uuid.UUID, name: str, content: bytes
) -> WorkingEdition:
    """Read a returned file into the next edition: what is sure; the rest is listed with it.

    The same file sent again changes nothing. Errors: ``NotFound``; ``BadInput`` for a file that
    can't be read, or isn't this appeal's latest edition.
    """
    with audit.change(actor, DEED, does="take_back") as note:
        case = locked_case(actor, case_id, note)
        appeal = appeal_of(case, appeal_id)
        sent = latest(appeal)
        if sent is None:
            raise WrongState("Make the working document first.")
        digest = hashlib.sha256(content).hexdigest()
        known = WorkingEdition.objects.filter(appeal=appeal, digest=digest).first()
        if known is not None:
            return known
        clean = _checked(name, content)
        before = document_of_edition(sent)
        reading = judge(before, _read(clean))
        if any(each.code == "other_edition" for each in reading.questions):
            raise BadInput(reading.questions[0].sentence, field="file")
        return _keep(
            actor, appeal, reading.after, key=secrets.token_hex(8), digest=digest, returned=clean,
            changes=len(reading.changes), comments=[list(each) for each in reading.comments],
            questions=[[each.where, each.code, each.sentence] for each in reading.questions],
        )  # fmt: skip


def _checked(name: str, content: bytes) -> bytes:
    """The file as it was written anew by the check in a process of its own."""
    if not name.lower().endswith(".docx"):
        raise BadInput("Send the working document as a Word file (.docx).", field="file")
    with tempfile.TemporaryDirectory() as folder:
        given, kept = Path(folder) / "given", Path(folder) / "kept"
        given.write_bytes(content)
        verdict = check_apart(given, name, kept=kept, small=Path(folder) / "small")
        if verdict.sentence or not kept.exists():
            raise BadInput(verdict.sentence or "This file can’t be read.", field="file")
        return kept.read_bytes()


def _read(content: bytes) -> Found:
    try:
        return read_docx(content)
    except Refused as refusal:
        raise BadInput(str(refusal), field="file") from refusal


def settle(
    *, actor: Actor, case_id: uuid.UUID, appeal_id: uuid.UUID, taken: Mapping[str, str]
) -> int:
    """Keep which party’s words were ordered in each row; they go with the order on the plan.

    ``taken`` says a party by row (``F1.frequency``); a row that isn’t in it keeps the plan’s and
    the agreed words. Returns how many rows change. Errors: ``NotFound``; ``BadInput``;
    ``WrongState`` before such an order is recorded.
    """
    with audit.change(actor, DEED, does="settle") as note:
        case = locked_case(actor, case_id, note)
        appeal = appeal_of(case, appeal_id)
        orders = Order.objects.filter(appeal=appeal, kind__in=CHANGES_PLAN)
        order = orders.order_by("-made_on", "-pk").first()
        edition = latest(appeal)
        if order is None or edition is None:
            raise WrongState("First record the order that changes the plan.")
        if order.version is not None:
            raise WrongState("The plan was begun with the ordered words: change it there.")
        order.words = _ordered(edition, taken)
        order.save()
        return len(order.words)


def _ordered(edition: WorkingEdition, taken: Mapping[str, str]) -> list[dict[str, str]]:
    words = []
    for row in from_rows(edition.rows):
        party = taken.get(f"{row.item}.{row.field}", "")
        if party and party not in MARKS:
            raise BadInput("Choose whose words were ordered.", field=f"{row.item}.{row.field}")
        said = settled(row, [party] if party else [])
        if said != row.words:
            words.append({"item": row.item, "field": row.field, "text": said})
    return words


def latest(appeal: Appeal) -> WorkingEdition | None:
    """The latest edition of the working document, if one was made."""
    return WorkingEdition.objects.filter(appeal=appeal).order_by("-number").first()


def document_of_edition(row: WorkingEdition) -> WorkingDocument:
    """An edition as the engine has it."""
    return WorkingDocument(row.key, row.number, row.title, row.headings, from_rows(row.rows))


def edition_of(appeal: Appeal, number: int) -> WorkingEdition:
    """An edition by its number. Errors: ``NotFound``."""
    found = WorkingEdition.objects.filter(appeal=appeal, number=number).first()
    if found is None:
        raise NotFound("There is no such edition.")
    return found
