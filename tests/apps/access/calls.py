"""How to call each address about each subject: the path, and what a well-made form would hold."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sendap.apps.access.models import ApiToken
from sendap.apps.correspondence.models import ContactDetails, NoticeCopy, StoredFile
from sendap.apps.people.models import Invitation, Relationship
from sendap.apps.plans.models import (
    AdviceRequest,
    DeliveryItem,
    PanelItem,
    PlanComment,
    PlanSuggestion,
)
from sendap.apps.timeline.models import Case, Event, SavedView
from tests.apps.access.calling import NOWHERE, Call, Make, case_id, form_id, new_officer
from tests.apps.access.calling import of_advice as _advice
from tests.apps.access.calling import of_case as _case
from tests.apps.access.calling import of_case as _plan
from tests.apps.access.calling import plain as _plain
from tests.apps.access.calls_by_program import CALLS_BY_PROGRAM
from tests.apps.access.oracle import MISSING, role_of
from tests.world import World


def call_for(route: str, world: World, subject: str, account: str) -> Call:
    """The request to an address about a subject. A new address needs a row in ``CALLS``."""
    return CALLS[route](world, subject, account)


def _reassign(world: World, subject: str, account: str) -> Call:
    data = {"case": str(case_id(world, subject)), "confirmed": "yes",
            "officer": str(new_officer(world, account)), "handover": "Over to you."}  # fmt: skip
    return Call(reverse("casework:reassign"), data)


def _hand_over(world: World, subject: str, account: str) -> Call:
    data = {"officer": str(new_officer(world, account)), "handover": "Over to you."}
    return Call(reverse("desk:hand-over", args=[case_id(world, subject)]), data)


def _chase(world: World, subject: str, account: str) -> Call:
    waiting = AdviceRequest.objects.filter(case=case_id(world, subject)).first()
    return Call(reverse("desk:chase"), {"late": str(waiting.pk if waiting else NOWHERE)})


def _token(world: World, subject: str, account: str) -> Call:
    token = ApiToken.objects.filter(account__username=subject.replace("_", "-")).first()
    return Call(reverse("end-token", args=[token.pk if token else 999_999]))


def _view(world: World, subject: str, account: str) -> Call:
    view = SavedView.objects.filter(account__username=subject.replace("_", "-")).first()
    return Call(reverse("casework:delete-view", args=[view.pk if view else 999_999]))


def _calendar(world: World, subject: str, account: str) -> Call:
    key = "no-such-key" if subject == MISSING else world.accounts[subject].calendar_key
    return Call(reverse("casework:calendar", args=[key]))


def _answer(world: World, subject: str, account: str) -> Call:
    about = PlanComment.objects.filter(version__case=case_id(world, subject)).first()
    place = [case_id(world, subject), about.pk if about else 999_999]
    return Call(reverse("plan:answer", args=place), {"answer": "Thank you."})


def _decide(world: World, subject: str, account: str) -> Call:
    rows = PlanSuggestion.objects.filter(version__case=case_id(world, subject), accepted=None)
    about = rows.first()
    place = [case_id(world, subject), about.pk if about else 999_999]
    data = {"decision": "accept", "edition": "0", "reason": "Said elsewhere."}
    return Call(reverse("plan:decide", args=place), data)


def _comment(world: World, subject: str, account: str) -> Call:
    data = {"token": str(uuid.uuid4()), "section": "B", "agrees": "yes"}
    return Call(reverse("plan:comment", args=[case_id(world, subject), 1]), data)


def _sends_file(route: str) -> Make:
    return lambda world, subject, account: Call(
        reverse(route, args=[case_id(world, subject)]),
        {"note": "A report", "file": SimpleUploadedFile("report.txt", b"Reads well.")},
    )


def _file(route: str, data: Mapping[str, Any] | None = None) -> Make:
    """A file about the subject: the account's own, or else one that is shared."""

    def call(world: World, subject: str, account: str) -> Call:
        rows = StoredFile.objects.filter(case=case_id(world, subject), state="clean")
        reader = world.accounts.get(account)
        own = rows.filter(account=reader).first() if reader else None
        found = own or rows.filter(with_family=True).first()
        place = [case_id(world, subject), found.pk if found else NOWHERE]
        return Call(reverse(route, args=place), data or {})

    return call


def _message(route: str) -> Make:
    return lambda world, subject, account: Call(
        reverse(route, args=[case_id(world, subject)]),
        {"token": str(uuid.uuid4()), "text": "Thank you."},
    )


def _letter(route: str, *, came: bool = False) -> Make:
    """A copy of a letter about the subject: the account's own, or else any."""

    def call(world: World, subject: str, account: str) -> Call:
        copies = NoticeCopy.objects.filter(notice__case=case_id(world, subject))
        reader = world.accounts.get(account)
        own = copies.filter(account=reader).first() if reader else None
        found = own or copies.order_by("pk").first()
        data = {"received_on": world.today.isoformat()} if came else {}
        return Call(reverse(route, args=[found.pk if found else NOWHERE]), data)

    return call


