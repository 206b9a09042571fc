"""The list for one child: settings that can suit, best first, and why no other is on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import isnan

import numpy as np

from sendap.insight.matching.child import Child
from sendap.insight.matching.codes import Criterion, Mode, Reason
from sendap.insight.matching.findings import Finding, findings_of
from sendap.insight.matching.judging import (
    Question,
    failed_checks,
    metres_to,
    question_of,
    sifted,
)
from sendap.insight.matching.rules import METHOD, Rules
from sendap.insight.matching.scoring import best_first, scored
from sendap.insight.matching.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A setting as it was found for a child; None is not known.

    ``points`` are thousandths of a point by criterion and add up to ``total``; ``minutes`` is an
    estimate each way by the list's method, for a year at ``cost_pence``; ``failed`` says why it
    isn't on the list, empty for one that is.
    """

    number: int
    rank: int | None
    total: int
    points: Mapping[Criterion, int]
    findings: tuple[Finding, ...]
    places: int | None
    metres: int | None
    minutes: int | None
    cost_pence: int | None
    failed: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TailoredList:
    """The list for one child, best first, ties by number.

    ``not_listed`` counts every other setting once, by the first reason that keeps it off; with
    those listed it adds up to ``considered``. ``travel_method`` says how minutes were estimated,
    ``rules_since`` which rules weighed.
    """

    mode: Mode
    regime: str
    rules_since: date
    travel_method: str
    considered: int
    listed: tuple[Listed, ...]
    not_listed: Mapping[Reason, int]


def make_list(child: Child, settings: Settings, rules: Rules) -> TailoredList:
    """The list of settings for a child by the rules of the authority."""
    question = question_of(child, rules)
    suitable, not_listed = sifted(question, settings)
    scores = scored(question, settings, suitable)
    best = best_first(scores, settings, rules.list_length)
    if len(suitable) > len(best):
        not_listed[Reason.BEYOND_LENGTH] = len(suitable) - len(best)
    rows, metres, total = (of[best].tolist() for of in (suitable, scores.metres, scores.total))
    points = [of[best].tolist() for of in scores.points.values()]
    found = zip(rows, metres, total, zip(*points, strict=True), strict=True)
    listed = tuple(
        _listed(
            *(question, settings, row, away),
            points=dict(zip(scores.points, each, strict=True)),
            total=total,
            rank=rank,
        )
        for rank, (row, away, total, each) in enumerate(found, 1)
    )
    return TailoredList(
        mode=rules.mode,
        regime=rules.regime,
        rules_since=rules.starts_on,
        travel_method=METHOD,
        considered=len(settings),
        listed=listed,
        not_listed=not_listed,
    )


def look_at(child: Child, settings: Settings, rules: Rules, *, number: int) -> Listed:
    """One setting as it is for a child, on the list or not, with every reason that keeps it off.

    ``rank`` is None unless it is on the list. ``KeyError`` where no setting has the number.
    """
    row = settings.row_of(number)
    if row is None:
        raise KeyError(number)
    question = question_of(child, rules)
    failed = failed_checks(question, settings, row)
    rank = None if failed else _rank_of(question, settings, row)
    if rank is not None and rank > rules.list_length:
        rank, failed = None, (Reason.BEYOND_LENGTH,)
    one = np.array([row])
    scores = scored(question, settings, one)
    points = {criterion: int(of[0]) for criterion, of in scores.points.items()}
    away, total = float(metres_to(question, settings, one)[0]), int(scores.total[0])
    return _listed(
        question, settings, row, away, points=points, total=total, rank=rank, failed=failed
    )


def _rank_of(question: Question, settings: Settings, row: int) -> int:
    suitable, _ = sifted(question, settings)
    scores = scored(question, settings, suitable)
    order = suitable[best_first(scores, settings, len(suitable))]
    return int(np.flatnonzero(order == row)[0]) + 1


def _listed(
    question: Question,
    settings: Settings,
    row: int,
    away: float,
    *,
    points: Mapping[Criterion, int],
    total: int,
    rank: int | None,
    failed: tuple[Reason, ...] = (),
) -> Listed:
    """The setting in a row, ``away`` metres from home (not a number: not known)."""
    metres = None if isnan(away) else int(away)
    return Listed(
        number=settings.number.item(row),
        rank=rank,
        total=total,
        points=points,
        findings=findings_of(
            question, settings, row, metres=metres, closed=Reason.CLOSED_THEN in failed
        ),
        places=_known(settings.places.item(question.year_row, row)),
        metres=metres,
        minutes=None if metres is None else question.rules.travel.minutes(metres),
        cost_pence=_known(settings.price_pence.item(row)),
        failed=failed,
    )


def _known(value: int) -> int | None:
    return value if value >= 0 else None
