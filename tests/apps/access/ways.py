"""Ways of calling an address: with which form, and about which thing of the subject."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sendap.apps.access.models import ApiToken
from sendap.apps.correspondence.models import NoticeCopy, StoredFile
from sendap.apps.people.models import Relationship
from sendap.apps.plans.models import (
    AdviceRequest,
    DeliveryItem,
    PanelItem,
    PlanComment,
    PlanSuggestion,
)
from sendap.apps.timeline.models import Case, Event, SavedView
from tests.apps.access.calling import NOWHERE, Call, Make, case_id, form_id, new_officer
from tests.apps.access.oracle import MISSING
from tests.world import SCHOOLS, World


def reassign(world: World, subject: str, account: str) -> Call:
    data = {"case": str(case_id(world, subject)), "confirmed": "yes",
            "officer": str(new_officer(world, account)), "handover": "Over to you."}  # fmt: skip
    return Call(reverse("casework:reassign"), data)


def hand_over(world: World, subject: str, account: str) -> Call:
    data = {"officer": str(new_officer(world, account)), "handover": "Over to you."}
    return Call(reverse("desk:hand-over", args=[case_id(world, subject)]), data)


def chase(world: World, subject: str, account: str) -> Call:
    waiting = AdviceRequest.objects.filter(case=case_id(world, subject)).first()
    return Call(reverse("desk:chase"), {"late": str(waiting.pk if waiting else NOWHERE)})


def own_setting(world: World, subject: str, account: str) -> Call:
    number = 999_999 if subject == MISSING else int(SCHOOLS[subject])
    return Call(reverse("directory:edit", args=[number]), {"do": "words", "offer": "Small groups."})


def token(world: World, subject: str, account: str) -> Call:
    token = ApiToken.objects.filter(account__username=subject.replace("_", "-")).first()
    return Call(reverse("end-token", args=[token.pk if token else 999_999]))


def view(world: World, subject: str, account: str) -> Call:
    view = SavedView.objects.filter(account__username=subject.replace("_", "-")).first()
    return Call(reverse("casework:delete-view", args=[view.pk if view else 999_999]))


def calendar(world: World, subject: str, account: str) -> Call:
    key = "no-such-key" if subject == MISSING else world.accounts[subject].calendar_key
    return Call(reverse("casework:calendar", args=[key]))


def answer(world: World, subject: str, account: str) -> Call:
    about = PlanComment.objects.filter(version__case=case_id(world, subject)).first()
    place = [case_id(world, subject), about.pk if about else 999_999]
    return Call(reverse("plan:answer", args=place), {"answer": "Thank you."})


def decide(world: World, subject: str, account: str) -> Call:
    rows = PlanSuggestion.objects.filter(version__case=case_id(world, subject), accepted=None)
    about = rows.first()
    place = [case_id(world, subject), about.pk if about else 999_999]
    data = {"decision": "accept", "edition": "0", "reason": "Said elsewhere."}
    return Call(reverse("plan:decide", args=place), data)


def own_move(world: World, subject: str, account: str) -> Call:
    """A step that is the account's to take: the panel decides, others record advice."""
    move = "agree_to_plan" if account.endswith("panel_member") else "receive_advice"
    data = {"on": world.today.isoformat(), "reference": "psychology", "reasons": "It is needed."}
    return Call(reverse("moves:move", args=[case_id(world, subject), move]), data)


def comment(world: World, subject: str, account: str) -> Call:
    # The world's young people lack capacity for the plan: they say what they think all the same.
    said = {"text": "Reads well."} if account.endswith("young_person") else {"agrees": "yes"}
    data = {"token": str(uuid.uuid4()), "section": "B", **said}
    return Call(reverse("plan:comment", args=[case_id(world, subject), 1]), data)


def sends_file(route: str) -> Make:
    return lambda world, subject, account: Call(
        reverse(route, args=[case_id(world, subject)]),
        {"note": "A report", "file": SimpleUploadedFile("report.txt", b"Reads well.")},
    )