def _told(route: str) -> Make:
    """The copy about the subject that is for the account's kind of body, else any of them."""

    def call(world: World, subject: str, account: str) -> Call:
        copies = NoticeCopy.objects.filter(notice__case=case_id(world, subject)).exclude(body="")
        body = {"health": "commissioner", "social_care": "social_care"}.get(
            str(role_of(account)), "setting"
        )
        found = copies.filter(body=body).first()
        return Call(reverse(route, args=[found.pk if found else NOWHERE]))

    return call


def _adult(world: World, subject: str, account: str) -> Call:
    case = Case.objects.filter(pk=case_id(world, subject)).first()
    tie = Relationship.objects.filter(person=case.person_id, account=None).first() if case else None
    data = {"do": "reach", "phone": "07700 900982"}
    place = [case_id(world, subject), tie.pk if tie else 999_999]
    return Call(reverse("people:adult", args=place), data)


def _invitation(world: World, subject: str, account: str) -> Call:
    case = Case.objects.filter(pk=case_id(world, subject)).first()
    rows = Invitation.objects.filter(relationship__person=case.person_id if case else None)
    found = rows.first()
    place = [case_id(world, subject), found.pk if found else NOWHERE]
    return Call(reverse("people:invitation", args=place))


def _asks(route: str) -> Make:
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


def _request(world: World, subject: str, account: str) -> Call:
    data = {"into": "aside", "reason": "It repeats one."}
    return Call(reverse("requests:request", args=[form_id(world, subject)]), data)


def _consent(world: World, subject: str, account: str) -> Call:
    case = Case.objects.filter(pk=case_id(world, subject)).first()
    tie = Relationship.objects.filter(person=case.person_id).first() if case else None
    data = {"id": str(tie.pk if tie else 0), "do": "consent"}
    return Call(reverse("people:consent", args=[case_id(world, subject)]), data)


def _correct(world: World, subject: str, account: str) -> Call:
    """The right day of the request, which is the first thing that happened."""
    case = case_id(world, subject)
    event = Event.objects.filter(case=case, name="request_received").first()
    data = {"to": (world.today - timedelta(days=151)).isoformat(), "reason": "Misread."}
    return Call(reverse("moves:correct", args=[case, event.pk if event else 999_999]), data)


GIVEN = {"do": "send", "kind-1": "need", "text-1": "Needs quiet.", "on": "today"}


def _step(world: World, subject: str, account: str) -> Call:
    move = "receive_amendment_comments" if account.endswith("plan_writer") else "plan_review"
    data = {"on": world.today.isoformat(), "for": world.today.isoformat()}
    return Call(reverse("reviews:step", args=[case_id(world, subject), move]), data)


def _provision(world: World, subject: str) -> uuid.UUID:
    found = DeliveryItem.objects.filter(case=case_id(world, subject)).first()
    return found.pk if found else NOWHERE


def _panel(route: str, data: Mapping[str, Any] | None = None) -> Make:
    """The case of the subject on an agenda."""

    def call(world: World, subject: str, account: str) -> Call:
        item = PanelItem.objects.filter(case=case_id(world, subject)).first()
        place = [item.panel_id, item.pk] if item else [999_999, 999_999]
        return Call(reverse(route, args=place), data or {})

    return call


def _put_on(world: World, subject: str, account: str) -> Call:
    data = {"question": "plan", "on": (world.today + timedelta(days=400)).isoformat()}
    return Call(reverse("panel:add", args=[case_id(world, subject)]), data)


