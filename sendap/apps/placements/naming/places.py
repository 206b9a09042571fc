"""Places taken, waited for and begun; the count of free ones moves along, never below zero."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.organisations.models import Setting
from sendap.apps.organisations.places import free_places, give_back_place, take_free_place
from sendap.apps.placements.models import Naming, PlaceClaim
from sendap.apps.placements.naming.reach import claims_of
from sendap.basics.errors import BadInput, NotFound, WrongState

WAITING, TAKEN, STARTED, ENDED = "waiting", "taken", "started", "ended"
LONGEST_BECAUSE = 300


@dataclass(frozen=True, slots=True)
class Turn:
    """A place sought: where, in which year group, from when."""

    number: str
    name: str
    year_group: int
    starts_on: date


def lock_settings(numbers: Iterable[str]) -> None:
    """Let nobody else move places or turns at these settings until this change has ended.

    To be called before a place or a turn is read in the change, all at once and after the case if
    that is locked, so that no two changes wait for each other.
    """
    rows = Setting.objects.select_for_update().filter(pk__in=set(numbers)).order_by("pk")
    list(rows.values_list("pk"))


def take_place(
    actor: Actor, naming: Naming, turn: Turn, *, must_admit: bool, on: date
) -> PlaceClaim:
    """Take a place within the change that names the setting, which is locked; returns the claim.

    One of the setting's free places goes, if it has told of any and one is left. Where none is
    left, the person is admitted above its number if it ``must_admit``, and else waits there.
    """
    claim = _claim(naming, turn)
    if claim is not None and claim.state in (TAKEN, STARTED):
        return claim
    is_told = turn.year_group in free_places([turn.number]).get(turn.number, {})
    is_counted = take_free_place(turn.number, turn.year_group)
    if is_told and not is_counted and not must_admit:
        return _queue(actor, naming, turn, because="No place was free.", on=on)
    return _write(
        naming, turn, state=TAKEN, is_counted=is_counted, rank=0, because="",
        made_by=actor.name, made_on=on,
    )  # fmt: skip


def wait_for(actor: Actor, naming: Naming, turn: Turn, *, because: str, on: date) -> PlaceClaim:
    """Put somebody last on a setting's waiting list. Errors: ``BadInput`` without a reason."""
    if not because.strip():
        raise BadInput("Say why they wait there.", field=f"wait-{turn.number}")
    return _queue(actor, naming, turn, because=because.strip(), on=on)


def _queue(actor: Actor, naming: Naming, turn: Turn, *, because: str, on: date) -> PlaceClaim:
    waiting = PlaceClaim.objects.filter(number=turn.number, state=WAITING)
    last = waiting.aggregate(last=Max("rank"))["last"] or 0
    return _write(
        naming, turn, state=WAITING, is_counted=False, rank=last + 1,
        because=because[:LONGEST_BECAUSE], made_by=actor.name, made_on=on,
    )  # fmt: skip


def _claim(naming: Naming, turn: Turn) -> PlaceClaim | None:
    return PlaceClaim.objects.filter(case=naming.case_id, number=turn.number).first()


def _write(naming: Naming, turn: Turn, **said: object) -> PlaceClaim:
    row, _ = PlaceClaim.objects.update_or_create(
        case_id=naming.case_id, number=turn.number,
        defaults={
            "naming": naming, "name": turn.name, "year_group": turn.year_group,
            "starts_on": turn.starts_on, **said,
        },
    )  # fmt: skip
    return row


def confirm_start(*, actor: Actor, claim_id: uuid.UUID, on: date, today: date) -> None:
    """Record that somebody started at the setting.

    Errors: ``NotFound``; ``WrongState`` when no place was taken; ``BadInput`` for a day to come.
    """
    with audit.change(actor, "placements.confirm_start") as note:
        claim = _own(actor, claim_id)
        note.saw(claim.case.person_id)
        if claim.state != TAKEN:
            raise WrongState("No place waits to be started.")
        if not claim.made_on <= on <= today:
            raise BadInput("Give a day since the decision, and not one to come.",
                           field=f"on-{claim.pk}")  # fmt: skip
        claim.state, claim.started_on, claim.started_by = STARTED, on, actor.name
        claim.save(update_fields=["state", "started_on", "started_by"])


def offer_next(*, actor: Actor, claim_id: uuid.UUID, on: date) -> None:
    """Give a free place to somebody who waits. Errors: ``NotFound``; ``WrongState``."""
    with audit.change(actor, "placements.order_waiting") as note:
        claim = _own(actor, claim_id)
        note.saw(claim.case.person_id)
        if claim.state != WAITING:
            raise WrongState("They aren’t waiting any more.")
        if not take_free_place(claim.number, claim.year_group):
            raise WrongState("No place is free. A place has to be given back or added first.")
        claim.state, claim.is_counted, claim.rank, claim.made_on = TAKEN, True, 0, on
        claim.save(update_fields=["state", "is_counted", "rank", "made_on"])
        _close_up(claim.number)


def give_up(*, actor: Actor, claim_id: uuid.UUID) -> None:
    """End a place or a turn; a counted place is free again. Errors: ``NotFound``."""
    with audit.change(actor, "placements.order_waiting") as note:
        claim = _own(actor, claim_id)
        note.saw(claim.case.person_id)
        if claim.is_counted:
            give_back_place(claim.number, claim.year_group)
        claim.state, claim.is_counted, claim.rank = ENDED, False, 0
        claim.save(update_fields=["state", "is_counted", "rank"])
        _close_up(claim.number)


def move_to(*, actor: Actor, claim_id: uuid.UUID, rank: int, because: str) -> None:
    """Change somebody's turn on a waiting list, with the reason; the others close up.

    Errors: ``NotFound``; ``WrongState``; ``BadInput`` without a reason or for no such turn.
    """
    with audit.change(actor, "placements.order_waiting") as note:
        claim = _own(actor, claim_id)
        note.saw(claim.case.person_id)
        if claim.state != WAITING:
            raise WrongState("They aren’t waiting any more.")
        if not because.strip() or len(because) > LONGEST_BECAUSE:
            raise BadInput("Say why, in 300 characters or fewer.", field=f"because-{claim.pk}")
        rows = list(_waiting(claim.number).exclude(pk=claim.pk))
        if not 1 <= rank <= len(rows) + 1:
            raise BadInput(f"Give a turn from 1 to {len(rows) + 1}.", field=f"rank-{claim.pk}")
        claim.because = because.strip()
        claim.save(update_fields=["because"])
        rows.insert(rank - 1, claim)
        _number(rows)


def _waiting(number: str) -> QuerySet[PlaceClaim]:
    rows = PlaceClaim.objects.filter(number=number, state=WAITING)
    return rows.order_by("rank", "made_on", "pk")


def _close_up(number: str) -> None:
    _number(list(_waiting(number)))


def _number(rows: list[PlaceClaim]) -> None:
    for rank, row in enumerate(rows, 1):
        if row.rank != rank:
            row.rank = rank
            row.save(update_fields=["rank"])


def _own(actor: Actor, claim_id: uuid.UUID) -> PlaceClaim:
    rows = claims_of(actor).filter(pk=claim_id)
    number = rows.values_list("number", flat=True).first()
    if number is None:
        raise NotFound("There is no such place.")
    lock_settings([number])
    return rows.select_related("case").get()