def file(route: str, data: Mapping[str, Any] | None = None) -> Make:
    """A file about the subject: the account's own, or else one that is shared."""

    def call(world: World, subject: str, account: str) -> Call:
        rows = StoredFile.objects.filter(case=case_id(world, subject), state="clean")
        reader = world.accounts.get(account)
        own = rows.filter(account=reader).first() if reader else None
        found = own or rows.filter(with_family=True).first()
        place = [case_id(world, subject), found.pk if found else NOWHERE]
        return Call(reverse(route, args=place), data or {})

    return call


def message(route: str) -> Make:
    return lambda world, subject, account: Call(
        reverse(route, args=[case_id(world, subject)]),
        {"token": str(uuid.uuid4()), "text": "Thank you."},
    )


def letter(route: str, *, came: bool = False) -> Make:
    """A copy of a letter about the subject: the account's own, or else any."""

    def call(world: World, subject: str, account: str) -> Call:
        copies = NoticeCopy.objects.filter(notice__case=case_id(world, subject))
        reader = world.accounts.get(account)
        own = copies.filter(account=reader).first() if reader else None
        found = own or copies.order_by("pk").first()
        data = {"received_on": world.today.isoformat()} if came else {}
        return Call(reverse(route, args=[found.pk if found else NOWHERE]), data)

    return call


def asks(route: str) -> Make:
    """A request entered for somebody, all of it filled in."""
    data = {
        "asker": "parent", "asker_name": "A Parent", "phone": "07700 900982", "channel": "phone",
        "forename": "Ada", "surname": "Quill", "born_on-day": "27", "born_on-month": "3",
        "born_on-year": "2017", "needs": "Talks little.", "received_on-day": "2",
        "received_on-month": "3", "received_on-year": "2026", "authority": "998",
    }  # fmt: skip
    return lambda world, subject, account: Call(
        reverse(route), {**data, "token": str(uuid.uuid4())}
    )


def request(world: World, subject: str, account: str) -> Call:
    data = {"into": "aside", "reason": "It repeats one."}
    return Call(reverse("requests:request", args=[form_id(world, subject)]), data)


def consent(world: World, subject: str, account: str) -> Call:
    case = Case.objects.filter(pk=case_id(world, subject)).first()
    tie = Relationship.objects.filter(person=case.person_id).first() if case else None
    data = {"id": str(tie.pk if tie else 0), "do": "consent"}
    return Call(reverse("people:consent", args=[case_id(world, subject)]), data)


def correct(world: World, subject: str, account: str) -> Call:
    """The right day of the request, which is the first thing that happened."""
    case = case_id(world, subject)
    event = Event.objects.filter(case=case, name="request_received").first()
    data = {"to": (world.today - timedelta(days=151)).isoformat(), "reason": "Misread."}
    return Call(reverse("moves:correct", args=[case, event.pk if event else 999_999]), data)


GIVEN = {"do": "send", "kind-1": "need", "text-1": "Needs quiet.", "on": "today"}


def step(world: World, subject: str, account: str) -> Call:
    move = "receive_amendment_comments" if account.endswith("plan_writer") else "plan_review"
    data = {"on": world.today.isoformat(), "for": world.today.isoformat()}
    return Call(reverse("reviews:step", args=[case_id(world, subject), move]), data)


def provision(world: World, subject: str) -> uuid.UUID:
    found = DeliveryItem.objects.filter(case=case_id(world, subject)).first()
    return found.pk if found else NOWHERE


def panel(route: str, data: Mapping[str, Any] | None = None) -> Make:
    """The case of the subject on an agenda."""

    def call(world: World, subject: str, account: str) -> Call:
        item = PanelItem.objects.filter(case=case_id(world, subject)).first()
        place = [item.panel_id, item.pk] if item else [999_999, 999_999]
        return Call(reverse(route, args=place), data or {})

    return call


def put_on(world: World, subject: str, account: str) -> Call:
    data = {"question": "plan", "on": (world.today + timedelta(days=400)).isoformat()}
    return Call(reverse("panel:add", args=[case_id(world, subject)]), data)
