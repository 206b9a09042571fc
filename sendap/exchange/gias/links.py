"""Which establishment came before or after which, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sendap.basics.errors import UnreadableInput
from sendap.basics.identifiers import is_urn
from sendap.exchange.gias.problems import Notes, Problem
from sendap.exchange.gias.table import read_table
from sendap.exchange.gias.values import day

COLUMNS = ("URN", "LinkURN", "LinkType", "LinkEstablishedDate")


@dataclass(frozen=True, slots=True)
class Link:
    """One link: ``other`` is to ``number`` what ``relation`` says, in the register's words."""

    number: str
    other: str
    relation: str
    since: date | None


@dataclass(frozen=True, slots=True)
class Links:
    """All links of a file, each once, how many rows it has, and what was odd."""

    rows: int
    links: tuple[Link, ...]
    problems: tuple[Problem, ...]


def read_links(path: Path) -> Links:
    """Read the register's file of links.

    Errors: ``UnreadableInput`` when it can't be read or lacks a column.
    """
    notes = Notes()
    table = read_table(path, notes=notes)
    lacking = [name for name in COLUMNS if name not in table.header]
    if lacking:
        raise UnreadableInput(f"{path.name}: it lacks {', '.join(lacking)}; nothing was loaded.")
    places = [table.header.index(name) for name in COLUMNS]
    links: dict[Link, None] = {}
    for line, row in table.rows:
        number, other, relation, since = (row[place] for place in places)
        if not (is_urn(number) and is_urn(other)) or number == other or not relation:
            notes.add("again_bad", f"row {line}")
            continue
        when = day(since, place=f"row {line}", notes=notes)
        links[Link(number, other, relation[:80], when)] = None
    return Links(table.count, tuple(links), notes.all())
