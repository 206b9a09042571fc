"""Writes the twenty sample plans: ten good, and ten that each have named faults.

Everyone is made up. A faulty plan starts as a good one; ``expected.json`` names its faults.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sendap.exchange.plan.schema import example_plan
from sendap.law.plan_shape import find_plan_shape

Plan = dict[str, Any]
FOLDER = Path(__file__).parent
CHILDREN = (
    ("Bryn", "2020-11-02", "counts five objects when each is touched"),
    ("Cora", "2018-01-15", "reads single words and loses the sense of a sentence"),
    ("Dev", "2016-07-30", "leaves the room when a lesson changes without warning"),
    ("Elin", "2014-09-01", "hears speech clearly within two metres only"),
    ("Faye", "2013-03-12", "writes three lines before the hand tires"),
    ("Gil", "2012-05-23", "plays beside others and doesn’t yet join a game"),
    ("Hana", "2011-02-08", "follows a lesson when each step is shown in a picture"),
    ("Idris", "2010-12-19", "travels a known route with an adult beside him"),
    ("Juno", "2009-06-06", "plans a day when each part is written down"),
    ("Kit", "2007-10-27", "works for twenty minutes before a rest is needed"),
)


def good(number: int) -> Plan:
    """The good plan of a child; from Year 9 its provision prepares for adulthood."""
    forename, born_on, need = CHILDREN[number]
    plan = copy.deepcopy(example_plan(find_plan_shape()))
    plan["person"] = {"forename": forename, "surname": "Sample", "born_on": born_on}
    plan["sections"]["B"][0]["text"] = f"{forename} {need}."
    plan["sections"]["E"][0]["needs"] = ["B1", "C1", "D1"]
    plan["sections"]["F"][0]["needs"] = ["B1", "C1", "D1"]
    if born_on < "2012-09-01":
        plan["sections"]["F"][0]["theme"] = "independent_living"
    if number % 2:
        plan["status"], plan["sections"]["I"] = "draft", []
    return plan


def _say(section: str, **fields: Any) -> Callable[[Plan], None]:
    return lambda plan: plan["sections"][section][0].update(fields)


def _empty(section: str) -> Callable[[Plan], None]:
    return lambda plan: plan["sections"].update({section: []})


def _second_need(plan: Plan) -> None:
    plan["sections"]["B"].append({"id": "B2", "text": "Needs quiet to listen.", "evidence": ["K1"]})


def _named_in_draft(plan: Plan) -> None:
    plan["status"] = "draft"
    plan["sections"]["I"] = [{"id": "I1", "setting_type": "A special school"}]


def _no_theme(plan: Plan) -> None:
    del plan["sections"]["F"][0]["theme"]


FAULTS: tuple[tuple[int, Callable[[Plan], None], list[str]], ...] = (
    (0, _say("F", text="Access to regular support, up to 5 hours."), ["F1 vague_words"]),
    (1, _say("F", frequency="", length="", who=" "),
     ["F1 no_frequency", "F1 no_length", "F1 no_who"]),
    (2, _second_need, ["B2 need_without_outcome", "B2 need_without_provision"]),
    (3, _say("H1", needs=[], outcomes=[]),
     ["H11 provision_without_need", "H11 provision_without_outcome"]),
    (4, _say("E", by_when="", measure=""), ["E1 outcome_not_specific"]),
    (5, _named_in_draft, ["I1 placement_in_draft"]),
    (6, _say("K", author="", dated_on="2026-01-09"), ["K1 evidence_without_source"]),
    (8, _no_theme, ["F no_preparation_for_adulthood"]),
    (7, _say("F", evidence=["K9"]), ["F1 link_to_nothing"]),
    (4, _empty("A"), ["A section_empty"]),
)  # fmt: skip
"""For each faulty plan: the child, what is done to it, and what must be found."""


def samples() -> dict[str, tuple[Plan, list[str]]]:
    """Every sample by the name of its file, with the faults to be found."""
    found = {f"good_{number + 1:02}": (good(number), []) for number in range(len(CHILDREN))}
    for place, (number, spoil, expected) in enumerate(FAULTS, 1):
        plan = good(number)
        spoil(plan)
        found[f"faulty_{place:02}"] = (plan, expected)
    return found


if __name__ == "__main__":
    for name, (plan, _) in samples().items():
        text = json.dumps(plan, ensure_ascii=False, indent=1) + "\n"
        (FOLDER / f"{name}.json").write_text(text, encoding="utf-8")
    expected = {name: faults for name, (_, faults) in samples().items()}
    text = json.dumps(expected, indent=1) + "\n"
    (FOLDER / "expected.json").write_text(text, encoding="utf-8")
