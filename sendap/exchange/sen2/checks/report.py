"""What a check of a return found, and the forms in which it is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sendap.exchange.sen2.checks.rules import rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong, where it is, and what to do.

    ``person`` is the position in the file from 1, None for the header or the file; ``line`` None
    where it isn't known; ``upn`` the person's, None where there is none.
    """

    rule: str
    item: str
    person: int | None
    line: int | None
    upn: str | None
    message: str

    @property
    def severity(self) -> str:
        """``error`` or ``query``, as the rule says."""
        return rule(self.rule).severity

    @property
    def remedy(self) -> str:
        """What to do about it, as the rule says."""
        return rule(self.rule).remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The result of checking one return; clean when ``problems`` is empty."""

    file: str
    format: str
    year: int | None
    authority: str | None
    people: int
    problems: tuple[Problem, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many problems there are of each severity."""
        errors = sum(problem.severity == "error" for problem in self.problems)
        return {"error": errors, "query": len(self.problems) - errors}

    def document(self) -> dict[str, object]:
        """The report as the JSON document that the contract describes."""
        return {
            "file": self.file,
            "format": self.format,
            "year": self.year,
            "authority": self.authority,
            "people": self.people,
            "counts": self.counts,
            "problems": [_document(problem) for problem in self.problems],
        }

    def lines(self) -> Iterator[str]:
        """The report for people to read, grouped by person, line by line."""
        yield f"{self.file}: SEN2 return of {self.year or 'an unknown year'} from authority " + (
            f"{self.authority or 'unknown'}, {_counted(self.people, 'person', 'people')}."
        )
        heading: object = ()
        for problem in self.problems:
            if heading != (problem.person,):
                heading = (problem.person,)
                yield ""
                yield _heading(problem)
            yield from _described(problem)
        yield ""
        yield self.summary()

    def summary(self) -> str:
        """How many errors and queries, in a sentence."""
        if not self.problems:
            return "No problems were found."
        counts = self.counts
        return (
            f"{_counted(counts['error'], 'error', 'errors')} to correct and "
            f"{_counted(counts['query'], 'query', 'queries')} to explain."
        )


def _document(problem: Problem) -> dict[str, object]:
    return {
        "rule": problem.rule,
        "severity": problem.severity,
        "item": problem.item,
        "person": problem.person,
        "line": problem.line,
        "upn": problem.upn,
        "message": problem.message,
        "remedy": problem.remedy,
    }


def _heading(problem: Problem) -> str:
    if problem.person is None:
        return "The file and its header"
    number = f", UPN {problem.upn}" if problem.upn else ", no UPN"
    return f"Person {problem.person}{number}"


def _described(problem: Problem) -> Iterator[str]:
    where = f"line {problem.line}" if problem.line else "no line"
    yield f"  {problem.rule} {problem.severity:<5}  {where}, {problem.item}: {problem.message}"
    yield f"  {'':<{len(problem.rule)}} {'':<5}  {problem.remedy}"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
