"""The interface described: for programs as OpenAPI, for people as a page made from the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from sendap.api.v1 import TAGS, description
from sendap.apps.access.policy import ADDRESSES, ANYONE
from sendap.apps.access.roles import ROLES


@dataclass(frozen=True, slots=True)
class Item:
    """A parameter or an item of an answer: its name, type in words and meaning."""

    name: str
    kind: str
    required: bool
    text: str


@dataclass(frozen=True, slots=True)
class OperationEntry:
    """One operation as the page shows it; ``who`` says in words who may use it."""

    id: str
    method: str
    path: str
    title: str
    text: str
    who: str
    parameters: tuple[Item, ...]
    body: str
    answer: str
    statuses: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """An object that answers are made of."""

    name: str
    text: str
    items: tuple[Item, ...]


def openapi(request: HttpRequest) -> JsonResponse:
    """The OpenAPI 3.1 description."""
    return JsonResponse(description(), json_dumps_params={"indent": 2})


def docs(request: HttpRequest) -> HttpResponse:
    """The same for people, with nothing fetched from anywhere else."""
    return render(request, "api/docs.html", {"groups": groups(), "shapes": shapes()})


@cache
def groups() -> tuple[tuple[str, str, tuple[OperationEntry, ...]], ...]:
    """Each group's name, meaning and operations, in the order of the tags."""
    entries = [
        (operation["tags"][0], _entry(path, method, operation))
        for path, methods in description()["paths"].items()
        for method, operation in methods.items()
    ]
    return tuple(
        (
            tag["name"],
            tag["description"],
            tuple(row for name, row in entries if name == tag["name"]),
        )
        for tag in TAGS
    )


@cache
def shapes() -> tuple[Shape, ...]:
    """Every object that answers and bodies are made of, by name."""
    found = description()["components"]["schemas"]
    return tuple(
        Shape(name, found[name].get("description", ""), tuple(_items(found[name])))
        for name in sorted(found)
        if found[name].get("type") == "object"
    )


def _entry(path: str, method: str, operation: dict[str, Any]) -> OperationEntry:
    identifier = operation["operationId"]
    return OperationEntry(
        id=identifier,
        method=method.upper(),
        path=path,
        title=operation["summary"],
        text=operation.get("description", ""),
        who=_who(f"v1:{identifier}"),
        parameters=tuple(_parameter(row) for row in operation.get("parameters", ())),
        body=_body(operation),
        answer=_kind(_schema(operation["responses"].get(200, {}))),
        statuses=tuple(
            (str(status), HTTPStatus(int(status)).phrase) for status in operation["responses"]
        ),
    )


def _who(route: str) -> str:
    roles = ADDRESSES[route].roles
    if roles is ANYONE:
        return "Everyone; no token is needed."
    return ", ".join(role.title for role in ROLES.values() if role.name in roles) + "."


def _parameter(row: dict[str, Any]) -> Item:
    text = row.get("description") or row["schema"].get("description", "")
    return Item(row["name"], _kind(row["schema"]), row.get("required", False), text)


def _body(operation: dict[str, Any]) -> str:
    body = operation.get("requestBody")
    return _kind(_schema(body)) if body else ""


def _schema(part: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = part.get("content", {}).get("application/json", {}).get("schema", {})
    return found


def _items(schema: dict[str, Any]) -> list[Item]:
    required = schema.get("required", ())
    return [
        Item(name, _kind(row), name in required, row.get("description", ""))
        for name, row in schema.get("properties", {}).items()
    ]


def _kind(schema: dict[str, Any]) -> str:
    """The type in words: "list of Figure", "day", "text or null"."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[1]
    for key in ("anyOf", "allOf"):
        if key in schema:
            return " or ".join(_kind(row) for row in schema[key])
    if "enum" in schema:
        return "one of " + ", ".join(str(row) for row in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return _KINDS.get(schema.get("format", ""), _KINDS.get(schema.get("type", ""), ""))


_KINDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "null": "null",
    "object": "object",
    "date": "day",
    "date-time": "moment",
    "uuid": "identifier",
}
