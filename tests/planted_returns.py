"""The yearly returns of the small world: of each authority one that is signed, one that isn’t."""

from __future__ import annotations

import gzip
import hashlib
import uuid
from datetime import date

from django.utils import timezone

from sendap.apps.indicators.models import ProjectionRun
from sendap.apps.returns.models import Explanation, PreparedReturn, ReturnFile, ReturnProblem
from tests.builders import NORTHMERE, SOUTHVALE
from tests.planted import World

YEAR = 2026
QUERY = "D165"
"""A rule whose problems are explained."""

XML = b"<Message/>"


def add_returns(world: World) -> None:
    """Plant a loaded, a signed and an open return of each authority, with a query a child."""
    for authority in (NORTHMERE, SOUTHVALE):
        ReturnFile.objects.create(
            authority_code=authority, year=YEAR, reference_on=date(YEAR, 1, 15), digest="0" * 64,
            loaded_at=timezone.now(), loaded_by="a test", read=0, added=0, changed=0, unchanged=0,
            refused=0, errors=0, queries=0,
        )  # fmt: skip
        signed = _prepared(authority, 1)
        signed.signed_at, signed.signed_by = timezone.now(), "a test"
        signed.save()
        _prepared(authority, 2)
        _projection(authority)
    for name, subject in world.subjects.items():
        _query(world, name, subject.case)


def _prepared(authority: str, serial: int) -> PreparedReturn:
    return PreparedReturn.objects.create(
        token=uuid.uuid4(), authority_code=authority, year=YEAR, source="record", serial=serial,
        name="a return", made_at=timezone.now(), made_by="a test", people=1, errors=0, queries=1,
        contents=gzip.compress(XML), digest=hashlib.sha256(XML).hexdigest(),
    )  # fmt: skip


def _projection(authority: str) -> None:
    ProjectionRun.objects.create(
        token=uuid.uuid4(), authority_code=authority, kind="projection", title="as now", years=3,
        runs=10, seed=1, asked_at=timezone.now(), asked_by="a test", state="refused",
        refusal="It is a test.",
    )  # fmt: skip


def _query(world: World, name: str, case: object) -> None:
    authority = case.authority_code  # type: ignore[attr-defined]
    for prepared in PreparedReturn.objects.filter(authority_code=authority):
        ReturnProblem.objects.create(
            prepared=prepared, case=case, rule=QUERY, severity="query", item="ReviewMeeting",
            position=1, child=world.canaries.word("ReturnProblem.child", name),
            message=world.canaries.word("ReturnProblem.message", name),
        )  # fmt: skip
    Explanation.objects.create(
        authority_code=authority, case=case, rule=QUERY, item="ReviewMeeting", year=YEAR,
        text=world.canaries.word("Explanation.text", name), made_at=timezone.now(),
        made_by="a test",
    )  # fmt: skip


def return_of(subject: str, *, signed: bool) -> uuid.UUID:
    """A planted return of the authority that a subject's case is with."""
    authority = SOUTHVALE if subject == "foreign" else NORTHMERE
    rows = PreparedReturn.objects.filter(authority_code=authority, name="a return")
    return rows.get(serial=1 if signed else 2).pk


def projection_of(subject: str) -> uuid.UUID:
    """A planted projection of the authority that a subject's case is with."""
    authority = SOUTHVALE if subject == "foreign" else NORTHMERE
    return ProjectionRun.objects.get(authority_code=authority, title="as now").pk


def problem_of(subject: str) -> int:
    """A planted query of the open return, about a child whom everyone there may see."""
    child = "foreign" if subject == "foreign" else "other"
    rows = ReturnProblem.objects.filter(prepared=return_of(subject, signed=False))
    word = "" if child == "foreign" else child
    found = [row for row in rows.order_by("pk") if not word or _is_of(row, word)]
    return found[0].pk


def _is_of(row: ReturnProblem, child: str) -> bool:
    from sendap.apps.timeline.models import Case

    officer = Case.objects.values_list("officer__username", flat=True).get(pk=row.case_id)
    return bool(officer == "colleague") and child == "other"
