"""What speaks for a setting, what against it and what isn't known: codes with their values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sendap.insight.matching.codes import (
    NEEDS,
    Criterion,
    Mode,
    Reason,
    Side,
    Standing,
    bits_of,
)
from sendap.insight.matching.judging import TAKES_ALL, Question
from sendap.insight.matching.settings import KINDS, SEXES, STANDINGS, Settings

NEED_BITS = {need: bits_of([need], NEEDS) for need in NEEDS}

Value = int | str | tuple[int, int] | None


class Finding(NamedTuple):
    """One thing found of a setting.

    ``value``: ages (youngest, oldest, -1 not known), kind, standing, code of a need, metres,
    places, pence, wish, or None where the reason says it all.
    """

    criterion: Criterion
    reason: Reason
    side: Side
    value: Value = None


def findings_of(
    question: Question, settings: Settings, row: int, *, metres: int | None, closed: bool
) -> tuple[Finding, ...]:
    """All that is found of one setting, in the order of the criteria; ``metres`` from home."""
    found = [Finding(Criterion.OPEN, Reason.CLOSED_THEN, Side.AGAINST)] if closed else []
    found += [_phase(question, settings, row), _age(question, settings, row)]
    found += [_sex(question, settings, row)]
    found += [_kind(question, settings, row), _standing(question, settings, row)]
    found += [*_needs(question, settings, row), _distance(question, settings, row, metres)]
    found += [_places(question, settings, row), _cost(question, settings, row)]
    return (*found, *_wishes(question, settings, row))


def _phase(question: Question, settings: Settings, row: int) -> Finding:
    phases, phase = settings.phases.item(row), question.child.phase
    if not phases:
        return Finding(Criterion.PHASE, Reason.PHASE_UNKNOWN, Side.UNKNOWN)
    if phases & question.phase:
        return Finding(Criterion.PHASE, Reason.PHASE_TAUGHT, Side.FOR, phase)
    return Finding(Criterion.PHASE, Reason.PHASE_NOT_TAUGHT, Side.AGAINST, phase)


def _age(question: Question, settings: Settings, row: int) -> Finding:
    age, ages = question.child.age, (settings.youngest.item(row), settings.oldest.item(row))
    if ages[0] > age or 0 <= ages[1] < age:
        return Finding(Criterion.AGE, Reason.AGE_NOT_TAKEN, Side.AGAINST, ages)
    if min(ages) < 0:
        return Finding(Criterion.AGE, Reason.AGE_UNKNOWN, Side.UNKNOWN, ages)
    return Finding(Criterion.AGE, Reason.AGE_TAKEN, Side.FOR, ages)


def _sex(question: Question, settings: Settings, row: int) -> Finding:
    intake = settings.intake.item(row)
    taken = "".join(sex for place, sex in enumerate(SEXES) if intake >> place & 1) or None
    if intake and not intake & question.sexes:
        return Finding(Criterion.SEX, Reason.SEX_NOT_TAKEN, Side.AGAINST, taken)
    if question.sexes & ~intake:
        return Finding(Criterion.SEX, Reason.SEX_UNKNOWN, Side.UNKNOWN, taken)
    return Finding(Criterion.SEX, Reason.SEX_TAKEN, Side.FOR, taken)


def _kind(question: Question, settings: Settings, row: int) -> Finding:
    bit = settings.kind.item(row)
    kind = KINDS[bit.bit_length() - 1]
    if bit & question.kinds:
        return Finding(Criterion.KIND, Reason.KIND_SOUGHT, Side.FOR, kind)
    return Finding(Criterion.KIND, Reason.KIND_NOT_SOUGHT, Side.AGAINST, kind)


def _standing(question: Question, settings: Settings, row: int) -> Finding:
    if question.rules.mode is Mode.BINDING:
        if settings.on_local_list[row]:
            return Finding(Criterion.STANDING, Reason.ON_LOCAL_LIST, Side.FOR)
        return Finding(Criterion.STANDING, Reason.NOT_ON_LOCAL_LIST, Side.AGAINST)
    standing = STANDINGS[settings.standing[row]]
    if standing is Standing.UNKNOWN:
        return Finding(Criterion.STANDING, Reason.MAY_ASK_UNKNOWN, Side.UNKNOWN)
    if standing is Standing.OTHER:
        return Finding(Criterion.STANDING, Reason.MAY_NOT_ASK, Side.AGAINST, standing)
    return Finding(Criterion.STANDING, Reason.MAY_ASK, Side.FOR, standing)


def _needs(question: Question, settings: Settings, row: int) -> Iterator[Finding]:
    """The main need, then each other one; what takes all needs is said once."""
    takes_all, named = settings.kind.item(row) & TAKES_ALL, settings.needs.item(row)
    child, unnamed = question.child, (None, *question.rules.unnamed_needs)
    if takes_all:
        yield Finding(Criterion.NEED, Reason.TAKES_ALL_NEEDS, Side.FOR)
    for need in (child.main_need, *child.other_needs):
        if need is not None and named & NEED_BITS[need]:
            yield _met(need, is_main=need == child.main_need)
        elif takes_all:
            continue
        elif need in unnamed or not settings.needs_known[row]:
            yield Finding(Criterion.NEED, Reason.NEED_UNKNOWN, Side.UNKNOWN, need)
        else:
            yield _not_met(need, is_main=need == child.main_need)


def _met(need: str, *, is_main: bool) -> Finding:
    reason = Reason.MAIN_NEED_MET if is_main else Reason.OTHER_NEED_MET
    return Finding(Criterion.NEED, reason, Side.FOR, need)


def _not_met(need: str | None, *, is_main: bool) -> Finding:
    reason = Reason.MAIN_NEED_NOT_MET if is_main else Reason.OTHER_NEED_NOT_MET
    return Finding(Criterion.NEED, reason, Side.AGAINST, need)


def _distance(question: Question, settings: Settings, row: int, metres: int | None) -> Finding:
    if metres is None:
        return Finding(Criterion.DISTANCE, Reason.DISTANCE_UNKNOWN, Side.UNKNOWN)
    if metres <= question.limit_metres:
        return Finding(Criterion.DISTANCE, Reason.WITHIN_REACH, Side.FOR, metres)
    if settings.boards[row]:
        return Finding(Criterion.DISTANCE, Reason.BOARDS, Side.AGAINST, metres)
    return Finding(Criterion.DISTANCE, Reason.TOO_FAR, Side.AGAINST, metres)


def _places(question: Question, settings: Settings, row: int) -> Finding:
    places = settings.places.item(question.year_row, row)
    if places < 0:
        return Finding(Criterion.PLACES, Reason.PLACES_UNKNOWN, Side.UNKNOWN)
    if places:
        return Finding(Criterion.PLACES, Reason.HAS_PLACES, Side.FOR, places)
    return Finding(Criterion.PLACES, Reason.FULL, Side.AGAINST, 0)


def _cost(question: Question, settings: Settings, row: int) -> Finding:
    pence = settings.price_pence.item(row)
    if pence < 0:
        return Finding(Criterion.COST, Reason.COST_UNKNOWN, Side.UNKNOWN)
    if pence <= question.rules.cost_ceiling_pence:
        return Finding(Criterion.COST, Reason.COST_WITHIN, Side.FOR, pence)
    return Finding(Criterion.COST, Reason.COST_ABOVE, Side.AGAINST, pence)


def _wishes(question: Question, settings: Settings, row: int) -> Iterator[Finding]:
    names = settings.feature_names
    for wish in question.child.wishes:
        bit = bits_of([wish], names) if wish in names else 0
        if settings.features.item(row) & bit:
            yield Finding(Criterion.WISHES, Reason.WISH_MET, Side.FOR, wish)
        elif settings.lacks.item(row) & bit:
            yield Finding(Criterion.WISHES, Reason.WISH_NOT_MET, Side.AGAINST, wish)
        else:
            yield Finding(Criterion.WISHES, Reason.WISH_UNKNOWN, Side.UNKNOWN, wish)
