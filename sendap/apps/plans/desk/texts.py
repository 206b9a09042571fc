"""Ready texts of an authority: kept by its manager in versions, filled in for a case when used."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.roles import CASEWORK
from sendap.apps.access.visibility import visible
from sendap.apps.organisations.queries import authority_name
from sendap.apps.timeline.models import Case, OpenDeadline, ReadyText
from sendap.apps.timeline.queries.cases import case_of
from sendap.basics.errors import BadInput, NotFound

LONGEST = 4_000
LONGEST_NAME = 80
KINDS = {
    "message": "Messages to a family", "note": "Notes on a case",
    "letter": "The reasons in a letter",
}  # fmt: skip
"""Where a ready text is used."""

RULE_DATES = {
    "date of the decision to assess": "C1",
    "date of the final plan": "C7",
    "date of the review": "R1",
    "date of the decision after the review": "R4",
    "date of the amended plan": "R7M",
    "date of the phase transfer": "P1",
}
"""Values that are the last lawful day of a time limit, by its rule."""

VALUES = {
    "child": "the child’s first name",
    "full name": "the child’s first name and surname",
    "reference": "the number of the case",
    "officer": "the name of the officer who has the case",
    "council": "the name of the authority",
    "today": "the day on which the text is used",
    "date of the request": "the day on which the request came",
    "date of the plan": "the day from which the plan runs",
    **dict.fromkeys(RULE_DATES, "the last lawful day for it, while it is to come"),
}
"""Every value that a text may hold between braces, and what it stands for."""

_VALUE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A ready text as it stands; ``number`` counts its versions."""

    id: int
    kind: str
    name: str
    text: str
    number: int
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Filled:
    """A ready text filled in for a case; ``unknown`` are the values that the case doesn't have."""

    text: str
    unknown: tuple[str, ...]


def keep(*, actor: Actor, kind: str, name: str, text: str, now: datetime) -> None:
    """Keep a ready text; the same name again is its next version, the same words change nothing.

    Errors: ``BadInput`` for a missing or unknown value, which it names.
    """
    with audit.change(actor, "texts.keep"):
        title, said = _plain(" ".join(name.split())), _plain(text)
        _check(kind, title, said)
        last = _last(actor, kind, title)
        if last is None or last.is_withdrawn or last.text != said:
            _add(actor, (kind, title, said), last, now)


def withdraw(*, actor: Actor, text_id: int, now: datetime) -> None:
    """Offer a ready text no longer; its versions stay. Errors: ``NotFound``."""
    with audit.change(actor, "texts.keep"):
        found = _standing(actor).filter(pk=text_id).first()
        if found is None:
            raise NotFound("There is no such text.")
        _add(actor, (found.kind, found.name, found.text), found, now, is_withdrawn=True)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\0", "").strip()


def _check(kind: str, name: str, text: str) -> None:
    if kind not in KINDS:
        raise BadInput("Choose where the text is used.", field="kind")
    if not name or len(name) > LONGEST_NAME:
        raise BadInput(f"Give the text a name of at most {LONGEST_NAME} characters.", field="name")
    if not text or len(text) > LONGEST:
        raise BadInput(f"Write the text, in up to {LONGEST:,} characters.", field="text")
    for value in _VALUE.findall(text):
        if value.strip() not in VALUES:
            raise BadInput(f"There is no value {{{value}}}. Use one of the list.", field="text")
    if re.search(r"[{}]", _VALUE.sub("", text)):
        raise BadInput("A brace is open that isn't closed, or the other way.", field="text")


def _authority(actor: Actor) -> str:
    codes = {held.code for held in actor.grants if held.role in CASEWORK}
    return min(codes, default="")


def _last(actor: Actor, kind: str, name: str) -> ReadyText | None:
    rows = ReadyText.objects.filter(authority_code=_authority(actor), kind=kind, name=name)
    return rows.order_by("-number").first()


def _add(
    actor: Actor, wording: tuple[str, str, str], last: ReadyText | None, now: datetime, *,
    is_withdrawn: bool = False,
) -> None:  # fmt: skip
    kind, name, text = wording
    ReadyText.objects.create(
        authority_code=last.authority_code if last else _authority(actor), kind=kind, name=name,
        number=last.number + 1 if last else 1, text=text, is_withdrawn=is_withdrawn,
        made_by=actor.name, made_at=now,
    )  # fmt: skip


def _standing(viewer: Actor) -> QuerySet[ReadyText]:
    later = ReadyText.objects.filter(
        authority_code=OuterRef("authority_code"), kind=OuterRef("kind"), name=OuterRef("name"),
        number__gt=OuterRef("number"),
    )  # fmt: skip
    rows = visible(viewer, ReadyText.objects.filter(is_withdrawn=False))
    return rows.exclude(Exists(later)).order_by("kind", "name")


def texts(viewer: Actor, *, kind: str = "") -> tuple[TextLine, ...]:
    """The ready texts that stand, of one kind or of all; nothing in them is about anyone."""
    rows = _standing(viewer)
    return tuple(
        TextLine(row.pk, row.kind, row.name, row.text, row.number, row.made_by, row.made_at)
        for row in (rows.filter(kind=kind) if kind else rows)
    )


def filled(viewer: Actor, case_id: uuid.UUID, *, text_id: int, on: date) -> Filled:
    """A ready text with the values of a case; a value it lacks stays as ``[its name]``.

    Its caller audits the page that it is put into. Errors: ``NotFound`` for another's case;
    ``BadInput`` when no text is chosen.
    """
    case = case_of(viewer, case_id)
    found = _standing(viewer).filter(pk=text_id, authority_code=case.authority_code).first()
    if found is None:
        raise BadInput("Choose a ready text first.", field="ready")
    known = _values(case, on)
    used = [value.strip() for value in _VALUE.findall(found.text)]
    text = _VALUE.sub(lambda each: known[each[1].strip()] or f"[{each[1].strip()}]", found.text)
    return Filled(text, tuple(dict.fromkeys(value for value in used if not known[value])))


def _values(case: Case, on: date) -> dict[str, str]:
    person = case.person
    due = dict(OpenDeadline.objects.filter(case=case).values_list("rule", "due"))
    days = {name: due.get(rule) for name, rule in RULE_DATES.items()}
    days |= {"today": on, "date of the request": case.requested_on}
    days |= {"date of the plan": case.plan_from}
    return {
        "child": person.forename, "full name": person.full_name,
        "reference": case.reference, "officer": case.officer.name if case.officer else "",
        "council": authority_name(case.authority_code),
        **{name: f"{day.day} {day:%B %Y}" if day else "" for name, day in days.items()},
    }  # fmt: skip
