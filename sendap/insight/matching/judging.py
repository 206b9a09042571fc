"""Whether settings can suit a child: one check a reason, each over many settings at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sendap.insight.matching.child import Child
from sendap.insight.matching.codes import (
    NEEDS,
    YEAR_GROUPS,
    Kind,
    Mode,
    Reason,
    Standing,
    bits_of,
)
from sendap.insight.matching.rules import Rules
from sendap.insight.matching.settings import KINDS, PHASES, SEXES, STANDINGS, Settings

Rows = npt.NDArray[np.intp]
Found = npt.NDArray[np.bool_]

TAKES_ALL = bits_of([kind for kind in Kind if kind is not Kind.SPECIAL], KINDS)
"""Kinds that a need isn't a reason to leave out: only a special school is for some needs."""

OTHER = STANDINGS.index(Standing.OTHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A child's facts and an authority's rules, put as the columns of settings hold them."""

    child: Child
    rules: Rules
    day: np.datetime64
    phase: int
    sexes: int
    kinds: int
    year_row: int
    limit_minutes: int
    limit_metres: int


def question_of(child: Child, rules: Rules) -> Question:
    """What is asked of every setting for this child."""
    usual = rules.travel.limit_minutes[child.phase]
    limit = usual if child.travel_minutes is None else child.travel_minutes
    return Question(
        child=child,
        rules=rules,
        day=np.datetime64(child.starts_on, "D"),
        phase=bits_of([child.phase], PHASES),
        sexes=bits_of([child.sex] if child.sex else SEXES, SEXES),
        kinds=bits_of(child.kinds, KINDS),
        year_row=YEAR_GROUPS.index(child.year_group),
        limit_minutes=limit,
        limit_metres=rules.travel.metres(limit),
    )


def metres_to(question: Question, settings: Settings, rows: Rows) -> npt.NDArray[np.float64]:
    """Whole metres in a straight line from home; not a number where either end isn't known."""
    child = question.child
    if child.easting is None or child.northing is None:
        return np.full(len(rows), np.nan)
    east, north = settings.easting[rows] - child.easting, settings.northing[rows] - child.northing
    return np.rint(np.sqrt(east * east + north * north))


def _none_of(bits: npt.NDArray[np.unsignedinteger], wanted: int) -> Found:
    """Where no bit that is wanted is set."""
    none: Found = bits & wanted == 0
    return none


def _closed(question: Question, settings: Settings, rows: Rows) -> Found:
    """Not yet open on the day, or closed by it."""
    not_yet, gone = settings.opens_on[rows] > question.day, settings.closes_on[rows] <= question.day
    closed: Found = not_yet | gone
    return closed


def _phase(question: Question, settings: Settings, rows: Rows) -> Found:
    phases = settings.phases[rows]
    found: Found = _none_of(phases, question.phase) & (phases != 0)
    return found


def _age(question: Question, settings: Settings, rows: Rows) -> Found:
    oldest, age = settings.oldest[rows], question.child.age
    outside: Found = (settings.youngest[rows] > age) | ((oldest < age) & (oldest >= 0))
    return outside


def _sex(question: Question, settings: Settings, rows: Rows) -> Found:
    intake = settings.intake[rows]
    found: Found = _none_of(intake, question.sexes) & (intake != 0)
    return found


def _kind(question: Question, settings: Settings, rows: Rows) -> Found:
    return _none_of(settings.kind[rows], question.kinds)


def _standing(question: Question, settings: Settings, rows: Rows) -> Found:
    """Known to be outside section 38: a list that leaves every right to ask isn't of these."""
    if question.rules.mode is Mode.BINDING:
        return np.zeros(len(rows), np.bool_)
    outside: Found = settings.standing[rows] == OTHER
    return outside


def _local_list(question: Question, settings: Settings, rows: Rows) -> Found:
    if question.rules.mode is Mode.ADVISORY:
        return np.zeros(len(rows), np.bool_)
    return ~settings.on_local_list[rows]


def _need(question: Question, settings: Settings, rows: Rows) -> Found:
    """A special school known to be for other needs than the main one."""
    need = question.child.main_need
    if need is None or need in question.rules.unnamed_needs:
        return np.zeros(len(rows), np.bool_)
    unnamed = _none_of(settings.needs[rows], bits_of([need], NEEDS))
    return unnamed & settings.needs_known[rows] & _none_of(settings.kind[rows], TAKES_ALL)


def _too_far(question: Question, settings: Settings, rows: Rows) -> Found:
    """Further than a child can travel each day, unless it boards."""
    metres = metres_to(question, settings, rows)
    return (metres > question.limit_metres) & ~settings.boards[rows]


Check = Callable[[Question, Settings, Rows], Found]

CHECKS: dict[Reason, Check] = {
    Reason.CLOSED_THEN: _closed,
    Reason.PHASE_NOT_TAUGHT: _phase,
    Reason.AGE_NOT_TAKEN: _age,
    Reason.SEX_NOT_TAKEN: _sex,
    Reason.KIND_NOT_SOUGHT: _kind,
    Reason.MAY_NOT_ASK: _standing,
    Reason.NOT_ON_LOCAL_LIST: _local_list,
    Reason.MAIN_NEED_NOT_MET: _need,
    Reason.TOO_FAR: _too_far,
}
"""Why a setting is not on a list, in the order in which it is counted. A full one isn't among them:
being full is no ground to refuse (section 39(4))."""


def sifted(question: Question, settings: Settings) -> tuple[Rows, dict[Reason, int]]:
    """The rows that pass every check, and how many of the rest fell at which check first."""
    rows, counts = np.arange(len(settings)), {}
    for reason, check in CHECKS.items():
        fails = check(question, settings, rows)
        counts[reason] = int(np.count_nonzero(fails))
        if counts[reason]:
            rows = rows[~fails]
    return rows, {reason: count for reason, count in counts.items() if count}


def failed_checks(question: Question, settings: Settings, row: int) -> tuple[Reason, ...]:
    """Every check that one setting fails, in their order; empty where it can suit."""
    one = np.array([row])
    return tuple(reason for reason, check in CHECKS.items() if check(question, settings, one)[0])
