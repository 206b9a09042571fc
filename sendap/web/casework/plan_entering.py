"""From the form of a report to its statements: one statement a line."""

from __future__ import annotations

from collections.abc import Mapping

from sendap.basics.errors import BadInput
from sendap.exchange.plan.assembly import NEED, OUTCOME, PROVISION, VIEW, Statement
from sendap.web.entered import day_in

KINDS = {
    VIEW: "What the child, young person or parents said",
    NEED: "Needs",
    OUTCOME: "Outcomes",
    PROVISION: "Provision",
}
"""What a statement can be, with the title of its place in the form."""

SERVICES = {"education": "Education", "health": "Health", "care": "Social care"}

FORM = ("report", "author", "dated_on", "service", *KINDS)
"""The names of the form's items."""


def statements_in(typed: Mapping[str, str]) -> list[Statement]:
    """The statements of one report. Errors: ``BadInput`` naming the item that is missing."""
    report, author = typed["report"].strip(), typed["author"].strip()
    if not report:
        raise BadInput("Enter the name of the report.", field="report")
    if not author:
        raise BadInput("Enter who wrote the report.", field="author")
    dated_on = day_in(typed["dated_on"], "dated_on", or_else="Enter the day of the report.")
    service = typed["service"] if typed["service"] in SERVICES else "education"
    lines = [
        (kind, line.strip())
        for kind in KINDS
        for line in typed[kind].splitlines()
        if line.strip()
    ]  # fmt: skip
    if not lines:
        raise BadInput("Enter at least one line of what the report says.", field=NEED)
    return [
        Statement(str(number), kind, line, report, author, dated_on, service)
        for number, (kind, line) in enumerate(lines)
    ]
