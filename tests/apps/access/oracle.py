"""What each account ought to be able to do and see, written by hand from the law and the product.

Nothing here comes from the policy table or from ``visible``: it is the second opinion that they are
held against. A new address fails the matrix until someone has thought about it and written its row.
``accounts`` says whom each account acts for, ``contents`` what each kind of page may show it.
"""

from __future__ import annotations

from tests.apps.access.accounts import (
    CASEWORK,
    FAMILY,
    MISSING,
    READERS,
    ROLES,
    SETTING,
    SIGNED_OUT,
    advice_of,
    children_of,
    consulted_of,
    mediated_by,
    role_of,
    told_of,
)
from tests.apps.access.contents import may_show
from tests.apps.access.interface import ADVISERS, ANYONE, INTERFACE, Expected

__all__ = [
    "ADDRESSES", "ANYONE", "MISSING", "ROLES", "SETTING", "SIGNED_OUT", "Expected", "advice_of",
    "children_of", "consulted_of", "may_show", "mediated_by", "role_of", "status", "told_of",
]  # fmt: skip

READ, SEND, BOTH = "GET HEAD OPTIONS", "POST OPTIONS", "GET HEAD POST OPTIONS"
EVERY_ROLE = frozenset(ROLES)
STAFF, OFFICERS, RELATIVES = frozenset(READERS), frozenset(CASEWORK), frozenset(FAMILY)
GIVES_ADVICE = ADVISERS | SETTING | CASEWORK
MANAGER = frozenset({"team_manager"})
TAKERS = frozenset({"caseworker", "team_manager"})
PLANNERS_AHEAD = frozenset({"team_manager", "finance", "commissioner", "analyst"})
CONSULTED = frozenset(CASEWORK) | SETTING | {"admissions", "ap_provider"}
PROFESSIONALS = frozenset({"health", "social_care"})
TOLD = frozenset(SETTING) | PROFESSIONALS
APPEALS = frozenset({"appeals", "team_manager"})
DECIDERS = frozenset({"team_manager", "panel_member"})
PLANNERS = frozenset({"caseworker", "team_manager"})
READS_FILES = STAFF | ADVISERS | {"panel_member"}
STAFF_AND_PANEL = STAFF | {"panel_member"}

AWAY = frozenset({"away_parent"})

