"""The declared policy: who may use which address, do which deed, and see people over which scope.

Deny by default: an address or a deed that has no row here is refused, and a test fails the build.
``docs/reference/policy.md`` is made from this table.
"""

from __future__ import annotations

from dataclasses import dataclass

from sendap.apps.access.deeds import DEEDS
from sendap.apps.access.groups import (
    ANYONE,
    CONSULTED,
    GIVES_ADVICE,
    MAKES_REQUESTS,
    PLANS_AHEAD,
    PROFESSIONALS,
    READS_CASES,
    SHARES_PLANS,
    SPEAKS_FOR_SETTING,
    TAKES_REQUESTS,
    TOLD,
    WORKS_APPEALS,
)
from sendap.apps.access.roles import (
    ADVISERS,
    CASEWORK,
    EVERYONE_SIGNED_IN,
    FAMILY,
    OPERATOR,
    SETTING_STAFF,
)

__all__ = [
    "ADDRESSES", "ANYONE", "CASEWORK", "DEEDS", "GET", "SEES_PEOPLE", "Address", "may", "may_use",
]  # fmt: skip

GET = frozenset({"GET", "HEAD", "OPTIONS"})
POST = frozenset({"POST", "OPTIONS"})
BOTH = GET | POST
ONLY_GET = frozenset({"GET"})
ONLY_POST = frozenset({"POST"})
ONLY_PUT = frozenset({"PUT"})


@dataclass(frozen=True, slots=True)
class Address:
    """One row of the policy for addresses.

    ``route`` is the name of the address, ``roles`` who may use it, ``personal`` whether its answer
    can hold personal data (then the read is audited and the answer is never cached),
    ``demonstration`` whether it exists in demonstration mode only.
    """

    route: str
    methods: frozenset[str]
    roles: frozenset[str]
    personal: bool = False
    demonstration: bool = False


