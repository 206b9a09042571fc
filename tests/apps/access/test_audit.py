"""The audit chain: fail closed, append-only, and no tampering goes unseen."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    connection,
    transaction,
)

from sendap.apps.access import audit
from sendap.apps.access.actors import command_actor, public_actor
from sendap.apps.access.models import AuditEntry, AuditHead
from sendap.apps.organisations.models import Authority
from sendap.basics.errors import NotAllowed, NotFound, Unavailable
from tests.apps.access.database import (
    AUDIT_TABLE,
    audit_is_broken,
    drop_the_triggers,
    run,
    statements,
)
from tests.builders import make_authority

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LENGTH = 24
CLERK = command_actor("import", authority="998")


def _write_chain(length: int = LENGTH) -> None:
    for number in range(length):
        note = audit.Note(people=[f"person {number}", "someone"], detail={"page": number})
        audit.write(CLERK, "cases.read", "read", note)


def _broken() -> list[audit.Broken]:
    return [result for result in audit.verify() if isinstance(result, audit.Broken)]


def test_a_whole_chain_verifies_and_gives_its_root() -> None:
    _write_chain()
    head = AuditHead.objects.get(pk="998")
    assert list(audit.verify()) == [audit.Verified("998", LENGTH, head.digest)]


def test_each_authority_has_a_chain_of_its_own() -> None:
    audit.write(CLERK, "cases.read", "read")
    audit.write(command_actor("import", authority="997"), "cases.read", "read")
    audit.write(public_actor(), "account.sign_in", "refused")
    assert [(found.chain, found.entries) for found in audit.verify()] == [
        ("997", 1), ("998", 1), ("nation", 1),
    ]  # fmt: skip


# Fail closed


@pytest.mark.parametrize(
    "error", [DatabaseError, OperationalError, IntegrityError, DataError, InterfaceError]
)
def test_nothing_is_shown_when_the_read_cannot_be_recorded(error: type[Exception]) -> None:
    shown = []
    with audit_is_broken(error), pytest.raises(Unavailable):
        with audit.reading(CLERK, "cases.read") as note:
            note.saw("a person")
        shown.append("the page")
    assert shown == []


def test_a_change_that_cannot_be_recorded_is_undone() -> None:
    with audit_is_broken(), pytest.raises(Unavailable), audit.change(CLERK, "returns.import"):
        make_authority("996", "Nowhere")
    assert not Authority.objects.filter(code="996").exists()


def test_a_fault_in_a_read_leaves_no_row_that_says_it_was_shown() -> None:
    with pytest.raises(ZeroDivisionError), audit.reading(CLERK, "cases.read"):
        _ = 1 / 0
    assert AuditEntry.objects.count() == 0


def test_a_refusal_is_recorded_and_what_it_did_is_undone() -> None:
    with pytest.raises(NotFound), audit.change(CLERK, "returns.import", people=["a person"]):
        make_authority("996", "Nowhere")
        raise NotFound("gone")
    entry = AuditEntry.objects.get()
    assert (entry.outcome, entry.detail) == ("refused", {"reason": "NotFound"})
    assert not Authority.objects.filter(code="996").exists()


@pytest.mark.parametrize("deed", ["returns.import", "cases.reassign", "a deed nobody declared"])
def test_a_deed_without_the_role_is_refused_and_recorded(deed: str) -> None:
    with pytest.raises(NotAllowed), audit.change(public_actor(), deed):
        raise AssertionError("the deed ran")
    assert AuditEntry.objects.get().outcome == "refused"


def test_the_row_of_a_change_commits_with_the_change() -> None:
    with statements() as seen, audit.change(CLERK, "returns.import"):
        make_authority("996", "Nowhere")
        assert not any(AUDIT_TABLE in sql for sql in seen)
    assert any(AUDIT_TABLE in sql for sql in seen)


# Append-only


@pytest.mark.parametrize(
    "sql",
    [
        f"UPDATE {AUDIT_TABLE} SET outcome = 'read'",
        f"UPDATE {AUDIT_TABLE} SET people = '[]' WHERE number = 3",
        f"DELETE FROM {AUDIT_TABLE}",
        f"DELETE FROM {AUDIT_TABLE} WHERE number = {LENGTH}",
        f"TRUNCATE {AUDIT_TABLE}",
    ],
)
def test_the_database_refuses_to_change_or_remove_audit_rows(sql: str) -> None:
    if sql.startswith("TRUNCATE") and connection.vendor == "sqlite":
        sql = f"DELETE FROM {AUDIT_TABLE} WHERE 1"
    _write_chain()
    with pytest.raises(DatabaseError), transaction.atomic():
        run(sql)
    assert _broken() == []
    assert AuditEntry.objects.count() == LENGTH


def test_the_record_of_events_cannot_be_rewritten(world: object) -> None:
    for table in ("timeline_event", "timeline_retraction"):
        with pytest.raises(DatabaseError), transaction.atomic():
            run(f"UPDATE {table} SET recorded_by = 'someone else'")


# Tampering by the owner of the database

Tamper = Callable[[random.Random], int]
"""Changes the chain behind the application's back; gives the number of the first entry harmed."""

