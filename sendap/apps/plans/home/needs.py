"""What is needed of one of the family now: a list of kinds, each with its day if it has one."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sendap.apps.access.actors import Actor
from sendap.apps.correspondence.messages.queries import case_of_family
from sendap.apps.people.models import Consent, Person
from sendap.apps.people.queries import decides, is_own_record
from sendap.apps.people.rules import BODIES, notice_due, rights_have_passed
from sendap.apps.people.ties import body_words
from sendap.apps.plans.advice.rules import KINDS
from sendap.apps.plans.models import AdviceReuse, FamilyWords
from sendap.apps.plans.reviews.course import present_events, review_number
from sendap.apps.plans.reviews.papers import BEFORE
from sendap.apps.plans.reviews.queries import meeting_day
from sendap.apps.plans.voice.experience import to_ask
from sendap.apps.plans.voice.queries import asked_of_family
from sendap.apps.plans.voice.rules import ADVICE, REVIEW
from sendap.apps.timeline.actions.events import live_events
from sendap.apps.timeline.models import Case


@dataclass(frozen=True, slots=True)
class Need:
    """Something that is needed of the reader: its kind, and by when if there is a day for it."""

    kind: str
    by: date | None = None


def needs_of(viewer: Actor, case_id: uuid.UUID, *, on: date) -> tuple[Need, ...]:
    """What is needed of this reader of the family; the caller has audited the case."""
    case = case_of_family(viewer, case_id, on=on)
    found = (_advice, _review, _reports, _consent, _experience)
    return tuple(need for work_out in found for need in work_out(viewer, case, on))


def _has_sent(viewer: Actor, case: Case, about: str, reference: str) -> bool:
    rows = FamilyWords.objects.filter(
        case=case, about=about, reference=reference, account_id=viewer.account_id or 0
    )
    return rows.filter(sent_on__isnull=False).exists()


def _advice(viewer: Actor, case: Case, on: date) -> Iterator[Need]:
    asked = asked_of_family(case)
    if asked is None or case.stage not in {"assessment", "draft"}:
        return
    own = is_own_record(viewer, case.person_id)
    if (own or decides(viewer, case.person_id, "request", on=on)) and not _has_sent(
        viewer, case, ADVICE, asked.reference
    ):
        yield Need("advice")


def _review(viewer: Actor, case: Case, on: date) -> Iterator[Need]:
    if case.stage != "plan":
        return
    events = live_events([case.pk])[case.pk]
    present = present_events(events)
    meeting = meeting_day(present)
    decided = any(event.name == "review_decision_notified" for event in present)
    if meeting is None or decided or meeting < on:
        return
    if not _has_sent(viewer, case, REVIEW, str(review_number(events))):
        yield Need("review", meeting - BEFORE)


def _reports(viewer: Actor, case: Case, on: date) -> Iterator[Need]:
    if not decides(viewer, case.person_id, "request", on=on):
        return
    said = body_words(case.person_id, on=on)
    waiting = AdviceReuse.objects.filter(case=case, family_on__isnull=True)
    bodies = {KINDS[kind].service for kind in waiting.values_list("kind", flat=True)}
    if bodies & set(BODIES) - set(said):
        yield Need("reports")


def _consent(viewer: Actor, case: Case, on: date) -> Iterator[Need]:
    """The young person is asked once who may see the record, from the first notice on."""
    if not is_own_record(viewer, case.person_id):
        return
    person = Person.objects.get(pk=case.person_id)
    near = rights_have_passed(person.born_on, on) or notice_due(person.born_on, on) is not None
    if near and not Consent.objects.filter(relationship__person=person).exists():
        yield Need("consent")


def _experience(viewer: Actor, case: Case, on: date) -> Iterator[Need]:
    if to_ask(viewer, case, on=on):
        yield Need("experience")
