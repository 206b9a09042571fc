"""Whom a family of the demonstration can turn to, as its letters name them."""

from __future__ import annotations

from sendap.apps.correspondence.models import ContactDetails
from sendap.reference.authorities import NORTHMERE

CONTACTS = {
    ContactDetails.Kind.COUNCIL: ("the Northmere SEND team", "01632 960101", "send@example.org"),
    ContactDetails.Kind.MEDIATION: ("Common Ground Mediation", "01632 960102", ""),
    ContactDetails.Kind.DISAGREEMENT: ("Northmere Resolution Service", "01632 960103", ""),
    ContactDetails.Kind.ADVICE: ("SENDIASS Northmere", "01632 960104", "advice@example.org"),
}
"""Made-up services, with numbers that are kept for stories and can't ring."""


def make_contacts() -> int:
    """Make the contacts of the demonstration area; returns how many."""
    rows = [
        ContactDetails(
            authority_code=NORTHMERE.code, kind=kind, name=name, phone=phone, email=email
        )
        for kind, (name, phone, email) in CONTACTS.items()
    ]
    return len(ContactDetails.objects.bulk_create(rows))
