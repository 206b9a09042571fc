"""The daily round that tells families in time that the rights will pass."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import command_actor
from sendap.apps.correspondence.models import ContactDetails, News, Notice, NoticeCopy
from sendap.apps.correspondence.notices.rules import Recipient, served_on
from sendap.apps.correspondence.rights.words import TITLE, VERSION, kind_of, letter
from sendap.apps.correspondence.sending.actions import tell
from sendap.apps.people.addresses import post_of
from sendap.apps.people.models import Relationship
from sendap.apps.people.rules import Tie, notice_due
from sendap.apps.people.ties import TIE
from sendap.apps.timeline.models import Case
from sendap.law.calendar import end_of_compulsory_school_age

OPEN = ("request", "assessment", "draft", "plan")
"""The stages in which there is something to decide."""

AGES = (14, 17)
"""In years: nobody younger or older than this is within twelve months of the day."""


def tell_of_rights(*, today: date) -> int:
    """Send each family the latest of its three letters that is due and wasn't sent; how many cases.

    Run again it sends nothing more; after days on which it didn't run it sends what is still due.
    """
    told = 0
    for case_id, born_on in _near(today):
        months = notice_due(born_on, today)
        sent = Notice.objects.filter(case_id=case_id, kind=kind_of(months or 0))
        if months is not None and not sent.exists():
            told += _tell(case_id, months, today)
    return told


def _near(today: date) -> Iterable[tuple[uuid.UUID, date]]:
    young, old = (today.replace(year=today.year - age, day=1) for age in AGES)
    rows = Case.objects.filter(stage__in=OPEN, born_on__range=(old, young))
    return list(rows.order_by("pk").values_list("pk", "born_on"))


def _tell(case_id: uuid.UUID, months: int, today: date) -> bool:
    authority = Case.objects.values_list("authority_code", flat=True).get(pk=case_id)
    actor = command_actor("jobs", authority=authority)
    with audit.change(actor, "letters.tell_of_rights") as note:
        case = Case.objects.select_for_update().get(pk=case_id)
        note.saw(case.person_id)
        kind = kind_of(months)
        if Notice.objects.filter(case=case, kind=kind).exists():
            return False
        notice = Notice.objects.create(
            case=case, kind=kind, title=TITLE, version=VERSION, on=today,
            sent_at=timezone.now(), sent_by="the service",
        )  # fmt: skip
        copies = list(_copies(case, notice, months, today))
        NoticeCopy.objects.bulk_create(copies)
        tell({copy.account_id for copy in copies if copy.account_id}, News.Kind.LETTER)
    return True


def _copies(case: Case, notice: Notice, months: int, today: date) -> Iterable[NoticeCopy]:
    code = case.authority_code
    post, contacts = post_of(case.person_id, authority=code, on=today), _contacts(code)
    for to in _recipients(case, today):
        is_online = to.account_id is not None
        place = None if is_online else post.place_of(to.relationship_id, is_own=to.is_own)
        words = letter(
            months, name=case.person.forename, is_own=to.is_own, contacts=contacts,
            passes_on=end_of_compulsory_school_age(case.born_on),
        )  # fmt: skip
        yield NoticeCopy(
            notice=notice, relationship_id=to.relationship_id, account_id=to.account_id,
            name=to.name, letter=asdict(words), location_id=place.id if place else None,
            channel=NoticeCopy.Channel.ONLINE if is_online else NoticeCopy.Channel.POST,
            served_on=served_on(sent_on=today, is_online=is_online),
        )  # fmt: skip


def _recipients(case: Case, today: date) -> tuple[Recipient, ...]:
    """The young person, and every adult whose tie is in force and sees the record."""
    rows = Relationship.objects.filter(person_id=case.person_id).order_by("pk")
    ties = [tie for tie in (Tie(*row) for row in rows.values_list(*TIE))
            if tie.is_in_force(today) and tie.sees_record]  # fmt: skip
    found = [Recipient(tie.relationship_id, tie.account_id, tie.name, tie.is_own) for tie in ties]
    own = [to for to in found if to.is_own]
    name = case.person.full_name
    return (*(own or [Recipient(None, None, name, True)]), *(to for to in found if not to.is_own))


def _contacts(authority: str) -> dict[str, str]:
    rows = ContactDetails.objects.filter(authority_code=authority)
    return {row.kind: str(row) for row in rows}
