"""Reads a plan in the open format from bytes, or says in one sentence why it can't."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError, best_match

from sendap.basics.errors import UnreadableInput
from sendap.exchange.plan.document import PlanDocument, from_json
from sendap.exchange.plan.schema import plan_schema

MOST_BYTES = 8 * 1024 * 1024
"""The largest plan that is read: a hundred times the longest known."""


def read_plan(content: bytes) -> PlanDocument:
    """The plan that these bytes hold.

    Errors: ``UnreadableInput`` for bytes that aren't JSON, or aren't a plan, naming the place.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableInput("it is larger than 8 MB, which no plan is; check the file")
    read = _parse(content)
    if not isinstance(read, dict):
        raise UnreadableInput("it isn't a plan: it must be one JSON object")
    check_shape(read)
    return from_json(read)


def _parse(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once)
    except RecursionError:
        raise UnreadableInput("it is nested too deeply to be a plan; check the file") from None
    except UnicodeDecodeError:
        raise UnreadableInput("it isn't text in UTF-8; save it as UTF-8 JSON") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise UnreadableInput(f"it isn't JSON: {error.msg} at {place}; correct it") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise UnreadableInput(f"{twice!r} is there twice in one object; keep one of them")
    return found


def check_shape(read: Mapping[str, Any]) -> None:
    """Errors: ``UnreadableInput`` naming the place where a document isn't a plan."""
    regime = read.get("regime", "cfa2014")
    try:
        error = best_match(_validator(str(regime) if regime == "cfa2014" else "").iter_errors(read))
    except RecursionError:
        raise UnreadableInput("it is nested too deeply to be a plan; check the file") from None
    if error is not None:
        raise UnreadableInput(f"{_place(error)}: {_words(error)}; see sendap plan schema")
    _check_days(read)


def check_text(read: object) -> None:
    """Errors: ``UnreadableInput`` for characters that no database keeps."""
    try:
        said = json.dumps(read, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise UnreadableInput("it has half of a character in it; write it again") from None
    if _NULL.search(said):
        raise UnreadableInput("it has a null character in it; take it out")


_NULL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
"""A null character as JSON writes it; a backslash that is itself written out doesn't count."""


@lru_cache(maxsize=2)
def _validator(regime: str) -> Draft202012Validator:
    return Draft202012Validator(plan_schema(regime or "cfa2014"), format_checker=FormatChecker())


def _place(error: ValidationError) -> str:
    return ".".join(str(step) for step in error.absolute_path) or "the document"


def _words(error: ValidationError) -> str:
    message = error.message
    return message if len(message) <= 160 else f"it breaks the rule {error.validator!r}"


def _check_days(read: Mapping[str, Any]) -> None:
    for name, text in (
        ("prepared_on", read["prepared_on"]),
        ("person.born_on", read["person"]["born_on"]),
    ):
        try:
            date.fromisoformat(text)
        except ValueError:
            raise UnreadableInput(f"{name}: {text!r} isn't a day in the calendar") from None
