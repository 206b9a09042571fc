"""Accounts of the world whose tie, age, office or other role changes what they see.

What each is, is said in ``tests.world``.
"""

from __future__ import annotations

from datetime import timedelta

from sendap.apps.people.models import Consent
from sendap.apps.people.rules import YOUNG_PERSON
from sendap.apps.plans.models import AdviceRequest
from tests import builders as make
from tests.builders import NORTHMERE
from tests.planted import SCHOOLS, World, add_account, add_tie, send_letter


def add_special_accounts(world: World) -> None:
    """Adults whose tie, age or other role changes what they see; each was sent a letter before."""
    own, grown = world.subjects["own"].person, world.subjects["grown"].person
    protected = world.subjects["protected"].person
    add_tie(world, "barred_parent", "parent", own, ends_on=None, sees_record=False)
    add_tie(world, "away_parent", "parent", protected, ends_on=None)
    add_tie(world, "kept_out_parent", "parent", grown, ends_on=None)
    agreed = add_tie(world, "agreed_parent", "parent", grown, ends_on=None)
    since = world.today - timedelta(days=30)
    Consent.objects.create(relationship=agreed, starts_on=since, given_by="a test")
    add_tie(world, "grown_young_person", "young_person", grown, ends_on=None, basis=YOUNG_PERSON)
    staff = add_account(world, "staff_parent", NORTHMERE, role="caseworker")
    make.make_grant(staff, "parent", str(own.pk))
    shown = world.canaries.word("Account.name", "family:staff_parent")
    make.make_relationship(own, staff, name=shown)
    for reader in ("barred_parent", "staff_parent"):
        send_letter(world, reader, "own")
    for reader in ("kept_out_parent", "agreed_parent", "grown_young_person"):
        send_letter(world, reader, "grown")
    send_letter(world, "away_parent", "protected")
    _panel_members(world)
    _left_senco(world)


def _panel_members(world: World) -> None:
    """A member with one case on the agenda; another with two, who stepped back from the first."""
    for name, subjects in (
        ("sitting_panel_member", ["own"]), ("excluded_panel_member", ["own", "protected"]),
    ):  # fmt: skip
        account = add_account(world, name, NORTHMERE, role="panel_member")
        for subject in subjects:
            person = str(world.subjects[subject].person.pk)
            make.make_grant(account, "panel_member", person, scope="person")
    reason = world.canaries.word("Exclusion.reason", "excluded_panel_member")
    account = world.accounts["excluded_panel_member"]
    make.exclude(account, world.subjects["own"].person, reason=reason)


def _left_senco(world: World) -> None:
    """A SENCO who gave advice on a pupil who then left for another setting."""
    account = add_account(world, "left_senco", SCHOOLS["left"], role="senco")
    AdviceRequest.objects.create(
        case=world.subjects["grown"].case, kind="education", reference="education-before",
        role="senco", account=account, asked_on=world.today - timedelta(days=200),
        asked_by="a test", answered_on=world.today - timedelta(days=190),
        draft=[["need", world.canaries.word("AdviceRequest.draft", "advice:left_senco:grown"), ""]],
    )  # fmt: skip
    make.make_notice_copy(
        world.subjects["grown"].case,
        world.canaries.word("NoticeCopy.letter", "told:setting:grown"), body="setting",
        name=world.canaries.word("NoticeCopy.name", "told:setting:grown"), channel="online",
        setting_number=SCHOOLS["left"], on=world.today - timedelta(days=120),
    )  # fmt: skip
