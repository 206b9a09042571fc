"""Fails unless every test ran: reads the JUnit files of all tests, PostgreSQL's and Spark's."""

from __future__ import annotations

import sys
from xml.etree import ElementTree


def main(everything: str, on_postgresql: str, on_spark: str) -> str | None:
    """A sentence that says what didn't run, or None."""
    for path in (everything, on_postgresql, on_spark):
        if skipped := [name for name, ran in _tests(path) if not ran]:
            return f"{path}: {len(skipped)} tests were skipped, such as {skipped[0]}."
    browser = [name for name, _ in _tests(everything) if name.startswith("tests.journeys")]
    database, cluster = _tests(on_postgresql), _tests(on_spark)
    ran = f"{len(browser)} browser tests, {len(database)} on PostgreSQL and {len(cluster)} on Spark"
    if not browser or not database or not cluster:
        return f"Only {ran} were run."
    print(f"{ran}: none skipped.")
    return None


def _tests(path: str) -> list[tuple[str, bool]]:
    cases = ElementTree.parse(path).iter("testcase")
    return [
        (f"{case.get('classname')}.{case.get('name')}", case.find("skipped") is None)
        for case in cases
    ]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
