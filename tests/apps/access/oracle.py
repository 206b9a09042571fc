"""What each account ought to be able to do and see, written by hand from the law and the product.

Nothing here comes from the policy table or from ``visible``: it is the second opinion that they are
held against. A new address fails the matrix until someone has thought about it and written its row.
"""

from __future__ import annotations

from tests.apps.access.interface import INTERFACE, Expected

# Whom each account of the world acts for. ``None``: signed in, holding nothing today.

CASEWORK = {"caseworker", "plan_writer", "team_manager"}
SETTING = {"senco", "head"}
FAMILY = {"parent", "young_person", "advocate"}
READERS = CASEWORK | SETTING
OTHER_ROLES = {
    "admissions", "panel_member", "psychologist", "health", "social_care", "finance",
    "commissioner", "ap_lead", "ap_provider", "mediator", "appeals", "partnership", "regional",
    "inspector", "analyst", "administrator",
}  # fmt: skip
ROLES = CASEWORK | SETTING | FAMILY | OTHER_ROLES
ANYONE = Expected("").who
HOLDS_NOTHING = {"former_caseworker", "former_parent"}
NAMED = {
    "colleague": "caseworker", "excluded_caseworker": "caseworker", "staff_parent": "caseworker",
    "sitting_panel_member": "panel_member", "excluded_panel_member": "panel_member",
    "left_senco": "senco", "grown_young_person": "young_person",
    **dict.fromkeys(("barred_parent", "away_parent", "kept_out_parent", "agreed_parent"), "parent"),
}  # fmt: skip

AT_HOME = {"own", "other", "protected", "moved", "grown"}
"""The children with a case at Northmere."""

CALENDARS = {
    "caseworker": {"own"},
    "colleague": {"other", "protected", "moved", "grown"},
    "foreign_caseworker": {"foreign", "moved:new"},
    "senco": set(),
}
"""The children in the calendar that each account's secret address opens."""

SIGNED_OUT = "signed out"
MISSING = "missing"


def role_of(account: str, who: frozenset[str] = ANYONE) -> str | None:
    """The role that an account holds today; of two, the one that an address is for."""
    if account in HOLDS_NOTHING or account == SIGNED_OUT:
        return None
    if account == "staff_parent" and who <= FAMILY:
        return "parent"
    plain = account.removeprefix("foreign_").removeprefix("other_")
    return NAMED.get(plain, plain)


RECORDS = {
    "excluded_caseworker": AT_HOME - {"own"},
    # A pupil who left is the next school's; what was advised before doesn't open the record.
    "left_senco": set(),
    # One sits on the panel of a case; the other has stepped back from one of two.
    "sitting_panel_member": {"own"}, "excluded_panel_member": {"protected"},
    "other_parent": {"other"}, "away_parent": {"protected"},
    # An order against contact; and after the June date the young person's word.
    "barred_parent": set(), "kept_out_parent": set(),
    "agreed_parent": {"grown"}, "grown_young_person": {"grown"},
}  # fmt: skip
"""The children whose case each special account may see."""


def children_of(account: str, who: frozenset[str] = ANYONE) -> set[str]:
    """The children whose case an account may see somewhere."""
    role, foreign = role_of(account, who), account.startswith("foreign_")
    if account in RECORDS:
        return set(RECORDS[account])
    if role in CASEWORK:
        seen = {"foreign", "moved:new"} if foreign else set(AT_HOME)
        # Nobody works on the case of their own child.
        return seen - {"own"} if account == "staff_parent" else seen
    if role in SETTING or role in FAMILY:
        return {"foreign"} if foreign else {"own"}
    return set()


def advice_of(account: str, about: str) -> set[str]:
    """The children about whom an account may give advice, or take a request that waits."""
    foreign = account.startswith("foreign_")
    if role_of(account) not in ADVISERS:
        return children_of(account) if about == "advice" else set()
    if about == "pool":
        return {"foreign"} if foreign else set(AT_HOME)
    return {"foreign"} if foreign else {"own"}


def told_of(account: str, who: frozenset[str] = ANYONE) -> set[str]:
    """The children about whom an account reads the copies to its setting or service."""
    role, foreign = role_of(account, who), account.startswith("foreign_")
    if account in RECORDS:
        return set(RECORDS[account])
    if role in SETTING:
        return {"foreign"} if foreign else {"own"}
    if role in {"health", "social_care"}:
        return {"foreign"} if foreign else set(AT_HOME)
    return set()


