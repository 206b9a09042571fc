"""Tries a rule on a date: which questions to ask, and what the clock answers. Nothing is kept."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sendap.basics.errors import CannotDo
from sendap.law.case_reading import read_case
from sendap.law.clock import deadlines
from sendap.law.limits import ITEMS
from sendap.law.limits.ages import EndOfKeyStage
from sendap.law.rules import Regime, Rule

BORN = "born"
EITHER = ("last_review", "plan_made")
"""Items of which an event needs one."""

PARTS = ("day", "month", "year")


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the form: a day, a choice of words, or a year."""

    name: str
    label: str
    kind: str
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A last day that the clock gives (None: at once), and how it is found."""

    due: date | None
    explanation: str


@dataclass(slots=True)
class Trial:
    """The questions, what was typed, and either what is wrong or what follows."""

    questions: tuple[Question, ...]
    typed: Mapping[str, str]
    is_asked: bool
    errors: list[dict[str, str]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    def error(self, name: str) -> str:
        """What is wrong with one answer, or nothing."""
        return next((row["text"] for row in self.errors if row["name"] == name), "")


def trial(regime: Regime, rule: Rule, typed: Mapping[str, str]) -> Trial:
    """The form for a rule, with the clock's answer when it has been filled in."""
    questions = tuple(_questions(regime, rule))
    found = Trial(questions, typed, is_asked="try" in typed)
    if not found.is_asked:
        return found
    given = {row.name: value for row in questions if (value := _read(row, found)) is not None}
    either = [row for row in questions if row.name in EITHER]
    if either and not any(row.name in given for row in either):
        text = "Enter the day of the last review, or the day the plan was made"
        found.errors.append({"text": text, "href": f"#{EITHER[0]}-day", "name": EITHER[0]})
    if not found.errors:
        found.answers = _answers(regime, rule, given, found)
    return found


def _questions(regime: Regime, rule: Rule) -> Iterator[Question]:
    events = [name for name in rule.starts if name != BORN]
    if len(events) > 1:
        choices = tuple((name, regime.events[name].title) for name in events)
        yield Question("event", "What happened?", "choice", choices=choices)
    if BORN in rule.starts:
        yield Question(BORN, "Date of birth", "day")
        return
    if _counts_from_start(regime, rule):
        label = regime.events[events[0]].title if len(events) == 1 else "When did it happen?"
        yield Question("on", label, "day")
    yield from _items(regime, rule, events)
    yield from _other_events(regime, rule)
    if any(isinstance(version.limit, EndOfKeyStage) for version in rule.versions):
        yield Question(BORN, "Date of birth", "day", required=False)


def _counts_from_start(regime: Regime, rule: Rule) -> bool:
    """Whether the day of what starts the rule matters, rather than a day that it brings."""
    needs = {item for event in rule.starts for item in regime.events[event].needs}
    return bool(re.search(r"\bit\b", _words(rule)) or needs.isdisjoint({"for", "year"}))


def _words(rule: Rule) -> str:
    return rule.versions[-1].limit.words("it")


def _items(regime: Regime, rule: Rule, events: Iterable[str]) -> Iterator[Question]:
    asked = set()
    for event in events:
        kind = regime.events[event]
        only = dict(rule.starts_when.get(event, ()))
        either = [item for item in kind.needs_one_of if ITEMS[item][1] in _words(rule)]
        for item in (*kind.needs, *either):
            values = [
                value for value in kind.values.get(item, ()) if value in only.get(item, value)
            ]
            if item in asked or item == "outcome" or (item in only and len(values) == 1):
                continue
            asked.add(item)
            yield _item(item, values, required=item in kind.needs and len(tuple(events)) == 1)
    if rule.replaced_by:
        yield _item(rule.replaced_by, [], required=False)


def _item(item: str, values: list[str], *, required: bool) -> Question:
    label = ITEMS[item][1].capitalize()
    if values:
        choices = tuple((value, value.replace("_", " ").capitalize()) for value in values)
        return Question(item, label, "choice", required, choices)
    return Question(item, label, "year" if item == "year" else "day", required)


