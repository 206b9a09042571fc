"""Fails unless every test ran: reads pytest's JUnit files (all tests, then those on PostgreSQL)."""

from __future__ import annotations

import sys
from xml.etree import ElementTree


def main(everything: str, on_postgresql: str) -> str | None:
    """A sentence that says what didn't run, or None."""
    for path in (everything, on_postgresql):
        if skipped := [name for name, ran in _tests(path) if not ran]:
            return f"{path}: {len(skipped)} tests were skipped, such as {skipped[0]}."
    browser = [name for name, _ in _tests(everything) if name.startswith("tests.journeys")]
    database = _tests(on_postgresql)
    if not browser or not database:
        return f"Only {len(browser)} browser tests and {len(database)} PostgreSQL tests were run."
    print(f"{len(browser)} browser tests, {len(database)} PostgreSQL tests: none skipped.")
    return None


def _tests(path: str) -> list[tuple[str, bool]]:
    cases = ElementTree.parse(path).iter("testcase")
    return [
        (f"{case.get('classname')}.{case.get('name')}", case.find("skipped") is None)
        for case in cases
    ]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