READ, SEND, BOTH = "GET HEAD OPTIONS", "POST OPTIONS", "GET HEAD POST OPTIONS"
EVERY_ROLE = frozenset(ROLES)
STAFF, OFFICERS, RELATIVES = frozenset(READERS), frozenset(CASEWORK), frozenset(FAMILY)
ADVISERS = frozenset({"psychologist", "health", "social_care"})
GIVES_ADVICE = ADVISERS | SETTING | CASEWORK
MANAGER = frozenset({"team_manager"})
TAKERS = frozenset({"caseworker", "team_manager"})
PROFESSIONALS = frozenset({"health", "social_care"})
TOLD = frozenset(SETTING) | PROFESSIONALS
DECIDERS = frozenset({"team_manager", "panel_member"})
PLANNERS = frozenset({"caseworker", "team_manager"})
READS_FILES = STAFF | ADVISERS | {"panel_member"}
STAFF_AND_PANEL = STAFF | {"panel_member"}

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
    "desk:tasks": Expected(READ, OFFICERS, shows="desk"),
    "desk:done": Expected(SEND, OFFICERS, about="case", changes="POST"),
    "desk:notes": Expected(BOTH, OFFICERS, about="case", shows="desk", changes="POST"),
    "desk:hand-over": Expected(BOTH, MANAGER, about="case", shows="list", changes="POST"),
    # Without cases chosen in the session this leads back to the list.
    "desk:moving": Expected(READ, MANAGER, shows="list"),
    "desk:planning": Expected(READ, PLANNERS, shows="list"),
    "desk:no-answer": Expected(SEND, OFFICERS, about="case", changes="POST"),
    "desk:chase": Expected(SEND, OFFICERS, about="advice", changes="POST"),
    "desk:texts": Expected(BOTH, MANAGER, changes="POST"),
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
    "voice:experience": Expected(
        BOTH, RELATIVES, about="case", shows="own words", changes="POST"
    ),
    # Only the letters and files sent to this account, and what it wrote itself.
    "voice:everything": Expected(READ, RELATIVES, about="case", shows="own words"),
    "voice:appearance": Expected(SEND, RELATIVES),
    "voice:experiences": Expected(READ, MANAGER),
    "voice:experiences-csv": Expected(READ, MANAGER),
    "voice:experience": Expected(
        BOTH, RELATIVES, about="case", shows="own words", changes="POST"
    ),
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
    # Nothing is to be decided on the cases of the world.
    "requests:decide": Expected(BOTH, DECIDERS, about="case", shows="case"),
    "openapi": Expected(READ),
    "api-docs": Expected(READ),
    **INTERFACE,
}
"""One row for every address of the service, by its name."""

PUBLIC_FIELDS = {"Setting.name"}
IDENTITY = {
    "Person.surname", "Person.forename", "Person.born_on", "Person.upn", "Person.uln",
    "Case.reference", "Case.setting_name", "Account.name",
}  # fmt: skip
HISTORY = {
    "Event.recorded_by", "Retraction.reason",
    "PlanSetting.sen_setting_other", "Placement.sen_setting_other",
}  # fmt: skip
DESK = {"Note.text", "Handover.text"}
WHERE = {"Location.address", "Location.postcode"}
OWN_THINGS = {"Account.calendar_key", "SavedView.name"}


def fields_shown(shows: str, account: str) -> set[str]:
    """The fields about a child (or a member of staff) that a kind of page may show an account."""
    role = role_of(account)
    if shows == "list":
        return set(IDENTITY)
    if shows == "desk":
        return {*IDENTITY, *DESK, "RequestForm.answers"}
    if shows == "request":
        return {*IDENTITY, "RequestForm.answers"}
    if shows == "own request":
        return {"RequestForm.answers"}
    if shows == "calendar":
        return {"Case.reference"}
    if shows == "pack":
        named = {"Person.surname", "Person.forename", "Person.born_on", "Case.reference"}
        return named | {"AdviceStatement.text", "AdviceStatement.evidence", "RequestForm.answers"}
    if shows == "dates":
        return {"Person.born_on"}
    if shows == "family":
        return IDENTITY - {"Person.upn", "Person.uln"} | {"Placement.sen_setting_other"}
    if shows == "files":
        named = {"Person.surname", "Person.forename", "Case.reference"}
        kept = {"name", "note", "reason", "added_by", "contents"}
        return named | {f"StoredFile.{field}" for field in kept}
    if shows == "messages":
        named = {"Person.surname", "Person.forename", "Case.reference"}
        return named | {"Message.text", "Message.name"}
    if shows == "plan":
        said = {"PlanComment.text", "PlanComment.answer", "PlanSuggestion.before",
                "PlanSuggestion.words", "PlanSuggestion.comment",
                "PlanSuggestion.reason"}  # fmt: skip
        return IDENTITY | said | {"PlanSection.items", "PlanVersion.content"}
    if shows == "delivery":
        return IDENTITY | {"DeliveryItem.text", "DeliveryItem.who", "PlanVersion.content"}
    if shows == "review":
        said = {"ReviewView.text", "ReviewView.name", "Review.changes", "Review.progress"}
        return IDENTITY | said | {"PlanVersion.content", "DeliveryItem.text"}
    if shows == "served plan":
        shown = {"PlanVersion.content", "PlanComment.answer"}
        return IDENTITY - {"Person.upn", "Person.uln"} | shown
    if shows == "own words":
        return {"Person.surname", "Person.forename"}
    if shows == "people":
        tied = {"Relationship.name", "Relationship.limits", "Capacity.evidence"}
        return {"Person.surname", "Person.forename", *tied}
    if shows == "adult":
        tied = {"Relationship.name", "Relationship.evidence", "Location.address",
                "Location.postcode"}  # fmt: skip
        reached = {"Contact.email", "Contact.phone", "Contact.stopped_because"}
        return {"Person.surname", "Person.forename", "Case.reference", *tied, *reached}
    if shows == "told":
        return {"Person.surname", "Person.forename", "Case.reference", "PlanVersion.content"}
    if shows == "sharing":
        return {"Person.surname", "Person.forename", "Relationship.name", "AdviceReuse.report"}
    if shows in {"letters", "own letters", "advice"}:
        more = {
            "Person.born_on", "AdviceRequest.question", "AdviceReuse.report",
            "AdviceStatement.text", "AdviceStatement.evidence",
        }  # fmt: skip
        named = {"Person.surname", "Person.forename", "Case.reference"}
        words = {"FamilyWords.answers"} if role in CASEWORK else set()
        return named | more | words if shows == "advice" else named
    if shows == "case":
        return IDENTITY | HISTORY | (WHERE | DESK if role in CASEWORK else set())
    return set()