ADDRESSES = {
    row.route: row
    for row in (
        # start and account
        Address("start", GET, ANYONE),
        Address("sign-in", BOTH, ANYONE),
        Address("sign-out", POST, EVERYONE_SIGNED_IN),
        Address("choose-demonstration-account", POST, ANYONE, demonstration=True),
        Address("home", GET, EVERYONE_SIGNED_IN),
        Address("tokens", GET, EVERYONE_SIGNED_IN),
        Address("make-token", POST, EVERYONE_SIGNED_IN),
        Address("end-token", POST, EVERYONE_SIGNED_IN),
        Address("healthz", GET, ANYONE),
        Address("readyz", GET, ANYONE),
        # public pages
        Address("public:law", GET, ANYONE),
        Address("public:law-rule", GET, ANYONE),
        # directory of settings
        Address("directory:find", GET, ANYONE),
        Address("directory:setting", GET, ANYONE),
        Address("directory:edit", BOTH, SPEAKS_FOR_SETTING),
        # public dashboard
        Address("public:dashboard", GET, ANYONE),
        Address("public:dashboard-areas", GET, ANYONE),
        Address("public:dashboard-area", GET, ANYONE),
        Address("public:dashboard-indicators", GET, ANYONE),
        Address("public:dashboard-indicator", GET, ANYONE),
        Address("public:dashboard-indicator-table", GET, ANYONE),
        Address("public:dashboard-compare", GET, ANYONE),
        Address("public:dashboard-inspections", GET, ANYONE),
        # casework
        Address("casework:cases", GET, READS_CASES, personal=True),
        Address("casework:cases-csv", GET, READS_CASES, personal=True),
        Address("casework:save-view", POST, READS_CASES),
        Address("casework:delete-view", POST, READS_CASES),
        Address("casework:reassign", POST, frozenset({"team_manager"}), personal=True),
        Address("casework:case", GET, READS_CASES, personal=True),
        Address("casework:conflict", POST, READS_CASES, personal=True),
        Address("casework:team", GET, frozenset({"team_manager"}), personal=True),
        Address("casework:team-csv", GET, frozenset({"team_manager"}), personal=True),
        Address("casework:calendar", GET, ANYONE, personal=True),
        Address("casework:calendar-address", BOTH, CASEWORK),
        # family
        Address("family:home", GET, FAMILY, personal=True),
        Address("family:story", GET, FAMILY, personal=True),
        Address("family:who-looked", GET, FAMILY, personal=True),
        # the lawful moves of a case
        Address("moves:moves", GET, READS_CASES | {"panel_member"}, personal=True),
        Address("moves:move", BOTH, READS_CASES | {"panel_member"}, personal=True),
        # letters
        Address("letters:contacts", BOTH, frozenset({"team_manager"})),
        Address("letters:letters", GET, CASEWORK, personal=True),
        Address("letters:letter", GET, CASEWORK, personal=True),
        Address("letters:received", POST, CASEWORK, personal=True),
        Address("letters:pdf", GET, CASEWORK, personal=True),
        Address("letters:word", GET, CASEWORK, personal=True),
        Address("letters:own", GET, FAMILY, personal=True),
        Address("letters:own-letter", GET, FAMILY, personal=True),
        Address("letters:own-pdf", GET, FAMILY, personal=True),
        # files
        Address("files:staff", BOTH, READS_CASES | ADVISERS, personal=True),
        Address("files:file", GET, READS_CASES | ADVISERS | {"panel_member"}, personal=True),
        Address("files:share", POST, CASEWORK, personal=True),
        Address("files:take-away", POST, CASEWORK, personal=True),
        Address("files:own", BOTH, FAMILY, personal=True),
        Address("files:own-file", GET, FAMILY, personal=True),
        Address("files:take-own-away", POST, FAMILY, personal=True),
        Address("letters:news", BOTH, EVERYONE_SIGNED_IN, personal=True),
        Address("letters:outbox", GET, frozenset({"administrator"})),
        Address("letters:bodies", GET, TOLD, personal=True),
        Address("letters:body-letter", GET, TOLD, personal=True),
        Address("letters:body-pdf", GET, TOLD, personal=True),
        Address("letters:body-plan", GET, TOLD, personal=True),
        # messages
        Address("messages:staff", BOTH, CASEWORK, personal=True),
        Address("messages:own", BOTH, FAMILY, personal=True),
        Address("messages:unanswered", GET, frozenset({"team_manager"}), personal=True),
        # the caseworker's desk
        Address("desk:tasks", GET, CASEWORK, personal=True),
        Address("desk:done", POST, CASEWORK, personal=True),
        Address("desk:notes", BOTH, CASEWORK, personal=True),
        Address("desk:hand-over", BOTH, frozenset({"team_manager"}), personal=True),
        Address("desk:no-answer", POST, CASEWORK, personal=True),
        Address("desk:planning", GET, frozenset({"caseworker", "team_manager"}), personal=True),
        Address("desk:moving", GET, frozenset({"team_manager"}), personal=True),
        Address("desk:chase", POST, CASEWORK, personal=True),
        Address("desk:texts", BOTH, frozenset({"team_manager"})),
        # the yearly return
        Address("returns:returns", BOTH, TAKES_REQUESTS),
        Address("returns:return", GET, TAKES_REQUESTS, personal=True),
        Address("returns:explain", POST, TAKES_REQUESTS, personal=True),
        Address("returns:sign", POST, frozenset({"team_manager"}), personal=True),
        Address("returns:problems", GET, TAKES_REQUESTS, personal=True),
        Address("returns:compared", GET, TAKES_REQUESTS, personal=True),
        Address("returns:measures", GET, TAKES_REQUESTS),
        Address("returns:file", GET, frozenset({"team_manager"}), personal=True),
        # looking ahead: figures of an authority, about nobody
        Address("projection:projections", BOTH, PLANS_AHEAD),
        Address("projection:projection", GET, PLANS_AHEAD),
        Address("projection:back-test", BOTH, PLANS_AHEAD),
        # whether there are enough places: counts of an area, about nobody
        Address("sufficiency:signals", GET, frozenset({"team_manager", "commissioner"})),
        # reviews and phase transfers
        Address("reviews:reviews", GET, CASEWORK, personal=True),
        Address("reviews:plan", POST, frozenset({"caseworker", "team_manager"}), personal=True),
        Address("reviews:settings", GET, SETTING_STAFF, personal=True),
        Address("reviews:review", GET, READS_CASES, personal=True),
        Address("reviews:view", POST, READS_CASES, personal=True),
        Address("reviews:report", BOTH, READS_CASES, personal=True),
        Address("reviews:step", POST, READS_CASES, personal=True),
        Address("reviews:transfers", GET, CASEWORK, personal=True),
        Address(
            "reviews:open-transfers", POST, frozenset({"caseworker", "team_manager"}), personal=True
        ),
        # advice
        Address("advice:list", GET, ADVISERS | SETTING_STAFF, personal=True),
        Address("advice:pick-up", POST, ADVISERS, personal=True),
        Address("advice:answer", BOTH, ADVISERS | SETTING_STAFF | CASEWORK, personal=True),
        Address("advice:missed", POST, ADVISERS | SETTING_STAFF | CASEWORK, personal=True),
        Address("advice:case", GET, CASEWORK, personal=True),
        Address("advice:ask", POST, CASEWORK, personal=True),
        Address("advice:chase", POST, CASEWORK, personal=True),
        Address("advice:reuse", POST, CASEWORK, personal=True),
        Address("advice:load", GET, frozenset({"team_manager"}), personal=True),
        # what a family says
        Address("voice:advice", BOTH, FAMILY, personal=True),
        Address("voice:review", BOTH, FAMILY, personal=True),
        Address("voice:paper", POST, READS_CASES, personal=True),
        Address("voice:reports", POST, FAMILY, personal=True),
        Address("voice:everything", GET, FAMILY, personal=True),
        Address("voice:appearance", POST, FAMILY),
        Address("voice:experience", BOTH, FAMILY, personal=True),
        Address("voice:experiences", GET, frozenset({"team_manager"})),
        Address("voice:experiences-csv", GET, frozenset({"team_manager"})),
        # panel
        Address("panel:agenda", GET, CASEWORK | {"panel_member"}, personal=True),
        Address("panel:pack", GET, CASEWORK | {"panel_member"}, personal=True),
        Address("panel:step-back", POST, CASEWORK | {"panel_member"}, personal=True),
        Address("panel:add", BOTH, TAKES_REQUESTS, personal=True),
        Address("panel:place", POST, TAKES_REQUESTS, personal=True),
        Address("panel:take-off", POST, TAKES_REQUESTS, personal=True),
        Address("panel:open", POST, frozenset({"panel_member"}), personal=True),
        # delivery ledger
        Address("delivery:week", BOTH, SETTING_STAFF, personal=True),
        Address("delivery:terms", BOTH, SETTING_STAFF | {"team_manager"}),
        Address("delivery:provision", BOTH, READS_CASES, personal=True),
        Address("delivery:from-plan", POST, READS_CASES, personal=True),
        Address("delivery:change", POST, READS_CASES, personal=True),
        # the people around a child
        Address("people:people", GET, CASEWORK, personal=True),
        Address("people:change", POST, CASEWORK, personal=True),
        Address("people:add", BOTH, CASEWORK, personal=True),
        Address("people:adult", BOTH, CASEWORK, personal=True),
        Address("people:invitation", GET, CASEWORK, personal=True),
        Address("people:join", BOTH, ANYONE, personal=True),
        Address("people:sharing", GET, FAMILY, personal=True),
        Address("people:consent", POST, frozenset({"young_person"}), personal=True),
        Address("moves:correct", BOTH, CASEWORK, personal=True),
        Address("moves:exception", BOTH, CASEWORK, personal=True),
        Address("moves:death", BOTH, frozenset({"caseworker", "team_manager"}), personal=True),
        # plan document
        Address("plan:document", GET, CASEWORK, personal=True),
        Address("plan:open", POST, CASEWORK, personal=True),
        Address("plan:section", BOTH, CASEWORK, personal=True),
        Address("plan:compare", GET, CASEWORK, personal=True),
        Address("plan:statements", BOTH, CASEWORK, personal=True),
        Address("plan:advice", POST, CASEWORK, personal=True),
        Address("plan:send", POST, CASEWORK, personal=True),
        Address("plan:answer", POST, CASEWORK, personal=True),
        Address("plan:read", GET, FAMILY, personal=True),
        Address("plan:decide", POST, CASEWORK, personal=True),
        Address("plan:suggest", POST, FAMILY, personal=True),
        Address("plan:easy", GET, FAMILY, personal=True),
        Address("plan:print", GET, FAMILY, personal=True),
        Address("plan:comment", POST, FAMILY, personal=True),
        # lists made for a child
        Address("lists:case", BOTH, CASEWORK, personal=True),
        Address("lists:own", BOTH, FAMILY, personal=True),
        Address("lists:weights", GET, ANYONE),
        Address("lists:own-weights", BOTH, frozenset({"team_manager"})),
        # settings and their authorities consulted
        Address("consultations:case", BOTH, CASEWORK, personal=True),
        Address("consultations:asked", GET, CONSULTED, personal=True),
        Address("consultations:reply", BOTH, CONSULTED, personal=True),
        Address(
            "consultations:transfers",
            GET,
            frozenset({"caseworker", "team_manager"}),
            personal=True,
        ),
        Address(
            "consultations:send-many",
            POST,
            frozenset({"caseworker", "team_manager"}),
            personal=True,
        ),
        # the decision which setting is named, and the place that follows
        Address("naming:case", BOTH, CASEWORK, personal=True),
        Address("naming:places", GET, CONSULTED, personal=True),
        Address("naming:place", POST, CONSULTED, personal=True),
        Address("naming:family", GET, FAMILY, personal=True),
        # appeals and complaints
        Address("appeals:list", GET, WORKS_APPEALS, personal=True),
        Address("appeals:case", BOTH, WORKS_APPEALS, personal=True),
        Address("appeals:bundle", BOTH, WORKS_APPEALS, personal=True),
        Address("appeals:bundle-pdf", GET, WORKS_APPEALS, personal=True),
        Address("appeals:words", BOTH, WORKS_APPEALS, personal=True),
        Address("appeals:words-docx", GET, WORKS_APPEALS, personal=True),
        Address("appeals:complaints", BOTH, WORKS_APPEALS, personal=True),
        # disagreements and mediation
        Address("disagreements:signs", GET, frozenset({"team_manager"}), personal=True),
        Address("disagreements:case", BOTH, CASEWORK, personal=True),
        Address("disagreements:own", BOTH, FAMILY, personal=True),
        Address("disagreements:list", BOTH, frozenset({"mediator"}), personal=True),
        Address("disagreements:mediation", BOTH, frozenset({"mediator"}), personal=True),
        Address("disagreements:certificate", GET, CASEWORK | {"mediator"}, personal=True),
        # requests for an assessment, and the decision on them
        Address("requests:start", GET, ANYONE),
        Address("requests:step", BOTH, ANYONE, personal=True),
        Address("requests:check", GET, ANYONE, personal=True),
        Address("requests:send", POST, ANYONE, personal=True),
        Address("requests:files", BOTH, ANYONE, personal=True),
        Address("requests:sent", GET, ANYONE, personal=True),
        Address("requests:return", BOTH, ANYONE, personal=True),
        Address("requests:verify", BOTH, ANYONE, personal=True),
        Address("requests:account", POST, ANYONE, personal=True),
        Address("requests:from-setting", BOTH, SETTING_STAFF, personal=True),
        Address("requests:from-professional", BOTH, PROFESSIONALS, personal=True),
        Address("requests:new", BOTH, CASEWORK, personal=True),
        Address("requests:list", GET, TAKES_REQUESTS, personal=True),
        Address("requests:request", BOTH, TAKES_REQUESTS, personal=True),
        Address(
            "requests:decide", BOTH, frozenset({"team_manager", "panel_member"}), personal=True
        ),
        # interface (API)
        Address("openapi", GET, ANYONE),
        Address("api-docs", GET, ANYONE),
        Address("v1:index", ONLY_GET, ANYONE),
        Address("v1:regimes", ONLY_GET, ANYONE),
        Address("v1:rules", ONLY_GET, ANYONE),
        Address("v1:rule", ONLY_GET, ANYONE),
        Address("v1:clock", ONLY_POST, ANYONE),
        Address("v1:areas", ONLY_GET, ANYONE),
        Address("v1:area", ONLY_GET, ANYONE),
        Address("v1:indicators", ONLY_GET, ANYONE),
        Address("v1:indicator", ONLY_GET, ANYONE),
        Address("v1:request_questions", ONLY_GET, MAKES_REQUESTS),
        Address("v1:ask_for_assessment", ONLY_POST, MAKES_REQUESTS, personal=True),
        Address("v1:own_requests", ONLY_GET, MAKES_REQUESTS, personal=True),
        Address("v1:own_request", ONLY_GET, MAKES_REQUESTS, personal=True),
        Address("v1:advice_asked", ONLY_GET, ADVISERS | SETTING_STAFF, personal=True),
        Address("v1:advice_pool", ONLY_GET, ADVISERS),
        Address("v1:advice_request", ONLY_GET, GIVES_ADVICE, personal=True),
        Address("v1:pick_up_advice", ONLY_POST, ADVISERS, personal=True),
        Address("v1:keep_advice_draft", ONLY_PUT, GIVES_ADVICE, personal=True),
        Address("v1:give_advice", ONLY_POST, GIVES_ADVICE, personal=True),
        Address("v1:record_missed", ONLY_POST, GIVES_ADVICE, personal=True),
        Address("v1:reuse_advice", ONLY_POST, CASEWORK, personal=True),
        Address("v1:reviews_due", ONLY_GET, READS_CASES, personal=True),
        Address("v1:review", ONLY_GET, READS_CASES, personal=True),
        Address("v1:review_decisions", ONLY_GET, READS_CASES, personal=True),
        Address("v1:review_step", ONLY_POST, READS_CASES, personal=True),
        Address("v1:keep_review_view", ONLY_POST, READS_CASES, personal=True),
        Address("v1:write_review_report", ONLY_PUT, READS_CASES, personal=True),
        Address("v1:delivery_week", ONLY_GET, SETTING_STAFF, personal=True),
        Address("v1:record_delivery", ONLY_PUT, SETTING_STAFF, personal=True),
        Address("v1:delivery_alerts", ONLY_GET, SETTING_STAFF, personal=True),
        Address("v1:final_plans", ONLY_GET, SHARES_PLANS, personal=True),
        Address("v1:final_plan", ONLY_GET, SHARES_PLANS, personal=True),
        Address("v1:keep_paper", ONLY_PUT, READS_CASES, personal=True),
        Address("v1:letters_told", ONLY_GET, TOLD, personal=True),
        Address("v1:letter_told", ONLY_GET, TOLD, personal=True),
        Address("v1:cases", ONLY_GET, READS_CASES, personal=True),
        Address("v1:case", ONLY_GET, READS_CASES, personal=True),
        Address("v1:case_deadlines", ONLY_GET, READS_CASES, personal=True),
        Address("v1:case_events", ONLY_GET, READS_CASES, personal=True),
        Address("v1:officers", ONLY_GET, CASEWORK),
        Address("v1:team", ONLY_GET, frozenset({"team_manager"}), personal=True),
        Address("v1:reassign", ONLY_POST, frozenset({"team_manager"}), personal=True),
        Address("v1:plan_versions", ONLY_GET, CASEWORK, personal=True),
        Address("v1:plan_version", ONLY_GET, CASEWORK, personal=True),
        Address("v1:write_plan_section", ONLY_POST, CASEWORK, personal=True),
        Address("v1:family_plan", ONLY_GET, FAMILY, personal=True),
        Address("v1:family", ONLY_GET, FAMILY, personal=True),
    )
}

SEES_PEOPLE = {
    "authority": CASEWORK | {OPERATOR, "appeals"},
    "setting": SETTING_STAFF,
    "person": FAMILY | ADVISERS | {"panel_member"},
}
"""For each kind of scope, the roles that let ``visible`` show rows about people."""


def may(roles: frozenset[str], deed: str) -> bool:
    """Whether any of these roles may do a deed; an undeclared deed is refused."""
    allowed = DEEDS.get(deed, frozenset())
    return allowed is ANYONE or bool(allowed & roles)


def may_use(roles: frozenset[str], route: str, method: str) -> bool:
    """Whether any of these roles may use an address with a method; undeclared is refused."""
    row = ADDRESSES.get(route)
    if row is None or method not in row.methods:
        return False
    return row.roles is ANYONE or bool(row.roles & roles)
