"""Reads a case from JSON. Whatever is wrong is one sentence that names the entry."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NoReturn

from sendap.basics.dates import parse_day
from sendap.basics.errors import CannotDo
from sendap.law.case import Case, Closure, Event, RecordedException
from sendap.law.limits import ITEMS
from sendap.law.regimes import find_regime
from sendap.law.rules import Regime

_DAYS = ("for", "moves_on", "last_review", "plan_made", "directed_by", "agreed_by")
_FLAGS = ("from_school", "from_early_years")


def read_case(text: str | bytes) -> Case:
    """The case that the JSON describes; bytes are UTF-8.

    Errors: ``CannotDo`` naming the entry that can't be used, and what it should be.
    """
    facts = _object(text)
    regime = find_regime(_name(facts, "regime", "the case"))
    as_of = _day(facts, "as_of", "the case")
    if facts.get("events") is None:
        raise CannotDo('the case has no "events"; give a list, which may be empty')
    return Case(
        regime=regime.name,
        as_of=as_of,
        events=tuple(_event(*entry, regime, as_of) for entry in _entries(facts, "events")),
        born=_optional_day(facts, "born", "the case"),
        closures=tuple(_closure(*entry, regime) for entry in _entries(facts, "closures")),
        exceptions=tuple(_exception(*entry, regime) for entry in _entries(facts, "exceptions")),
        training_ends_on=_optional_day(facts, "training_ends", "the case"),
    )


def read_event(entry: Mapping[str, Any], *, regime: str, as_of: date) -> Event:
    """One event from its JSON object.

    Errors: ``CannotDo`` saying what is wrong with it.
    """
    return _event(entry, "the event", find_regime(regime), as_of)


def _object(text: str | bytes) -> dict[str, Any]:
    try:
        decoded = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        facts = json.loads(decoded, object_pairs_hook=_pairs, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise CannotDo(
            f"the file isn't UTF-8 text (byte {error.start}); save it as UTF-8"
        ) from None
    except json.JSONDecodeError as error:
        raise CannotDo(
            f"line {error.lineno}, column {error.colno} isn't JSON ({error.msg}); "
            "give one JSON object"
        ) from None
    except (RecursionError, ValueError):
        raise CannotDo("the JSON is nested too deep or has a number too long to read") from None
    if not isinstance(facts, dict):
        raise CannotDo(f"the JSON is {_words(facts)}; give one JSON object")
    return facts


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    facts = dict(pairs)
    if len(facts) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        twice = counts.most_common(1)[0][0]
        raise CannotDo(f"{_quoted(twice)} is there twice in one object; leave one")
    return facts


def _no_constant(name: str) -> NoReturn:
    raise CannotDo(f"{name} isn't a JSON value; leave it out or put a date or text")


def _entries(facts: Mapping[str, Any], key: str) -> Iterable[tuple[dict[str, Any], str]]:
    entries = facts.get(key)
    if entries is None:
        return
    if not isinstance(entries, list):
        raise CannotDo(f'"{key}" is {_words(entries)}; give a list')
    for place, entry in enumerate(entries, start=1):
        where = f"entry {place} of {key}"
        if not isinstance(entry, dict):
            raise CannotDo(f"{where} is {_words(entry)}; give an object")
        yield entry, where


def _event(entry: Mapping[str, Any], where: str, regime: Regime, as_of: date) -> Event:
    name = _known(entry, "event", where, regime.events)
    where, kind = f"{where} ({name})", regime.events[name]
    on = _day(entry, "on", where)
    if on > as_of:
        raise CannotDo(f"{where} is on {on}, after as_of, {as_of}; leave it out or move as_of")
    for item in kind.needs:
        if entry.get(item) is None:
            raise CannotDo(f'{where} has no "{item}"; add it')
    if kind.needs_one_of and all(entry.get(item) is None for item in kind.needs_one_of):
        raise CannotDo(f"{where} has neither {' nor '.join(kind.needs_one_of)}; add one")
    items: dict[str, Any] = {
        item: _known(entry, item, where, values) for item, values in kind.values.items()
    }
    items |= {ITEMS[item][0]: _optional_day(entry, item, where) for item in _DAYS}
    items |= {flag: _flag(entry, flag, where) for flag in _FLAGS}
    return Event(
        name,
        on,
        id=_text(entry, "id", where),
        year=_year(entry, where) if "year" in kind.needs else None,
        **items,
    )


def _closure(entry: dict[str, Any], where: str, regime: Regime) -> Closure:
    kind = _known(entry, "kind", where, sorted(regime.excused_by_closure))
    return Closure(kind, *_period(entry, where))


def _exception(entry: dict[str, Any], where: str, regime: Regime) -> RecordedException:
    rule = _known(entry, "rule", where, regime.rules)
    limb = _known(entry, "limb", where, regime.limbs)
    if limb not in regime.rules[rule].excuses:
        has = ", ".join(regime.rules[rule].excuses) or "none"
        raise CannotDo(f'{where}: rule {rule} doesn\'t have the limb "{limb}"; it has {has}')
    return RecordedException(rule, limb, *_period(entry, where))


def _period(entry: Mapping[str, Any], where: str) -> tuple[date, date]:
    from_on, to_on = _day(entry, "from", where), _day(entry, "to", where)
    if to_on < from_on:
        raise CannotDo(f'{where}: "to" ({to_on}) is before "from" ({from_on}); put them right')
    return from_on, to_on


def _name(entry: Mapping[str, Any], key: str, where: str) -> str:
    text = _text(entry, key, where)
    if text is None:
        raise CannotDo(f'{where} has no "{key}"; add it')
    return text


def _known(entry: Mapping[str, Any], key: str, where: str, names: Iterable[str]) -> str:
    name = _name(entry, key, where)
    if name not in names:
        known = sorted(names)
        use = f"use one of {', '.join(known)}" if len(known) < 12 else "see the rules of the regime"
        raise CannotDo(f"{where}: {_quoted(name)} isn't a known {key}; {use}")
    return name


def _text(entry: Mapping[str, Any], key: str, where: str) -> str | None:
    value = entry.get(key)
    if value is not None and not isinstance(value, str):
        raise CannotDo(f'{where}: "{key}" is {_words(value)}; give text')
    return value


def _flag(entry: Mapping[str, Any], key: str, where: str) -> bool:
    value = entry.get(key)
    if value is not None and not isinstance(value, bool):
        raise CannotDo(f'{where}: "{key}" is {_words(value)}; give true or false')
    return bool(value)


def _year(entry: Mapping[str, Any], where: str) -> int:
    value = entry.get("year")
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 9999:
        raise CannotDo(f'{where}: "year" is {_words(value)}; give a year such as 2026')
    return value


def _day(entry: Mapping[str, Any], key: str, where: str) -> date:
    day = _optional_day(entry, key, where)
    if day is None:
        raise CannotDo(f'{where} has no "{key}"; give a date written YYYY-MM-DD')
    return day


def _optional_day(entry: Mapping[str, Any], key: str, where: str) -> date | None:
    text = entry.get(key)
    if text is None:
        return None
    if not isinstance(text, str):
        raise CannotDo(f'{where}: "{key}" is {_words(text)}; give a date written YYYY-MM-DD')
    try:
        return parse_day(text)
    except ValueError:
        raise CannotDo(
            f'{where}: "{key}" is {_quoted(text)}, which isn\'t a day of the calendar written '
            "YYYY-MM-DD; put it right"
        ) from None


def _words(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "text", type(None): "null"}
    return names.get(type(value)) or json.dumps(value)[:40]


def _quoted(text: str) -> str:
    return json.dumps(text if len(text) <= 60 else text[:60] + "...")
