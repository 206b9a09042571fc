"""Ways to ask the clock: by the command, as a user does, and by the function."""

import json
import subprocess
import sys
from collections.abc import Sequence

from sendap.law.case_reading import read_case
from sendap.law.clock import as_json, deadlines
from sendap.law.rules import Regime

WORDS = ("who", "citation", "explanation")


def by_command(text: str | bytes) -> subprocess.CompletedProcess[bytes]:
    """What ``sendap clock -`` does with this input."""
    data = text if isinstance(text, bytes) else text.encode()
    command = [sys.executable, "-m", "sendap", "clock", "-"]
    return subprocess.run(command, input=data, capture_output=True, check=False)


def by_function(case: dict, *, regime: Regime | None = None) -> list[dict]:
    """The objects that the function gives for the case, without who, citation and explanation."""
    rows = json.loads(as_json(deadlines(read_case(json.dumps(case)), regime=regime)))
    return [{key: row[key] for key in row if key not in WORDS} for row in rows]


def case_of(*events: Sequence, as_of: str, **more: object) -> dict:
    """A case from short events: name, day and perhaps a dict of items."""
    told = [{"event": name, "on": on, **(items[0] if items else {})} for name, on, *items in events]
    return {"regime": "cfa2014", "as_of": as_of, "events": told, **more}


def only(case: dict, rule: str) -> list[tuple]:
    """The rows of one rule as (due, met_on, status, exception, days_late)."""
    keys = ("due", "met_on", "status", "exception", "days_late")
    return [tuple(row[key] for key in keys) for row in by_function(case) if row["rule"] == rule]
