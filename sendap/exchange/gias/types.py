"""Types of establishment by the register's public code, from ``types.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class EstablishmentType:
    """One type: two-digit ``code``, ``name``, ``group``, and the ``kind`` of place that it is."""

    code: str
    name: str
    group: str
    kind: str


@cache
def types() -> dict[str, EstablishmentType]:
    """Every type by its code."""
    return {row["code"]: _type(row) for row in _rows()}


@cache
def by_name() -> dict[str, EstablishmentType]:
    """Every type by its names of today and before, as ``plain`` writes them."""
    return {
        plain(name): _type(row) for row in _rows() for name in (row["name"], *row["older_names"])
    }


def plain(name: str) -> str:
    """A name without case, doubled spaces and the shapes of its punctuation marks."""
    return " ".join(name.replace("’", "'").replace("-", " ").casefold().split())


def _type(row: dict[str, Any]) -> EstablishmentType:
    return EstablishmentType(
        code=row["code"], name=row["name"], group=row["group"], kind=row["kind"]
    )


def _rows() -> list[dict[str, Any]]:
    text = resources.files(__package__).joinpath("types.toml").read_text(encoding="utf-8")
    return [{"older_names": [], **row} for row in tomllib.loads(text)["type"]]
