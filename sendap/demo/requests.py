"""Requests of the demonstration that wait for staff: from families, schools, and by phone."""

from __future__ import annotations

import random
from datetime import date, timedelta

from django.utils import timezone

from sendap.apps.plans.models import RequestForm
from sendap.apps.timeline.models import Case
from sendap.reference.authorities import NORTHMERE

COUNT = 9
FORENAMES = ("Idris", "Wren", "Tobiah", "Zofia", "Kit", "Amara", "Piotr", "Nell", "Yusuf")
SURNAMES = ("Brackwater", "Saltmarsh", "Fenwright", "Oakhollow", "Ferrydale", "Thornbeck")
NEEDS = (
    "Finds noise and change very hard, and leaves the room most days.",
    "Reads far below their age and gives up quickly.",
    "Has few words and is often not understood by others.",
    "Tires quickly and needs help to move between rooms.",
)
TRIED = ("A quiet corner and a visual timetable.", "Small group reading four times a week.", "")
CHANNELS = (
    RequestForm.Channel.WEB, RequestForm.Channel.WEB, RequestForm.Channel.SETTING,
    RequestForm.Channel.PHONE,
)  # fmt: skip


def make_requests(chance: random.Random, *, today: date) -> int:
    """Make requests that wait, the first about a child already known; returns how many."""
    known = Case.objects.filter(authority_code=NORTHMERE.code, stage="refused")
    case = known.select_related("person").order_by("reference").first()
    forms = [_form(chance, number, today) for number in range(COUNT)]
    if case is not None:
        person = case.person
        forms[0].answers |= {
            "forename": person.forename, "surname": person.surname,
            "born_on": person.born_on.isoformat(),
        }  # fmt: skip
        forms[0].person = person
    return len(RequestForm.objects.bulk_create(forms))


def _form(chance: random.Random, number: int, today: date) -> RequestForm:
    surname = chance.choice(SURNAMES)
    received_on = today - timedelta(days=chance.randint(0, 30))
    born_on = today - timedelta(days=chance.randint(4 * 365, 15 * 365))
    return RequestForm(
        authority_code=NORTHMERE.code, channel=chance.choice(CHANNELS),
        state=RequestForm.State.SENT, reference=f"R-DEMO{number:04d}", received_on=received_on,
        started_at=timezone.now(), sent_at=timezone.now(),
        answers={
            "asker": "parent", "asker_name": f"Morgan {surname}", "phone": "07700 900982",
            "email": "", "forename": FORENAMES[number % len(FORENAMES)], "surname": surname,
            "born_on": born_on.isoformat(), "setting": "", "needs": chance.choice(NEEDS),
            "tried": chance.choice(TRIED),
        },
    )  # fmt: skip
