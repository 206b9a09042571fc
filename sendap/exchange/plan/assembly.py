"""A first draft from the statements of the advice, with the source of each sentence kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sendap.exchange.plan.document import ORIGINS, Item, Person, PlanDocument
from sendap.exchange.plan.schema import LONGEST_LINE
from sendap.law.plan_shape import LINKS, find_plan_shape

NEED, OUTCOME, PROVISION, VIEW = "need", "outcome", "provision", "view"

MOST_NAMED = 150
"""When section K has this many rows, further statements point to their report alone."""

SECTIONS = {
    NEED: {"education": "B", "health": "C", "care": "D"},
    PROVISION: {"education": "F", "health": "G", "care": "H2"},
}
"""Where a need and a provision go, by the service that advised."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a piece of advice.

    ``kind``: need, outcome, provision or view; ``service``: education, health or care; ``report``
    names the advice, with its ``author`` and day; ``said`` are more fields of the plan's item
    (who, frequency and so on; what its kind doesn't have is left out); ``about`` the ids of the
    statements that it belongs to: the needs of an outcome, the needs and outcomes of a provision.
    ``evidence`` is what it rests on, in the adviser's words; it stands in section K beside the
    report.
    """

    id: str
    kind: str
    text: str
    report: str
    author: str
    dated_on: date
    service: str = "education"
    said: Mapping[str, str] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    evidence: str = ""


def first_draft(
    statements: Iterable[Statement],
    *,
    person: Person,
    authority_code: str,
    authority_name: str,
    prepared_on: date,
    onto: Mapping[str, tuple[Item, ...]] | None = None,
) -> PlanDocument:
    """The draft that the statements make: each becomes an item tied to its advice in section K.

    The same sentence from two reports becomes one item with both sources. Section I stays blank.
    ``onto`` are items by section that the draft already has: they stay as they are, and the same
    statements given again add nothing.
    """
    given = list(statements)
    building = _Building(onto or {})
    for each in given:
        building.add(each)
    return PlanDocument(
        status="draft",
        number=1,
        prepared_on=prepared_on,
        person=person,
        authority_code=authority_code,
        authority_name=authority_name,
        sections=building.sections(given),
    )


class _Building:
    """The items so far: by section, by sentence, and by the statement that they come from."""

    def __init__(self, onto: Mapping[str, tuple[Item, ...]]) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {
            letter: [deepcopy({"id": item.id, **item.fields}) for item in onto.get(letter, ())]
            for letter in find_plan_shape().sections
        }
        self.known: dict[tuple[str, str], dict[str, Any]] = {}
        self.of_statement: dict[str, dict[str, Any]] = {}
        self.resting_on: dict[str, list[str]] = {}
        self.before = {
            row["id"]: [dict(source) for source in row.get("sources", ())]
            for rows in self.rows.values()
            for row in rows
        }
        for letter, rows in self.rows.items():
            for row in rows:
                self._remember(letter, row)

    def _remember(self, letter: str, row: dict[str, Any]) -> None:
        said = {
            name: value
            for name, value in row.items()
            if isinstance(value, str) and name not in {"id", "text", *ORIGINS}
        }
        self.known.setdefault(_key(letter, str(row.get("text", "")), said), row)
        for source in row.get("sources", ()):
            self.known.setdefault((letter, f"from {source['text']}".casefold()), row)

    def add(self, statement: Statement) -> None:
        letter = _section(statement)
        fields = find_plan_shape().sections[letter].kind.fields
        said = {
            name: text
            for name, text in statement.said.items()
            if text and name in fields and fields[name].shape != LINKS
        }
        again = (letter, f"from {statement.text}".casefold())
        row = self.known.get(again) or self._row(letter, statement.text.strip(), said)
        evidence = self._evidence(statement)
        source = {"text": statement.text, "evidence": evidence[-1]}
        if source not in self.before.get(row["id"], ()):
            row.setdefault("sources", []).append(source)
        self.of_statement[statement.id], self.resting_on[statement.id] = row, evidence

    def _evidence(self, statement: Statement) -> list[str]:
        """The rows of section K: the report, then what in it the statement rests on."""
        signed = {"author": statement.author, "dated_on": statement.dated_on.isoformat()}
        found = [self._row("K", statement.report, signed)["id"]]
        if named := " ".join(statement.evidence.split()):
            text = f"{statement.report}: {named}"[:LONGEST_LINE]
            if len(self.rows["K"]) < MOST_NAMED or _key("K", text, signed) in self.known:
                found.append(self._row("K", text, signed)["id"])
        return found

    def _row(self, letter: str, text: str, said: Mapping[str, str]) -> dict[str, Any]:
        key = _key(letter, text, said)
        if key not in self.known:
            self.known[key] = {"id": self._free(letter), "text": text, **said}
            self.rows[letter].append(self.known[key])
        return self.known[key]

    def _free(self, letter: str) -> str:
        mark = "-" if letter in {"H1", "H2"} else ""
        taken = {row["id"] for row in self.rows[letter]}
        number = len(taken) + 1
        while f"{letter}{mark}{number}" in taken:
            number += 1
        return f"{letter}{mark}{number}"

    def sections(self, statements: Iterable[Statement]) -> dict[str, tuple[Item, ...]]:
        for each in statements:
            self._tie(each)
        return {
            letter: tuple(
                Item(row["id"], {name: value for name, value in row.items() if name != "id"})
                for row in rows
            )
            for letter, rows in self.rows.items()
        }

    def _tie(self, statement: Statement) -> None:
        letter, row = _section(statement), self.of_statement[statement.id]
        fields = find_plan_shape().sections[letter].kind.fields
        linked = [self.of_statement[name]["id"] for name in statement.about
                  if name in self.of_statement]  # fmt: skip
        linked += self.resting_on[statement.id]
        for name, each in fields.items():
            found = [item for item in linked if _letter(item) in each.to]
            if found:
                row[name] = list(dict.fromkeys([*row.get(name, ()), *found]))


def _key(letter: str, text: str, said: Mapping[str, str]) -> tuple[str, str]:
    return letter, f"{text} {sorted(said.items())}".casefold()


def _section(statement: Statement) -> str:
    fixed = {OUTCOME: "E", VIEW: "A"}.get(statement.kind, "")
    return fixed or SECTIONS[statement.kind].get(
        statement.service, SECTIONS[statement.kind]["education"]
    )


def _letter(item: str) -> str:
    return item[:2] if item.startswith("H") else item[:1]
