"""Other words for an item: the family suggests them, a plan writer accepts or declines them."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.once import token_for
from sendap.apps.people.queries import family_of
from sendap.apps.plans.document.actions import EditedMeanwhile
from sendap.apps.plans.models import PlanSection, PlanSuggestion, PlanVersion
from sendap.basics.errors import BadInput, NotFound, WrongState
from sendap.exchange.plan.schema import LONGEST_TEXT

LONGEST_REMARK = 2_000
"""The most characters of the remark with a suggestion, and of the reason for declining one."""


def suggest(
    *,
    actor: Actor,
    case_id: uuid.UUID,
    number: int,
    token: uuid.UUID,
    item: str,
    words: str,
    remark: str,
    on: date,
) -> None:
    """Suggest other words for an item of a plan that was sent; the same form twice is one.

    Errors: ``NotFound``; ``BadInput`` for no words, the same words, too many, or an item that has
    none of its own.
    """
    with audit.change(actor, "plans.suggest_words") as note:
        rows = PlanVersion.objects.select_related("case").filter(case_id=case_id, number=number)
        version = visible(actor, rows.exclude(served_on=None)).first()
        if version is None or version.case.person_id not in family_of(actor, on=on):
            raise NotFound("There is no such plan.")
        note.saw(version.case.person_id)
        section, before = _words_of(version, item)
        _check_words(before, words, remark)
        said = {"version_id": version.pk, "item": item, "words": words.strip(),
                "comment": remark.strip(), "account_id": actor.account_id}  # fmt: skip
        PlanSuggestion.objects.get_or_create(
            token=token_for(PlanSuggestion.objects.all(), token, **said),
            defaults={**said, "section": section, "before": before, "made_by": actor.name,
                      "made_at": timezone.now()},
        )  # fmt: skip


def _check_words(before: str, words: str, remark: str) -> None:
    if not words.strip():
        raise BadInput("Write the words that you would like.", field="words")
    if words.split() == before.split():
        raise BadInput("These are the words that are there. Change what you want.", field="words")
    if len(words) > LONGEST_TEXT or len(remark) > LONGEST_REMARK:
        raise BadInput(
            f"Use no more than {LONGEST_TEXT:,} characters, and {LONGEST_REMARK:,} to say why.",
            field="words",
        )


def _words_of(version: PlanVersion, item: str) -> tuple[str, str]:
    for letter, rows in version.content["sections"].items():
        for row in rows:
            if row["id"] == item and row.get("text"):
                return letter, row["text"]
    raise BadInput("That part of the plan isn’t there. Open the plan again.")


def decide(
    *,
    actor: Actor,
    case_id: uuid.UUID,
    suggestion_id: int,
    accept: bool,
    edition: int,
    reason: str = "",
) -> None:
    """Accept a suggestion into the open version, or decline it with a reason.

    The item then says who suggested its words and who accepted them. ``edition`` is that of the
    section as the writer saw it. Errors: ``NotFound``; ``WrongState`` when it is decided already;
    ``EditedMeanwhile``; ``BadInput`` without an open version, for an item no longer in it, or for
    declining without a reason.
    """
    with audit.change(actor, "plans.write_document") as note:
        rows = PlanSuggestion.objects.filter(pk=suggestion_id, version__case_id=case_id)
        found = visible(actor, rows).first()
        if found is None:
            raise NotFound("There is no such suggestion.")
        note.saw(found.version.case.person_id)
        found = PlanSuggestion.objects.select_for_update().get(pk=found.pk)
        if found.accepted is not None:
            raise WrongState("That suggestion has been decided already.")
        if accept:
            _put_in(actor, case_id, found, edition)
        elif not reason.strip() or len(reason) > LONGEST_REMARK:
            raise BadInput("Say why, in up to 2,000 characters: the family reads it.",
                           field="reason")  # fmt: skip
        found.accepted, found.reason = accept, reason.strip()[:LONGEST_REMARK]
        found.decided_by, found.decided_at = actor.name, timezone.now()
        found.save()


def _put_in(actor: Actor, case_id: uuid.UUID, found: PlanSuggestion, edition: int) -> None:
    sections = PlanSection.objects.select_for_update().filter(letter=found.section)
    section = sections.filter(version__case_id=case_id, version__served_on=None).first()
    if section is None:
        raise BadInput("Begin a new version first: the words go into it.", field="status")
    if section.edition != edition:
        raise EditedMeanwhile("Someone else changed this section: look at the two again.")
    if found.item not in {row["id"] for row in section.items}:
        raise BadInput(f"{found.item} isn’t in the version being written: write it in by hand.")
    section.items = [
        _accepted(row, found, actor) if row["id"] == found.item else row for row in section.items
    ]
    section.edition, section.edited_by = edition + 1, actor.name
    section.edited_at = timezone.now()
    section.save()


def _accepted(row: dict[str, Any], found: PlanSuggestion, actor: Actor) -> dict[str, Any]:
    return {**row, "text": found.words, "suggested_by": found.made_by, "accepted_by": actor.name}
