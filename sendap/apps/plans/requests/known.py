"""Whether the child of a request is known: who it names exactly, and who it may be."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.people.models import Person
from sendap.apps.timeline.models import Case, SearchKey
from sendap.apps.timeline.rules import STAGES
from sendap.apps.timeline.search import fold, sound_of

MOST = 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case of somebody who may be the child of the request; ``why`` says in words."""

    case_id: uuid.UUID
    person_id: uuid.UUID
    name: str
    born_on: date
    reference: str
    stage: str
    why: str


def exact_person(authority: str, answers: Mapping[str, str]) -> uuid.UUID | None:
    """The one person with a case at this authority whose UPN, or name and birth date, it gives."""
    cases = Case.objects.filter(authority_code=authority).select_related("person")
    found = {
        case.person_id for case in _alike(cases, answers)
        if _why(case.person, answers) in (SAME_UPN, SAME_NAME_AND_DAY)
    }  # fmt: skip
    return found.pop() if len(found) == 1 else None


def candidates(viewer: Actor, authority: str, answers: Mapping[str, str]) -> list[Candidate]:
    """The cases that may be of the same child, the likeliest first; its caller audits."""
    rows = visible(viewer, Case.objects.filter(authority_code=authority))
    found = [_candidate(case, answers) for case in _alike(rows, answers)[:MOST]]
    return sorted(found, key=lambda each: (ORDER.index(each.why), each.name))


def is_known_elsewhere(authority: str, answers: Mapping[str, str]) -> bool:
    """Whether another authority here has a case of somebody with the same UPN or name and day."""
    others = Case.objects.exclude(authority_code=authority).select_related("person")
    return any(
        _why(case.person, answers) in (SAME_UPN, SAME_NAME_AND_DAY)
        for case in _alike(others, answers)
    )


SAME_UPN = "same UPN"
SAME_NAME_AND_DAY = "same name and date of birth"
ALIKE_NAME_SAME_DAY = "a name like it, and the same date of birth"
SAME_NAME = "same name, another date of birth"
OTHER = "a name like it"
ORDER = (SAME_UPN, SAME_NAME_AND_DAY, ALIKE_NAME_SAME_DAY, SAME_NAME, OTHER)


def _alike(cases: QuerySet[Case], answers: Mapping[str, str]) -> list[Case]:
    """Cases with the UPN; or found by the last name, or its sound, and the day or the first name.

    Another day and another first name leave a case out, however its last name sounds.
    """
    last, first = fold(answers.get("surname", "")), fold(answers.get("forename", ""))
    keys = SearchKey.objects.filter(key__in={last, sound_of(last)} - {""})
    same_first = SearchKey.objects.filter(key=first)
    name = Q(pk__in=keys.values("case")) & (
        Q(born_on=answers.get("born_on") or None) | Q(pk__in=same_first.values("case"))
    )
    if upn := fold(answers.get("upn", "")):
        name |= Q(pk__in=SearchKey.objects.filter(key=upn).values("case"))
    # A first name that was misspelt is found by the day alone with the last name, above.
    return list(cases.filter(name).select_related("person").order_by("reference")[:100])


def _why(person: Person, answers: Mapping[str, str]) -> str:
    name = (fold(person.surname), fold(person.forename))
    same_name = name == (fold(answers.get("surname", "")), fold(answers.get("forename", "")))
    same_day = person.born_on.isoformat() == answers.get("born_on", "")
    upn = fold(answers.get("upn", ""))
    if upn and fold(person.upn) == upn:
        return SAME_UPN
    if same_day:
        return SAME_NAME_AND_DAY if same_name else ALIKE_NAME_SAME_DAY
    return SAME_NAME if same_name else OTHER


def _candidate(case: Case, answers: Mapping[str, str]) -> Candidate:
    person = case.person
    return Candidate(
        case.pk, person.pk, person.full_name, person.born_on,
        case.reference, STAGES.get(case.stage, case.stage), _why(person, answers),
    )  # fmt: skip
