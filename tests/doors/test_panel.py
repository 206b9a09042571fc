"""The panel: the agenda opens a case to its members, the pack, stepping back, the decision."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sendap.apps.access.models import Account, Grant
from sendap.apps.plans.models import Decision, PanelItem
from sendap.apps.timeline.models import Case
from tests import builders as make

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def case(today: date) -> Case:
    case = make.make_case(make.make_person())
    make.make_event(case, "request_received", today - timedelta(days=20))
    return case


@pytest.fixture
def member() -> Account:
    return make.make_staff("panel_member")


@pytest.fixture
def item(case: Case, member: Account, today: date) -> PanelItem:
    put_on(case, today + timedelta(days=7))
    return PanelItem.objects.get()


def put_on(case: Case, on: date, question: str = "assess"):
    browser = make.signed_in(make.make_staff("caseworker"))
    address = reverse("panel:add", args=[case.pk])
    return browser.post(address, {"on": on.isoformat(), "question": question})


def pack_of(item: PanelItem) -> str:
    return reverse("panel:pack", args=[item.panel_id, item.pk])


def step_back(member: Account, item: PanelItem, reason: str = "a cousin"):
    address = reverse("panel:step-back", args=[item.panel_id, item.pk])
    return make.signed_in(member).post(address, {"reason": reason})


def decision(today: date) -> dict[str, str]:
    return {
        "step": "confirm", "move": "refuse_to_assess", "may_have_needs": "yes",
        "may_have_needs_reasons": "Reports.", "may_need_plan": "no",
        "may_need_plan_reasons": "Support in class.", "evidence": "A report",
        "on": today.isoformat(),
    }  # fmt: skip


def test_a_member_sees_no_case_that_is_on_no_agenda(case: Case, member: Account) -> None:
    browser = make.signed_in(member)
    assert case.person.surname not in browser.get(reverse("panel:agenda")).content.decode()
    assert browser.get(reverse("requests:decide", args=[case.pk])).status_code == 404


def test_the_agenda_opens_a_case_to_its_members_until_four_weeks_after(
    item: PanelItem, member: Account, today: date
) -> None:
    grant = Grant.objects.get(account=member, scope="person")
    assert (grant.basis, grant.ends_on) == ("panel", today + timedelta(days=35))
    page = make.signed_in(member).get(reverse("panel:agenda")).content.decode()
    assert item.case.person.surname in page and "Whether to assess" in page


def test_put_on_twice_it_is_on_once_with_one_grant(item: PanelItem, member: Account) -> None:
    put_on(item.case, item.panel.on, "plan")
    assert PanelItem.objects.get().question == "plan"
    assert Grant.objects.filter(account=member, scope="person").count() == 1


def test_the_pack_has_what_the_advice_says_and_what_happened(
    item: PanelItem, member: Account, today: date
) -> None:
    asked = make.make_advice_request(item.case, "medical", "medical", on=today)
    make.make_advice_statement(asked, "Hears little.", evidence="A test in June")
    page = make.signed_in(member).get(pack_of(item)).content.decode()
    assert "Hears little." in page and "A test in June" in page
    assert reverse("requests:decide", args=[item.case_id]) in page


def test_a_member_decides_with_reasons(item: PanelItem, member: Account, today: date) -> None:
    address = reverse("requests:decide", args=[item.case_id])
    answer = make.signed_in(member).post(address, decision(today), follow=True)
    assert answer.status_code == 200 and answer.redirect_chain[-1][0] == reverse("panel:agenda")
    assert "Support in class" in Decision.objects.get().facts["reasons"]


def test_whoever_steps_back_sees_nothing_of_the_case_anywhere(
    item: PanelItem, member: Account, today: date
) -> None:
    assert step_back(member, item).status_code == 302
    browser, decide = make.signed_in(member), reverse("requests:decide", args=[item.case_id])
    page = browser.get(reverse("panel:agenda")).content.decode()
    assert "Stepped back" in page
    assert item.case.person.surname not in page and item.case.reference not in page
    for answer in (browser.get(pack_of(item)), browser.get(decide),
                   browser.post(decide, decision(today))):  # fmt: skip
        assert answer.status_code == 404
        assert item.case.person.surname not in answer.content.decode()
    assert not Decision.objects.exists()


def test_put_on_again_it_stays_shut_to_whoever_stepped_back(
    item: PanelItem, member: Account
) -> None:
    step_back(member, item)
    put_on(item.case, item.panel.on + timedelta(days=7))
    page = make.signed_in(member).get(reverse("panel:agenda")).content.decode()
    assert page.count("Stepped back") == 2 and item.case.person.surname not in page


def test_stepping_back_needs_a_reason(item: PanelItem, member: Account) -> None:
    page = step_back(member, item, " ")
    assert page.status_code == 400 and "Say how you know" in page.content.decode()


def test_a_member_of_another_area_s_panel_sees_nothing(item: PanelItem) -> None:
    browser = make.signed_in(make.make_staff("panel_member", "997"))
    assert browser.get(pack_of(item)).status_code == 404
    page = browser.get(reverse("panel:agenda")).content.decode()
    assert item.case.person.surname not in page


def test_a_day_that_has_passed_is_refused_and_what_was_chosen_kept(case: Case, today: date) -> None:
    page = put_on(case, today - timedelta(days=1), "plan")
    assert page.status_code == 400 and 'value="plan" selected' in page.content.decode()
    assert not PanelItem.objects.exists()


def arrange(item: PanelItem, name: str, by: str = "caseworker", **data: str):
    address = reverse(f"panel:{name}", args=[item.panel_id, item.pk])
    return make.signed_in(make.make_staff(by)).post(address, data, follow=True)


def order_of(item: PanelItem) -> list[str]:
    rows = PanelItem.objects.filter(panel=item.panel_id).order_by("position")
    return list(rows.values_list("case__person__surname", flat=True))


@pytest.fixture
def three(item: PanelItem) -> list[PanelItem]:
    for _ in range(2):
        put_on(make.make_case(make.make_person()), item.panel.on)
    return list(PanelItem.objects.order_by("position"))


def test_a_case_moves_up_and_down_the_agenda(three: list[PanelItem]) -> None:
    first, second, third = (row.case.person.surname for row in three)
    arrange(three[2], "place", to="up")
    assert order_of(three[0]) == [first, third, second]
    page = arrange(three[0], "place", to="down").content.decode()
    assert order_of(three[0]) == [third, first, second]
    assert page.index(third) < page.index(first) < page.index(second)


def test_at_the_top_a_case_stays_there(three: list[PanelItem]) -> None:
    before = order_of(three[0])
    assert arrange(three[0], "place", to="up").status_code == 200
    assert order_of(three[0]) == before


def test_taken_off_a_case_closes_to_the_members(item: PanelItem, member: Account) -> None:
    page = arrange(item, "take-off").content.decode()
    assert "No case is on an agenda" in page and not PanelItem.objects.exists()
    browser = make.signed_in(member)
    assert browser.get(reverse("requests:decide", args=[item.case_id])).status_code == 404


def test_taken_off_one_agenda_a_case_stays_open_while_on_another(
    item: PanelItem, member: Account
) -> None:
    put_on(item.case, item.panel.on + timedelta(days=14))
    later = PanelItem.objects.exclude(pk=item.pk).get()
    arrange(item, "take-off")
    assert make.signed_in(member).get(pack_of(later)).status_code == 200
    assert Grant.objects.get(basis="panel").ends_on == later.panel.on + timedelta(days=28)


@pytest.mark.parametrize("name", ["place", "take-off"])
def test_once_a_panel_has_met_its_agenda_stays(item: PanelItem, today: date, name: str) -> None:
    item.panel.on = today - timedelta(days=1)
    item.panel.save()
    assert arrange(item, name, to="up").status_code == 409 and PanelItem.objects.exists()
    page = make.signed_in(make.make_staff("caseworker")).get(reverse("panel:agenda"))
    assert "Take off" not in page.content.decode()


@pytest.mark.parametrize("name", ["place", "take-off"])
def test_an_agenda_is_arranged_by_its_own_officers_alone(item: PanelItem, name: str) -> None:
    for account in (make.make_staff("panel_member"), make.make_staff("caseworker", "997")):
        address = reverse(f"panel:{name}", args=[item.panel_id, item.pk])
        assert make.signed_in(account).post(address).status_code == 404
    assert PanelItem.objects.exists()


def test_a_member_who_joined_since_opens_the_agenda_and_gets_the_pack(item: PanelItem) -> None:
    new = make.signed_in(make.make_staff("panel_member"))
    page = new.get(reverse("panel:agenda")).content.decode()
    assert "1 case was put on an agenda before you joined" in page
    assert item.case.person.surname not in page and new.get(pack_of(item)).status_code == 404
    page = new.post(reverse("panel:open"), follow=True).content.decode()
    assert item.case.person.surname in page and "before you joined" not in page
    assert new.get(pack_of(item)).status_code == 200


def test_a_member_who_stepped_back_is_offered_nothing(item: PanelItem, member: Account) -> None:
    step_back(member, item)
    Grant.objects.filter(basis="panel").delete()
    page = make.signed_in(member).post(reverse("panel:open"), follow=True).content.decode()
    assert item.case.person.surname not in page and not Grant.objects.filter(basis="panel")
