"""Times the plan document with the audit on: open, edit and save, the PDF, the first draft.

    SENDAP_DATABASE_URL=postgresql://... python bench/plan_pages.py [PLANS] [ROUNDS]

Writes PLANS plans of about twelve pages into the configured database: use one that you can throw
away. Times are of the whole request in this process, without the network.
"""

from __future__ import annotations

import sys
import time
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sendap.cli.database import ready

OPEN_MS, SAVE_MS, PDF_MS, DRAFT_MS = 300, 300, 2_000, 1_000
PIECES, STATEMENTS = 12, 15
ITEMS = {"A": 4, "B": 12, "C": 3, "D": 3, "E": 10, "F": 20, "G": 4, "H1": 2, "H2": 3, "K": 12}
"""The items of each section: a plan of about twelve pages."""


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
    print(f"{connection.vendor}: {plans:,} plans of {sum(ITEMS.values())} items")
    print(f"{'what':<28}{'p50 ms':>8}{'p95 ms':>8}{'limit':>8}{'ratio':>8}")
    results = [
        _row("open the plan", OPEN_MS, _timed(rounds, _opening(browsers["officer"], cases))),
        _row("save a section", SAVE_MS, _timed(rounds, _saving(browsers["officer"], cases))),
        _row("the family opens it", OPEN_MS, _timed(rounds, _reading(browsers["parent"], cases))),
        _row("short lines", OPEN_MS, _timed(rounds, _reading(browsers["parent"], cases, "/easy"))),
        _row("PDF", PDF_MS, _timed(max(rounds // 4, 3), _printing(browsers["parent"], cases))),
        _row(f"draft of {PIECES} pieces", DRAFT_MS, _timed(max(rounds // 4, 3), _drafting(today))),
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
    from sendap.apps.plans.models import PlanSection, PlanVersion
    from sendap.apps.timeline.models import Case

    made, content = [], _content(today)
    with transaction.atomic():
        for number in range(plans):
            person = Person.objects.create(
                surname=f"Bench{number}", forename="Ada", born_on=date(2015, 3, 4), sex="F",
                ethnicity="WBRI",
            )  # fmt: skip
            case = Case.objects.create(
                person=person, authority_code="998", reference=f"bench-{uuid.uuid4().hex[:12]}",
                born_on=person.born_on, stage="assessment",
            )  # fmt: skip
            sent = PlanVersion.objects.create(
                case=case, number=1, status="draft", prepared_on=today, prepared_by="bench",
                served_on=today, content=content,
            )  # fmt: skip
            version = PlanVersion.objects.create(
                case=case, number=sent.number + 1, status="final", prepared_on=today,
                prepared_by="bench",
            )  # fmt: skip
            PlanSection.objects.bulk_create(
                PlanSection(version=version, letter=letter, items=items)
                for letter, items in content["sections"].items()
            )
            made.append(case.pk)
            if number < 50:
                _tie(parent, person)
    return made


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


def _opening(browser: Any, cases: list[uuid.UUID]) -> Callable[[int], None]:
    return lambda turn: _ok(browser.get(f"/cases/{cases[turn % len(cases)]}/plan"))


def _saving(browser: Any, cases: list[uuid.UUID]) -> Callable[[int], None]:
    def save(turn: int) -> None:
        case, edition = cases[turn % len(cases)], turn // len(cases)
        data: dict[str, Any] = {"edition": edition, "item": [f"B{n}" for n in range(1, 13)]}
        data |= {f"B{n}.text": f"Need {n}, written in round {turn}." for n in range(1, 13)}
        _ok(browser.post(f"/cases/{case}/plan/2/B", data), 302)

    return save


def _reading(browser: Any, cases: list[uuid.UUID], more: str = "") -> Callable[[int], None]:
    some = cases[:50]
    return lambda turn: _ok(browser.get(f"/family/{some[turn % len(some)]}/plan{more}"))


def _printing(browser: Any, cases: list[uuid.UUID]) -> Callable[[int], None]:
    some = cases[:50]
    return lambda turn: _ok(browser.get(f"/family/{some[turn % len(some)]}/plan.pdf"))


def _drafting(today: date) -> Callable[[int], None]:
    from sendap.exchange.plan.assembly import Statement, first_draft
    from sendap.exchange.plan.document import Person, as_json
    from sendap.exchange.plan.reading import check_shape

    kinds = ("need", "outcome", "provision")
    given = [
        Statement(f"{piece}/{number}", kinds[number % 3], f"Statement {number} of {piece}.",
                  f"Advice {piece}", f"Adviser {piece}", today - timedelta(days=piece))
        for piece in range(PIECES)
        for number in range(STATEMENTS)
    ]  # fmt: skip

    def draft(turn: int) -> None:
        plan = first_draft(given, person=Person("Ada", "Bench", date(2015, 3, 4)),
                           authority_code="998", authority_name="Northmere",
                           prepared_on=today)  # fmt: skip
        check_shape(as_json(plan))

    return draft


def _ok(response: Any, status: int = 200) -> None:
    if response.status_code != status:
        raise SystemExit(f"{response.request['PATH_INFO']} answered {response.status_code}")


def _timed(rounds: int, run: Callable[[int], None]) -> list[float]:
    took = []
    for turn in range(rounds + 2):
        start = time.perf_counter()
        run(turn)
        if turn > 1:  # the first two warm the templates and the database's cache
            took.append((time.perf_counter() - start) * 1_000)
    return sorted(took)


def _row(what: str, limit: int, took: list[float]) -> bool:
    p50, p95 = took[len(took) // 2], took[min(int(len(took) * 0.95), len(took) - 1)]
    print(f"{what:<28}{p50:>8.0f}{p95:>8.0f}{limit:>8}{p95 / limit:>7.2f}x")
    return p95 <= limit


if __name__ == "__main__":
    asked = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(asked + [50, 20][len(asked) :])))
