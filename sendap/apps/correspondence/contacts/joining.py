"""How an adult on record gets an account: a letter with a code, and a second fact."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Account, Grant
from sendap.apps.correspondence.contacts.adults import open_invitation, tie_of
from sendap.apps.correspondence.models import Contact
from sendap.apps.organisations.queries import authority_name
from sendap.apps.people.addresses import post_of
from sendap.apps.people.models import Invitation, JoiningTry, Relationship
from sendap.apps.people.rules import CONSENT, Tie, sees_record
from sendap.apps.people.ties import TIE, agreed_on, lacking_capacity
from sendap.apps.timeline.queries.cases import case_of
from sendap.basics.errors import BadInput, NotFound, Unavailable, WrongState

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters and digits that can't be taken for one another."""

CODE_LENGTH, NAME_LENGTH = 12, 8
LASTS = timedelta(days=28)
MOST_GUESSES = 5
MOST_TRIES, WITHIN = 20, timedelta(minutes=15)
"""How many tries one place may make in a time."""

WRONG = "The code and the date of birth don’t belong together, or the code is too old."


@dataclass(frozen=True, slots=True)
class InvitationLetter:
    """What the letter with the code says, to whom and where; ``address`` may be empty."""

    to: str
    address: tuple[str, ...]
    council: str
    reference: str
    code: str
    made_on: date
    ends_on: date
    where: str


def invite(*, actor: Actor, relationship_id: int, today: date) -> uuid.UUID:
    """Invite an adult to make an account; one that can still be used stays the one there is.

    Errors: ``NotFound``; ``WrongState`` for an adult with an account, or who may not see the
    record.
    """
    with audit.change(actor, "people.invite") as note:
        tie = tie_of(actor, relationship_id)
        note.saw(tie.person_id)
        Relationship.objects.select_for_update().get(pk=tie.pk)
        if tie.account_id is not None:
            raise WrongState("This person has an account already.")
        if not _may_see(tie, today):
            raise WrongState("This person may not see the record: there is nothing to sign in to.")
        if (found := open_invitation(tie, today)) is not None and found.guesses < MOST_GUESSES:
            return uuid.UUID(str(found.pk))
        key = uuid.uuid4()
        Invitation.objects.create(
            id=key, relationship=tie, digest=digest_of(code_of(key)), made_at=timezone.now(),
            made_by=actor.name, ends_on=today + LASTS,
        )  # fmt: skip
    return key


def invitation_letter(
    viewer: Actor, case_id: uuid.UUID, invitation_id: uuid.UUID, *, today: date
) -> InvitationLetter:
    """The letter with the code, for those who work on the case; audited.

    Errors: ``NotFound``, also once the code was used or is too old.
    """
    with audit.reading(viewer, "people.invitation") as note:
        case = case_of(viewer, case_id)
        rows = Invitation.objects.select_related("relationship__person")
        found = rows.filter(
            pk=invitation_id, used_at__isnull=True, ends_on__gte=today,
            relationship__person_id=case.person_id,
        ).first()  # fmt: skip
        if found is None or found.digest != digest_of(code_of(found.pk)):
            raise NotFound("There is no such invitation, or it can’t be used any more.")
        tie = found.relationship
        note.saw(tie.person_id)
        post = post_of(tie.person_id, authority=case.authority_code, on=today)
        place = post.place_of(tie.pk, is_own=_as_tie(tie).is_own)
        return InvitationLetter(
            to=tie.name, address=place.lines if place else (),
            council=authority_name(case.authority_code), reference=case.reference,
            code=code_of(found.pk),
            made_on=timezone.localdate(found.made_at), ends_on=found.ends_on,
            where=f"{settings.OWN_ADDRESS}/join",
        )  # fmt: skip


def check_code(*, actor: Actor, code: str, born_on: date | None, today: date) -> uuid.UUID:
    """The invitation that a code and the child's date of birth open, so that a password can follow.

    Errors: ``BadInput``, the same for a wrong code, a wrong day, an old and a used one;
    ``Unavailable`` after too many tries from the same place.
    """
    with transaction.atomic():
        _count(actor)
        rows = Invitation.objects.select_for_update().select_related("relationship__person")
        found = rows.filter(digest=digest_of(code)).first()
        opens = found is not None and _opens(found, born_on, today)
        # A wrong try is kept although it is refused: it counts towards the limit.
        if found is not None and not opens:
            found.guesses += 1
            found.save(update_fields=["guesses"])
        audit.write(actor, "people.join", "read" if opens else "refused")
    if found is None or not opens:
        raise BadInput(WRONG, field="code")
    return uuid.UUID(str(found.pk))


