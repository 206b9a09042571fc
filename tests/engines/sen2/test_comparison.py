"""Two returns compared: every change that was made is told, on the right person, and no other."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from sendap.cli.main import main
from sendap.exchange.sen2.comparison import Changed, Comparison, compare
from sendap.exchange.sen2.description import YEARS
from sendap.exchange.sen2.generate import generate
from sendap.exchange.sen2.read import read_return
from tests.engines.sen2.made_returns import Tree, as_xml, changed, person, request


def compared(
    old: list[Tree], new: list[Tree], *, years: tuple[int, int] = (2026, 2026)
) -> Comparison:
    one, other = as_xml(years[0], *old), as_xml(years[1], *new)
    return compare(read_return(one), read_return(other))


def people(count: int) -> list[Tree]:
    return [person(2026, number) for number in range(1, count + 1)]


def said(changed: Changed) -> list[tuple[str, str | None, str | None]]:
    return [(f"{each.block}.{each.item}", each.old, each.new) for each in changed.items]


@pytest.mark.parametrize("year", YEARS)
def test_a_return_is_the_same_as_itself_whatever_the_order_of_people(
    year: int, tmp_path: Path
) -> None:
    out = tmp_path / "made.xml"
    generate(persons=300, year=year, seed=5, out=out, authority="998")
    text = out.read_text()
    start, end = text.index("\t\t<Person>"), text.rindex("\t</Persons>")
    each = text[start:end].split("\t\t<Person>\n")[1:]
    random.Random(1).shuffle(each)
    mixed = text[:start] + "".join("\t\t<Person>\n" + body for body in each) + text[end:]
    found = compare(read_return(out), read_return(mixed.encode()))
    assert found.people == ()
    assert found.counts == {"added": 0, "gone": 0, "changed": 0, "same": 300}


CHANGES: list[tuple[dict[str, Any], list[tuple[str, str | None, str | None]]]] = [
    ({"Surname": "Ashley"}, [("Person.Surname", "Ashby2", "Ashley")]),
    ({"UPN": None, "UPNunknown": "UN2"}, [
        ("Person.UPN", person(2026, 2)["UPN"], None), ("Person.UPNunknown", None, "UN2"),
    ]),
    ({"Requests.0.RequestMediation": "1"}, [("Requests.RequestMediation", "0", "1")]),
    ({"Requests.0.Assessment.NamedPlan.PB": "1"}, [("NamedPlan.PB", "0", "1")]),
    ({"Requests.0.ActivePlans.SENneed.0.SENtype": "VI"}, [
        ("SENneed.SENtype", person(2026)["Requests"][0]["ActivePlans"]["SENneed"][0]["SENtype"],
         "VI"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "items"), CHANGES, ids=lambda each: str(each)[:40])
def test_a_changed_value_is_told_once_with_both_values(
    changes: dict[str, Any], items: list[tuple[str, str | None, str | None]]
) -> None:
    new = people(3)
    new[1] = {k: v for k, v in changed(new[1], changes).items() if v is not None}
    found = compared(people(3), new)
    assert [(each.change, each.old_person, each.new_person) for each in found.people] == [
        ("changed", 2, 2)
    ]
    assert said(found.people[0]) == items


def test_a_placement_that_was_added_is_told_whole() -> None:
    new = people(1)
    plan = new[0]["Requests"][0]["ActivePlans"]
    later = dict(plan["PlacementDetail"][0], EntryDate="2025-11-03", PlacementRank="2")
    plan["PlacementDetail"] = [*plan["PlacementDetail"], later]
    (one,) = compared(people(1), new).people
    assert {each.item for each in one.items} == set(later)
    assert all(each.old is None and each.block == "PlacementDetail" for each in one.items)


def test_a_person_is_found_again_by_learner_number_or_names_when_the_upn_changed() -> None:
    old, new = people(3), people(3)
    new[0] = changed(new[0], {"UPN": person(2026, 77)["UPN"]})
    found = compared(old, new)
    assert [(each.change, said(each)) for each in found.people] == [
        ("changed", [("Person.UPN", old[0]["UPN"], new[0]["UPN"])])
    ]


def test_two_people_alike_are_never_taken_for_each_other() -> None:
    twin = {"Surname": "Same", "UPN": None, "UPNunknown": "UN2"}
    old = [{k: v for k, v in changed(each, twin).items() if v is not None} for each in people(2)]
    found = compared(old, old)
    assert found.counts == {"added": 2, "gone": 2, "changed": 0, "same": 0}


def test_a_request_that_came_back_without_its_dates_is_the_same_request() -> None:
    old, new = people(1), people(1)
    for name in ("ReceivedDate", "RequestOutcomeDate", "RequestSource", "RYA"):
        new[0]["Requests"][0].pop(name)
    new[0]["Requests"][0]["RequestOutcome"] = "H"
    new[0]["Requests"].append(
        {k: v for k, v in request(2026).items() if k not in ("Assessment", "ActivePlans")}
        | {"ReceivedDate": "2025-12-01", "RequestOutcome": "A"}
    )
    (one,) = compared(old, new).people
    first = {name: (was, now) for name, was, now in said(one) if was is not None}
    assert first["Requests.RequestOutcome"] == ("Y", "H")
    assert not any(each.block in ("Assessment", "NamedPlan", "ActivePlans") for each in one.items)


def test_who_is_gone_or_added_comes_with_what_the_files_say_of_it() -> None:
    old, new = people(4), [*people(1), person(2026, 9)]
    ended = {"CeaseDate": "2025-07-01", "CeaseReason": "2"}
    plan = "Requests.0.Assessment.NamedPlan."
    old[1] = changed(old[1], {plan + name: value for name, value in ended.items()})
    old[2] = changed(old[2], {"Requests.0.RequestOutcome": "N"})
    del old[2]["Requests"][0]["Assessment"], old[2]["Requests"][0]["ActivePlans"]
    found = compared(old, new)
    told = {
        (each.change, each.old_person or each.new_person): each.because for each in found.people
    }
    assert told.keys() == {("added", 2), ("gone", 2), ("gone", 3), ("gone", 4)}
    assert told["gone", 2].startswith("plan ended: needs are now met")
    assert told["gone", 3] == "request refused"
    assert "find out why" in told["gone", 4]
    assert told["added", 2].startswith("asked for on 2025")


def test_two_years_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for year in (2025, 2026):
        (tmp_path / f"{year}.xml").write_bytes(as_xml(year, *[person(year, n) for n in (1, 2)]))
    files = [str(tmp_path / f"{year}.xml") for year in (2025, 2026)]
    assert main(["sen2", "diff", *files, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["old"]["year"], document["new"]["year"] == (2025, 2026)
    assert document["counts"]["changed"] == 2
    assert main(["sen2", "diff", *files]) == 0
    assert capsys.readouterr().out.strip().endswith("2 changed, 0 the same.")


def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good.xml").write_bytes(as_xml(2026, person(2026)))
    assert main(["sen2", "diff", str(tmp_path / "good.xml"), str(tmp_path / "no.xml")]) == 2
    said = capsys.readouterr()
    assert "no.xml" in said.err
    assert said.out == ""
