"""What each step of mediation makes due, on pages and by ``sendap clock``: the same days.

The days expected are worked out by hand from the contract's table, among them days in August and
at Christmas.
"""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from sendap.apps.access.actors import Actor, Held
from sendap.apps.people.models import Consent
from sendap.apps.redress.mediation import actions, agreements, queries
from sendap.apps.redress.mediation.agreements import Agreed
from sendap.apps.redress.mediation.rules import kinds, tell_by
from sendap.apps.redress.models import AgreedItem
from sendap.apps.timeline.models import Case, OpenDeadline
from sendap.basics.errors import NotAllowed, WrongState
from tests import builders as make
from tests.journeys.witness import clock

pytestmark = pytest.mark.django_db
ADVISER = Actor("An adviser", grants=(Held("mediator", "authority", "998"),))
SIDES = [("council", "Ms Able", True), ("health", "Dr Able", True), ("family", "A parent", False)]


def refused(on: date, *, born_on: date = date(2015, 3, 1)) -> Case:
    make.make_authority()
    case = make.make_case(make.make_person(born_on=born_on))
    for name in ("decision_not_to_assess_notified", "appealable_decision_notified"):
        make.make_event(case, name, on)
    return case


def parent(case: Case) -> Actor:
    return Actor("A parent", grants=(Held("parent", "person", str(case.person_id)),))


def informed(on: date) -> tuple[Case, uuid.UUID]:
    """A family that contacted the adviser about a notice of the week before, and was informed."""
    case = refused(on - timedelta(days=7))
    row = actions.contact(
        actor=parent(case), case_id=case.pk, about=["education", "health"], issues="", today=on
    )
    actions.inform(actor=ADVISER, mediation_id=row.pk, words="", on=on, today=on)
    return case, row.pk


def wish(on: date, wish: str) -> tuple[Case, uuid.UUID]:
    case, key = informed(on)
    actions.wish(actor=parent(case), mediation_id=key, wish=wish, on=on, today=on)
    return case, key


def held(on: date) -> tuple[Case, uuid.UUID]:
    case, key = wish(on - timedelta(days=3), "mediate")
    actions.arrange(actor=ADVISER, mediation_id=key, on=on, place="The library", attends=SIDES)
    actions.hold(actor=ADVISER, mediation_id=key, on=on, attended=["Ms Able"], today=on)
    return case, key


def days(case: Case, rule: str, on: date) -> list[date]:
    """The days of a rule on the officers' page and in lists, which are those of the clock."""
    printed = [
        (row["rule"], row["due"], row["status"])
        for row in clock(str(case.pk), on.isoformat()) if row["rule"] in queries.RULES
    ]  # fmt: skip
    officer = Actor("An officer", grants=(Held("caseworker", "authority", "998"),))
    shown = queries.case_page(officer, case.pk, on=on).limits
    assert [(row.rule, str(row.due), row.status) for row in shown] == printed
    copies = OpenDeadline.objects.filter(case=case, rule=rule).order_by("due")
    found = [date.fromisoformat(due) for name, due, _ in printed if name == rule]
    assert list(copies.values_list("due", flat=True)) == found
    return found


@pytest.mark.parametrize(
    ("told", "last"),
    [
        (date(2023, 12, 29), date(2024, 2, 29)),
        (date(2025, 6, 10), date(2025, 8, 10)),
        (date(2024, 10, 25), date(2024, 12, 25)),
        (date(2024, 12, 31), date(2025, 2, 28)),
    ],
)
def test_the_last_day_to_contact_the_adviser_is_two_months_on(told: date, last: date) -> None:
    case = refused(told)
    page = queries.way_on(parent(case), case.pk, on=told)
    assert page.adviser_by and page.adviser_by.due == last
    assert [row["due"] for row in clock(str(case.pk), told.isoformat()) if row["rule"] == "D5"] == [
        last.isoformat()
    ]


@pytest.mark.parametrize(
    ("told", "last"),
    [(date(2025, 6, 10), date(2025, 9, 1)), (date(2024, 10, 28), date(2025, 1, 2))],
)
def test_the_family_s_page_gives_the_last_day_to_appeal(told: date, last: date) -> None:
    case = refused(told)
    page = queries.way_on(parent(case), case.pk, on=told)
    assert page.appeal_by and page.appeal_by.due == last
    assert page.ombudsman_by and page.ombudsman_by.due == told.replace(year=told.year + 1)


@pytest.mark.parametrize(
    ("said", "last"),
    [
        (date(2024, 12, 23), date(2024, 12, 30)),
        (date(2025, 8, 22), date(2025, 8, 28)),
        (date(2025, 3, 3), date(2025, 3, 6)),
    ],
)
def test_after_a_no_the_certificate_is_due_in_three_working_days(said: date, last: date) -> None:
    case, key = wish(said, "decline")
    assert days(case, "D1", said) == [last]
    actions.certify(actor=ADVISER, mediation_id=key, on=last, today=last)
    assert days_left(case, last) == {"D6"}


def days_left(case: Case, on: date) -> set[str]:
    """The rules of mediation that still wait."""
    page = queries.way_on(parent(case), case.pk, on=on)
    assert page.mediation
    return {line.rule for line in page.mediation.limits if line.is_open}


@pytest.mark.parametrize(
    ("said", "last"),
    [
        (date(2024, 12, 10), date(2025, 1, 9)),
        (date(2025, 8, 5), date(2025, 9, 4)),
        (date(2024, 1, 30), date(2024, 2, 29)),
    ],
)
def test_mediation_is_due_in_thirty_days(said: date, last: date) -> None:
    case, _ = wish(said, "mediate")
    assert days(case, "D2", said) == [last]


