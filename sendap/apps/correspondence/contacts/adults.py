"""The adults around a child, as staff put them on record: who they are, where and how to write."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Grant
from sendap.apps.access.visibility import visible
from sendap.apps.correspondence.models import Contact
from sendap.apps.correspondence.sending.actions import checked_email
from sendap.apps.correspondence.sending.queries import contact_for
from sendap.apps.people.addresses import (
    end_address,
    is_responsible,
    lines_of,
    set_address,
    set_home,
)
from sendap.apps.people.models import Invitation, Location, Person, Relationship
from sendap.apps.people.rules import CONSENT, YOUNG_PERSON
from sendap.basics.errors import BadInput, NotFound

DEED = "people.change"

RELATIONS = {
    "birth parent": "Mother or father",
    "adoptive parent": "Adoptive parent",
    "step-parent": "Step-parent",
    "special guardian": "Special guardian",
    "foster carer": "Foster carer",
    "cares for the child": "Someone else with whom the child lives",
    f"{CONSENT}: advocate": "Helps the family, with its consent",
    YOUNG_PERSON: "The young person",
}
"""Who an adult is to the child, by the basis that is kept."""

LARGEST_ID = 2**63 - 1
LONGEST = {"name": 200, "evidence": 150, "phone": 30}


@dataclass(frozen=True, slots=True)
class AdultForm:
    """What staff enter about an adult; texts are empty where nothing is known.

    ``responsible`` is parental responsibility, and ``evidence`` how that and the rest is known.
    """

    name: str = ""
    relation: str = ""
    responsible: str = ""
    evidence: str = ""
    sees_record: bool = False
    email: str = ""
    phone: str = ""
    address: str = ""
    postcode: str = ""
    lives_with_child: bool = False
    is_protected: bool = False


@dataclass(frozen=True, slots=True)
class AddressLine:
    """An address of an adult, now or before."""

    lines: tuple[str, ...]
    is_protected: bool
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class AdultPage:
    """An adult for the staff of the case: how they are reached, and every address with its days.

    ``invited_on`` is the day of an invitation that can still be used.
    """

    id: int
    name: str
    basis: str
    evidence: str
    child: str
    form: AdultForm
    has_account: bool
    stopped_because: str
    addresses: tuple[AddressLine, ...]
    invited_on: date | None
    invitation: uuid.UUID | None


def add_adult(*, actor: Actor, person_id: uuid.UUID, form: AdultForm, today: date) -> int:
    """Put an adult on record; the same again changes nothing. Returns the tie's number.

    Errors: ``NotFound``; ``BadInput`` without who they are, whether they have parental
    responsibility, or how that is known.
    """
    with audit.change(actor, DEED, people=[person_id]):
        if not visible(actor, Person.objects.filter(pk=person_id)).exists():
            raise NotFound("There is no such person.")
        _check(form)
        tie, made = Relationship.objects.get_or_create(
            person_id=person_id, name=form.name.strip(), basis=form.relation, ends_on=None,
            defaults={"evidence": _evidence(form), "sees_record": form.sees_record,
                      "lives_with_child": form.lives_with_child, "starts_on": today},
        )  # fmt: skip
        if made:
            _check_responsible(actor, form, person_id, today)
            _reach(tie, form, today)
    return int(tie.pk)


def keep_reach(*, actor: Actor, relationship_id: int, form: AdultForm, today: date) -> None:
    """Correct how an adult is reached: the address before stays on record with its days.

    Errors: ``NotFound``, ``BadInput``.
    """
    with audit.change(actor, DEED) as note:
        tie = tie_of(actor, relationship_id)
        note.saw(tie.person_id)
        tie.lives_with_child = form.lives_with_child
        tie.save(update_fields=["lives_with_child"])
        _check_responsible(actor, form, tie.person_id, today)
        here = is_responsible(actor.codes(Grant.Scope.AUTHORITY), tie.person_id, on=today)
        _reach(tie, form, today, keeps_address=here)


def keep_home(
    *, actor: Actor, person_id: uuid.UUID, address: str, postcode: str, because: str,
    is_protected: bool, on: date,
) -> None:  # fmt: skip
    """Correct where the child or young person lives; the home before stays on record.

    Errors: ``NotFound``; ``BadInput``, also for a protected address without a reason.
    """
    with audit.change(actor, DEED, people=[person_id]):
        person = visible(actor, Person.objects.filter(pk=person_id)).first()
        codes = actor.codes(Grant.Scope.AUTHORITY)
        if person is None or not is_responsible(codes, person_id, on=on):
            raise NotFound("There is no such person with your council.")
        if is_protected and not because.strip():
            raise BadInput("Say why the address is protected.", field="because")
        set_home(person, address, postcode, because=because if is_protected else "",
                 is_protected=is_protected, on=on)  # fmt: skip


def adult_page(viewer: Actor, relationship_id: int, *, today: date) -> AdultPage:
    """An adult for the staff of the case; audited. Errors: ``NotFound``."""
    with audit.reading(viewer, "people.adult") as note:
        tie = tie_of(viewer, relationship_id)
        note.saw(tie.person_id)
        contact = contact_for(tie) or Contact()
        here = is_responsible(viewer.codes(Grant.Scope.AUTHORITY), tie.person_id, on=today)
        places = Location.objects.filter(relationship=tie).order_by("-starts_on", "-pk")
        rows = list(places) if here else []
        now = next((row for row in rows if row.ends_on is None), None)
        open_one = open_invitation(tie, today)
        return AdultPage(
            id=tie.pk, name=tie.name, basis=tie.basis, evidence=tie.evidence,
            child=tie.person.full_name,
            form=AdultForm(
                email=contact.email, phone=contact.phone, lives_with_child=tie.lives_with_child,
                address=now.address if now else "", postcode=now.postcode if now else "",
                is_protected=bool(now and now.is_protected),
            ),
            has_account=tie.account_id is not None, stopped_because=contact.stopped_because,
            addresses=tuple(
                AddressLine(lines_of(row), row.is_protected, row.starts_on, row.ends_on)
                for row in rows
            ),
            invited_on=open_one.made_at.date() if open_one else None,
            invitation=open_one.pk if open_one else None,
        )  # fmt: skip


def open_invitation(tie: Relationship, today: date) -> Invitation | None:
    """The invitation of an adult that can still be used."""
    rows = tie.invitations.filter(used_at__isnull=True, ends_on__gte=today)
    found: Invitation | None = rows.order_by("-made_at").first()
    return found


def tie_of(viewer: Actor, relationship_id: int) -> Relationship:
    """An adult's tie to a person whose record the viewer works on. Errors: ``NotFound``."""
    tie = Relationship.objects.select_related("person").filter(pk=relationship_id).first()
    if tie is None or not visible(viewer, Person.objects.filter(pk=tie.person_id)).exists():
        raise NotFound("There is no such person.")
    return tie


