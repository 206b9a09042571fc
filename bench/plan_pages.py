"""Times the plan document with the audit on: open, edit and save, the PDF, the first draft.

    SENDAP_DATABASE_URL=postgresql://... python bench/plan_pages.py [PLANS] [ROUNDS]

Writes PLANS plans of about twelve pages into the configured database: use one that you can throw
away. Times are of the whole request in this process, without the network; ``cpu`` is the process's
own work, which tells on a machine that does other things too.
"""

from __future__ import annotations

import io
import json
import sys
import time
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sendap.cli.database import ready

PAGE_MS, PDF_MS, DRAFT_MS = 100, 300, 1_000
PIECES, STATEMENTS = 12, 15
ITEMS = {"A": 4, "B": 8, "C": 2, "D": 2, "E": 7, "F": 12, "G": 2, "H1": 1, "H2": 2, "K": 10}
"""The items of each section: a plan of twelve pages, which the run counts."""

FAMILIES = 50
"""How many of the plans the parent of the measurement can open."""


def main(plans: int, rounds: int) -> int:
    """Measure and print; 1 if something took longer than its limit."""
    ready()
    from django.db import connection
    from django.test import Client
    from django.utils import timezone

    from sendap.apps.access.models import Account

    today = timezone.localdate()
    officer, parent = _accounts()
    cases = _write_plans(plans, parent, today)
    browsers: dict[str, Any] = {"officer": Client(), "parent": Client()}
    for name, account in (("officer", officer), ("parent", parent)):
        browsers[name].force_login(
            Account.objects.get(pk=account.pk),
            backend="django.contrib.auth.backends.ModelBackend",
        )
    pages = _pages(browsers["parent"], cases[0])
    items = sum(ITEMS.values())
    print(f"{connection.vendor}: {plans:,} plans of {items} items on {pages} pages")
    print(f"{'what':<28}{'cpu ms':>8}{'p50 ms':>8}{'p95 ms':>8}{'limit':>8}{'ratio':>8}")
    results = [
        _row("open the plan", PAGE_MS, _timed(rounds, _opening(browsers["officer"], cases))),
        _row(
            "edit a section", PAGE_MS, _timed(rounds, _opening(browsers["officer"], cases, "/2/F"))
        ),
        _row("save a section", PAGE_MS, _timed(rounds, _saving(browsers["officer"], cases))),
        _row("the family opens it", PAGE_MS, _timed(rounds, _reading(browsers["parent"], cases))),
        _row("short lines", PAGE_MS, _timed(rounds, _reading(browsers["parent"], cases, "/easy"))),
        _row("PDF", PDF_MS, _timed(max(rounds // 4, 3), _printing(browsers["parent"], cases))),
        _row(f"draft of {PIECES} pieces", DRAFT_MS, _timed(max(rounds // 4, 3), _drafting(today))),
        _row("that draft, kept", DRAFT_MS, _timed(max(rounds // 4, 3), _keeping(cases, today))),
    ]
    return int(not all(results))


def _accounts() -> tuple[Any, Any]:
    from sendap.apps.access.models import Account, Grant
    from sendap.apps.organisations.models import Authority

    Authority.objects.get_or_create(code="998", defaults={"name": "Northmere"})
    made = []
    for name, role in (("officer", "plan_writer"), ("parent", "parent")):
        account, _ = Account.objects.get_or_create(
            username=f"bench-plan-{name}", defaults={"name": f"Bench {name}", "password": "!"}
        )
        made.append(account)
        if role == "plan_writer":
            Grant.objects.get_or_create(
                account=account, role=role, scope="authority", code="998",
                starts_on=date(2020, 1, 1),
            )  # fmt: skip
    return made[0], made[1]


def _write_plans(plans: int, parent: Any, today: date) -> list[uuid.UUID]:
    """Cases, each with a plan that was sent and an open version after it; the ids of the cases."""
    from django.db import transaction

    from sendap.apps.people.models import Person
    from sendap.apps.timeline.models import Case

    people = [
        Person(surname=f"Bench{number}", forename="Ada", born_on=date(2015, 3, 4), sex="F")
        for number in range(plans)
    ]
    cases = [
        Case(person=person, authority_code="998", reference=f"b-{uuid.uuid4().hex[:12]}",
             born_on=person.born_on, stage="assessment")
        for person in people
    ]  # fmt: skip
    with transaction.atomic():
        Person.objects.bulk_create(people, batch_size=500)
        Case.objects.bulk_create(cases, batch_size=500)
        _write_versions([case.pk for case in cases], today)
        for person in people[:FAMILIES]:
            _tie(parent, person)
    return [case.pk for case in cases]


def _write_versions(cases: list[uuid.UUID], today: date) -> None:
    from sendap.apps import bulk
    from sendap.apps.plans.models import PlanSection, PlanVersion

    content, none = _content(today), json.dumps({})
    whole = json.dumps(content)
    letters = [(letter, json.dumps(items)) for letter, items in content["sections"].items()]
    versions = [
        (uuid.uuid4(), case, number, status, today, "bench", served_on, said, none)
        for case in cases
        for number, status, served_on, said in (
            (1, "draft", today, whole),
            (2, "final", None, none),
        )
    ]
    names = ("id", "case", "number", "status", "prepared_on", "prepared_by", "served_on", "content")
    bulk.insert(PlanVersion, (*names, "findings"), versions)
    bulk.insert(
        PlanSection, ("version", "letter", "items", "edition", "edited_by"),
        ((each[0], letter, items, 0, "bench") for each in versions for letter, items in letters),
    )  # fmt: skip


def _tie(parent: Any, person: Any) -> None:
    from sendap.apps.access.models import Grant
    from sendap.apps.people.models import Relationship

    Grant.objects.create(account=parent, role="parent", scope="person", code=str(person.pk),
                         starts_on=date(2020, 1, 1))  # fmt: skip
    Relationship.objects.create(person=person, account=parent, name="An adult",
                                basis="birth parent", starts_on=date(2020, 1, 1))  # fmt: skip


def _content(today: date) -> dict[str, Any]:
    from sendap.exchange.plan.schema import example_plan
    from sendap.law.plan_shape import find_plan_shape

    plan = example_plan(find_plan_shape())
    plan |= {"status": "draft", "number": 1, "prepared_on": today.isoformat()}
    for letter, rows in plan["sections"].items():
        mark = "-" if letter.startswith("H") else ""
        plan["sections"][letter] = [
            {**rows[0], "id": f"{letter}{mark}{number}"}
            for number in range(1, ITEMS.get(letter, 0) + 1)
        ]
    return plan


def _opening(browser: Any, cases: list[uuid.UUID], more: str = "") -> Callable[[int], None]:
    return lambda turn: _ok(browser.get(f"/cases/{cases[turn % len(cases)]}/plan{more}"))


def _pages(browser: Any, case: uuid.UUID) -> int:
    import pikepdf

    answer = browser.get(f"/family/{case}/plan.pdf")
    return len(pikepdf.open(io.BytesIO(b"".join(answer))).pages)


def _saving(browser: Any, cases: list[uuid.UUID]) -> Callable[[int], None]:
    def save(turn: int) -> None:
        case, edition = cases[turn % len(cases)], turn // len(cases)
        data: dict[str, Any] = {
            "edition": edition,
            "item": [f"B{n}" for n in range(1, ITEMS["B"] + 1)],
        }
        data |= {
            f"B{n}.text": f"Need {n}, written in round {turn}." for n in range(1, ITEMS["B"] + 1)
        }
        _ok(browser.post(f"/cases/{case}/plan/2/B", data), 302)

    return save


def _reading(browser: Any, cases: list[uuid.UUID], more: str = "") -> Callable[[int], None]:
    some = cases[:FAMILIES]
    return lambda turn: _ok(browser.get(f"/family/{some[turn % len(some)]}/plan{more}"))


def _printing(browser: Any, cases: list[uuid.UUID]) -> Callable[[int], None]:
    some = cases[:FAMILIES]
    return lambda turn: _ok(browser.get(f"/family/{some[turn % len(some)]}/plan.pdf"))


def _given(today: date) -> list[Any]:
    """Statements of twelve pieces of advice: needs, their outcomes and the help towards them."""
    from sendap.exchange.plan.assembly import Statement

    kinds = ("need", "outcome", "provision")
    return [
        Statement(f"{piece}/{number}", kinds[number % 3], f"Statement {number} of {piece}.",
                  f"Advice {piece}", f"Adviser {piece}", today - timedelta(days=piece),
                  about=tuple(f"{piece}/{before}" for before in range(number - number % 3, number)),
                  evidence=f"Observation {number % 5}")
        for piece in range(PIECES)
        for number in range(STATEMENTS)
    ]  # fmt: skip


def _drafting(today: date) -> Callable[[int], None]:
    from sendap.exchange.plan.assembly import first_draft
    from sendap.exchange.plan.document import Person, as_json
    from sendap.exchange.plan.reading import check_shape

    given = _given(today)

    def draft(turn: int) -> None:
        plan = first_draft(given, person=Person("Ada", "Bench", date(2015, 3, 4)),
                           authority_code="998", authority_name="Northmere",
                           prepared_on=today)  # fmt: skip
        check_shape(as_json(plan))

    return draft


def _keeping(cases: list[uuid.UUID], today: date) -> Callable[[int], None]:
    """The whole audited deed, each time onto another open plan that has items already."""
    from sendap.apps.access.actors import Actor, Held
    from sendap.apps.plans.document.drafting import add_statements

    actor = Actor(name="bench", grants=(Held("plan_writer", "authority", "998"),))
    given = _given(today)

    def keep(turn: int) -> None:
        case = cases[-1 - turn % len(cases)]
        add_statements(actor=actor, case_id=case, number=2, statements=given)

    return keep


def _ok(response: Any, status: int = 200) -> None:
    if response.status_code != status:
        raise SystemExit(f"{response.request['PATH_INFO']} answered {response.status_code}")


def _timed(rounds: int, run: Callable[[int], None]) -> tuple[list[float], list[float]]:
    """Milliseconds of each turn, sorted: by the clock on the wall, and of this process's work."""
    took, worked = [], []
    for turn in range(rounds + 2):
        start, work = time.perf_counter(), time.process_time()
        run(turn)
        if turn > 1:  # the first two warm the templates and the database's cache
            took.append((time.perf_counter() - start) * 1_000)
            worked.append((time.process_time() - work) * 1_000)
    return sorted(took), sorted(worked)


def _row(what: str, limit: int, times: tuple[list[float], list[float]]) -> bool:
    took, worked = times
    p50, p95 = took[len(took) // 2], took[min(int(len(took) * 0.95), len(took) - 1)]
    own = worked[len(worked) // 2]
    print(f"{what:<28}{own:>8.0f}{p50:>8.0f}{p95:>8.0f}{limit:>8}{p95 / limit:>7.2f}x")
    return p95 <= limit


if __name__ == "__main__":
    asked = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(asked + [50, 20][len(asked) :])))
