"""What of a child's record each kind of page may show to an account: half of the oracle."""

from __future__ import annotations

from tests.apps.access.accounts import (
    CALENDARS,
    CASEWORK,
    FAMILY,
    SETTING,
    SIGNED_OUT,
    advice_of,
    children_of,
    role_of,
    told_of,
)
from tests.apps.access.interface import ADVISERS, Expected

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
