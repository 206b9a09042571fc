"""The family's pages: their own child's case in plain words, and nothing of anyone else's."""

from __future__ import annotations

import re
import string
from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from sendap.apps.access.models import AuditEntry
from sendap.apps.people.models import Location, Relationship
from sendap.apps.timeline.rules import STAGES
from sendap.law.regimes import find_regime
from sendap.web.family import happenings
from sendap.web.family.words import RULES, Whose
from tests.builders import make_case, make_event, make_grant, make_person, signed_in

LAW = find_regime("cfa2014")


def text_of(page: Any) -> str:
    """What a page says, without its marks."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode())))


def read(world: Any, who: str, path: str = "/family") -> str:
    """What an account reads at an address."""
    return text_of(signed_in(world.accounts[who]).get(path))


def page_of(world: Any, page: str) -> str:
    """The address of a page about the family's own child."""
    return f"/family/{world.subjects['own'].case.pk}/{page}"


def test_a_parent_sees_where_things_stand_and_who_has_the_case(world: Any) -> None:
    page = read(world, "parent")
    forename = world.subjects["own"].person.forename
    assert f"The council is checking {forename}’s needs." in page
    assert world.accounts["caseworker"].name in page
    assert "at Northmere council" in page


def test_a_young_person_is_spoken_to(world: Any) -> None:
    page = read(world, "young_person")
    assert "The council is checking your needs." in page


def test_what_is_late_is_said_with_its_days_and_its_day(world: Any) -> None:
    due = world.today - timedelta(days=150) + timedelta(weeks=16)
    page = read(world, "parent")
    assert f"This is late by {(world.today - due).days} days." in page
    assert "should have told you" in page


def test_a_miss_that_the_law_allows_is_not_called_late(world: Any) -> None:
    page = read(world, "parent")
    assert "The council has written down that the law lets this take longer, but not why." in page
    assert page.count("This is late by") == 1


def test_what_comes_next_has_its_day_and_its_reason(world: Any) -> None:
    case = world.subjects["own"].case
    on = world.today - timedelta(days=7)
    make_event(case, "reassessment_requested", on)
    page = read(world, "parent")
    assert "in 8 days" in page
    assert "15 days of" in page
    assert "SEND Regulations 2014, reg 25(1)" in page


def test_a_case_that_nobody_has_says_so(world: Any) -> None:
    world.subjects["own"].case.officer = None
    world.subjects["own"].case.save()
    assert "No one person has it yet." in read(world, "parent")


def test_what_was_taken_back_is_not_in_the_story(world: Any) -> None:
    page = read(world, "parent", page_of(world, "story"))
    assert "The council got the request" in page
    assert "draft plan" not in page


def test_the_same_thing_twice_on_a_day_is_said_once(world: Any) -> None:
    case = world.subjects["own"].case
    for reference in ("ep", "health"):
        make_event(case, "advice_requested", world.today, reference=reference)
    assert "asked for a report" in (page := read(world, "parent", page_of(world, "story")))
    assert page.count("asked for a report") == 1
    assert "(2 times)" in page


@pytest.mark.parametrize("page", ["story", "who-looked"])
def test_another_familys_pages_are_missing(world: Any, page: str) -> None:
    answer = signed_in(world.accounts["other_parent"]).get(page_of(world, page))
    assert answer.status_code == 404


def test_every_read_names_the_child_once_in_the_audit(world: Any) -> None:
    client, own = signed_in(world.accounts["parent"]), str(world.subjects["own"].person.pk)
    for path in ("/family", page_of(world, "story"), page_of(world, "who-looked")):
        before = AuditEntry.objects.count()
        assert client.get(path).status_code == 200
        assert [entry.people for entry in AuditEntry.objects.order_by("pk")[before:]] == [[own]]


def test_a_relationship_that_ended_closes_the_record_whatever_is_granted(world: Any) -> None:
    Relationship.objects.filter(account=world.accounts["parent"]).update(
        ends_on=world.today - timedelta(days=1)
    )
    assert "There is no case that you can see" in read(world, "parent")


