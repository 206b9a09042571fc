"""Reads of a family's own words: one's own while writing, and all that was sent for officers."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.correspondence.messages.queries import case_of_family
from sendap.apps.people.queries import decides, is_own_record
from sendap.apps.people.rules import rights_have_passed
from sendap.apps.plans.models import AdviceRequest, FamilyWords
from sendap.apps.plans.voice.rules import ADVICE, CHILD, FAMILY, HOW, HOW_SHORT, QUESTIONS
from sendap.apps.timeline.models import Case, Event
from sendap.basics.errors import NotFound
from sendap.exchange.plan.assembly import VIEW, Statement


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What one of the family has written; ``sent_on`` is empty until it was sent.

    ``may_say``: whether it is this reader's to say. ``changed``: whether there is something in
    ``answers`` that wasn't sent.
    """

    answers: Mapping[str, str]
    sent_on: date | None
    may_say: bool
    changed: bool


@dataclass(frozen=True, slots=True)
class AdvicePage:
    """What the family is asked for an assessment; ``is_over`` when it is too late to say it."""

    case_id: uuid.UUID
    forename: str
    is_own: bool
    asked_on: date
    question: str
    words: OwnWords
    is_over: bool


@dataclass(frozen=True, slots=True)
class SentWords:
    """What was sent by one of the family, as officers read it: (question, answer)."""

    made_by: str
    is_own: bool
    sent_on: date
    lines: tuple[tuple[str, str], ...]
    child: str
    child_how: str


def asked_of_family(case: Case) -> AdviceRequest | None:
    """The latest request for the family's own advice, or None."""
    rows = AdviceRequest.objects.filter(case=case, kind=FAMILY)
    return rows.order_by("-asked_on", "-pk").first()


def receiving(asked: AdviceRequest) -> str:
    """The move that records an answer: the family's own where it was asked by its own step."""
    events = Event.objects.filter(
        case_id=asked.case_id, name="advice_requested", reference=asked.reference
    )
    is_own = asked.kind == FAMILY and not events.exists()
    return "receive_family_advice" if is_own else "receive_advice"


def own_advice(viewer: Actor, case_id: uuid.UUID, *, on: date) -> AdvicePage:
    """What this reader of the family is asked for the assessment, and has written so far; audited.

    Errors: ``NotFound``, also when nothing was asked.
    """
    with audit.reading(viewer, "voice.advice") as note:
        case = case_of_family(viewer, case_id, on=on)
        asked = asked_of_family(case)
        if asked is None:
            raise NotFound("The council hasn’t asked for this yet.")
        note.saw(case.person_id)
        may_say = is_own_record(viewer, case.person_id) or decides(
            viewer, case.person_id, "request", on=on
        )
        return AdvicePage(
            case_id=case.pk, forename=case.person.forename,
            is_own=is_own_record(viewer, case.person_id), asked_on=asked.asked_on,
            question=asked.question, is_over=case.stage not in {"assessment", "draft"},
            words=own_words(viewer, case, ADVICE, asked.reference, may_say=may_say),
        )  # fmt: skip


def own_words(viewer: Actor, case: Case, about: str, reference: str, *, may_say: bool) -> OwnWords:
    """What the viewer has written on an occasion; the caller has audited that the case is open."""
    row = FamilyWords.objects.filter(
        case=case, about=about, reference=reference, account_id=viewer.account_id or 0
    ).first()
    if row is None:
        return OwnWords({}, None, may_say, False)
    return OwnWords(row.answers, row.sent_on, may_say, row.answers != row.sent_answers)


def sent_words(case: Case, about: str) -> tuple[SentWords, ...]:
    """All that the family has sent on an occasion; the caller has audited the case."""
    rows = FamilyWords.objects.filter(case=case, about=about, sent_on__isnull=False)
    return tuple(_sent(row) for row in rows.order_by("sent_on", "changed_at"))


def _sent(row: FamilyWords) -> SentWords:
    words = row.sent_answers
    asked = [each for each in QUESTIONS[row.about] if words.get(each.name)]
    forename = row.case.person.forename
    titles = [each.own if row.is_own else each.title.format(name=forename) for each in asked]
    return SentWords(
        row.made_by, row.is_own, row.sent_on or row.changed_at.date(),
        tuple((title, words[each.name]) for title, each in zip(titles, asked, strict=True)),
        words.get(CHILD, ""), HOW_SHORT.get(words.get(HOW, ""), "").format(by=row.made_by),
    )  # fmt: skip


def family_statements(case: Case) -> Iterator[Statement]:
    """The family's own words as statements for section A, each with whose words they are."""
    rows = FamilyWords.objects.filter(case=case, about=ADVICE, sent_on__isnull=False)
    for row in rows.order_by("sent_on", "changed_at"):
        own = "young_person" if rights_have_passed(case.born_on, _day(row)) else CHILD
        whose = own if row.is_own else "parent"
        for each in QUESTIONS[ADVICE]:
            if text := row.sent_answers.get(each.name):
                said = {"whose": whose, "about": each.about}
                yield _statement(row, each.name, text, said, row.made_by)
        if text := row.sent_answers.get(CHILD):
            how = HOW_SHORT.get(row.sent_answers.get(HOW, ""), "").format(by=row.made_by)
            said = {"whose": own}
            yield _statement(row, CHILD, text, said, f"The child or young person: {how}")


def _day(row: FamilyWords) -> date:
    return row.sent_on or row.changed_at.date()


def _statement(
    row: FamilyWords, place: str, text: str, said: Mapping[str, str], author: str
) -> Statement:
    return Statement(
        id=f"{row.reference}/{row.account_id}-{place}", kind=VIEW, text=text,
        report="The family’s own advice", author=author, dated_on=_day(row), said=said,
    )  # fmt: skip