def join(*, actor: Actor, invitation_id: uuid.UUID, password: str, today: date) -> Account:
    """Make the account of an invited adult, who gave the code and the second fact before.

    Errors: ``NotFound`` when the invitation can't be used any more; ``BadInput`` for a password
    that is too short or too common.
    """
    with audit.change(actor, "people.join") as note:
        rows = Invitation.objects.select_for_update().select_related("relationship__person")
        found = rows.filter(pk=invitation_id).first()
        if found is None or not _is_live(found, today):
            raise NotFound("This invitation can’t be used any more. Ask the council for another.")
        tie = found.relationship
        note.saw(tie.person_id)
        account = Account(username=sign_in_name(invitation_id), name=tie.name[:150])
        try:
            validate_password(password, account)
        except ValidationError as error:
            raise BadInput(" ".join(error.messages), field="password") from None
        account.set_password(password)
        account.save()
        _tie(account, tie, found, today)
    return account


def _tie(account: Account, tie: Relationship, found: Invitation, today: date) -> None:
    Grant.objects.create(
        account=account, role=role_for(tie.basis), scope=Grant.Scope.PERSON,
        code=str(tie.person_id), basis="an invitation by letter", starts_on=today,
    )  # fmt: skip
    tie.account = account
    tie.save(update_fields=["account"])
    Contact.objects.filter(relationship=tie).update(account=account)
    found.used_at = timezone.now()
    found.save(update_fields=["used_at"])


def role_for(basis: str) -> str:
    """The role of an account by what the adult is to the child."""
    if basis.startswith(CONSENT):
        return "advocate"
    return "young_person" if basis == "the young person" else "parent"


def sign_in_name(invitation_id: uuid.UUID) -> str:
    """The name with which the invited adult will sign in."""
    return f"family-{_letters('name', invitation_id, NAME_LENGTH).lower()}"


def code_of(invitation_id: uuid.UUID) -> str:
    """The code of an invitation, worked out from the service's secret key and kept by no one."""
    code = _letters("code", invitation_id, CODE_LENGTH)
    return "-".join(code[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def digest_of(code: str) -> str:
    """SHA-256 of a code, as kept; spaces, hyphens and letter case don't matter."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def _letters(purpose: str, invitation_id: uuid.UUID, length: int) -> str:
    said = f"join:{purpose}:{invitation_id}".encode()
    number = int.from_bytes(hmac.digest(settings.SECRET_KEY.encode(), said, "sha256"))
    letters = []
    for _ in range(length):
        number, at = divmod(number, len(LETTERS))
        letters.append(LETTERS[at])
    return "".join(letters)


def _opens(found: Invitation, born_on: date | None, today: date) -> bool:
    born = found.relationship.person.born_on
    return found.guesses < MOST_GUESSES and born_on == born and _is_live(found, today)


def _is_live(found: Invitation, today: date) -> bool:
    tie = found.relationship
    is_new = found.used_at is None and tie.account_id is None
    return is_new and found.ends_on >= today and _may_see(tie, today)


def _may_see(tie: Relationship, today: date) -> bool:
    person = {tie.person_id}
    return sees_record(
        _as_tie(tie), born_on=tie.person.born_on, on=today,
        agreed=agreed_on(person, on=today),
        lacks_capacity=bool(lacking_capacity(person, on=today)),
    )  # fmt: skip


def _as_tie(tie: Relationship) -> Tie:
    return Tie(*Relationship.objects.values_list(*TIE).get(pk=tie.pk))


def _count(actor: Actor) -> None:
    key, now = settings.SECRET_KEY.encode(), timezone.now()
    place = hmac.new(key, actor.came_from.encode(), hashlib.sha256).hexdigest()
    JoiningTry.objects.filter(at__lt=now - timedelta(days=1)).delete()
    if JoiningTry.objects.filter(place=place, at__gte=now - WITHIN).count() >= MOST_TRIES:
        raise Unavailable("There were too many tries from your network. Wait a quarter of an hour.")
    JoiningTry.objects.create(place=place, at=now)
