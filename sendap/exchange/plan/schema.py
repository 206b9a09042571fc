"""The open JSON Schema (2020-12) of an EHC plan, made from the shape of the plan in law."""

from __future__ import annotations

from typing import Any

from sendap.exchange.plan.document import DRAFTS, FORMAT, STATUSES
from sendap.law.plan_shape import DAY, LINKS, TEXT, Field, Kind, PlanShape, Section, find_plan_shape

LONGEST_TEXT, LONGEST_LINE, MOST_ITEMS = 8_000, 300, 200
"""The most characters of a text and of a line; the most items of a section."""


def plan_schema(regime: str = "cfa2014") -> dict[str, Any]:
    """The schema of a plan under a regime, with what the law asks and an example in each place."""
    shape = find_plan_shape(regime)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:sendap:plan:{regime}:{FORMAT}",
        "title": shape.title,
        "description": f"{shape.title}: sections {', '.join(shape.sections)}. {shape.source}.",
        "type": "object",
        "required": ["plan_format", "regime", "status", "prepared_on", "person", "authority",
                     "sections"],
        "additionalProperties": False,
        "properties": {**_head(shape), "sections": _sections(shape)},
        "$defs": {kind.name: _item(kind) for kind in _kinds(shape)},
        "examples": [example_plan(shape)],
    }  # fmt: skip


def _kinds(shape: PlanShape) -> list[Kind]:
    found = {section.kind.name: section.kind for section in shape.sections.values()}
    return list(found.values())


def _head(shape: PlanShape) -> dict[str, Any]:
    return {
        "plan_format": {"const": FORMAT, "description": "The version of this format."},
        "regime": {"const": shape.regime, "description": "The law that the plan is made under."},
        "status": {"enum": list(STATUSES), "description": _statuses()},
        "number": {"type": "integer", "minimum": 1, "description": "Versions count from 1."},
        "prepared_on": {**_DAY, "description": "The day of this version."},
        "person": {
            "type": "object",
            "description": "Whom the plan is for.",
            "required": ["forename", "surname", "born_on"],
            "additionalProperties": False,
            "properties": {
                "forename": {"type": "string", "maxLength": LONGEST_LINE},
                "surname": {"type": "string", "maxLength": LONGEST_LINE},
                "born_on": _DAY,
            },
        },
        "authority": {
            "type": "object",
            "description": "The local authority that maintains the plan.",
            "required": ["code", "name"],
            "additionalProperties": False,
            "properties": {
                "code": {"type": "string", "pattern": "^[0-9]{3}$"},
                "name": {"type": "string", "maxLength": LONGEST_LINE},
            },
        },
    }


_DAY = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def _statuses() -> str:
    return "; ".join(f"{name}: {title}" for name, title in STATUSES.items()) + "."


def _sections(shape: PlanShape) -> dict[str, Any]:
    return {
        "type": "object",
        "description": "Each section separately identified; a section may be empty.",
        "required": list(shape.sections),
        "additionalProperties": False,
        "properties": {letter: _section(each) for letter, each in shape.sections.items()},
    }


def _section(section: Section) -> dict[str, Any]:
    blank = f" Empty in a {' or '.join(sorted(DRAFTS)[-1:])}." if section.blank_in_draft else ""
    return {
        "type": "array",
        "title": f"Section {section.letter}: {section.title}",
        "description": f"{section.asks}{blank} Written by: {section.who}. {section.source}.",
        "maxItems": MOST_ITEMS,
        "items": {
            "allOf": [
                {"$ref": f"#/$defs/{section.kind.name}"},
                {"properties": {"id": {"pattern": f"^{section.letter}-?[0-9]{{1,4}}$"}}},
            ]
        },
    }


def _item(kind: Kind) -> dict[str, Any]:
    needed = [name for name, each in kind.fields.items() if each.required]
    return {
        "type": "object",
        "title": kind.title,
        "required": ["id", *needed],
        "additionalProperties": False,
        "properties": {
            "id": {"type": "string", "description": "The item's number in its section."},
            **{name: _field(each) for name, each in kind.fields.items()},
            **_ORIGINS,
        },
    }


_ORIGINS: dict[str, Any] = {
    "sources": {
        "type": "array",
        "description": "The sentences of advice that the item comes from. Internal.",
        "items": {
            "type": "object",
            "required": ["text", "evidence"],
            "additionalProperties": False,
            "properties": {
                "text": {"type": "string", "maxLength": LONGEST_TEXT},
                "evidence": {"type": "string", "description": "The item of section K."},
            },
        },
    },
    "suggested_by": {"type": "string", "description": "Who suggested the words. Internal."},
    "accepted_by": {"type": "string", "description": "Who accepted them. Internal."},
}


def _field(field: Field) -> dict[str, Any]:
    said = {"title": field.title, "description": _about(field), "examples": [field.example]}
    if field.shape == LINKS:
        return {**said, "type": "array", "uniqueItems": True, "items": {"type": "string"}}
    if field.shape == DAY:
        return {**said, **_DAY}
    if field.choices:
        return {**said, "enum": ["", *field.choices]}
    longest = LONGEST_TEXT if field.shape == TEXT else LONGEST_LINE
    least = {"minLength": 1} if field.required else {}
    return {**said, "type": "string", "maxLength": longest, **least}


def _about(field: Field) -> str:
    parts = [f"{field.title}."]
    if field.choices:
        parts.append("; ".join(f"{code}: {text}" for code, text in field.choices.items()) + ".")
    if field.to:
        parts.append(f"Numbers of items of section {', '.join(field.to)}.")
    if field.from_year_group:
        parts.append(f"From Year {field.from_year_group}.")
    if field.internal:
        parts.append("Internal: never shown to the family.")
    return " ".join(parts)


def example_plan(shape: PlanShape) -> dict[str, Any]:
    """A short plan of a made-up child that satisfies the schema: one item a section."""
    return {
        "plan_format": FORMAT,
        "regime": shape.regime,
        "status": "final",
        "number": 2,
        "prepared_on": "2026-03-20",
        "person": {"forename": "Ada", "surname": "Example", "born_on": "2017-05-04"},
        "authority": {"code": "998", "name": "Northmere"},
        "sections": {
            letter: [{"id": f"{letter}1", **_examples(section)}]
            for letter, section in shape.sections.items()
        },
    }


def _examples(section: Section) -> dict[str, Any]:
    return {
        field.name: field.example
        for field in section.kind.fields.values()
        if not field.internal and not field.from_year_group
    }
