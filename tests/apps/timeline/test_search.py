"""Finding cases: exactly, by the start, by sound, and with a spelling mistake."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendap.apps.access.actors import Actor, actor_for
from sendap.apps.timeline.queries import Criteria, caseload
from sendap.apps.timeline.search import KEY_LENGTH, fold, keys_for, words_of
from tests import builders as make

TODAY = date(2026, 3, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Actor:
    return actor_for(make.make_staff("caseworker"), on=TODAY)


def found(officer: Actor, words: str) -> list[str]:
    rows = caseload(officer, Criteria(words=words, sort="name"), on=TODAY).rows
    return [row.name for row in rows]


def person(surname: str, forename: str, **fields: str) -> None:
    make.make_case(make.make_person(surname=surname, forename=forename, **fields))


def test_accents_apostrophes_and_case_make_no_difference() -> None:
    assert fold("O'Brïen") == fold("OBRIEN") == "obrien"


def test_a_double_name_is_found_by_each_part() -> None:
    assert {"abramssmith", "abrams", "smith"} <= keys_for("Abrams-Smith", "Jo", "", "", "")


@given(st.text(max_size=200), st.text(max_size=200))
def test_whatever_the_name_its_keys_fit_and_its_words_find_it(surname: str, forename: str) -> None:
    keys = keys_for(surname, forename, "", "", "")
    assert all(0 < len(key) <= KEY_LENGTH for key in keys)
    assert all(word in keys or len(word) == 1 for word in words_of(surname))


def test_every_word_must_fit(officer: Actor) -> None:
    person("Marlow", "Ada")
    person("Marlow", "Ben")
    assert found(officer, "marlow ada") == ["Marlow, Ada"]


def test_the_start_of_a_name_is_enough(officer: Actor) -> None:
    person("Marlow", "Ada")
    assert found(officer, "mar") == ["Marlow, Ada"]


def test_a_name_is_found_by_its_sound(officer: Actor) -> None:
    person("Smyth", "Ada")
    assert found(officer, "smith") == ["Smyth, Ada"]


@pytest.mark.parametrize("typed", ["brokchole", "brockhloe", "brickhple"])
def test_a_mistake_or_two_still_finds_the_name_and_says_so(officer: Actor, typed: str) -> None:
    person("Brockhole", "Ada")
    answer = caseload(officer, Criteria(words=typed), on=TODAY)
    assert [row.name for row in answer.rows] == ["Brockhole, Ada"]


def test_the_spelling_used_instead_is_told(officer: Actor) -> None:
    person("Winterbourne", "Ada")
    assert caseload(officer, Criteria(words="winterbpurn"), on=TODAY).spellings == ("winterbourne",)


@pytest.mark.parametrize("typed", ["Z998000000017", "z998 0000 00017", "998-009001"])
def test_an_identifier_finds_the_case_however_it_is_spaced(officer: Actor, typed: str) -> None:
    child = make.make_person(surname="Marlow", forename="Ada", upn="Z998000000017")
    make.make_case(child, reference="998-009001")
    person("Other", "Child")
    assert found(officer, typed) == ["Marlow, Ada"]


@pytest.mark.parametrize("typed", ["%", "_", "mar%", "\0", "'", "~", "*", "  "])
def test_signs_are_no_wild_cards(officer: Actor, typed: str) -> None:
    person("Marlow", "Ada")
    answer = caseload(officer, Criteria(words=typed), on=TODAY)
    assert answer.total == 1


def test_another_authority_has_no_nearest_spelling_here(officer: Actor) -> None:
    make.make_case(make.make_person("997", surname="Winterbourne", forename="Ada"), "997")
    answer = caseload(officer, Criteria(words="winterbpurn"), on=TODAY)
    assert (answer.total, answer.spellings) == (0, ())