CALLS: dict[str, Make] = {
    "start": _plain("start"),
    "sign-in": _plain("sign-in"),
    "sign-out": _plain("sign-out"),
    "choose-demonstration-account": _plain("choose-demonstration-account", {"account": "nobody"}),
    "home": _plain("home"),
    "tokens": _plain("tokens"),
    "make-token": _plain("make-token", {"name": "nightly copy", "days": "30"}),
    "end-token": _token,
    "healthz": _plain("healthz"),
    "readyz": _plain("readyz"),
    "public:law": _plain("public:law"),
    "public:law-rule": _plain("public:law-rule", regime="cfa2014", rule="C7"),
    "public:dashboard": _plain("public:dashboard"),
    "public:dashboard-areas": _plain("public:dashboard-areas"),
    "public:dashboard-area": _plain("public:dashboard-area", code="998"),
    "public:dashboard-indicators": _plain("public:dashboard-indicators"),
    "public:dashboard-indicator": _plain("public:dashboard-indicator", key="none"),
    "public:dashboard-indicator-table": _plain("public:dashboard-indicator-table", key="none"),
    "public:dashboard-compare": _plain("public:dashboard-compare"),
    "public:dashboard-inspections": _plain("public:dashboard-inspections"),
    "casework:cases": _plain("casework:cases"),
    "casework:cases-csv": _plain("casework:cases-csv"),
    "casework:save-view": _plain("casework:save-view", {"name": "Mine", "query": "late=yes"}),
    "casework:delete-view": _view,
    "casework:reassign": _reassign,
    "casework:case": _case("casework:case"),
    "casework:conflict": _case("casework:conflict", {"reason": "a cousin"}),
    "casework:team": _plain("casework:team"),
    "casework:team-csv": _plain("casework:team-csv"),
    "casework:calendar": _calendar,
    "casework:calendar-address": _plain("casework:calendar-address"),
    "family:home": _plain("family:home"),
    "family:story": _case("family:story"),
    "family:who-looked": _case("family:who-looked"),
    "moves:moves": _case("moves:moves"),
    "moves:move": lambda world, subject, account: Call(
        reverse("moves:move", args=[case_id(world, subject), "receive_advice"]),
        {"on": world.today.isoformat(), "reference": "psychology"},
    ),
    "letters:contacts": _plain(
        "letters:contacts",
        {
            f"{kind}-{part}": said
            for kind in ContactDetails.Kind
            for part, said in (("name", "A service"), ("phone", "01632 960000"))
        },
    ),
    "letters:letters": _case("letters:letters"),
    "letters:letter": _letter("letters:letter"),
    "letters:received": _letter("letters:received", came=True),
    "letters:pdf": _letter("letters:pdf"),
    "letters:word": _letter("letters:word"),
    "letters:news": _plain("letters:news", {"email": "a@example.org", "news": "yes"}),
    "letters:outbox": _plain("letters:outbox"),
    "letters:bodies": _plain("letters:bodies"),
    "letters:body-letter": _told("letters:body-letter"),
    "letters:body-pdf": _told("letters:body-pdf"),
    "letters:body-plan": _told("letters:body-plan"),
    "letters:own": _case("letters:own"),
    "letters:own-letter": _letter("letters:own-letter"),
    "letters:own-pdf": _letter("letters:own-pdf"),
    "files:staff": _sends_file("files:staff"),
    "files:file": _file("files:file"),
    "files:share": _file("files:share", {"with_family": "no"}),
    "files:take-away": _file("files:take-away", {"reason": "Of another child."}),
    "files:own": _sends_file("files:own"),
    "files:own-file": _file("files:own-file"),
    "files:take-own-away": _file("files:take-own-away"),
    "messages:staff": _message("messages:staff"),
    "messages:own": _message("messages:own"),
    "messages:unanswered": _plain("messages:unanswered"),
    "desk:tasks": _plain("desk:tasks"),
    "desk:done": _case("desk:done", {"what": "handover"}),
    "desk:notes": lambda world, subject, account: Call(
        reverse("desk:notes", args=[case_id(world, subject)]),
        {"token": str(uuid.uuid4()), "text": "Rang the school."},
    ),
    "desk:hand-over": _hand_over,
    "desk:moving": _plain("desk:moving"),
    "desk:planning": _plain("desk:planning"),
    "desk:no-answer": _case("desk:no-answer", {"reason": "Thanks only"}),
    "desk:chase": _chase,
    "desk:texts": _plain(
        "desk:texts", {"kind": "note", "name": "Rang", "text": "Rang about {child}."}
    ),
    "reviews:reviews": _plain("reviews:reviews"),
    "reviews:plan": lambda world, subject, account: Call(
        reverse("reviews:plan"), {"case": str(case_id(world, subject)), "confirmed": "yes"}
    ),
    "reviews:settings": _plain("reviews:settings"),
    "reviews:review": _case("reviews:review"),
    "reviews:view": lambda world, subject, account: Call(
        reverse("reviews:view", args=[case_id(world, subject)]),
        {"token": str(uuid.uuid4()), "said_by": "child", "text": "I like art."},
    ),
    "reviews:report": _case("reviews:report", {"recommends": "maintain", "changes": ""}),
    "reviews:step": _step,
    "reviews:transfers": _plain("reviews:transfers"),
    "reviews:open-transfers": lambda world, subject, account: Call(
        reverse("reviews:open-transfers"), {"case": str(case_id(world, subject))}
    ),
    "advice:list": _plain("advice:list"),
    "advice:pick-up": _advice("advice:pick-up", waits=True),
    "advice:answer": _advice("advice:answer", GIVEN),
    "advice:missed": _advice("advice:missed", {"missed": "today"}),
    "advice:case": _case("advice:case"),
    "advice:ask": _case("advice:ask", {"kinds": ["other"]}),
    "advice:chase": _advice("advice:chase"),
    "advice:reuse": _case("advice:reuse", {"reuse-kind": "medical", "report": "Report of June"}),
    "advice:load": _plain("advice:load"),
    "voice:advice": _case("voice:advice", {"do": "send", "well": "Loves drawing."}),
    "voice:review": _case("voice:review", {"do": "send", "well": "Loves drawing."}),
    "voice:reports": _case("voice:reports", {"body": "health", "do": "refuse"}),
    "voice:experience": _case("voice:experience", {"mark": "request-1", "score": "4"}),
    "voice:experiences": _plain("voice:experiences"),
    "voice:everything": _case("voice:everything"),
    "voice:appearance": _plain("voice:appearance", {"text": "large"}),
    "voice:experiences-csv": _plain("voice:experiences-csv"),
    "voice:paper": _case("voice:paper", {"said_by": "health", "sent_on": "2026-01-05"}),
    "delivery:week": _plain("delivery:week", {}),
    "delivery:terms": _plain("delivery:terms"),
    "delivery:provision": _case(
        "delivery:provision", {"section": "F", "text": "Reading group", "sessions": "2"}
    ),
    "delivery:from-plan": _case("delivery:from-plan"),
    "delivery:change": lambda world, subject, account: Call(
        reverse("delivery:change", args=[case_id(world, subject), _provision(world, subject)]),
        {"sessions": "3"},
    ),
    "people:people": _case("people:people"),
    "people:change": _case(
        "people:change",
        {"do": "lacks", "decision": "plan", "assessed_by": "Dr Vale", "evidence": "A report"},
    ),
    "people:add": _case(
        "people:add",
        {"name": "A new adult", "relation": "birth parent", "responsible": "yes",
         "evidence": "Seen today"},
    ),
    "people:adult": _adult,
    "people:invitation": _invitation,
    "people:join": _plain("people:join", {"code": "AAAA", "born_on": "2016-01-01"}),
    "people:sharing": _case("people:sharing"),
    "people:consent": _consent,
    "moves:correct": _correct,
    "moves:exception": _case(
        "moves:exception",
        {"limb": "C7:personal_circumstances", "starts_on": "2026-01-05", "ends_on": "2026-02-05"},
    ),
    "moves:death": _case("moves:death", {"on": "2026-01-05", "sure": "yes"}),
    "plan:document": _plan("plan:document"),
    "plan:open": _plan("plan:open", {"status": "draft"}),
    "plan:section": _plan(
        "plan:section", {"edition": "0", "item": "B1", "B1.text": "New."}, 2, "B"
    ),
    "plan:compare": _plan("plan:compare", None, 1, 2),
    "plan:statements": _plan(
        "plan:statements",
        {
            "report": "Report",
            "author": "A",
            "dated_on": "2026-01-02",
            "service": "education",
            "need": "Reads slowly.",
        },
        2,
    ),
    "panel:agenda": _plain("panel:agenda"),
    "panel:pack": _panel("panel:pack"),
    "panel:step-back": _panel("panel:step-back", {"reason": "a cousin"}),
    "panel:add": _put_on,
    "panel:place": _panel("panel:place", {"to": "down"}),
    "panel:take-off": _panel("panel:take-off"),
    "panel:open": _plain("panel:open"),
    "plan:advice": _plan("plan:advice", None, 2),
    "plan:send": lambda world, subject, account: Call(
        reverse("plan:send", args=[case_id(world, subject), 2]), {"on": world.today.isoformat()}
    ),
    "plan:answer": _answer,
    "plan:read": _plan("plan:read"),
    "plan:decide": _decide,
    "plan:suggest": lambda world, subject, account: Call(
        reverse("plan:suggest", args=[case_id(world, subject), 1]),
        {"token": str(uuid.uuid4()), "item": "B1", "words": "Other words."},
    ),
    "plan:easy": _plan("plan:easy"),
    "plan:print": _plan("plan:print"),
    "plan:comment": _comment,
    "requests:step": _plain(
        "requests:step", {"asker": "parent", "asker_name": "A Parent"}, step="who"
    ),
    **{
        f"requests:{name}": _plain(f"requests:{name}", data)
        for name, data in (
            ("start", {}),
            ("check", {}),
            ("send", {}),
            ("sent", {}),
            ("files", {}),
            ("list", {}),
            ("return", {"code": "AAAA-BBBB-CCCC-DDDD"}),
            ("verify", {"one_use": "123456"}),
            ("account", {"password": "a long enough password"}),
        )
    },
    "requests:from-setting": _asks("requests:from-setting"),
    "requests:from-professional": _asks("requests:from-professional"),
    "requests:new": _asks("requests:new"),
    "requests:request": _request,
    "requests:decide": _case("requests:decide"),
    "openapi": _plain("openapi"),
    "api-docs": _plain("api-docs"),
    **CALLS_BY_PROGRAM,
}