def check_of(relationship_id: int, person_id: uuid.UUID) -> None:
    """Make sure that a tie is one to this person. Errors: ``NotFound``."""
    rows = Relationship.objects.filter(pk=min(relationship_id, LARGEST_ID), person_id=person_id)
    if not rows.exists():
        raise NotFound("There is no such person.")


def keep_contact(tie: Relationship, *, email: str, phone: str) -> None:
    """Keep the e-mail address and phone number of an adult; a new address counts as confirmed."""
    contact = contact_for(tie) or Contact(relationship=tie, account=tie.account)
    if contact.email != email:
        contact.stopped_at, contact.stopped_because = None, ""
    contact.email, contact.phone = email, phone
    contact.save()


def _reach(tie: Relationship, form: AdultForm, today: date, *, keeps_address: bool = True) -> None:
    if len(form.phone.strip()) > LONGEST["phone"]:
        raise BadInput("Enter a phone number of up to 30 characters.", field="phone")
    if form.address.strip() or form.postcode.strip():
        set_address(tie, form.address, form.postcode, is_protected=form.is_protected, on=today)
    elif keeps_address:
        end_address(tie, on=today)
    keep_contact(tie, email=checked_email(form.email), phone=form.phone.strip())


def _check_responsible(actor: Actor, form: AdultForm, person_id: uuid.UUID, today: date) -> None:
    codes = actor.codes(Grant.Scope.AUTHORITY)
    if form.address.strip() and not is_responsible(codes, person_id, on=today):
        raise BadInput(
            "Another council has the duties now: it keeps the addresses.", field="address"
        )


def _check(form: AdultForm) -> None:
    if not form.name.strip():
        raise BadInput("Enter the name.", field="name")
    if form.relation not in RELATIONS:
        raise BadInput("Choose who they are to the child.", field="relation")
    if form.responsible not in ("yes", "no"):
        raise BadInput("Say if they have parental responsibility.", field="responsible")
    if not form.evidence.strip():
        raise BadInput("Say how you know, with the day.", field="evidence")
    for name in ("name", "evidence"):
        if len(getattr(form, name)) > LONGEST[name]:
            raise BadInput(f"Use no more than {LONGEST[name]} characters.", field=name)


def _evidence(form: AdultForm) -> str:
    has = "has" if form.responsible == "yes" else "has no"
    return f"{has} parental responsibility: {form.evidence.strip()}"[:200]