def _other_events(regime: Regime, rule: Rule) -> Iterator[Question]:
    """Other events that the limit counts from."""
    if rule.counted_from_latest:
        yield Question(
            _also(rule.counted_from_latest), _title(regime, rule.counted_from_latest), "day"
        )
    for version in rule.versions[-1:]:
        for part in getattr(version.limit, "parts", ()):
            event = getattr(part, "start_event", None)
            if event:
                yield Question(_also(event), _title(regime, event), "day", required=False)


def _also(event: str) -> str:
    return f"also-{event}"


def _title(regime: Regime, event: str) -> str:
    return regime.events[event].title


def _read(question: Question, found: Trial) -> Any:
    """The answer to one question, None when left out; what is wrong is added to the errors."""
    try:
        return _READERS[question.kind](question, found.typed)
    except ValueError as error:
        href = f"#{question.name}" + ("-day" if question.kind == "day" else "")
        found.errors.append({"text": str(error), "href": href, "name": question.name})
        return None


def _read_day(question: Question, typed: Mapping[str, str]) -> str | None:
    parts = [typed.get(f"{question.name}-{part}", "").strip() for part in PARTS]
    if not any(parts):
        _left_out(question, f"Enter a day: {_lowered(question.label)}")
        return None
    try:
        if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
            raise ValueError
        return date(int(parts[2]), int(parts[1]), int(parts[0])).isoformat()
    except ValueError:
        raise ValueError(f"Enter a real day: {_lowered(question.label)}") from None


def _read_choice(question: Question, typed: Mapping[str, str]) -> str | None:
    value = typed.get(question.name, "")
    if value in dict(question.choices):
        return value
    _left_out(question, f"Choose one: {_lowered(question.label)}")
    return None


def _read_year(question: Question, typed: Mapping[str, str]) -> int | None:
    value = typed.get(question.name, "").strip()
    if value.isascii() and value.isdigit() and len(value) == 4:
        return int(value)
    _left_out(question, f"Enter a year, such as 2026: {_lowered(question.label)}")
    return None


def _left_out(question: Question, complaint: str) -> None:
    if question.required:
        raise ValueError(complaint)


def _lowered(label: str) -> str:
    return label[:1].lower() + label[1:].rstrip("?")


_READERS: dict[str, Callable[[Question, Mapping[str, str]], Any]] = {
    "day": _read_day,
    "choice": _read_choice,
    "year": _read_year,
}


def _answers(regime: Regime, rule: Rule, given: dict[str, Any], found: Trial) -> list[Answer]:
    try:
        rows = deadlines(read_case(json.dumps(_case(regime, rule, given))))
        return [Answer(row.due, row.explanation) for row in rows if row.rule == rule.id]
    except CannotDo as error:
        text = str(error)
        first = found.questions[0]
        href = f"#{first.name}" + ("-day" if first.kind == "day" else "")
        found.errors.append({"text": text[:1].upper() + text[1:], "href": href, "name": first.name})
        return []


def _case(regime: Regime, rule: Rule, given: dict[str, Any]) -> dict[str, Any]:
    """The case in the form of ``sendap clock``, asked on the latest day given."""
    events = list(_events(regime, rule, given))
    days = [event["on"] for event in events] + [given.get(BORN, "")]
    case = {"regime": regime.name, "as_of": max(days), "events": events}
    return {**case, BORN: given[BORN]} if BORN in given else case


def _events(regime: Regime, rule: Rule, given: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if BORN in rule.starts:
        if rule.needs_plan_in_force:
            yield {"event": "final_plan_issued", "on": given[BORN]}
        return
    name = given.get("event", rule.starts[0])
    on = given.get("on") or given.get("for") or f"{given['year']}-01-01"
    # An outcome decides whether a rule starts, never its day: any that starts it will do.
    fixed = {item: values[0] for item, values in regime.events[name].values.items()}
    fixed |= {item: min(values) for item, values in rule.starts_when.get(name, ())}
    items = {key: value for key, value in given.items() if key in ITEMS}
    if regime.events[name].needs_one_of and not items.keys() & EITHER:
        fixed["plan_made"] = on
    yield {"event": name, "on": on, **fixed, **items}
    for key, value in given.items():
        if key.startswith("also-"):
            yield {"event": key.removeprefix("also-"), "on": value}
