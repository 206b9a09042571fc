"""The matrix: every address by every method, account and subject, against the oracle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.urls import resolve

from sendap.apps.access import policy
from tests.apps.access import oracle
from tests.apps.access.calling import SUBJECTS, every_route, reached
from tests.apps.access.calls import CALLS, call_for
from tests.apps.access.cells import BOOKKEEPING, Answer, Callers
from tests.apps.access.database import audit_is_broken, tables_digest
from tests.apps.access.oracle import ADDRESSES, MISSING, SIGNED_OUT, Expected

pytestmark = pytest.mark.django_db
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
ROUTES = sorted(ADDRESSES)
PASSERS_BY = (SIGNED_OUT, "caseworker", "parent", "administrator")
"""Accounts that try open pages."""
FEW = PASSERS_BY[:2]
"""Accounts that try the methods that an address doesn't take."""
SOME = (
    *PASSERS_BY, "excluded_caseworker", "former_caseworker", "foreign_team_manager",
    "team_manager", "senco", "former_parent",
)  # fmt: skip
"""Accounts that try HEAD and OPTIONS, and another subject where the gate turns them away."""


EMPTY_HANDED = {
    "voice:review": "status 409", "sign-in": "status 400",
    "choose-demonstration-account": "missing", "v1:area": "missing",
    "v1:indicator": "missing", "public:dashboard-indicator-table": "missing",
    "people:join": "status 400", "reviews:step": "status 409", "v1:review_step": "status 409",
    "v1:final_plan": "status 409", "disagreements:list": "status 400",
}  # fmt: skip
"""What is called here with a wrong name, with published data that isn't loaded, or on a case that
isn't there yet."""

NOT_NOW = {
    ("moves:move", account): "status 409"
    for account in ("excluded_panel_member", "sitting_panel_member")
}
"""What an account may do, and can't at this point: no step of the panel's is open on a draft."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the matrix."""

    route: str
    method: str
    account: str
    subject: str
    token: bool

    def __str__(self) -> str:
        by = " by token" if self.token else ""
        return f"{self.method} {self.route} of {self.subject or 'nothing'} as {self.account}{by}"


def _cells(route: str, callers: Callers) -> Iterator[tuple[Cell, str]]:
    """Every cell of an address with what the oracle expects of it."""
    expected = ADDRESSES[route]
    open_to_all = expected.who == oracle.ANYONE
    for method in METHODS:
        takes = method in expected.methods.split()
        accounts = PASSERS_BY if takes else FEW
        if takes and not open_to_all:
            accounts = _accounts(callers, expected, method)
        for account in accounts:
            for subject in _subjects(expected, account, method if takes else ""):
                there = method == "OPTIONS" or reached(callers.world, expected, account, subject)
                kind = oracle.status(expected, account, method, subject=subject, reached=there)
                for token in _ways(route, method):
                    yield Cell(route, method, account, subject, token), kind


def _subjects(expected: Expected, account: str, method: str) -> tuple[str, ...]:
    """Every subject for whoever may use an address, one or two for whom the gate turns away."""
    every = SUBJECTS[expected.about]
    if method in {"", "OPTIONS"}:
        return every[:1]
    allowed = expected.who == oracle.ANYONE or oracle.role_of(account, expected.who) in expected.who
    if allowed:
        return every
    return (every[0], every[-1])[: len(every)] if account in SOME else every[:1]


def _accounts(callers: Callers, expected: Expected, method: str) -> tuple[str, ...]:
    """Everyone by the first method; by the others some of those whom the gate turns away."""
    everyone = (SIGNED_OUT, *callers.world.accounts)
    if method not in {"GET", "POST", "PUT"}:
        return SOME
    if method == "GET" or "GET" not in expected.methods.split():
        return everyone
    return tuple(
        name for name in everyone
        if name in SOME or oracle.role_of(name, expected.who) in expected.who
    )  # fmt: skip


def _ways(route: str, method: str) -> tuple[bool, ...]:
    """By session, by token, or both: a session may only read through the interface."""
    if not route.startswith("v1:"):
        return (False,)
    return (False, True) if method in {"GET", "HEAD"} else (True,)


def _try(callers: Callers, cell: Cell) -> Answer:
    key = (cell.route, cell.subject, cell.account)
    if key not in callers.calls:
        callers.calls[key] = call_for(cell.route, callers.world, cell.subject, cell.account)
    return callers.call(cell.account, cell.method, callers.calls[key], token=cell.token)


def _check_contents(callers: Callers, cell: Cell, answer: Answer) -> None:
    expected = ADDRESSES[cell.route]
    forbidden = {
        canary
        for canary in answer.canaries
        if not oracle.may_show(
            expected, cell.account, canary.field, canary.owner, subject=cell.subject
        )
    }
    assert not forbidden, f"{cell}: shows {sorted(map(str, forbidden))}"
    for name in _children_in(callers, answer):
        person = str(callers.world.subjects[name].person.pk)
        assert answer.rows_naming(person) == 1, f"{cell}: {name} shown, audited {answer.rows}"


