"""The family is told 12, 6 and 3 months before the rights pass: once each, and nobody else is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sendap.apps.access.models import AuditEntry
from sendap.apps.correspondence.models import Notice, NoticeCopy
from sendap.apps.correspondence.rights.actions import tell_of_rights
from sendap.apps.people.rules import YOUNG_PERSON
from sendap.apps.timeline.models import Case
from tests import builders as make

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BORN = date(2010, 9, 1)
LAST = date(2027, 6, 25)
"""The last Friday of June of the school year in which someone born on that day turns 16."""


def made(born_on: date = BORN, **fields) -> Case:
    case = make.make_case(make.make_person(born_on=born_on, forename="Robin"), **fields)
    pat = make.make_account(f"pat-{case.reference}")
    make.make_relationship(case.person, pat, name="Pat")
    return case


def sent(case: Case) -> list[tuple[str, date]]:
    return list(Notice.objects.filter(case=case).order_by("on").values_list("kind", "on"))


def test_over_a_virtual_year_each_letter_goes_once_on_its_day() -> None:
    case, years = made(), (LAST - timedelta(days=430), LAST + timedelta(days=30))
    day = years[0]
    while day <= years[1]:
        tell_of_rights(today=day)
        day += timedelta(days=1)
    assert sent(case) == [
        ("rights_in_12", date(2026, 6, 25)), ("rights_in_6", date(2026, 12, 25)),
        ("rights_in_3", date(2027, 3, 25)),
    ]  # fmt: skip
    assert NoticeCopy.objects.filter(notice__case=case).count() == 6


@pytest.mark.parametrize("apart", [2, 5, 17, 40])
def test_days_off_delay_a_letter_and_lose_none(apart: int) -> None:
    case = made()
    for count in range(460 // apart):
        tell_of_rights(today=LAST - timedelta(days=430) + timedelta(days=apart * count))
    assert [kind for kind, _ in sent(case)] == ["rights_in_12", "rights_in_6", "rights_in_3"]


def test_the_same_day_twice_sends_once_and_is_audited() -> None:
    case = made()
    assert [tell_of_rights(today=date(2026, 7, 1)) for _ in range(2)] == [1, 0]
    (entry,) = AuditEntry.objects.filter(action="letters.tell_of_rights")
    assert entry.people == [str(case.person_id)]


def test_a_case_that_comes_late_gets_the_one_letter_that_is_due() -> None:
    case = made()
    tell_of_rights(today=date(2027, 4, 1))
    assert [kind for kind, _ in sent(case)] == ["rights_in_3"]


def test_the_young_person_and_each_parent_read_what_it_means_for_them() -> None:
    case = made()
    robin = make.make_account("robin")
    make.make_relationship(case.person, robin, name="Robin", basis=YOUNG_PERSON)
    make.make_relationship(case.person, None, name="Sam")
    tell_of_rights(today=date(2026, 7, 1))
    copies = {copy.name: copy for copy in NoticeCopy.objects.filter(notice__case=case)}
    assert set(copies) == {"Robin", "Pat", "Sam"}
    assert "gives you the right" in str(copies["Robin"].letter)
    assert "only if Robin agrees" in str(copies["Pat"].letter)
    assert [copies[name].channel for name in ("Robin", "Pat", "Sam")] == [
        "online", "online", "post",
    ]  # fmt: skip
    assert "26 June 2027" in str(copies["Sam"].letter)


def test_nobody_who_must_not_hears_of_it() -> None:
    case = made()
    yesterday = date(2026, 6, 30)
    for name, limit in (("Ended", {"ends_on": yesterday}), ("Barred", {"sees_record": False})):
        make.make_relationship(case.person, None, name=name, **limit)
    tell_of_rights(today=date(2026, 7, 1))
    names = set(NoticeCopy.objects.filter(notice__case=case).values_list("name", flat=True))
    assert not names & {"Ended", "Barred"}


@pytest.mark.parametrize("stage", ["ceased", "closed", "moved", "no_plan", "refused", "withdrawn"])
def test_where_there_is_nothing_to_decide_no_letter_goes(stage: str) -> None:
    case = made(stage=stage)
    tell_of_rights(today=date(2026, 7, 1))
    assert sent(case) == []