def test_an_order_that_ends_the_right_to_see_closes_the_record(world: Any) -> None:
    Relationship.objects.filter(account=world.accounts["parent"]).update(sees_record=False)
    assert signed_in(world.accounts["parent"]).get(page_of(world, "story")).status_code == 404


def test_a_member_of_staff_sees_no_familys_page(world: Any) -> None:
    assert signed_in(world.accounts["caseworker"]).get("/family").status_code == 404


def test_several_children_each_have_their_part(world: Any) -> None:
    sibling = make_person("998", forename="Wilhelmina", surname="Test")
    make_case(sibling, "998")
    make_grant(world.accounts["parent"], "parent", str(sibling.pk))
    page = read(world, "parent")
    assert "Your children’s cases" in page
    assert "Wilhelmina" in page
    assert world.subjects["own"].person.forename in page


def test_those_who_looked_are_named_by_role_and_day_and_never_by_name(world: Any) -> None:
    signed_in(world.accounts["colleague"]).get(f"/cases/{world.subjects['own'].case.pk}")
    page = read(world, "parent", page_of(world, "who-looked"))
    assert "Caseworker Northmere Opened the record" in page
    assert world.accounts["colleague"].name not in page


def test_the_familys_own_looks_are_not_listed(world: Any) -> None:
    read(world, "advocate")
    read(world, "parent")
    page = read(world, "parent", page_of(world, "who-looked"))
    assert "No one has looked in the last year." in page


def test_a_protected_place_hides_the_council_and_the_officer_from_a_parent(world: Any) -> None:
    Location.objects.filter(person=world.subjects["own"].person).update(is_protected=True)
    signed_in(world.accounts["colleague"]).get(f"/cases/{world.subjects['own'].case.pk}")
    pages = read(world, "parent") + read(world, "parent", page_of(world, "who-looked"))
    shown = pages.replace("Demonstration. Northmere", "")
    assert "Northmere" not in shown
    assert world.accounts["caseworker"].name not in shown


def test_a_protected_place_hides_nothing_from_the_young_person(world: Any) -> None:
    Location.objects.filter(person=world.subjects["own"].person).update(is_protected=True)
    assert "at Northmere council" in read(world, "young_person")


def test_no_page_shows_an_address_or_another_adult(world: Any) -> None:
    client = signed_in(world.accounts["parent"])
    paths = ("/family", page_of(world, "story"), page_of(world, "who-looked"))
    body = b"".join(client.get(path).content for path in paths)
    found = {canary.field for canary in world.canaries.find(body)}
    assert "Person.forename" in found
    assert found <= {"Person.forename", "Person.surname", "Person.born_on", "Account.name"}


def test_every_rule_of_the_law_has_plain_words() -> None:
    assert set(RULES) == set(LAW.rules)


def test_every_event_and_stage_has_plain_words() -> None:
    assert set(happenings.EVENTS) == set(LAW.events)
    assert set(happenings.STAGES) == set(STAGES)


@pytest.mark.parametrize("is_own", [True, False])
def test_plain_words_are_whole_sentences_without_jargon(is_own: bool) -> None:
    speak = Whose("Sam", is_own)
    plain = [text for rule in RULES.values() for text in (rule.coming, rule.missed)]
    happened = [happenings.happening(name, {}) for name in happenings.EVENTS]
    for text in (*plain, *happened, *happenings.STAGES.values()):
        said = speak.fill(text)
        assert said[0] in string.ascii_uppercase and said.endswith(".")
        assert not re.search(r"\b(authority|statutory|notified|section|EHC|SEN)\b|[{}]", said)


def test_the_words_of_a_decision_follow_its_outcome() -> None:
    said = happenings.happening("review_decision_notified", {"outcome": "cease"})
    assert said == "The council decided after the review: it will end the plan."