ADDRESSES: dict[str, Expected] = {
    "start": Expected(READ),
    "sign-in": Expected(BOTH),
    "sign-out": Expected(SEND, EVERY_ROLE, changes="POST"),
    "choose-demonstration-account": Expected(SEND),
    "home": Expected(READ, EVERY_ROLE),
    "tokens": Expected(READ, EVERY_ROLE),
    "make-token": Expected(SEND, EVERY_ROLE, changes="POST"),
    "end-token": Expected(SEND, EVERY_ROLE, about="token", changes="POST"),
    "healthz": Expected(READ),
    "readyz": Expected(READ),
    "public:law": Expected(READ),
    "public:law-rule": Expected(READ),
    "directory:find": Expected(READ),
    "directory:setting": Expected(READ),
    "directory:edit": Expected(
        BOTH, frozenset(SETTING) | {"admissions", "ap_provider"}, about="setting", changes="POST"
    ),
    "public:dashboard": Expected(READ),
    "public:dashboard-areas": Expected(READ),
    "public:dashboard-area": Expected(READ),
    "public:dashboard-indicators": Expected(READ),
    "public:dashboard-indicator": Expected(READ),
    "public:dashboard-indicator-table": Expected(READ),
    "public:dashboard-compare": Expected(READ),
    "public:dashboard-inspections": Expected(READ),
    "casework:cases": Expected(READ, STAFF, shows="list"),
    "casework:cases-csv": Expected(READ, STAFF, shows="list"),
    "casework:save-view": Expected(SEND, STAFF, changes="POST"),
    # A view that isn't there, or isn't one's own, is quietly left alone.
    "casework:delete-view": Expected(SEND, STAFF, about="view", changes="POST"),
    "casework:reassign": Expected(SEND, MANAGER, about="case", shows="list", changes="POST"),
    "casework:case": Expected(READ, STAFF, about="case", shows="case"),
    "casework:conflict": Expected(SEND, STAFF, about="case", changes="POST"),
    "casework:team": Expected(READ, MANAGER, shows="list"),
    "casework:team-csv": Expected(READ, MANAGER, shows="list"),
    "casework:calendar": Expected(READ, about="calendar", shows="calendar"),
    "casework:calendar-address": Expected(BOTH, OFFICERS, changes="POST"),
    "family:home": Expected(READ, RELATIVES, shows="family"),
    "family:story": Expected(READ, RELATIVES, about="case", shows="family"),
    "family:who-looked": Expected(READ, RELATIVES, about="case", shows="family"),
    "moves:moves": Expected(READ, STAFF_AND_PANEL, about="case", shows="case"),
    "moves:move": Expected(BOTH, STAFF_AND_PANEL, about="case", shows="case", changes="POST"),
    "letters:contacts": Expected(BOTH, MANAGER, changes="POST"),
    "letters:letters": Expected(READ, OFFICERS, about="case", shows="letters"),
    "letters:letter": Expected(READ, OFFICERS, about="case", shows="letters"),
    "letters:received": Expected(SEND, OFFICERS, about="case", shows="letters", changes="POST"),
    "letters:pdf": Expected(READ, OFFICERS, about="case", shows="letters"),
    "letters:word": Expected(READ, OFFICERS, about="case", shows="letters"),
    "letters:news": Expected(BOTH, EVERY_ROLE, changes="POST"),
    "letters:outbox": Expected(READ, frozenset({"administrator"})),
    "letters:bodies": Expected(READ, TOLD, shows="told"),
    "letters:body-letter": Expected(READ, TOLD, about="told", shows="told"),
    "letters:body-pdf": Expected(READ, TOLD, about="told", shows="told"),
    "letters:body-plan": Expected(READ, TOLD, about="told", shows="told"),
    "letters:own": Expected(READ, RELATIVES, about="case", shows="own letters"),
    "letters:own-letter": Expected(READ, RELATIVES, about="case", shows="own letters"),
    "letters:own-pdf": Expected(READ, RELATIVES, about="case", shows="own letters"),
    # A school has its own files and those for the review, an adviser its own: the world has none.
    "files:staff": Expected(BOTH, STAFF | ADVISERS, about="shared", shows="files", changes="POST"),
    "files:file": Expected(READ, READS_FILES, about="file", shows="files"),
    "files:share": Expected(SEND, OFFICERS, about="file", shows="files", changes="POST"),
    "files:take-away": Expected(SEND, OFFICERS, about="file", shows="files", changes="POST"),
    "files:own": Expected(BOTH, RELATIVES, about="case", shows="files", changes="POST"),
    "files:own-file": Expected(READ, RELATIVES, about="file", shows="files"),
    "files:take-own-away": Expected(SEND, RELATIVES, about="file", shows="files", changes="POST"),
    # Reading marks as read, for oneself.
    "messages:staff": Expected(
        BOTH, OFFICERS, about="case", shows="messages", changes="GET HEAD POST"
    ),
    "messages:own": Expected(
        BOTH, RELATIVES, about="case", shows="messages", changes="GET HEAD POST"
    ),
    "messages:unanswered": Expected(READ, MANAGER, shows="list"),
    "disagreements:signs": Expected(READ, MANAGER, shows="list"),
    "disagreements:case": Expected(
        BOTH, OFFICERS, about="case", shows="disagreement", changes="POST"
    ),
    # Whoever sees the record may ask for a talk.
    "disagreements:own": Expected(BOTH, RELATIVES, about="case", shows="way on", changes="POST"),
    # The adviser has the families that contacted it, and nothing else of their cases. A call about
    # a letter that isn't there opens nothing.
    "disagreements:list": Expected(BOTH, frozenset({"mediator"}), shows="mediations"),
    "disagreements:mediation": Expected(
        BOTH, frozenset({"mediator"}), about="mediation", shows="mediation", changes="POST"
    ),
    "disagreements:certificate": Expected(
        READ, OFFICERS | {"mediator"}, about="mediation", shows="certificate"
    ),
    "appeals:list": Expected(READ, APPEALS, shows="list"),
    "appeals:case": Expected(BOTH, APPEALS, about="case", shows="appeal", changes="POST"),
    "appeals:bundle": Expected(BOTH, APPEALS, about="case", shows="appeal", changes="POST"),
    "appeals:bundle-pdf": Expected(READ, APPEALS, about="case", shows="appeal"),
    "appeals:words": Expected(BOTH, APPEALS, about="case", shows="appeal", changes="POST"),
    "appeals:words-docx": Expected(READ, APPEALS, about="case", shows="appeal"),
    "appeals:complaints": Expected(BOTH, APPEALS, about="case", shows="appeal", changes="POST"),
    "desk:tasks": Expected(READ, OFFICERS, shows="desk"),
    "desk:done": Expected(SEND, OFFICERS, about="case", changes="POST"),
    "desk:notes": Expected(BOTH, OFFICERS, about="case", shows="desk", changes="POST"),
    "desk:hand-over": Expected(BOTH, MANAGER, about="case", shows="list", changes="POST"),
    # Without cases chosen in the session these two lead back to their lists.
    "desk:moving": Expected(READ, MANAGER),
    "desk:planning": Expected(READ, PLANNERS),
    "desk:no-answer": Expected(SEND, OFFICERS, about="case", changes="POST"),
    "desk:chase": Expected(SEND, OFFICERS, about="advice", changes="POST"),
    "desk:texts": Expected(BOTH, MANAGER, changes="POST"),
    "returns:returns": Expected(BOTH, TAKERS, changes="POST"),
    "returns:return": Expected(READ, TAKERS, about="return", shows="return"),
    "returns:explain": Expected(SEND, TAKERS, about="return", shows="return", changes="POST"),
    "returns:sign": Expected(SEND, MANAGER, about="return", shows="return", changes="POST"),
    "returns:problems": Expected(READ, TAKERS, about="return", shows="return"),
    # Nothing is kept of the year before in the world.
    "returns:compared": Expected(READ, TAKERS, about="whole return"),
    # Figures of the authority, about nobody.
    "returns:measures": Expected(READ, TAKERS, about="return"),
    # That it was taken is kept.
    "returns:file": Expected(READ, MANAGER, about="whole return", changes="GET HEAD"),
    # Figures of the authority, about nobody.
    # Counts that tell of nobody.
    "sufficiency:signals": Expected(READ, frozenset({"team_manager", "commissioner"})),
    "projection:projections": Expected(BOTH, PLANNERS_AHEAD, changes="POST"),
    "projection:projection": Expected(READ, PLANNERS_AHEAD, about="return"),
    "projection:back-test": Expected(BOTH, PLANNERS_AHEAD, changes="POST"),
    "reviews:reviews": Expected(READ, OFFICERS, shows="list"),
    "reviews:plan": Expected(SEND, PLANNERS, about="case", shows="list", changes="POST"),
    "reviews:settings": Expected(READ, frozenset(SETTING), shows="list"),
    "reviews:review": Expected(READ, STAFF, about="case", shows="review"),
    "reviews:view": Expected(SEND, STAFF, about="case", shows="review", changes="POST"),
    "reviews:report": Expected(BOTH, STAFF, about="case", shows="review", changes="POST"),
    "reviews:step": Expected(SEND, STAFF, about="case", shows="review", changes="POST"),
    "reviews:transfers": Expected(READ, OFFICERS, shows="list"),
    "reviews:open-transfers": Expected(SEND, PLANNERS, about="case", shows="list", changes="POST"),
    "advice:list": Expected(READ, ADVISERS | SETTING, shows="advice"),
    "advice:pick-up": Expected(SEND, ADVISERS, about="pool", changes="POST"),
    "advice:answer": Expected(BOTH, GIVES_ADVICE, about="advice", shows="advice", changes="POST"),
    "advice:missed": Expected(SEND, GIVES_ADVICE, about="advice", shows="advice", changes="POST"),
    "advice:case": Expected(READ, OFFICERS, about="case", shows="advice"),
    "advice:ask": Expected(SEND, OFFICERS, about="case", changes="POST"),
    "advice:chase": Expected(SEND, OFFICERS, about="advice", changes="POST"),
    "advice:reuse": Expected(SEND, OFFICERS, about="case", changes="POST"),
    "advice:load": Expected(READ, MANAGER, shows="list"),
    # What another adult wrote is never on it, nor what was sent.
    "voice:advice": Expected(
        BOTH,
        RELATIVES,
        about="case",
        shows="own words",
        changes="POST",
        undeciding=frozenset({"agreed_parent"}),
    ),
    # The cases of the world have no plan to review yet.
    "voice:review": Expected(BOTH, RELATIVES, about="case", shows="own words", changes="POST"),
    "voice:experience": Expected(BOTH, RELATIVES, about="case", shows="own words", changes="POST"),
    # Only the letters and files sent to this account, and what it wrote itself.
    "voice:everything": Expected(READ, RELATIVES, about="case", shows="everything"),
    "voice:appearance": Expected(SEND, RELATIVES),
    "voice:experiences": Expected(READ, MANAGER),
    "voice:experiences-csv": Expected(READ, MANAGER),
    "voice:reports": Expected(
        SEND,
        RELATIVES,
        about="case",
        changes="POST",
        undeciding=frozenset({"young_person", "agreed_parent"}),
    ),
    "voice:paper": Expected(SEND, STAFF, about="case", shows="review", changes="POST"),
    # A member sees a case once it is on the agenda; in the world none was put on by the action.
    "panel:agenda": Expected(READ, OFFICERS | {"panel_member"}, shows="pack"),
    "panel:pack": Expected(READ, OFFICERS | {"panel_member"}, about="case", shows="pack"),
    "panel:step-back": Expected(
        SEND, OFFICERS | {"panel_member"}, about="case", shows="pack", changes="POST"
    ),
    "panel:add": Expected(BOTH, TAKERS, about="case", shows="pack", changes="POST"),
    "panel:place": Expected(SEND, TAKERS, about="case", changes="POST"),
    "panel:take-off": Expected(SEND, TAKERS, about="case", changes="POST"),
    "panel:open": Expected(SEND, frozenset({"panel_member"}), changes="POST"),
    "delivery:week": Expected(BOTH, frozenset(SETTING), shows="delivery", changes="POST"),
    "delivery:terms": Expected(BOTH, MANAGER | frozenset(SETTING), changes="POST"),
    "delivery:provision": Expected(BOTH, STAFF, about="case", shows="delivery", changes="POST"),
    "delivery:from-plan": Expected(SEND, STAFF, about="case", shows="delivery", changes="POST"),
    "delivery:change": Expected(SEND, STAFF, about="case", shows="delivery", changes="POST"),
    "people:people": Expected(READ, OFFICERS, about="case", shows="people"),
    "people:change": Expected(SEND, OFFICERS, about="case", changes="POST"),
    "people:add": Expected(BOTH, OFFICERS, about="case", changes="POST"),
    "people:adult": Expected(BOTH, OFFICERS, about="case", shows="adult", changes="POST"),
    "people:invitation": Expected(READ, OFFICERS, about="case", shows="adult"),
    # A wrong try is counted.
    "people:join": Expected(BOTH, changes="POST"),
    "people:sharing": Expected(READ, RELATIVES, about="case", shows="sharing"),
    "people:consent": Expected(SEND, frozenset({"young_person"}), about="case", changes="POST"),
    "moves:correct": Expected(BOTH, OFFICERS, about="case", shows="case", changes="POST"),
    "moves:exception": Expected(BOTH, OFFICERS, about="case", shows="case", changes="POST"),
    "moves:death": Expected(
        BOTH, frozenset({"caseworker", "team_manager"}), about="case", shows="case", changes="POST"
    ),
    "plan:document": Expected(READ, OFFICERS, about="case", shows="plan"),
    "plan:open": Expected(SEND, OFFICERS, about="case", changes="POST"),
    "plan:section": Expected(BOTH, OFFICERS, about="case", shows="plan", changes="POST"),
    "plan:compare": Expected(READ, OFFICERS, about="case", shows="plan"),
    "plan:statements": Expected(BOTH, OFFICERS, about="case", shows="plan", changes="POST"),
    "plan:advice": Expected(SEND, OFFICERS, about="case", shows="plan", changes="POST"),
    "plan:send": Expected(SEND, OFFICERS, about="case", shows="plan", changes="POST"),
    "plan:answer": Expected(SEND, OFFICERS, about="case", changes="POST"),
    "plan:read": Expected(READ, RELATIVES, about="case", shows="served plan"),
    "plan:decide": Expected(SEND, OFFICERS, about="case", shows="plan", changes="POST"),
    "plan:suggest": Expected(SEND, RELATIVES, about="case", shows="served plan", changes="POST"),
    "plan:easy": Expected(READ, RELATIVES, about="case", shows="served plan"),
    "plan:print": Expected(READ, RELATIVES, about="case", shows="served plan"),
    "plan:comment": Expected(SEND, RELATIVES, about="case", changes="POST"),
    "requests:start": Expected(READ),
    # Signed out, one's own request is known by the session alone; here there is none yet.
    "requests:step": Expected(BOTH, changes="POST"),
    "requests:check": Expected(READ),
    "requests:send": Expected(SEND),
    "requests:sent": Expected(READ),
    # Without a request of one's own it leads to the start.
    "requests:files": Expected(BOTH),
    "requests:return": Expected(BOTH, changes="POST"),
    "requests:verify": Expected(BOTH),
    "requests:account": Expected(SEND),
    "requests:from-setting": Expected(BOTH, frozenset(SETTING), changes="POST"),
    "requests:from-professional": Expected(BOTH, PROFESSIONALS, changes="POST"),
    "requests:new": Expected(BOTH, OFFICERS, changes="POST"),
    "requests:list": Expected(READ, TAKERS, shows="request"),
    "requests:request": Expected(BOTH, TAKERS, about="request", shows="request", changes="POST"),
    "lists:case": Expected(BOTH, OFFICERS, about="case", shows="list made", changes="POST"),
    # Who may not know where a child is reads no list of settings, and can't choose from one.
    "lists:own": Expected(
        BOTH, RELATIVES, about="case", shows="own list", changes="POST", undeciding=AWAY
    ),
    "lists:weights": Expected(READ),
    "lists:own-weights": Expected(BOTH, MANAGER, changes="POST"),
    "consultations:case": Expected(
        BOTH, OFFICERS, about="case", shows="consultations", changes="POST"
    ),
    # Until it is decided, a setting that was asked reads the plan that came with the question.
    "consultations:asked": Expected(READ, CONSULTED, shows="consulted"),
    "consultations:reply": Expected(
        BOTH, CONSULTED, about="consulted", shows="consulted", changes="POST"
    ),
    "consultations:transfers": Expected(READ, PLANNERS, shows="list"),
    "consultations:send-many": Expected(SEND, PLANNERS, about="case", changes="POST"),
    # Only the reasons are drafted here: there is no final plan to write in yet.
    "naming:case": Expected(BOTH, OFFICERS, about="case", shows="naming"),
    "naming:places": Expected(READ, CONSULTED, shows="places"),
    "naming:place": Expected(SEND, CONSULTED, about="consulted", shows="places", changes="POST"),
    "naming:family": Expected(READ, RELATIVES, about="case", shows="own setting"),
    # Nothing is to be decided on the cases of the world.
    "requests:decide": Expected(BOTH, DECIDERS, about="case", shows="case"),
    "openapi": Expected(READ),
    "api-docs": Expected(READ),
    **INTERFACE,
}
"""One row for every address of the service, by its name."""


def status(expected: Expected, account: str, method: str, *, subject: str, reached: bool) -> str:
    """What should come back: ``done``, ``missing``, ``sign in`` or ``method``.

    ``reached``: whether the thing that the address names exists and is this account's to see.
    """
    if method not in expected.methods.split():
        return "method"
    role = role_of(account, expected.who)
    if method == "POST" and account in expected.undeciding:
        return "missing"
    if expected.who != ANYONE and role not in expected.who:
        return "sign in" if account == SIGNED_OUT else "missing"
    return "done" if reached else "missing"
