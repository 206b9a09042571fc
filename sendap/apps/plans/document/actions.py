"""Writes about the plan document: open a version, save a section, send it, comment, answer."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.once import token_for
from sendap.apps.people.queries import decides, family_of
from sendap.apps.plans.actions.moves import happenings, make_move
from sendap.apps.plans.document.assembling import document_of
from sendap.apps.plans.document.naming import attend_named
from sendap.apps.plans.document.standing import FINALS
from sendap.apps.plans.models import PlanComment, PlanSection, PlanVersion
from sendap.apps.plans.reach import roles_over
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries.cases import case_of
from sendap.basics.errors import BadInput, NotFound, UnreadableInput, WrongState
from sendap.exchange.plan.document import ORIGINS, as_json
from sendap.exchange.plan.lint import counts, lint
from sendap.exchange.plan.reading import check_shape, check_text
from sendap.law.plan_shape import find_plan_shape
from sendap.law.process import find_process, moves_open

MOVES = {
    "draft": ("serve_draft",),
    "final": ("issue_plan",),
    "amended_draft": ("serve_amendments",),
    "amended_final": ("issue_amended_plan", "finish_reassessment", "issue_ordered_plan"),
}
"""The moves that send a version of each status."""

LONGEST_COMMENT = 4_000


class EditedMeanwhile(WrongState):
    """Someone else changed the section since it was opened; nothing is overwritten."""


def statuses_open(actor: Actor, case_id: uuid.UUID) -> dict[str, str]:
    """The statuses that this actor could send now, each with the move that sends it."""
    case = case_of(actor, case_id)
    roles = roles_over(actor, case, on=timezone.localdate())
    now = {move.name for move in moves_open(find_process(), happenings(case_id), roles)}
    return {
        status: move
        for status, names in MOVES.items()
        for move in reversed(names)
        if move in now
    }  # fmt: skip


def open_version(*, actor: Actor, case_id: uuid.UUID, status: str, on: date) -> int:
    """Begin a version from the last one; returns its number, or that of the one already open.

    Errors: ``NotFound``; ``BadInput`` for a status that the case isn't ready for.
    """
    with audit.change(actor, "plans.write_document") as note:
        case = case_of(actor, case_id)
        note.saw(case.person_id)
        Case.objects.select_for_update().get(pk=case.pk)
        begun = PlanVersion.objects.filter(case=case, served_on__isnull=True).first()
        if begun is not None:
            return int(begun.number)
        if status not in statuses_open(actor, case_id):
            raise BadInput("The case isn’t ready for a plan of that kind yet.", field="status")
        last = PlanVersion.objects.filter(case=case).order_by("-number").first()
        version = PlanVersion.objects.create(
            case=case, number=last.number + 1 if last else 1, status=status,
            prepared_on=on, prepared_by=actor.name,
        )  # fmt: skip
        _copy_sections(last, version)
        return int(version.number)


def _copy_sections(last: PlanVersion | None, version: PlanVersion) -> None:
    before = {row.letter: row.items for row in last.sections.all()} if last else {}
    PlanSection.objects.bulk_create(
        PlanSection(version=version, letter=letter, items=before.get(letter, []))
        for letter in find_plan_shape().sections
    )


def save_section(
    *,
    actor: Actor,
    case_id: uuid.UUID,
    number: int,
    letter: str,
    edition: int,
    items: Sequence[dict[str, Any]],
) -> None:
    """Replace the items of a section, if nobody has since ``edition`` was read.

    Errors: ``NotFound``; ``WrongState`` for a version that was sent; ``EditedMeanwhile``;
    ``BadInput`` for items that don't fit the plan.
    """
    with audit.change(actor, "plans.write_document", section=letter) as note:
        version = _version(actor, case_id, number)
        note.saw(version.case.person_id)
        section = version.sections.select_for_update().filter(letter=letter).first()
        if section is None:
            raise NotFound("There is no such section.")
        if version.served_on is not None:
            raise WrongState("This version has been sent: begin a new one to change the plan.")
        if section.edition != edition:
            raise EditedMeanwhile("Someone else changed this section while you were writing.")
        _check(version, letter, items)
        section.items = _with_origins(items, section.items)
        section.edition, section.edited_by = edition + 1, actor.name
        section.edited_at = timezone.now()
        section.save()


def _with_origins(
    items: Sequence[dict[str, Any]], before: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The new items with where they came from; who suggested and accepted is never typed in."""
    known = {row["id"]: {name: row[name] for name in ORIGINS if name in row} for row in before}
    names = ("suggested_by", "accepted_by")
    return [
        {
            **known.get(row["id"], {}),
            **{name: value for name, value in row.items() if name not in names},
        }
        for row in items
    ]


