"""Who is who: ties each person of a file to a person of the record, or says why it can't."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sendap.apps.plans.returned import PersonRow, ReturnedPerson
from sendap.apps.returns.reports import Refused

Identity = tuple[str, str]
"""A kind of identity (upn, uln, name) and its value."""


class KnownPerson(NamedTuple):
    """A person already in the record with a case of this authority."""

    person_id: uuid.UUID
    case_id: uuid.UUID
    upn: str
    uln: str
    surname: str
    forename: str
    born_on: date
    digest: str


@dataclass(slots=True)
class Sorted:
    """A file's people by what is to be done with them."""

    new: list[ReturnedPerson] = field(default_factory=list)
    changed: list[tuple[ReturnedPerson, KnownPerson]] = field(default_factory=list)
    unchanged: int = 0
    refused: list[Refused] = field(default_factory=list)


def digest_of(returned: ReturnedPerson) -> str:
    """A digest of everything that the return says of a person, whatever their place in the file."""
    content = repr((returned.person, returned.requests))
    return hashlib.sha256(content.encode()).hexdigest()


def identities(person: PersonRow | KnownPerson) -> list[Identity]:
    """How a person can be recognised, the surest first."""
    name = f"{person.surname.casefold()}|{person.forename.casefold()}|{person.born_on}"
    numbers = [("upn", person.upn.upper()), ("uln", person.uln)]
    return [(kind, value) for kind, value in numbers if value] + [("name", name)]


def sort_out(
    people: Iterable[ReturnedPerson],
    *,
    known: Iterable[KnownPerson],
    foreign: Mapping[Identity, str],
    unkeepable: Mapping[int, str],
) -> Sorted:
    """Sort a file's people into new, changed, unchanged and refused.

    ``foreign`` names the authority that holds an identity elsewhere; ``unkeepable`` says, by
    position, why the record couldn't keep what the file says.
    """
    by_identity: dict[Identity, KnownPerson] = {}
    for each in known:
        for identity in identities(each):
            by_identity.setdefault(identity, each)
    found, taken, claimed = Sorted(), set[Identity](), set[uuid.UUID]()
    for returned in people:
        reason = unkeepable.get(returned.position) or _why_repeated(returned.person, taken)
        match = None if reason else _match(returned.person, by_identity, claimed)
        if match is not None and match.digest == digest_of(returned):
            found.unchanged += 1
        elif reason := reason or _why_foreign(returned.person, foreign):
            found.refused.append(Refused(returned.position, reason))
            continue
        elif match is None:
            found.new.append(returned)
        else:
            found.changed.append((returned, match))
        taken.update(identities(returned.person))
        if match is not None:
            claimed.add(match.person_id)
    return found


def _why_repeated(person: PersonRow, taken: set[Identity]) -> str:
    for identity in identities(person):
        if identity in taken and (identity[0] != "name" or not (person.upn or person.uln)):
            return "This is the same person as one earlier in the file; keep one of the two."
    return ""


def _why_foreign(person: PersonRow, foreign: Mapping[Identity, str]) -> str:
    for identity in identities(person):
        if identity in foreign:
            return (
                f"The record holds this person as {foreign[identity]}'s. That authority must "
                "record the transfer first; nothing of theirs was changed."
            )
    return ""


def _match(
    person: PersonRow, by_identity: Mapping[Identity, KnownPerson], claimed: set[uuid.UUID]
) -> KnownPerson | None:
    for identity in identities(person):
        match = by_identity.get(identity)
        if match is None or match.person_id in claimed:
            continue
        # Two people can share a name and a birthday: a differing UPN says that they aren't one.
        if identity[0] == "name" and person.upn and match.upn and person.upn != match.upn:
            continue
        return match
    return None
