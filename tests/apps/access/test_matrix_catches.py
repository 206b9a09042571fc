"""The matrix is worth something: each of these broken copies of the service makes it fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db.models import Q

from sendap.apps.access import audit, gate, policy, visibility
from sendap.apps.access.actors import Actor, Held
from sendap.apps.access.models import Account, AuditEntry
from sendap.web import errors
from tests.apps.access import test_matrix as matrix
from tests.apps.access.cells import Callers

pytestmark = pytest.mark.django_db
Break = Callable[[pytest.MonkeyPatch], None]
REAL_ACTOR, REAL_REACH, REAL_WRITE = gate.actor_for, visibility._reach, audit.write


def _forget_conflicts(patch: pytest.MonkeyPatch) -> None:
    def actor_for(account: Account, **rest: Any) -> Actor:
        return replace(REAL_ACTOR(account, **rest), excluded=frozenset())

    patch.setattr(gate, "actor_for", actor_for)


def _let_ended_grants_count(patch: pytest.MonkeyPatch) -> None:
    def actor_for(account: Account, **rest: Any) -> Actor:
        held = account.grants.values_list("role", "scope", "code")
        return replace(REAL_ACTOR(account, **rest), grants=tuple(Held(*row) for row in held))

    patch.setattr(gate, "actor_for", actor_for)


def _open_an_address(patch: pytest.MonkeyPatch) -> None:
    row = policy.ADDRESSES["casework:team"]
    patch.setitem(policy.ADDRESSES, "casework:team", replace(row, roles=frozenset(policy.CASEWORK)))


def _close_an_address(patch: pytest.MonkeyPatch) -> None:
    row = policy.ADDRESSES["casework:team"]
    patch.setitem(policy.ADDRESSES, "casework:team", replace(row, roles=frozenset()))


def _take_another_method(patch: pytest.MonkeyPatch) -> None:
    row = policy.ADDRESSES["casework:team"]
    methods = row.methods | {"DELETE"}
    patch.setitem(policy.ADDRESSES, "casework:team", replace(row, methods=methods))


def _show_a_school_every_child(patch: pytest.MonkeyPatch) -> None:
    def reach(model: Any, held: Held) -> Q | None:
        return ~Q(pk=None) if held.scope == "setting" else REAL_REACH(model, held)

    patch.setattr(visibility, "_reach", reach)


def _show_an_authority_every_child(patch: pytest.MonkeyPatch) -> None:
    def reach(model: Any, held: Held) -> Q | None:
        return ~Q(pk=None) if held.scope == "authority" else REAL_REACH(model, held)

    patch.setattr(visibility, "_reach", reach)


def _record_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(audit, "_write_or_refuse", lambda *ignored: None)


def _record_no_refusals(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(audit, "refused", lambda *ignored: None)


def _record_twice(patch: pytest.MonkeyPatch) -> None:
    def write(*given: Any) -> AuditEntry:
        REAL_WRITE(*given)
        return REAL_WRITE(*given)

    patch.setattr(audit, "write", write)


def _record_nobody(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(audit.Note, "saw", lambda note, *people: None)


def _tell_the_missing_from_the_forbidden(patch: pytest.MonkeyPatch) -> None:
    def not_found(request: Any, exception: Exception | None = None) -> Any:
        return errors.message(request, 404, "We can't find that page", request.path)

    patch.setattr(errors, "not_found", not_found)


def _serve_when_nothing_can_be_recorded(patch: pytest.MonkeyPatch) -> None:
    def write_if_possible(*given: Any) -> None:
        try:
            with audit.transaction.atomic():
                REAL_WRITE(*given)
        except audit.AnyDatabaseError:
            return

    patch.setattr(audit, "_write_or_refuse", write_if_possible)


REFUSED = matrix.test_what_is_refused_shows_nothing_and_changes_nothing
ALLOWED = matrix.test_what_is_allowed_shows_no_more_than_it_may_and_is_recorded
UNRECORDED = matrix.test_nothing_about_a_child_is_shown_when_it_cannot_be_recorded

BREAKS: tuple[tuple[Break, Callable[[str, Callers], None], str], ...] = (
    (_forget_conflicts, REFUSED, "casework:case"),
    (_forget_conflicts, ALLOWED, "casework:cases"),
    (_let_ended_grants_count, REFUSED, "casework:cases"),
    (_open_an_address, REFUSED, "casework:team"),
    (_close_an_address, ALLOWED, "casework:team"),
    (_take_another_method, REFUSED, "casework:team"),
    (_show_a_school_every_child, REFUSED, "v1:case"),
    (_show_a_school_every_child, ALLOWED, "casework:cases-csv"),
    (_show_an_authority_every_child, REFUSED, "casework:case"),
    (_show_an_authority_every_child, ALLOWED, "v1:cases"),
    (_record_nothing, ALLOWED, "family:home"),
    (_record_no_refusals, REFUSED, "casework:case"),
    (_record_twice, ALLOWED, "casework:case"),
    (_record_nobody, ALLOWED, "casework:cases"),
    (_tell_the_missing_from_the_forbidden, REFUSED, "casework:case"),
    (_serve_when_nothing_can_be_recorded, UNRECORDED, "v1:case"),
)


@pytest.mark.parametrize(("broken", "test", "route"), BREAKS)
def test_a_broken_copy_is_caught(
    broken: Break,
    test: Callable[[str, Callers], None],
    route: str,
    callers: Callers,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken(monkeypatch)
    with pytest.raises(AssertionError):
        test(route, callers)