EDITS = {
    "action": "'cases.list'",
    "outcome": "'refused'",
    "roles": "'operator,caseworker'",
    "count": "count + 1",
    "people": "'[\"nobody\"]'",
    "detail": "'{\"page\": -1}'",
    "request_id": "'another'",
    "came_from": "'203.0.113.9'",
    "account_id": "77",
    "digest": "'0000000000000000000000000000000000000000000000000000000000000000'",
}


def _edit(chance: random.Random) -> int:
    number, column = chance.randint(1, LENGTH), chance.choice(sorted(EDITS))
    run(f"UPDATE {AUDIT_TABLE} SET {column} = {EDITS[column]} WHERE number = {number}")
    return number


def _backdate(chance: random.Random) -> int:
    entry = AuditEntry.objects.get(number=chance.randint(1, LENGTH))
    AuditEntry.objects.filter(pk=entry.pk).update(at=entry.at - timedelta(microseconds=1))
    return entry.number


def _remove(chance: random.Random) -> int:
    number = chance.randint(1, LENGTH - 1)
    run(f"DELETE FROM {AUDIT_TABLE} WHERE number = {number}")
    return number


def _remove_and_close_the_gap(chance: random.Random) -> int:
    number = _remove(chance)
    for later in range(number + 1, LENGTH + 1):
        run(f"UPDATE {AUDIT_TABLE} SET number = {later - 1} WHERE number = {later}")
    return number


def _swap(chance: random.Random) -> int:
    first, second = sorted(chance.sample(range(1, LENGTH + 1), 2))
    for old, new in ((first, 9_999), (second, first), (9_999, second)):
        run(f"UPDATE {AUDIT_TABLE} SET number = {new} WHERE number = {old}")
    return first


def _reorder(chance: random.Random) -> int:
    first = chance.randint(1, LENGTH - 3)
    for offset in range(3):
        run(f"UPDATE {AUDIT_TABLE} SET number = number + 100 WHERE number = {first + offset}")
    for offset, new in enumerate((2, 0, 1)):
        run(
            f"UPDATE {AUDIT_TABLE} SET number = {first + new} WHERE number = {first + offset + 100}"
        )
    return first


def _cut_the_end(chance: random.Random) -> int:
    number = chance.randint(2, LENGTH)
    run(f"DELETE FROM {AUDIT_TABLE} WHERE number >= {number}")
    return number


def _cut_all(chance: random.Random) -> int:
    run(f"DELETE FROM {AUDIT_TABLE}")
    return 1


def _insert(chance: random.Random) -> int:
    number = chance.randint(1, LENGTH)
    for later in range(LENGTH, number - 1, -1):
        run(f"UPDATE {AUDIT_TABLE} SET number = {later + 1} WHERE number = {later}")
    copied = (
        AuditEntry.objects.filter(number=max(1, number - 1)).first() or AuditEntry.objects.first()
    )
    assert copied
    copied.pk, copied.number, copied.action = None, number, "forged"
    copied.save(force_insert=True)
    return number


def _move_to_another_chain(chance: random.Random) -> int:
    number = chance.randint(1, LENGTH - 1)
    run(f"UPDATE {AUDIT_TABLE} SET chain = '997' WHERE number = {number}")
    return number


def _forge_and_sign_again(chance: random.Random) -> int:
    """Rewrite a row with a right digest of its own: the next row no longer fits."""
    number = chance.randint(1, LENGTH - 1)
    entry = AuditEntry.objects.get(number=number)
    before = AuditEntry.objects.filter(number=number - 1).first()
    entry.action = "forged"
    values = [getattr(entry, name) for name in audit.HASHED]
    digest = audit.digest(before.digest if before else "", *values)
    AuditEntry.objects.filter(pk=entry.pk).update(action="forged", digest=digest)
    return number + 1


def _forge_the_head(chance: random.Random) -> int:
    AuditHead.objects.filter(pk="998").update(digest="f" * 64)
    return LENGTH + 1


TAMPERINGS: tuple[Tamper, ...] = (
    _edit, _backdate, _remove, _remove_and_close_the_gap, _swap, _reorder, _cut_the_end, _cut_all,
    _insert, _move_to_another_chain, _forge_and_sign_again, _forge_the_head,
)  # fmt: skip
ROUNDS = 100


@pytest.mark.parametrize("tamper", TAMPERINGS)
def test_every_tampering_is_found_at_the_entry_it_harmed(tamper: Tamper) -> None:
    _write_chain()
    drop_the_triggers()
    for seed in range(ROUNDS):
        with transaction.atomic():
            number = tamper(random.Random(seed))
            found = [broken for broken in _broken() if broken.chain == "998"]
            assert [broken.number for broken in found] == [number], seed
            transaction.set_rollback(True)
    assert _broken() == []


def test_a_chain_cut_together_with_its_head_no_longer_has_the_root_kept_elsewhere() -> None:
    _write_chain()
    kept = AuditHead.objects.get(pk="998").digest
    drop_the_triggers()
    run(f"DELETE FROM {AUDIT_TABLE} WHERE number = {LENGTH}")
    last = AuditEntry.objects.get(number=LENGTH - 1)
    AuditHead.objects.filter(pk="998").update(number=last.number, digest=last.digest)
    assert [found.root == kept for found in audit.verify()] == [False]  # type: ignore[union-attr]
