"""The code lists of the return, read once from ``codes.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from sendap.exchange.sen2.description.model import Code, CodeList


def code_list(name: str) -> CodeList:
    """The code list of this name; ``KeyError`` where there is none."""
    return _read()[name]


@cache
def _read() -> dict[str, CodeList]:
    text = resources.files(__package__).joinpath("codes.toml").read_text(encoding="utf-8")
    return {name: _list(name, entry) for name, entry in tomllib.loads(text).items()}


def _list(name: str, entry: dict[str, object]) -> CodeList:
    codes = entry["codes"]
    years = entry.get("years", {})
    assert isinstance(codes, dict) and isinstance(years, dict)
    made = tuple(_code(code, label, years.get(code, [0, 9999])) for code, label in codes.items())
    return CodeList(name=name, title=str(entry["title"]), codes=made)


def _code(code: str, label: str, years: list[int]) -> Code:
    return Code(code=code, label=label, first_year=years[0], last_year=years[1])


CODE_LISTS: dict[str, CodeList] = _read()
"""Every code list by name."""
