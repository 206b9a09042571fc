"""How to call each address about each subject: the path, and what a well-made form would hold."""

from __future__ import annotations

import uuid

from django.urls import reverse

from sendap.apps.correspondence.models import ContactDetails
from tests.apps.access import ways
from tests.apps.access.calling import Call, Make, case_id
from tests.apps.access.calling import of_advice as _advice
from tests.apps.access.calling import of_case as _case
from tests.apps.access.calling import of_case as _plan
from tests.apps.access.calling import plain as _plain
from tests.apps.access.calls_by_program import CALLS_BY_PROGRAM
from tests.apps.access.calls_of_appeals import CALLS_OF_APPEALS
from tests.apps.access.calls_of_letters import of_adult, of_body, of_invitation
from tests.apps.access.calls_of_mediation import CALLS_OF_MEDIATION
from tests.apps.access.calls_of_placements import CALLS_OF_PLACEMENTS
from tests.apps.access.calls_of_returns import CALLS_OF_RETURNS
from tests.world import World


def call_for(route: str, world: World, subject: str, account: str) -> Call:
    """The request to an address about a subject. A new address needs a row in ``CALLS``."""
    return CALLS[route](world, subject, account)


CALLS: dict[str, Make] = {
    "start": _plain("start"),
    "sign-in": _plain("sign-in"),
    "sign-out": _plain("sign-out"),
    "choose-demonstration-account": _plain("choose-demonstration-account", {"account": "nobody"}),
    "home": _plain("home"),
    "tokens": _plain("tokens"),
    "make-token": _plain("make-token", {"name": "nightly copy", "days": "30"}),
    "end-token": ways.token,
    "healthz": _plain("healthz"),
    "readyz": _plain("readyz"),
    "public:law": _plain("public:law"),
    "public:law-rule": _plain("public:law-rule", regime="cfa2014", rule="C7"),
    "directory:find": _plain("directory:find"),
    "directory:setting": _plain("directory:setting", number=900001),
    "directory:edit": ways.own_setting,
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
    "casework:delete-view": ways.view,
    "casework:reassign": ways.reassign,
    "casework:case": _case("casework:case"),
    "casework:conflict": _case("casework:conflict", {"reason": "a cousin"}),
    "casework:team": _plain("casework:team"),
    "casework:team-csv": _plain("casework:team-csv"),
    "casework:calendar": ways.calendar,
    "casework:calendar-address": _plain("casework:calendar-address"),
    "family:home": _plain("family:home"),
    "family:story": _case("family:story"),
    "family:who-looked": _case("family:who-looked"),
    "moves:moves": _case("moves:moves"),
    "moves:move": ways.own_move,
    "letters:contacts": _plain(
        "letters:contacts",
        {
            f"{kind}-{part}": said
            for kind in ContactDetails.Kind
            for part, said in (("name", "A service"), ("phone", "01632 960000"))
        },
    ),
    "letters:letters": _case("letters:letters"),
    "letters:letter": ways.letter("letters:letter"),
    "letters:received": ways.letter("letters:received", came=True),
    "letters:pdf": ways.letter("letters:pdf"),
    "letters:word": ways.letter("letters:word"),
    "letters:news": _plain("letters:news", {"email": "a@example.org", "news": "yes"}),
    "letters:outbox": _plain("letters:outbox"),
    "letters:bodies": _plain("letters:bodies"),
    "letters:body-letter": of_body("letters:body-letter"),
    "letters:body-pdf": of_body("letters:body-pdf"),
    "letters:body-plan": of_body("letters:body-plan"),
    "letters:own": _case("letters:own"),
    "letters:own-letter": ways.letter("letters:own-letter"),
    "letters:own-pdf": ways.letter("letters:own-pdf"),
    "files:staff": ways.sends_file("files:staff"),
    "files:file": ways.file("files:file"),
    "files:share": ways.file("files:share", {"with_family": "no"}),
    "files:take-away": ways.file("files:take-away", {"reason": "Of another child."}),
    "files:own": ways.sends_file("files:own"),
    "files:own-file": ways.file("files:own-file"),
    "files:take-own-away": ways.file("files:take-own-away"),
    "messages:staff": ways.message("messages:staff"),
    "messages:own": ways.message("messages:own"),
    "messages:unanswered": _plain("messages:unanswered"),
    **CALLS_OF_APPEALS,
    **CALLS_OF_MEDIATION,
    "desk:tasks": _plain("desk:tasks"),
    "desk:done": _case("desk:done", {"what": "handover"}),
    "desk:notes": lambda world, subject, account: Call(
        reverse("desk:notes", args=[case_id(world, subject)]),
        {"token": str(uuid.uuid4()), "text": "Rang the school."},
    ),
    "desk:hand-over": ways.hand_over,
    "desk:moving": _plain("desk:moving"),
    "desk:planning": _plain("desk:planning"),
    "desk:no-answer": _case("desk:no-answer", {"reason": "Thanks only"}),
    "desk:chase": ways.chase,
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
    "reviews:step": ways.step,
    "reviews:transfers": _plain("reviews:transfers"),
    "reviews:open-transfers": lambda world, subject, account: Call(
        reverse("reviews:open-transfers"), {"case": str(case_id(world, subject))}
    ),
    "advice:list": _plain("advice:list"),
    "advice:pick-up": _advice("advice:pick-up", waits=True),
    "advice:answer": _advice("advice:answer", ways.GIVEN),
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
        reverse("delivery:change", args=[case_id(world, subject), ways.provision(world, subject)]),
        {"sessions": "3"},
    ),
    "people:people": _case("people:people"),
    "people:change": _case(
        "people:change",
        {"do": "lacks", "decision": "plan", "assessed_by": "Dr Vale", "evidence": "A report"},
    ),
    "people:add": _case(
        "people:add",
        {
            "name": "A new adult",
            "relation": "birth parent",
            "responsible": "yes",
            "evidence": "Seen today",
        },
    ),
    "people:adult": of_adult,
    "people:invitation": of_invitation,
    "people:join": _plain("people:join", {"code": "AAAA", "born_on": "2016-01-01"}),
    "people:sharing": _case("people:sharing"),
    "people:consent": ways.consent,
    "moves:correct": ways.correct,
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
    "panel:pack": ways.panel("panel:pack"),
    "panel:step-back": ways.panel("panel:step-back", {"reason": "a cousin"}),
    "panel:add": ways.put_on,
    "panel:place": ways.panel("panel:place", {"to": "down"}),
    "panel:take-off": ways.panel("panel:take-off"),
    "panel:open": _plain("panel:open"),
    "plan:advice": _plan("plan:advice", None, 2),
    "plan:send": lambda world, subject, account: Call(
        reverse("plan:send", args=[case_id(world, subject), 2]), {"on": world.today.isoformat()}
    ),
    "plan:answer": ways.answer,
    "plan:read": _plan("plan:read"),
    "plan:decide": ways.decide,
    "plan:suggest": lambda world, subject, account: Call(
        reverse("plan:suggest", args=[case_id(world, subject), 1]),
        {"token": str(uuid.uuid4()), "item": "B1", "words": "Other words."},
    ),
    "plan:easy": _plan("plan:easy"),
    "plan:print": _plan("plan:print"),
    "plan:comment": ways.comment,
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
    "requests:from-setting": ways.asks("requests:from-setting"),
    "requests:from-professional": ways.asks("requests:from-professional"),
    "requests:new": ways.asks("requests:new"),
    "requests:request": ways.request,
    "requests:decide": _case("requests:decide"),
    "openapi": _plain("openapi"),
    "api-docs": _plain("api-docs"),
    **CALLS_BY_PROGRAM,
    **CALLS_OF_PLACEMENTS,
    **CALLS_OF_RETURNS,
}
