"""Writes about lists: make one, share it, and what the family says of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.correspondence.messages.queries import case_of_family
from sendap.apps.correspondence.models import News
from sendap.apps.correspondence.sending.actions import tell
from sendap.apps.once import token_for
from sendap.apps.people.models import Relationship
from sendap.apps.people.queries import with_protected_place
from sendap.apps.placements.lists.children import Wanted, child_of
from sendap.apps.placements.lists.entries import kept, row_of
from sendap.apps.placements.lists.register import register
from sendap.apps.placements.lists.rules import row_of as rules_row
from sendap.apps.placements.lists.rules import rules_for, rules_of
from sendap.apps.placements.models import ListChoice, ListMade, ListWord
from sendap.apps.timeline.models import Case
from sendap.apps.timeline.queries.cases import case_of
from sendap.apps.timeline.regimes import regime_of
from sendap.basics.errors import BadInput, NotFound, WrongState
from sendap.insight.matching import facts_of, look_at, make_list, read_child

LONGEST = 2_000
MOST_RANKED = 10
MOST_WORDS = 100
"""How many things one of the family may add to a list."""

WITHHELD = "This list isn’t shown here. Ask the council what it says."


def make(
    *, actor: Actor, case_id: uuid.UUID, wanted: Wanted, token: uuid.UUID, now: datetime,
    today: date,
) -> ListMade:  # fmt: skip
    """Make a list for a child as things stand today, and freeze it; one before it stays.

    The same form sent twice makes one. Errors: ``NotFound``; ``BadInput``.
    """
    with audit.change(actor, "lists.make") as note:
        case = case_of(actor, case_id)
        note.saw(case.person_id)
        Case.objects.select_for_update().get(pk=case.pk)
        if (again := ListMade.objects.filter(case=case, token=token).first()) is not None:
            return again
        made = ListMade(
            case=case, token=token, starts_on=wanted.starts_on, made_on=today, made_by=actor.name,
            made_at=now, number=_last_number(case) + 1, **found_for(case, wanted, today),
        )  # fmt: skip
        made.save(force_insert=True)
        note.detail.update(list=str(made.pk))
        return made


def _last_number(case: Case) -> int:
    return ListMade.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0


def found_for(case: Case, wanted: Wanted, today: date) -> dict[str, Any]:
    """What a list made today holds, by field of ``ListMade``. Errors: ``BadInput``."""
    regime = regime_of(case)
    rules = rules_for(case.authority_code, regime=regime, on=today)
    child = child_of(case, wanted, regime=regime, today=today)
    settings = register()
    found = make_list(child, settings.of_area(case.authority_code), rules)
    return {
        "regime": regime, "mode": str(rules.mode), "child": facts_of(child),
        "rules": rules_row(rules), "found": kept(found, settings),
    }  # fmt: skip


def share(*, actor: Actor, case_id: uuid.UUID, list_id: uuid.UUID, today: date) -> None:
    """Show a list to the family, and tell them of it; a later one takes its place there.

    Errors: ``NotFound``.
    """
    with audit.change(actor, "lists.share") as note:
        case = case_of(actor, case_id)
        note.saw(case.person_id)
        rows = ListMade.objects.filter(case=case, pk=list_id)
        if not rows.exists():
            raise NotFound("There is no such list.")
        if rows.filter(shared_on=None).update(shared_on=today, shared_by=actor.name):
            tell(_family(case), News.Kind.QUESTION)


def _family(case: Case) -> list[int]:
    """Accounts of the adults who see the record and of the young person."""
    ties = Relationship.objects.filter(person=case.person_id, ends_on=None, sees_record=True)
    return [account for account in ties.values_list("account_id", flat=True) if account]


def answer(*, actor: Actor, case_id: uuid.UUID, word_id: int, text: str, now: datetime) -> None:
    """Answer a question of the family about a setting. Errors: ``NotFound``; ``BadInput``."""
    with audit.change(actor, "lists.answer") as note:
        case = case_of(actor, case_id)
        note.saw(case.person_id)
        rows = ListWord.objects.filter(tailored__case=case, pk=word_id, kind=ListWord.Kind.QUESTION)
        word = rows.first()
        if word is None:
            raise NotFound("There is no such question.")
        rows.update(
            answer=_text(text, f"answer-{word_id}"), answered_by=actor.name, answered_at=now
        )
        tell([word.account_id], News.Kind.MESSAGE)


def choose(
    *, actor: Actor, case_id: uuid.UUID, ranks: Mapping[str, str], reasons: str, now: datetime,
    today: date,
) -> None:  # fmt: skip
    """Keep in which order one of the family would choose; the council reads it at once.

    ``ranks`` maps settings of the list, or added to it, to 1 for the first choice and so on.
    Errors: ``NotFound``; ``WrongState`` without a list; ``BadInput`` for a place given twice.
    """
    with audit.change(actor, "lists.choose") as note:
        made = _shared(actor, case_id, today, note)
        ranked = _ranked(ranks, _numbers(actor, made))
        if len(reasons) > LONGEST:
            raise BadInput(f"Use no more than {LONGEST:,} characters.", field="reasons")
        ListChoice.objects.update_or_create(
            tailored=made, account_id=actor.account_id or 0,
            defaults={
                "ranked": ranked, "reasons": reasons.strip(), "made_by": actor.name,
                "sent_on": today, "sent_at": now,
            },
        )  # fmt: skip


def _numbers(actor: Actor, made: ListMade) -> list[str]:
    """The settings that this reader may rank, in the order in which they see them."""
    added = ListWord.objects.filter(
        tailored=made, kind=ListWord.Kind.ADDED, account_id=actor.account_id or 0
    )
    listed = [row["number"] for row in made.found["listed"]]
    return list(dict.fromkeys([*listed, *added.order_by("pk").values_list("number", flat=True)]))


def _ranked(ranks: Mapping[str, str], known: list[str]) -> list[str]:
    given: dict[int, str] = {}
    for number in known:
        text = ranks.get(number, "").strip()
        if not text:
            continue
        if not (text.isascii() and text.isdigit() and 1 <= int(text[:3]) <= MOST_RANKED):
            raise BadInput(f"Choose a place from 1 to {MOST_RANKED}.", field=f"rank-{number}")
        if int(text) in given:
            raise BadInput("You gave two settings the same place.", field=f"rank-{number}")
        given[int(text)] = number
    return [given[place] for place in sorted(given)]


def say(
    *, actor: Actor, case_id: uuid.UUID, kind: str, number: str, text: str, on: date | None,
    token: uuid.UUID, now: datetime, today: date,
) -> None:  # fmt: skip
    """Add another setting with reasons, ask about one, or note a visit to one.

    Errors: ``NotFound``; ``WrongState`` without a list; ``BadInput`` of a field that begins with
    the kind, such as ``question-text``.
    """
    with audit.change(actor, "lists.say") as note:
        made = _shared(actor, case_id, today, note)
        rows = ListWord.objects.filter(tailored=made, account_id=actor.account_id or 0)
        _check_word(kind, number, text, on, _numbers(actor, made))
        if rows.count() >= MOST_WORDS:
            raise BadInput("There is too much here already. Send a message.", field=f"{kind}-text")
        token = token_for(ListWord.objects.all(), token, number=number, text=text.strip(), on=on)
        looked = _look(made, number) if kind == ListWord.Kind.ADDED else {}
        ListWord.objects.get_or_create(
            token=token,
            defaults={
                "tailored": made, "kind": kind, "number": number, "text": text.strip(), "on": on,
                "looked": looked, "account_id": actor.account_id or 0, "made_by": actor.name,
                "made_at": now,
            },
        )  # fmt: skip


def _check_word(kind: str, number: str, text: str, on: date | None, known: list[str]) -> None:
    if kind not in ListWord.Kind.values:
        raise BadInput("Choose what to add.", field="added-number")
    if kind == ListWord.Kind.ADDED and number in known:
        raise BadInput("It is on the list already: you can rank it.", field="added-number")
    if kind != ListWord.Kind.ADDED and number not in known:
        raise BadInput("Choose a setting.", field=f"{kind}-number")
    if kind == ListWord.Kind.VISIT and on is None:
        raise BadInput("Give the day of the visit.", field="visit-on")
    if kind != ListWord.Kind.VISIT or text:
        _text(text, f"{kind}-text")


def _text(text: str, field: str) -> str:
    if not text.strip():
        raise BadInput("Write something.", field=field)
    if len(text) > LONGEST:
        raise BadInput(f"Use no more than {LONGEST:,} characters.", field=field)
    return text.strip()


def _look(made: ListMade, number: str) -> dict[str, Any]:
    """How a setting that isn't on the list is for this child, by the rules of the list."""
    settings = register()
    if not number.isdigit() or int(number[:9]) not in settings.places:
        raise BadInput("Choose a setting from those found.", field="added-number")
    child, rules = read_child(made.child), rules_of(made.rules)
    area = settings.of_area(made.case.authority_code)
    return row_of(look_at(child, area, rules, number=int(number)), settings)


def _shared(actor: Actor, case_id: uuid.UUID, today: date, note: audit.Note) -> ListMade:
    case = case_of_family(actor, case_id, on=today)
    note.saw(case.person_id)
    if with_protected_place(actor, [case.person_id]):
        raise NotFound(WITHHELD)
    Case.objects.select_for_update().get(pk=case.pk)
    rows = ListMade.objects.filter(case=case, shared_on__isnull=False).select_related("case")
    made = rows.order_by("-number").first()
    if made is None:
        raise WrongState("The council hasn’t shared a list yet.")
    return made
