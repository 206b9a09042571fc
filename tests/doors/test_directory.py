"""The directory of settings: anyone searches it, and a setting's own staff speak for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sendap.apps.access.models import AuditEntry
from sendap.apps.organisations import directory
from sendap.apps.organisations.models import PlaceOffer, Setting, SettingLink, SettingProfile
from sendap.apps.organisations.places import give_back_place, take_free_place
from sendap.apps.organisations.version import directory_changed
from sendap.reference.postcodes import made_up_point
from tests import builders as make

pytestmark = [pytest.mark.django_db, pytest.mark.database]
OWN, OTHER = "900101", "900102"
HERE, BESIDE, FAR = "ZZ99 3AB", "ZZ99 3AD", "ZZ99 9ZZ"


@pytest.fixture(autouse=True)
def schools() -> None:
    add(OWN, "Deerholme Special School", BESIDE, category="special", needs="ASD,SLD")
    add(OTHER, "Ashmere High School", FAR, category="mainstream", youngest=11, oldest=16)


def add(number: str, name: str, postcode: str, **facts: Any) -> None:
    point = made_up_point(postcode)
    assert point is not None
    make.make_setting(number, name)
    Setting.objects.filter(pk=number).update(
        postcode=postcode, easting=point.easting, northing=point.northing, status="open", **facts
    )


def find(**asked: str) -> str:
    answer = Client().get(reverse("directory:find"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def senco(number: str = OWN) -> Client:
    return make.signed_in(make.make_staff("senco", number))


def edit(client: Client, number: str = OWN, **typed: Any) -> Any:
    return client.post(reverse("directory:edit", args=[number]), typed)


def say_places(client: Client, *, seen: str = "", **places: str) -> Any:
    typed = {f"places-{year.removeprefix('year')}": count for year, count in places.items()}
    today = timezone.localdate().isoformat()
    return edit(client, do="places", starts=today, seen=seen, **typed)


def page(number: str = OWN) -> str:
    return Client().get(reverse("directory:setting", args=[number])).content.decode()


def offers() -> dict[int, int]:
    return {row.year_group: row.places for row in directory.places_of(OWN)}


def test_anyone_finds_a_setting_by_part_of_its_name() -> None:
    shown = find(q="deerholme")
    assert "Deerholme Special School" in shown and "Ashmere" not in shown


def test_a_search_by_distance_has_the_near_one_and_says_how_far_it_is() -> None:
    shown = find(postcode=HERE, miles="1")
    assert "0.1 miles" in shown and "Ashmere" not in shown


def test_the_map_leads_to_each_setting_and_needs_no_script() -> None:
    shown = find()
    drawn = shown[shown.index("<svg") : shown.index("</svg>")]
    assert f'href="{reverse("directory:setting", args=[OWN])}"' in drawn
    assert "<script" not in drawn


def test_a_postcode_that_is_nowhere_is_said_and_what_was_typed_stays() -> None:
    answer = Client().get(reverse("directory:find"), {"postcode": "ZZ99", "q": "deer"})
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert "We can’t find that postcode" in shown and 'value="deer"' in shown


def test_a_choice_that_there_isnt_counts_as_none() -> None:
    shown = find(kind="castle", need="XXX", year="99", miles="-3", page="-1")
    assert "2 settings" in shown


def test_a_page_that_there_isnt_is_not_found() -> None:
    for number in (999_999, 10**30):
        assert Client().get(f"/settings/{number}").status_code == 404


def test_a_school_that_took_over_is_named() -> None:
    SettingLink.objects.create(number=OWN, other=OTHER, relation="Successor")
    SettingLink.objects.create(number=OWN, other="900199", relation="Predecessor")
    shown = page()
    assert "Ashmere High School" in shown and "number 900199" in shown


def test_places_are_told_with_who_said_so_and_when() -> None:
    assert say_places(senco(), year5="3", year6="0").status_code == 302
    shown = page()
    assert "Year 5" in shown and "SENCO at Deerholme" in shown
    assert "Deerholme" in find(year="5")
    assert "Deerholme" not in find(year="6")


def test_the_name_of_who_said_so_is_not_public() -> None:
    account = make.make_staff("senco", OWN, name="Nadia Private")
    edit(make.signed_in(account), do="words", offer="Small groups.")
    assert "Small groups." in page() and "Nadia Private" not in page()
    assert SettingProfile.objects.get().said_by == "Nadia Private"


def test_what_was_said_before_is_kept_and_the_new_words_stand() -> None:
    client = senco()
    for offer in ("First words.", "Second words."):
        edit(client, do="words", offer=offer, **{"feature-nurse": "yes", "feature-signing": "no"})
    assert "Second words." in page() and "First words." not in page()
    assert "A nurse on site" in page()
    assert SettingProfile.objects.count() == 2


def test_a_place_taken_shows_at_once_and_never_falls_below_none() -> None:
    say_places(senco(), year5="1")
    assert take_free_place(OWN, 5)
    assert not take_free_place(OWN, 5)
    assert "Deerholme" not in find(year="5")
    for _ in range(2):
        give_back_place(OWN, 5)
    assert offers() == {5: 1}


def test_a_place_cant_be_taken_where_none_was_told_of() -> None:
    assert not take_free_place(OWN, 5)


def test_places_that_moved_since_the_form_was_opened_are_not_given_out_again() -> None:
    client = senco()
    say_places(client, year5="2")
    take_free_place(OWN, 5)
    answer = say_places(client, seen="5:2", year5="2")
    assert answer.status_code == 409
    assert offers() == {5: 1}
    assert say_places(client, seen="5:1", year5="4").status_code == 302
    assert offers() == {5: 4}


@pytest.mark.parametrize("typed", ["-1", "1000", "two", "1.5"])
def test_places_must_be_a_number(typed: str) -> None:
    answer = say_places(senco(), year5=typed)
    assert answer.status_code == 400
    assert f'value="{typed}"' in answer.content.decode()
    assert not PlaceOffer.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"price": "lots"},
        {"price": "-5"},
        {"price": "1.005"},
        {"price": "1e99"},
        {"offer": "x" * 2_001},
    ],
)
def test_words_that_dont_fit_are_refused_and_not_lost(typed: dict[str, str]) -> None:
    answer = edit(senco(), do="words", **typed)
    assert answer.status_code == 400
    assert next(iter(typed.values())) in answer.content.decode()
    assert not SettingProfile.objects.exists()


def test_a_day_far_away_is_refused() -> None:
    far = timezone.localdate() + timedelta(days=1_000)
    answer = edit(senco(), do="places", starts=far.isoformat(), seen="", **{"places-5": "1"})
    assert answer.status_code == 400


def test_nobody_speaks_for_another_setting() -> None:
    for number in (OTHER, "900199"):
        assert edit(senco(), number, do="words", offer="Ours.").status_code == 404
    assert not SettingProfile.objects.exists()


@pytest.mark.parametrize("role", ["admissions", "ap_provider", "head"])
def test_others_who_work_there_speak_for_it_too(role: str) -> None:
    client = make.signed_in(make.make_staff(role, OWN))
    assert edit(client, do="words", offer="Ours.").status_code == 302


def test_each_change_is_in_the_audit_with_the_setting() -> None:
    edit(senco(), do="words", offer="Ours.")
    entry = AuditEntry.objects.get(action="organisations.say_own_words")
    assert entry.detail == {"setting": OWN}


def test_a_copy_in_memory_is_read_again_when_a_setting_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(directory, "SMALL", 0)
    monkeypatch.setattr(directory, "_kept", {})
    directory_changed()
    assert "Deerholme Special School" in find()
    Setting.objects.filter(pk=OWN).update(name="Deerholme Grove")
    directory_changed()
    assert "Deerholme Grove" in find()


def test_a_search_asks_the_database_for_little(
    monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    monkeypatch.setattr(directory, "SMALL", 0)
    monkeypatch.setattr(directory, "_kept", {})
    find()
    with django_assert_max_num_queries(5):
        find(q="deer", postcode=HERE, year="5")