def _check(version: PlanVersion, letter: str, items: Sequence[dict[str, Any]]) -> None:
    content = as_json(document_of(version))
    content["sections"][letter] = list(items)
    try:
        check_shape(content)
        check_text(items)
    except UnreadableInput as error:
        raise BadInput(f"The section can’t be kept: {error}.") from None


def send(
    *, actor: Actor, case_id: uuid.UUID, number: int, on: date, today: date, named_because: str = ""
) -> None:
    """Freeze a version as it stands and make the move that sends it: all of it or nothing.

    ``named_because`` are the reasons for the setting named, for the letter. Errors: ``NotFound``;
    ``BadInput`` when it was sent already or the case isn't there yet, or for a day to come.
    """
    with audit.change(actor, "plans.write_document") as note:
        version = _version(actor, case_id, number)
        version = PlanVersion.objects.select_for_update().select_related("case").get(pk=version.pk)
        move = statuses_open(actor, case_id).get(version.status)
        if version.served_on is not None:
            raise BadInput("This version has been sent already.")
        if move is None:
            raise BadInput("The case isn’t at the point where this version can be sent.")
        note.saw(version.case.person_id)
        version.prepared_on = version.served_on = on
        plan = document_of(version)
        version.content, version.findings = as_json(plan), counts(lint(plan))
        version.save()
        make_move(actor=actor, case_id=case_id, move=move, on=on, today=today,
                  facts=facts_of_sending(version, named_because))  # fmt: skip
        if version.status in FINALS:
            attend_named(version, on=on)


def facts_of_sending(version: PlanVersion, named_because: str) -> dict[str, str]:
    """What goes with the step that sends a version."""
    because = {"named_because": named_because} if named_because else {}
    return {"document": str(version.pk), **because}


def comment(
    *,
    actor: Actor,
    case_id: uuid.UUID,
    number: int,
    token: uuid.UUID,
    section: str,
    item: str,
    text: str,
    agrees: bool | None,
    on: date,
) -> None:
    """Say something of an item or a section of a plan that was sent; the same form twice is one.

    Errors: ``NotFound``; ``BadInput`` when nothing is said or it is too long, or for an agreement
    by someone who doesn't take the decision.
    """
    with audit.change(actor, "plans.comment_on_document") as note:
        version = _version(actor, case_id, number)
        if version.served_on is None or version.case.person_id not in family_of(actor, on=on):
            raise NotFound("There is no such plan.")
        note.saw(version.case.person_id)
        _check_agrees(actor, version, section, agrees, on)
        if not text.strip() and agrees is None:
            raise BadInput("Write what you think, or say if you agree.", field="text")
        if len(text) > LONGEST_COMMENT:
            raise BadInput(f"Use no more than {LONGEST_COMMENT:,} characters.", field="text")
        _check_place(version, section, item)
        said = {"version_id": version.pk, "section": section, "item": item, "text": text.strip(),
                "agrees": agrees, "account_id": actor.account_id}  # fmt: skip
        PlanComment.objects.get_or_create(
            token=token_for(PlanComment.objects.all(), token, **said),
            defaults={**said, "made_by": actor.name, "made_at": timezone.now()},
        )


def _check_agrees(
    actor: Actor, version: PlanVersion, section: str, agrees: bool | None, on: date
) -> None:
    """To agree to a section, or not to, is for whoever takes that decision; to comment isn't."""
    decision = "setting" if section == "I" else "plan"
    if agrees is not None and not decides(actor, version.case.person_id, decision, on=on):
        raise BadInput(
            "It isn’t yours to agree to this, or not. You can still write what you think.",
            field="text",
        )


def _check_place(version: PlanVersion, section: str, item: str) -> None:
    rows = version.content["sections"].get(section)
    if rows is None or (item and item not in {row["id"] for row in rows}):
        raise BadInput("That part of the plan isn’t there. Open the plan again.")


def answer(*, actor: Actor, case_id: uuid.UUID, comment_id: int, text: str) -> None:
    """Answer a comment; a later answer replaces the first. Errors: ``NotFound``, ``BadInput``."""
    with audit.change(actor, "plans.answer_comment") as note:
        case = case_of(actor, case_id)
        note.saw(case.person_id)
        if not text.strip() or len(text) > LONGEST_COMMENT:
            raise BadInput("Write an answer of up to 4,000 characters.", field="answer")
        rows = visible(actor, PlanComment.objects.filter(version__case=case, pk=comment_id))
        if not rows.update(answer=text.strip(), answered_by=actor.name, answered_at=timezone.now()):
            raise NotFound("There is no such comment.")


def _version(actor: Actor, case_id: uuid.UUID, number: int) -> PlanVersion:
    rows = PlanVersion.objects.select_related("case").filter(case_id=case_id, number=number)
    version = visible(actor, rows).first()
    if version is None:
        raise NotFound("There is no such plan.")
    return version