@pytest.mark.parametrize(
    ("on", "last"),
    [
        (date(2024, 12, 24), date(2024, 12, 31)),
        (date(2025, 8, 21), date(2025, 8, 27)),
        (date(2025, 4, 16), date(2025, 4, 23)),
    ],
)
def test_after_mediation_the_certificate_is_due_in_three_working_days(on: date, last: date) -> None:
    case, key = held(on)
    assert days(case, "D3", on) == [last]
    actions.certify(actor=ADVISER, mediation_id=key, on=on, today=on)
    assert "D3" not in days_left(case, on)


def test_one_that_can_t_be_arranged_has_its_certificate_too() -> None:
    case, key = wish(date(2024, 11, 20), "mediate")
    on = date(2024, 12, 20)
    actions.cannot(actor=ADVISER, mediation_id=key, because="No room.", on=on, today=on)
    assert days(case, "D3", on) == [date(2024, 12, 27)]


@pytest.mark.parametrize(
    ("kind", "signed", "last"),
    [
        ("not_appealable", date(2024, 12, 19), [date(2025, 1, 2)]),
        ("not_appealable", date(2025, 8, 11), [date(2025, 8, 25)]),
        ("assess", date(2025, 7, 30), [date(2025, 8, 13), date(2025, 10, 8), date(2025, 11, 5)]),
        ("make_plan", date(2025, 7, 28), [date(2025, 9, 1), date(2025, 10, 13)]),
        ("reconsider", date(2024, 12, 11), [date(2024, 12, 25)]),
        ("amend", date(2024, 11, 27), [date(2025, 1, 1)]),
        ("name_setting", date(2024, 12, 18), [date(2025, 1, 1)]),
    ],
)
def test_what_is_agreed_is_due_by_its_kind(kind: str, signed: date, last: list[date]) -> None:
    case, key = held(signed)
    item = Agreed(kind, "It is done.", "council", None)
    agreements.sign_agreement(
        actor=ADVISER, mediation_id=key, items=[item], on=signed, today=signed
    )
    assert days(case, "D9", signed) == last
    assert list(queries.own_page(ADVISER, key, on=signed).items[0].days) == last


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_a_day_that_the_agreement_gives_replaces_the_law_s(kind: str) -> None:
    signed, given = date(2025, 8, 11), date(2025, 12, 25)
    case, key = held(signed)
    agreements.sign_agreement(
        actor=ADVISER, mediation_id=key, on=signed, today=signed,
        items=[Agreed(kind, "It is done.", "council", given)],
    )  # fmt: skip
    assert days(case, "D9", signed) == [given]
    agreements.item_done(actor=ADVISER, item_id=AgreedItem.objects.get().pk, on=given, today=given)
    assert not OpenDeadline.objects.filter(case=case, rule="D9").exists()


@pytest.mark.parametrize(
    ("said", "last"),
    [
        (date(2024, 12, 23), date(2024, 12, 30)), (date(2025, 8, 22), date(2025, 8, 28)),
        (date(2025, 3, 6), date(2025, 3, 11)),
    ],
)  # fmt: skip
def test_a_body_is_told_of_its_issues_in_three_working_days(said: date, last: date) -> None:
    assert tell_by(said) == last
    _, key = wish(said, "mediate")
    assert [row.due for row in queries.own_page(ADVISER, key, on=said).told] == [last]


def test_health_alone_counts_from_the_day_on_which_the_commissioner_was_told() -> None:
    case = refused(date(2024, 1, 22))
    on, told = date(2024, 1, 29), date(2024, 1, 30)
    row = actions.contact(
        actor=parent(case), case_id=case.pk, about=["health"], issues="", today=on
    )
    actions.inform(actor=ADVISER, mediation_id=row.pk, words="", on=on, today=on)
    actions.wish(actor=ADVISER, mediation_id=row.pk, wish="mediate", on=on, today=on)
    actions.tell(actor=ADVISER, mediation_id=row.pk, body="health", on=told, today=told)
    assert days(case, "D2", told) == [date(2024, 2, 29)]


def test_a_relative_who_may_see_and_not_act_can_t_contact_the_adviser() -> None:
    told = date(2025, 3, 3)
    case = refused(told, born_on=date(2006, 3, 1))
    account = make.make_staff("parent", str(case.person_id))
    tie = make.make_relationship(case.person, account)
    Consent.objects.create(relationship=tie, scope="record", starts_on=told, given_by="Sol")
    actor = Actor("A relative", account_id=account.pk, grants=parent(case).grants)
    assert not queries.way_on(actor, case.pk, on=told).may_decide
    with pytest.raises(NotAllowed):
        actions.contact(actor=actor, case_id=case.pk, about=["education"], issues="", today=told)


def test_after_a_withdrawal_there_is_nothing_to_certify() -> None:
    case, key = wish(date(2025, 3, 3), "mediate")
    actions.withdraw(actor=parent(case), mediation_id=key, on=date(2025, 3, 4),
                     today=date(2025, 3, 4))  # fmt: skip
    assert days_left(case, date(2025, 3, 4)) == {"D6"}
    with pytest.raises(WrongState):
        actions.certify(actor=ADVISER, mediation_id=key, on=date(2025, 3, 4),
                        today=date(2025, 3, 4))  # fmt: skip
