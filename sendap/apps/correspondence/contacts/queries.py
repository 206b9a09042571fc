"""Reads of whom families can turn to; nothing in them is about a person with a record."""

from __future__ import annotations

from dataclasses import dataclass

from sendap.apps.access.actors import Actor
from sendap.apps.correspondence.models import ContactDetails
from sendap.apps.organisations.models import Authority
from sendap.basics.errors import NotFound

KEEPS = "team_manager"

TITLES = {
    ContactDetails.Kind.COUNCIL: "Whom to ask at the council",
    ContactDetails.Kind.MEDIATION: "Mediation adviser",
    ContactDetails.Kind.DISAGREEMENT: "Disagreement service",
    ContactDetails.Kind.ADVICE: "Information, advice and support service",
}


@dataclass(frozen=True, slots=True)
class Contact:
    """A service that letters name; its texts are empty until somebody has entered it."""

    kind: str
    title: str
    name: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Contacts:
    """The services of one authority, in the order of ``TITLES``."""

    authority: str
    council: str
    lines: tuple[Contact, ...]

    @property
    def missing(self) -> tuple[Contact, ...]:
        """Those without which letters can't go out."""
        return tuple(line for line in self.lines if not line.name)


def authorities_kept(viewer: Actor) -> tuple[str, ...]:
    """The codes of the authorities whose contacts the viewer keeps, in order."""
    return tuple(sorted({held.code for held in viewer.grants if held.role == KEEPS}))


def contacts(viewer: Actor, *, authority: str = "") -> Contacts:
    """The services of an authority (the first that the viewer keeps, unless one is named).

    Errors: ``NotFound`` for one that isn't the viewer's to keep.
    """
    kept = authorities_kept(viewer)
    code = authority or next(iter(kept), "")
    if code not in kept:
        raise NotFound("There is no such council here.")
    rows = {row.kind: row for row in ContactDetails.objects.filter(authority_code=code)}
    found = Authority.objects.filter(code=code).first()
    lines = (_line(kind, title, rows.get(kind)) for kind, title in TITLES.items())
    return Contacts(code, found.name if found else code, tuple(lines))


def _line(kind: str, title: str, row: ContactDetails | None) -> Contact:
    if row is None:
        return Contact(str(kind), title, "", "", "")
    return Contact(str(kind), title, row.name, row.phone, row.email)
