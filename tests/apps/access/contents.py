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
    consulted_of,
    mediated_by,
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


NAMED = {"Person.surname", "Person.forename"}
TITLED = NAMED | {"Case.reference"}
OUTWARD = IDENTITY - {"Person.upn", "Person.uln"}
SUGGESTED = {"PlanSuggestion.before", "PlanSuggestion.words", "PlanSuggestion.comment",
             "PlanSuggestion.reason"}  # fmt: skip
ADVISED = {"AdviceStatement.text", "AdviceStatement.evidence"}

ASKED = {"Consultation.question", "Consultation.reasons", "Consultation.conditions"}

SHOWN: dict[str, set[str]] = {
    "disagreement": TITLED
    | {"Talk.about", "Talk.people", "Talk.agreed", "Mediation.session_place", "AgreedItem.text"},
    "way on": NAMED | {"Talk.people", "Talk.agreed", "AgreedItem.text"},
    "mediations": TITLED,
    "mediation": TITLED
    | {"Mediation.contacted_by", "Mediation.issues", "Mediation.session_place"}
    | {"Mediation.attends", "AgreedItem.text"},
    "certificate": {"Certificate.signed"},
    "list": IDENTITY | {"Appeal.reference"},
    "desk": IDENTITY | DESK | {"RequestForm.answers"},
    "request": IDENTITY | {"RequestForm.answers"},
    "own request": {"RequestForm.answers"},
    "appeal": TITLED
    | {"Appeal.reference", "Appeal.lessons", "Order.text", "Complaint.about", "Complaint.outcome"}
    | {"Remedy.text", "BundlePaper.removed", "Bundle.content", "WorkingEdition.rows"}
    | {"StoredFile.name"},
    "calendar": {"Case.reference"},
    "pack": TITLED
    | ADVISED
    | {"Person.born_on", "RequestForm.answers", "StoredFile.name", "StoredFile.note"},
    "dates": {"Person.born_on"},
    "family": OUTWARD | {"Placement.sen_setting_other"},
    "files": TITLED
    | {f"StoredFile.{field}" for field in ("name", "note", "reason", "added_by", "contents")},
    "messages": TITLED | {"Message.text", "Message.name"},
    "plan": IDENTITY
    | SUGGESTED
    | {"PlanComment.text", "PlanComment.answer", "PlanSection.items", "PlanVersion.content"},
    "delivery": IDENTITY | {"DeliveryItem.text", "DeliveryItem.who", "PlanVersion.content"},
    "review": IDENTITY
    | {"ReviewView.text", "ReviewView.name", "Review.changes", "Review.progress"}
    | {"PlanVersion.content", "DeliveryItem.text"},
    "served plan": OUTWARD | {"PlanVersion.content", "PlanComment.answer"},
    "everything": NAMED | {"StoredFile.name"},
    "own words": NAMED,
    "people": NAMED | {"Relationship.name", "Relationship.limits", "Capacity.evidence"},
    "adult": TITLED
    | WHERE
    | {"Relationship.name", "Relationship.evidence"}
    | {"Contact.email", "Contact.phone", "Contact.stopped_because"},
    "told": TITLED | {"PlanVersion.content"},
    "list made": TITLED | {"ListChoice.reasons", "ListWord.text", "ListWord.answer"},
    "own list": NAMED,
    "consultations": TITLED | ASKED,
    "consulted": NAMED | ASKED | {"PlanVersion.content"},
    "naming": TITLED | ASKED | {"Naming.reasons"},
    "places": NAMED | {"PlaceClaim.because"},
    "own setting": NAMED | {"Consultation.reasons", "Consultation.conditions", "Naming.reasons"},
    "sharing": NAMED | {"Relationship.name", "AdviceReuse.report"},
    "return": {"Case.reference", "ReturnProblem.child", "ReturnProblem.message"}
    | {"Explanation.text"},
    "letters": TITLED,
    "own letters": TITLED,
    "advice": TITLED | ADVISED | {"Person.born_on", "AdviceRequest.question", "AdviceReuse.report"},
    "case": IDENTITY | HISTORY,
}
"""The fields that each kind of page may show to whoever may use it."""

TO_CASEWORK: dict[str, set[str]] = {"advice": {"FamilyWords.answers"}, "case": WHERE | DESK}
"""What a kind of page shows to caseworkers beside that."""


def fields_shown(shows: str, account: str) -> set[str]:
    """The fields about a child (or a member of staff) that a kind of page may show an account."""
    more = TO_CASEWORK.get(shows, set()) if role_of(account) in CASEWORK else set()
    return SHOWN.get(shows, set()) | more


TIED = {
    **dict.fromkeys(("parent", "young_person", "advocate", "former_parent"), "own"),
    **dict.fromkeys(("barred_parent", "staff_parent"), "own"),
    **dict.fromkeys(("grown_young_person", "agreed_parent", "kept_out_parent"), "grown"),
    "other_parent": "other", "foreign_parent": "foreign", "away_parent": "protected",
}  # fmt: skip
"""The child that each adult's tie is to, whether or not it opens the record."""

SAYS_WHERE = WHERE | {"Case.setting_name", "Placement.sen_setting_other"}
"""What would tell a relative where a child with a protected address is by day or night."""


DECIDED = {"Consultation.reasons", "Consultation.conditions", "Naming.reasons",
           "Talk.people", "Talk.agreed", "AgreedItem.text", "Mediation.session_place"}  # fmt: skip
"""What names schools: nothing of it for a relative who may not know where."""


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
    if owner == "protected" and field in SAYS_WHERE | DECIDED and role in FAMILY:
        return False
    if owner == "moved" and field.startswith("Person.") and role in CASEWORK:
        return True
    if expected.about == "calendar":
        return owner in CALENDARS.get(subject, ())
    if expected.shows == "advice" or (expected.shows == "files" and role in ADVISERS):
        return owner in advice_of(account, "advice")
    if expected.shows in {"consulted", "places"}:
        return owner in consulted_of(account, expected.who) and subject in {"", owner}
    if expected.shows in {"mediations", "mediation", "certificate"}:
        return owner in mediated_by(account, expected.who) and subject in {"", owner}
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
