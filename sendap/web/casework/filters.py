"""Reads the filters of a caseload from an address, and writes them back into one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from sendap.apps.timeline.queries import (
    DUE,
    ME,
    MOST_SHOWN,
    NOBODY,
    PAGE_SIZE,
    SORTS,
    Criteria,
    needs,
    stages,
)

LONGEST = 80
"""The most characters kept of a search or a setting."""

MOST_PAGES = MOST_SHOWN // PAGE_SIZE


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: the filters, the page, and what couldn't be used of it."""

    criteria: Criteria
    page: int
    problems: tuple[dict[str, str], ...]

    @property
    def query(self) -> str:
        """The query string of the same list without its page."""
        return query_of(self.criteria)


def read(given: Mapping[str, str]) -> Asked:
    """The filters in a query string; a value that can't be used is left out and reported."""
    problems: list[dict[str, str]] = []

    def one_of(name: str, allowed: Mapping[str, str], words: str) -> str:
        value = given.get(name, "").strip()
        if value and value not in allowed:
            problems.append({"text": f"Choose {words} from the list", "href": f"#{name}"})
            return ""
        return value

    descending = given.get("order") == "descending"
    criteria = Criteria(
        stage=one_of("stage", stages(), "a stage"),
        officer=_officer(given.get("officer", "").strip(), problems),
        setting=_text(given.get("setting", "")),
        need=one_of("need", needs(), "a need"),
        due=one_of("due", DUE, "when the next date is"),
        late=given.get("late") == "yes",
        excepted=given.get("excepted") == "yes",
        words=_text(given.get("search", "")),
        sort=one_of("sort", SORTS, "an order") or "due",
        descending=descending,
    )
    return Asked(criteria, _page(given.get("page", ""), problems), tuple(problems))


def _text(value: str) -> str:
    return " ".join(value.replace("\0", " ").split())[:LONGEST]


def _officer(value: str, problems: list[dict[str, str]]) -> str:
    if value in {"", ME, NOBODY} or (value.isascii() and value.isdigit() and len(value) < 19):
        return value
    problems.append({"text": "Choose an officer from the list", "href": "#officer"})
    return ""


def _page(value: str, problems: list[dict[str, str]]) -> int:
    if not value:
        return 1
    if value.isascii() and value.isdigit() and len(value) < 7 and 1 <= int(value) <= MOST_PAGES:
        return int(value)
    problems.append({"text": f"Pages go from 1 to {MOST_PAGES}", "href": "#pages"})
    return 1


def query_of(criteria: Criteria, **changes: object) -> str:
    """The query string of a list, with some of its filters changed."""
    wanted = replace(criteria, **changes)  # type: ignore[arg-type]
    values = {
        "search": wanted.words,
        "stage": wanted.stage,
        "officer": wanted.officer,
        "setting": wanted.setting,
        "need": wanted.need,
        "due": wanted.due,
        "late": "yes" if wanted.late else "",
        "excepted": "yes" if wanted.excepted else "",
        "sort": "" if wanted.sort == "due" else wanted.sort,
        "order": "descending" if wanted.descending else "",
    }
    return urlencode({name: value for name, value in values.items() if value})