def _children_in(callers: Callers, answer: Answer) -> set[str]:
    owners = {canary.owner.removesuffix(":new") for canary in answer.canaries}
    return owners & set(callers.world.subjects)


def test_every_address_has_a_policy_row_an_expectation_and_a_call() -> None:
    assert set(every_route()) == set(policy.ADDRESSES)
    assert set(every_route()) == set(ADDRESSES), "see tests/README.md: a new address"
    assert set(every_route()) == set(CALLS), "see tests/README.md: a new address"


def test_every_operation_of_the_interface_has_a_policy_row() -> None:
    from sendap.api.v1 import description

    names = {
        f"v1:{operation['operationId']}"
        for path in description()["paths"].values()
        for operation in path.values()
    }
    assert names == {route for route in policy.ADDRESSES if route.startswith("v1:")}


@pytest.mark.parametrize("route", ROUTES)
def test_what_is_refused_shows_nothing_and_changes_nothing(route: str, callers: Callers) -> None:
    absent: dict[tuple[str, str, bool], Answer] = {}
    for cell, kind in _cells(route, callers):
        if kind == "done":
            continue
        answer = _try(callers, cell)
        assert answer.kind == kind, f"{cell}: {answer.status}, not {kind}"
        _check_contents(callers, cell, answer)
        assert not _children_in(callers, answer), f"{cell}: shows a child"
        assert answer.written <= BOOKKEEPING, f"{cell}: wrote {answer.written}"
        if kind == "missing" and ADDRESSES[route].about in NAMES_A_CASE:
            assert _refusal_is_recorded(callers, cell, answer), f"{cell}: not on the record"
        if kind == "missing":
            absent.setdefault((cell.account, cell.method, cell.token), answer)
            first = absent[cell.account, cell.method, cell.token]
            assert _alike(first, answer), f"{cell}: not the answer of what isn't there"
    assert tables_digest() == callers.before


NAMES_A_CASE = {"case", "request", "advice", "pool", "file", "own request"}


def _refusal_is_recorded(callers: Callers, cell: Cell, answer: Answer) -> bool:
    """One row says that it was refused, to which account, and what the address named."""
    named = {
        str(value) for value in resolve(answer.path).kwargs.values() if not isinstance(value, str)
    }
    if not named:  # A form that names it is read by the page.
        return True
    refused = [row for row in answer.rows if row.outcome == "refused"]
    account = callers.world.accounts[cell.account].pk
    return [
        (row.account_id, set(row.detail.get("named", {}).values())) for row in refused
    ] == [(account, named)]  # fmt: skip


def _alike(first: Answer, second: Answer) -> bool:
    return (first.status, first.plain_body, set(first.headers)) == (
        second.status, second.plain_body, set(second.headers),
    )  # fmt: skip


@pytest.mark.parametrize("route", ROUTES)
def test_what_is_allowed_shows_no_more_than_it_may_and_is_recorded(
    route: str, callers: Callers
) -> None:
    expected = ADDRESSES[route]
    for cell, kind in _cells(route, callers):
        if kind != "done":
            continue
        with transaction.atomic():
            answer = _try(callers, cell)
            transaction.set_rollback(True)
        if (route, cell.account) in NOT_NOW:
            assert answer.kind == NOT_NOW[route, cell.account], f"{cell}: {answer.status}"
            _check_contents(callers, cell, answer)
            continue
        assert answer.kind in {"done", EMPTY_HANDED.get(route)}, f"{cell}: {answer.status}"
        _check_contents(callers, cell, answer)
        if cell.method in expected.changes.split():
            assert [row.outcome for row in answer.rows] != [], f"{cell}: not recorded"
        else:
            assert answer.written <= BOOKKEEPING, f"{cell}: wrote {answer.written}"


@pytest.mark.parametrize("route", [name for name, row in ADDRESSES.items() if row.shows])
def test_nothing_about_a_child_is_shown_when_it_cannot_be_recorded(
    route: str, callers: Callers
) -> None:
    for cell, kind in _cells(route, callers):
        if kind != "done" or cell.method == "OPTIONS":
            continue
        with audit_is_broken(), transaction.atomic():
            answer = _try(callers, cell)
            transaction.set_rollback(True)
        assert answer.status in {503, 400}, f"{cell}: {answer.status}"
        assert not _children_in(callers, answer), f"{cell}: shows a child"


def test_the_oracle_knows_every_role_and_account(callers: Callers) -> None:
    from sendap.apps.access import roles

    assert set(roles.ROLES) == oracle.ROLES
    held = {oracle.role_of(name) for name in callers.world.accounts}
    assert held == oracle.ROLES | {None}


def test_the_missing_subject_is_tried_wherever_there_is_a_subject() -> None:
    assert all(MISSING in subjects for about, subjects in SUBJECTS.items() if about)
