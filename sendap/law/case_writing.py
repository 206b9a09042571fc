"""Writes a case as the JSON that ``sendap clock`` reads: the other way round from reading it."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from typing import Any

from sendap.law.case import Case, Event
from sendap.law.limits import ITEMS

_NAMES = {"name": "event"} | {field: item for item, (field, _) in ITEMS.items()}


def event_as_object(event: Event) -> dict[str, Any]:
    """The event as the JSON object of the contract; items that it hasn't are left out."""
    told = ((field.name, getattr(event, field.name)) for field in fields(event))
    return {
        _NAMES.get(name, name): value.isoformat() if isinstance(value, date) else value
        for name, value in told
        if value is not None and value is not False
    }


def case_as_json(case: Case) -> str:
    """The case as the JSON object that ``sendap clock`` reads."""
    facts: dict[str, Any] = {
        "regime": case.regime,
        "as_of": case.as_of.isoformat(),
        "born": case.born and case.born.isoformat(),
        "training_ends": case.training_ends_on and case.training_ends_on.isoformat(),
        "events": [event_as_object(event) for event in case.events],
        "closures": [
            {"kind": closure.kind, **_period(closure.from_on, closure.to_on)}
            for closure in case.closures
        ],
        "exceptions": [
            {"rule": entry.rule, "limb": entry.limb, **_period(entry.from_on, entry.to_on)}
            for entry in case.exceptions
        ],
    }
    return json.dumps({key: value for key, value in facts.items() if value is not None}, indent=2)


def _period(from_on: date, to_on: date) -> dict[str, str]:
    return {"from": from_on.isoformat(), "to": to_on.isoformat()}
