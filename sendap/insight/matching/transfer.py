"""A year's moves proposed at once: which child might have which place, and who waits in what order.

Children propose in their own order, and a setting with too few places keeps those with the best
claim so far (deferred acceptance of Gale and Shapley, 1962). It was chosen over serving children
one by one because nobody then loses a place to a child with a weaker claim on it, and because no
family can gain by ranking otherwise than it truly prefers.

A proposal decides nothing: the law knows no quota, and being full is no ground to refuse a setting
that was asked for. Whoever would rather be elsewhere waits there, in order and with the reason.
"""

from __future__ import annotations

from bisect import bisect, insort
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from sendap.insight.matching.child import Child
from sendap.insight.matching.codes import Criterion, Reason
from sendap.insight.matching.judging import Question, failed_checks, question_of, sifted
from sendap.insight.matching.rules import Rules
from sendap.insight.matching.scoring import best_first, scored
from sendap.insight.matching.settings import Settings

WAIVED = frozenset({Reason.KIND_NOT_SOUGHT, Reason.MAIN_NEED_NOT_MET, Reason.TOO_FAR})
"""What keeps no setting from a family that asked for it: the consultation is there for that."""

FAR = 10_000_000
"""Metres that stand for a distance that isn't known: further than any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A child to be placed: ``case`` names it, ``asked`` are numbers in the family's own order."""

    case: str
    child: Child
    asked: tuple[int, ...] = ()


class Claim(NamedTuple):
    """How strong a child's claim on a place is: the smallest goes first.

    Those whose family asked, then those whose needs it meets best (thousandths of a point, below
    nought), then the nearest (metres), then by lot. Neither cost nor a wish is a claim.
    """

    not_asked: bool
    need: int
    metres: int
    lot: bytes
    case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A setting that a child would rather have: its place in the order there, from 1, and why."""

    number: int
    position: int
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is proposed for a child: ``number`` is None where no place was found.

    ``choice`` is how far down the child's order the place is, from 1. ``set_aside`` are settings
    asked for that can't be proposed, with every reason; a number without one isn't in the register.
    """

    number: int | None
    choice: int | None
    waiting: tuple[Waiting, ...]
    set_aside: Mapping[int, tuple[Reason, ...]]


class _Seats(NamedTuple):
    """The places of a setting for a year group."""

    row: int
    year_row: int


@dataclass(slots=True, kw_only=True)
class _Seeker:
    """A child's order of settings with its claim on each, and how far it has got."""

    seats: list[_Seats]
    claims: list[Claim]
    set_aside: dict[int, tuple[Reason, ...]] = field(default_factory=dict)
    at: int = 0


def propose_places(
    candidates: Sequence[Candidate], settings: Settings, rules: Rules, *, seed: str
) -> dict[str, Proposal]:
    """A place for each case where there is one, by each child's order and the best claims.

    A child's order is what its family asked for, then its list. Only places that somebody has said
    are free are given out: where that isn't known a child waits. ``seed`` draws the lots, the same
    every time. ``ValueError`` where a case comes twice.
    """
    seekers = {each.case: _seeker(each, settings, rules, seed) for each in candidates}
    if len(seekers) != len(candidates):
        raise ValueError("a case comes twice")
    _defer(seekers, settings)
    queues = _queues(seekers)
    return {case: _proposal(seeker, settings, queues) for case, seeker in seekers.items()}


def _seeker(candidate: Candidate, settings: Settings, rules: Rules, seed: str) -> _Seeker:
    question = question_of(candidate.child, rules)
    asked, set_aside = _asked(candidate, settings, question)
    suitable, _ = sifted(question, settings)
    scores = scored(question, settings, suitable)
    listed = suitable[best_first(scores, settings, rules.list_length)].tolist()
    rows = list(dict.fromkeys([*asked, *listed]))
    return _Seeker(
        seats=[_Seats(row, question.year_row) for row in rows],
        claims=_claims(candidate, settings, question, rows, asked=set(asked), seed=seed),
        set_aside=set_aside,
    )


def _asked(
    candidate: Candidate, settings: Settings, question: Question
) -> tuple[list[int], dict[int, tuple[Reason, ...]]]:
    """Rows of the settings asked for that can be proposed, and why the others can't."""
    rows, set_aside = [], {}
    for number in candidate.asked:
        row = settings.row_of(number)
        failed = () if row is None else failed_checks(question, settings, row)
        if row is None or set(failed) - WAIVED:
            set_aside[number] = failed
        else:
            rows.append(row)
    return rows, set_aside


def _claims(
    candidate: Candidate,
    settings: Settings,
    question: Question,
    rows: list[int],
    *,
    asked: set[int],
    seed: str,
) -> list[Claim]:
    scores = scored(question, settings, np.array(rows, np.intp))
    lot = blake2b(f"{seed}\n{candidate.case}".encode(), digest_size=8).digest()
    needs = scores.points[Criterion.NEED].tolist()
    metres = np.nan_to_num(scores.metres, nan=FAR).astype(np.int64).tolist()
    return [
        Claim(row not in asked, -need, away, lot, candidate.case)
        for row, need, away in zip(rows, needs, metres, strict=True)
    ]


def _defer(seekers: Mapping[str, _Seeker], settings: Settings) -> None:
    """Let every child ask down its order until it is held somewhere or has asked everywhere."""
    held: dict[_Seats, list[Claim]] = defaultdict(list)
    asking = deque(seekers)
    while asking:
        seeker = seekers[asking.popleft()]
        if seeker.at == len(seeker.seats):
            continue
        seats = seeker.seats[seeker.at]
        insort(held[seats], seeker.claims[seeker.at])
        if len(held[seats]) > max(0, int(settings.places[seats.year_row, seats.row])):
            turned_away = held[seats].pop().case
            seekers[turned_away].at += 1
            asking.append(turned_away)


def _queues(seekers: Mapping[str, _Seeker]) -> dict[_Seats, list[Claim]]:
    """Who would rather have each place than what is proposed for them, the best claim first."""
    queues: dict[_Seats, list[Claim]] = defaultdict(list)
    for seeker in seekers.values():
        for seats, claim in zip(seeker.seats[: seeker.at], seeker.claims, strict=False):
            queues[seats].append(claim)
    for queue in queues.values():
        queue.sort()
    return queues


def _proposal(
    seeker: _Seeker, settings: Settings, queues: Mapping[_Seats, list[Claim]]
) -> Proposal:
    placed = seeker.at < len(seeker.seats)
    before = zip(seeker.seats[: seeker.at], seeker.claims, strict=False)
    return Proposal(
        number=int(settings.number[seeker.seats[seeker.at].row]) if placed else None,
        choice=seeker.at + 1 if placed else None,
        waiting=tuple(
            Waiting(
                number=int(settings.number[seats.row]),
                position=bisect(queues[seats], claim),
                reason=_why(int(settings.places[seats.year_row, seats.row])),
            )
            for seats, claim in before
        ),
        set_aside=seeker.set_aside,
    )


def _why(places: int) -> Reason:
    """Why a child waits where so many places are said to be free (below nought: nobody said)."""
    if places < 0:
        return Reason.PLACES_UNKNOWN
    return Reason.STRONGER_CLAIMS if places else Reason.FULL
