"""The interface's reference page as Markdown, made from its own description."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sendap.api.reference import Item, OperationEntry, Shape, groups, shapes

HEAD = """# Interface for programs, version 1

Made from the interface's own description (`/api/openapi.json`) by `make docs`; don't edit it.

Everything is JSON under `/api/v1/`. Law and published figures are open to everyone. For the rest, \
send `Authorization: Bearer` and a token, made at `/account/tokens`: it sees what its account \
sees, and each use is in the audit as the account's. A browser that is signed in may read, \
never change.

A refusal is an object with `message`, a sentence, and `field`, the item that it is about. A \
parameter that an operation doesn't know is refused. What isn't there and what isn't yours give \
the same answer, 404. A list is read by `limit` (at most 200) and `offset` (at most 10,000).
"""


def reference_page() -> str:
    """The whole page: every operation by group, then every object."""
    return "\n".join([HEAD, *_groups(), "## Objects\n", *map(_shape, shapes())]).rstrip() + "\n"


def _groups() -> Iterator[str]:
    for name, text, operations in groups():
        yield f"## {name}\n\n{text}\n"
        yield from map(_operation, operations)


def _operation(operation: OperationEntry) -> str:
    statuses = ", ".join(f"{status} {phrase}" for status, phrase in operation.statuses)
    lines = [
        f"### `{operation.method} {operation.path}`\n",
        f"{operation.text}\n",
        f"- Who: {operation.who}",
        *([f"- Body: {operation.body}."] if operation.body else []),
        f"- Answer: {operation.answer}.",
        f"- Statuses: {statuses}.\n",
    ]
    return "\n".join(lines) + _table(operation.parameters)


def _shape(shape: Shape) -> str:
    return f"### {shape.name}\n\n{shape.text}\n{_table(shape.items)}"


def _table(items: Iterable[Item]) -> str:
    rows = [
        f"| `{item.name}` | {item.kind}{', required' if item.required else ''} | {item.text} |"
        for item in items
    ]
    if not rows:
        return ""
    return "\n".join(["\n| Name | What it is | Meaning |", "|---|---|---|", *rows]) + "\n"