TIED = {
    **dict.fromkeys(("parent", "young_person", "advocate", "former_parent"), "own"),
    **dict.fromkeys(("barred_parent", "staff_parent"), "own"),
    **dict.fromkeys(("grown_young_person", "agreed_parent", "kept_out_parent"), "grown"),
    "other_parent": "other", "foreign_parent": "foreign", "away_parent": "protected",
}  # fmt: skip
"""The child that each adult's tie is to, whether or not it opens the record."""

SAYS_WHERE = WHERE | {"Case.setting_name", "Placement.sen_setting_other"}
"""What would tell a relative where a child with a protected address is by day or night."""


def may_show(expected: Expected, account: str, field: str, owner: str, *, subject: str) -> bool:
    """Whether an answer may hold this field of this owner."""
    if field in PUBLIC_FIELDS:
        return True
    if field in OWN_THINGS:
        return owner == account
    role, seen = role_of(account, expected.who), children_of(account, expected.who)
    kind, _, whose = owner.partition(":")
    if kind == "family":
        readers = {"people": CASEWORK, "sharing": FAMILY}.get(expected.shows, set())
        return whose == account or (role in readers and TIED[whose] == subject and subject in seen)
    if kind == "advice":
        adviser, child = whose.split(":")
        if role in CASEWORK:
            return expected.shows == "advice" and child in seen
        return adviser == account and child in advice_of(account, "advice")
    if kind == "copy":
        reader, child = whose.split(":")
        return child in seen and _may_read_copy(expected, account, reader)
    if kind == "adult":
        # Once another council has the duties, the first learns no address any more.
        is_here = whose != "moved"
        return expected.shows == "adult" and is_here and whose in seen and whose == subject
    if kind == "told":
        body, child = whose.split(":")
        reads = expected.shows == "letters" and child in seen
        body_of = {"health": "commissioner"}.get(str(role), str(role))
        is_its = body == ("setting" if role in SETTING else body_of)
        return reads or (expected.shows == "told" and is_its and child in told_of(account))
    if kind == "staff":
        return _colleagues(account, whose)
    if field not in fields_shown(expected.shows, account):
        return False
    if field in WHERE and owner in {"protected", "moved:new"}:
        return False
    if owner == "protected" and field in SAYS_WHERE and role in FAMILY:
        return False
    if owner == "moved" and field.startswith("Person.") and role in CASEWORK:
        return True
    if expected.about == "calendar":
        return owner in CALENDARS.get(subject, ())
    if expected.shows == "advice" or (expected.shows == "files" and role in ADVISERS):
        return owner in advice_of(account, "advice")
    if expected.shows == "told":
        return owner in told_of(account) and subject in {"", owner}
    return owner in seen and (expected.about != "case" or owner == subject)


def _may_read_copy(expected: Expected, account: str, reader: str) -> bool:
    """Those who work on a case read every copy of its letters, a family only its own."""
    return expected.shows == "letters" or (expected.shows == "own letters" and reader == account)


def _colleagues(account: str, authority: str) -> bool:
    """Names of staff are for those who work with them and the families they work for."""
    if account == SIGNED_OUT:
        return False
    return authority == ("997" if account.startswith("foreign_") else "998")


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
