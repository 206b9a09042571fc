"""Writes of a family's own words: kept while they are written, and sent."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.correspondence.messages.queries import case_of_family
from sendap.apps.people.queries import decides, is_own_record
from sendap.apps.plans.actions.moves import make_move
from sendap.apps.plans.models import AdviceRequest, FamilyWords, Review, ReviewView
from sendap.apps.plans.reviews.course import review_number
from sendap.apps.plans.voice.queries import asked_of_family, receiving
from sendap.apps.plans.voice.rules import (
    ADVICE,
    CHILD,
    HOW,
    HOW_SHORT,
    QUESTIONS,
    REVIEW,
    check_sent,
    cleaned,
)
from sendap.apps.timeline.actions.events import live_events
from sendap.apps.timeline.models import Case
from sendap.basics.errors import NotAllowed, NotFound, WrongState

DEED = "voice.write"


def keep(
    *,
    actor: Actor,
    case_id: uuid.UUID,
    about: str,
    answers: Mapping[str, str],
    now: datetime,
    today: date,
) -> None:
    """Keep what somebody of the family has written so far, seen by them alone.

    ``about`` is an assessment's advice or a review (``rules``). Errors: ``NotFound`` also when
    nothing was asked; ``BadInput`` for an answer that is too long.
    """
    with audit.change(actor, DEED) as note:
        case = case_of_family(actor, case_id, on=today)
        note.saw(case.person_id)
        _keep(actor, case, about, answers, now=now, today=today)


def send(
    *,
    actor: Actor,
    case_id: uuid.UUID,
    about: str,
    answers: Mapping[str, str],
    now: datetime,
    today: date,
) -> None:
    """Send one's words to the council; sent again, the newer words stand.

    For an assessment they are the advice of regulation 6(1)(a), and the first to come from somebody
    who decides for the family answers what was asked. Errors: as ``keep``; ``BadInput`` for nothing
    written; ``NotAllowed`` for somebody whose advice wasn't asked; ``WrongState`` when it is over.
    """
    with audit.change(actor, DEED) as note:
        case = case_of_family(actor, case_id, on=today)
        note.saw(case.person_id)
        row = _keep(actor, case, about, answers, now=now, today=today)
        check_sent(about, row.answers)
        row.sent_answers, row.sent_on = row.answers, today
        row.save(update_fields=["sent_answers", "sent_on"])
        if about == ADVICE:
            _answer(actor, case, today)
        else:
            _show(row)


def _keep(
    actor: Actor,
    case: Case,
    about: str,
    answers: Mapping[str, str],
    *,
    now: datetime,
    today: date,
) -> FamilyWords:
    reference = _reference(actor, case, about, today)
    Case.objects.select_for_update().get(pk=case.pk)
    return FamilyWords.objects.update_or_create(
        case=case, about=about, reference=reference, account_id=actor.account_id or 0,
        defaults={
            "answers": cleaned(about, answers), "made_by": actor.name, "changed_at": now,
            "is_own": is_own_record(actor, case.person_id),
        },
    )[0]  # fmt: skip


def _reference(actor: Actor, case: Case, about: str, today: date) -> str:
    if about == REVIEW:
        if case.stage != "plan":
            raise WrongState("There is no plan to review now.")
        return str(review_number(live_events([case.pk])[case.pk]))
    asked = asked_of_family(case)
    if asked is None:
        raise NotFound("The council hasn’t asked for this yet.")
    if case.stage not in {"assessment", "draft"}:
        raise WrongState("The assessment is over. Write a message to the council instead.")
    is_own = is_own_record(actor, case.person_id)
    if not is_own and not decides(actor, case.person_id, "request", on=today):
        raise NotAllowed("This is for the young person to say. You can write a message instead.")
    return asked.reference


def _answer(actor: Actor, case: Case, today: date) -> None:
    """The family's advice has come: its step is made once, by the first who decides for it."""
    asked = AdviceRequest.objects.select_for_update().get(pk=_asked(case).pk)
    if asked.answered_on or not decides(actor, case.person_id, "request", on=today):
        return
    make_move(
        actor=actor, case_id=case.pk, move=receiving(asked), on=today, today=today,
        reference=asked.reference,
    )  # fmt: skip
    asked.answered_on, asked.answered_by = today, actor.name
    asked.save(update_fields=["answered_on", "answered_by"])


def _asked(case: Case) -> AdviceRequest:
    asked = asked_of_family(case)
    if asked is None:
        raise NotFound("The council hasn’t asked for this yet.")
    return asked


def _show(row: FamilyWords) -> None:
    """What was sent for a review stands among what was said for the meeting."""
    review = Review.objects.get_or_create(case=row.case, number=int(row.reference))[0]
    words = row.sent_answers
    questions = [each for each in QUESTIONS[REVIEW] if words.get(each.name)]
    said = "\n\n".join(f"{each.own}\n{words[each.name]}" for each in questions)
    _view(review, row, "child" if row.is_own else "family", row.made_by, said)
    how = HOW_SHORT.get(words.get(HOW, ""), "").format(by=row.made_by)
    _view(review, row, CHILD, how, words.get(CHILD, ""), place="child")


def _view(
    review: Review, row: FamilyWords, said_by: str, name: str, text: str, *, place: str = ""
) -> None:
    token = uuid.uuid5(row.pk, place or "own")
    if not text:
        ReviewView.objects.filter(token=token).delete()
        return
    ReviewView.objects.update_or_create(
        token=token,
        defaults={"review": review, "said_by": said_by, "name": name[:150], "text": text,
                  "made_by": row.made_by, "made_at": row.changed_at},
    )  # fmt: skip
