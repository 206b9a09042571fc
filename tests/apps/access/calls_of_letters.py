"""How to call the addresses of letters beyond the family, and of the adults around a child."""

from __future__ import annotations

from django.urls import reverse

from sendap.apps.correspondence.models import NoticeCopy
from sendap.apps.people.models import Invitation, Relationship
from sendap.apps.timeline.models import Case
from tests.apps.access.calling import NOWHERE, Call, Make, case_id
from tests.apps.access.oracle import role_of
from tests.world import World


def of_body(route: str) -> Make:
    """The copy about the subject that is for the account's kind of body, else any of them."""

    def call(world: World, subject: str, account: str) -> Call:
        copies = NoticeCopy.objects.filter(notice__case=case_id(world, subject)).exclude(body="")
        body = {"health": "commissioner", "social_care": "social_care"}.get(
            str(role_of(account)), "setting"
        )
        found = copies.filter(body=body).first()
        return Call(reverse(route, args=[found.pk if found else NOWHERE]))

    return call


def of_adult(world: World, subject: str, account: str) -> Call:
    """An adult of the subject without an account, and a number to reach them by."""
    case = Case.objects.filter(pk=case_id(world, subject)).first()
    tie = Relationship.objects.filter(person=case.person_id, account=None).first() if case else None
    data = {"do": "reach", "phone": "07700 900982"}
    place = [case_id(world, subject), tie.pk if tie else 999_999]
    return Call(reverse("people:adult", args=place), data)


def of_invitation(world: World, subject: str, account: str) -> Call:
    """The letter with the code of an adult of the subject."""
    case = Case.objects.filter(pk=case_id(world, subject)).first()
    rows = Invitation.objects.filter(relationship__person=case.person_id if case else None)
    found = rows.first()
    place = [case_id(world, subject), found.pk if found else NOWHERE]
    return Call(reverse("people:invitation", args=place))
