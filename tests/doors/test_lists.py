"""The tailored list: made and shared by officers, ranked and added to by the family."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from sendap.apps.organisations.models import Setting, SettingProfile
from sendap.apps.placements.models import ListChoice, ListMade, ListWord
from sendap.apps.timeline.models import Case
from sendap.reference.postcodes import Point
from tests import builders as make
from tests.planted_settings import offer, settle

pytestmark = pytest.mark.django_db
OAK, ELM, FAR, SECONDARY, NEAR_BUT_FULL = "100001", "100002", "100003", "100004", "100005"


@pytest.fixture(autouse=True)
def settings_of_the_area(case: Case) -> None:
    """Four primary schools of the area, a secondary one and one a long way off."""
    settle(OAK, "Oak Primary School", easting=400_500, northing=400_000, faith="Church of England")
    settle(ELM, "Elm School", category="special", needs="ASD", easting=403_000, northing=400_000)
    settle(FAR, "Far School", easting=600_000, northing=200_000, authority_code="997")
    settle(SECONDARY, "Lower Secondary", phase="Secondary", youngest=11, oldest=16)
    settle(NEAR_BUT_FULL, "Ash Primary School", easting=400_100, northing=400_000)
    offer(NEAR_BUT_FULL, range(-2, 15), 0)
    offer(ELM, range(-2, 15), 3)


@pytest.fixture
def home(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """The child lives in the middle of the area."""
    make.make_location(case.person, "1 Mill Lane", "ZZ99 1AA")
    monkeypatch.setattr(
        "sendap.apps.placements.lists.children.point_of_postcode",
        lambda postcode: Point(400_000, 400_000),
    )


def starts_on() -> date:
    return timezone.localdate() + timedelta(days=30)


def makes(writer: Client, case: Case, **other: Any) -> ListMade:
    """The list that a caseworker makes on the page."""
    form = {"do": "make", "token": str(uuid.uuid4()), "starts_on": starts_on().isoformat(),
            "year_group": "4"} | other  # fmt: skip
    answer = writer.post(f"/cases/{case.pk}/list", form)
    assert answer.status_code == 302, _error(answer)
    found = ListMade.objects.filter(case=case).order_by("-number").first()
    assert found
    return found


def shares(writer: Client, case: Case, **other: Any) -> ListMade:
    made = makes(writer, case, **other)
    writer.post(f"/cases/{case.pk}/list", {"do": "share", "list": str(made.pk)})
    return made


def _error(answer: Any) -> str:
    found = re.search(r'error-summary__list">\s*(.*?)</ul>', answer.content.decode(), re.S)
    return found.group(1) if found else ""


def names(made: ListMade) -> list[str]:
    return [row["name"] for row in made.found["listed"]]


@pytest.mark.usefixtures("home")
def test_a_list_has_what_can_suit_best_first_and_counts_the_rest(writer: Client, case: Case):
    made = makes(writer, case)
    assert names(made) == ["Elm School", "Oak Primary School", "Ash Primary School"]
    assert made.found["not_listed"] == {"phase_not_taught": 1, "too_far": 1}
    assert made.found["considered"] == 5


@pytest.mark.usefixtures("home")
def test_a_full_setting_is_listed_and_the_law_is_told(writer: Client, parent: Client, case: Case):
    shares(writer, case)
    page = parent.get(f"/family/{case.pk}/list").content.decode()
    assert "It says it is full in this year group. You can ask" in page


def test_the_same_form_twice_makes_one_list(writer: Client, case: Case):
    token = str(uuid.uuid4())
    makes(writer, case, token=token)
    makes(writer, case, token=token)
    assert ListMade.objects.count() == 1


@pytest.mark.usefixtures("home")
def test_a_list_stays_as_it_was_when_the_register_changes(writer: Client, case: Case):
    before = names(makes(writer, case))
    Setting.objects.filter(pk=ELM).update(status="closed", closed_on=timezone.localdate())
    assert names(ListMade.objects.get(number=1)) == before
    again = makes(writer, case)
    assert again.number == 2 and "Elm School" not in names(again)
    assert "Elm School" in writer.get(f"/cases/{case.pk}/list?number=1").content.decode()


def test_nothing_is_measured_from_a_protected_home(writer: Client, case: Case, home: None):
    make.make_location(case.person, "2 Hidden Row", "ZZ99 2BB", is_protected=True)
    made = makes(writer, case)
    assert made.child["easting"] is None
    assert {row["metres"] for row in made.found["listed"]} == {None}


def test_the_family_of_a_protected_child_reads_no_list(writer: Client, parent: Client, case: Case):
    shares(writer, case)
    make.make_location(case.person, "2 Hidden Row", "ZZ99 2BB", is_protected=True)
    page = parent.get(f"/family/{case.pk}/list").content.decode()
    assert "Elm School" not in page and "isn’t shown here" in page
    answer = parent.post(f"/family/{case.pk}/list", {"do": "choose", f"rank-{ELM}": "1"})
    assert answer.status_code == 404 and not ListChoice.objects.exists()


def test_the_family_sees_nothing_before_it_is_shared(writer: Client, parent: Client, case: Case):
    makes(writer, case)
    assert "Elm School" not in parent.get(f"/family/{case.pk}/list").content.decode()


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"starts_on": ""}, "day, month and year"),
        ({"starts_on": "2020-01-01"}, "within three years"),
        ({"year_group": "40"}, "year group from the list"),
        ({"travel_minutes": "1000"}, "from 1 to 180"),
        ({"travel_minutes": "soon"}, "from 1 to 180"),
        ({"wishes": "gold"}, "list of wishes"),
        ({"kinds": "palace"}, "kinds of place shown"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(
    writer: Client, case: Case, form: dict[str, str], says: str
):
    asked = {"do": "make", "starts_on": starts_on().isoformat(), "year_group": "4"} | form
    answer = writer.post(f"/cases/{case.pk}/list", asked)
    assert answer.status_code == 400 and says in _error(answer)
    assert not ListMade.objects.exists()


@pytest.mark.usefixtures("home")
def test_a_family_ranks_and_the_officer_reads_it(writer: Client, parent: Client, case: Case):
    shares(writer, case)
    form = {"do": "choose", f"rank-{OAK}": "1", f"rank-{ELM}": "2", "reasons": "Friends go there."}
    parent.post(f"/family/{case.pk}/list", form)
    page = writer.get(f"/cases/{case.pk}/list").content.decode()
    assert page.index("<li>Oak Primary School") < page.index("<li>Elm School")
    assert "Friends go there." in page
    assert ListChoice.objects.get().ranked == [OAK, ELM]


def test_two_settings_cannot_have_one_place(writer: Client, parent: Client, case: Case):
    shares(writer, case)
    form = {"do": "choose", f"rank-{OAK}": "1", f"rank-{ELM}": "1", "reasons": "Kept."}
    answer = parent.post(f"/family/{case.pk}/list", form)
    assert answer.status_code == 400 and "same place" in _error(answer)
    assert "Kept." in answer.content.decode() and not ListChoice.objects.exists()


def test_a_ranked_list_is_changed_until_the_end(writer: Client, parent: Client, case: Case):
    shares(writer, case)
    for number in (OAK, ELM):
        parent.post(f"/family/{case.pk}/list", {"do": "choose", f"rank-{number}": "1"})
    assert [row.ranked for row in ListChoice.objects.all()] == [[ELM]]


@pytest.mark.usefixtures("home")
def test_one_not_on_the_list_is_added_with_what_keeps_it_off(
    writer: Client, parent: Client, case: Case
):
    shares(writer, case)
    assert "Far School" in parent.get(f"/family/{case.pk}/list?q=far").content.decode()
    form = {"do": "added", "added-number": FAR, "added-text": "His cousin goes there."}
    parent.post(f"/family/{case.pk}/list", form)
    page = parent.get(f"/family/{case.pk}/list").content.decode()
    assert "It isn’t on the list because it is too far to travel to every day." in page
    officers = writer.get(f"/cases/{case.pk}/list").content.decode()
    assert "His cousin goes there." in officers
    assert ListWord.objects.get().number == FAR


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"do": "added", "added-number": "999999", "added-text": "Why"}, "those found"),
        ({"do": "added", "added-number": "", "added-text": "Why"}, "those found"),
        ({"do": "added", "added-number": OAK, "added-text": "Why"}, "on the list already"),
        ({"do": "added", "added-number": FAR, "added-text": " "}, "Write something"),
        ({"do": "question", "question-number": "", "question-text": "Why"}, "Choose a setting"),
        ({"do": "question", "question-number": OAK, "question-text": ""}, "Write something"),
        ({"do": "visit", "visit-number": OAK, "visit-on": ""}, "day of the visit"),
        ({"do": "visit", "visit-number": OAK, "visit-on": "31 May"}, "day, month and year"),
        ({"do": "choose", f"rank-{OAK}": "99"}, "from 1 to 10"),
        ({"do": "dance"}, "Choose what to add"),
    ],
)  # fmt: skip
def test_a_slip_of_the_family_is_told_and_nothing_is_kept(
    writer: Client, parent: Client, case: Case, home: None, form: dict[str, str], says: str
):
    shares(writer, case)
    answer = parent.post(f"/family/{case.pk}/list", form)
    assert answer.status_code == 400 and says in _error(answer)
    assert not ListWord.objects.exists() and not ListChoice.objects.exists()


def test_a_question_is_answered(writer: Client, parent: Client, case: Case):
    shares(writer, case)
    form = {"do": "question", "question-number": OAK, "question-text": "Is there a quiet room?",
            "token": str(uuid.uuid4())}  # fmt: skip
    for _ in range(2):
        parent.post(f"/family/{case.pk}/list", form)
    word = ListWord.objects.get()
    answer = {"do": "answer", "word": word.pk, f"answer-{word.pk}": "Yes, two of them."}
    writer.post(f"/cases/{case.pk}/list", answer)
    assert "Yes, two of them." in parent.get(f"/family/{case.pk}/list").content.decode()


def test_a_visit_and_open_days_are_shown(writer: Client, parent: Client, case: Case):
    SettingProfile.objects.create(
        setting_id=OAK, open_days="Every Tuesday at nine", said_by="Hed", said_as="Head",
        said_at=timezone.now(),
    )  # fmt: skip
    shares(writer, case)
    form = {"do": "visit", "visit-number": OAK, "visit-on": "2026-05-31", "visit-text": "Calm."}
    parent.post(f"/family/{case.pk}/list", form)
    page = parent.get(f"/family/{case.pk}/list").content.decode()
    assert "Every Tuesday at nine" in page and "31 May 2026: Calm." in page


def test_one_parent_does_not_read_what_the_other_said(writer: Client, parent: Client, case: Case):
    shares(writer, case)
    parent.post(f"/family/{case.pk}/list", {"do": "choose", f"rank-{OAK}": "1", "reasons": "Mine."})
    account = make.make_account("other-parent")
    make.make_grant(account, "parent", str(case.person_id))
    make.make_relationship(case.person, account)
    assert "Mine." not in make.signed_in(account).get(f"/family/{case.pk}/list").content.decode()


@pytest.mark.usefixtures("home")
def test_settings_stand_side_by_side_and_no_more_than_four(
    writer: Client, parent: Client, case: Case
):
    shares(writer, case)
    address = f"/family/{case.pk}/list?compare={OAK}&compare={ELM}"
    page = parent.get(address).content.decode()
    table = page.split('aria-label="Settings side by side"')[1].split("</table>")[0]
    assert "Oak Primary School" in table and "Elm School" in table and "Ash" not in table


@pytest.mark.usefixtures("home")
def test_a_wish_counts_only_as_a_wish(writer: Client, case: Case):
    made = makes(writer, case, wishes=["church_of_england"])
    oak = next(row for row in made.found["listed"] if row["number"] == OAK)
    assert ["wishes", "wish_met", "for", "church_of_england"] in oak["findings"]


@pytest.mark.usefixtures("home")
def test_under_the_green_paper_the_list_is_of_the_area_and_binds(
    writer: Client, parent: Client, case: Case, settings: Any
):
    settings.REGIME = "green_paper_2022"
    made = shares(writer, case)
    assert made.mode == "binding" and made.found["not_listed"]["not_on_local_list"] == 1
    assert "the one to choose from" in parent.get(f"/family/{case.pk}/list").content.decode()


def test_weights_are_published_and_set_for_days_to_come(writer: Client, case: Case):
    manager = make.signed_in(make.make_staff("team_manager"))
    tomorrow = timezone.localdate() + timedelta(days=1)
    form = {"main_need": "10", "other_needs": "10", "distance": "70", "places": "5", "cost": "0",
            "wishes": "5", "list_length": "2", "starts_on": tomorrow.isoformat(),
            "because": "Travel is long here."}  # fmt: skip
    assert manager.post("/team/weights", form).status_code == 302
    page = Client().get("/lists/weights").content.decode()
    assert "Travel is long here." in page and ">70<" in page
    assert makes(writer, case).rules["list_length"] == 50


@pytest.mark.parametrize(
    ("slip", "says"),
    [
        ({"main_need": "101"}, "from 0 to 100"),
        ({"main_need": "-1"}, "from 0 to 100"),
        ({"list_length": "0"}, "from 1 to 100"),
        ({"starts_on": "2020-01-01"}, "after today"),
        ({"because": ""}, "Say why"),
        ({"main_need": "0", "distance": "0"}, "at least one criterion"),
    ],
)
def test_weights_that_cannot_be_are_refused(db: None, slip: dict[str, str], says: str):
    manager = make.signed_in(make.make_staff("team_manager"))
    good = {"main_need": "10", "other_needs": "0", "distance": "70", "places": "0", "cost": "0",
            "wishes": "0", "list_length": "2", "because": "Why.",
            "starts_on": (timezone.localdate() + timedelta(days=1)).isoformat()}  # fmt: skip
    answer = manager.post("/team/weights", good | slip)
    assert answer.status_code == 400 and says in _error(answer)
