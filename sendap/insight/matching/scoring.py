"""How well settings suit a child: points by criterion, in whole thousandths of a point.

A setting's points rest on that setting, the child and the rules alone, never on which others there
are: one more setting changes no other's points. Whole numbers give every machine the same order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sendap.insight.matching.codes import NEEDS, Criterion, bits_of
from sendap.insight.matching.judging import TAKES_ALL, Question, Rows, metres_to
from sendap.insight.matching.settings import LARGEST_NUMBER, Settings

Points = npt.NDArray[np.int64]
ALL = 1000
"""The share of a criterion's points that is all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """Rows of settings with their points by criterion, the total, and the distance in metres."""

    rows: Rows
    points: dict[Criterion, Points]
    total: Points
    metres: npt.NDArray[np.float64]


def scored(question: Question, settings: Settings, rows: Rows) -> Scored:
    """The points of these rows; each row's points of all criteria add up to its total."""
    metres = metres_to(question, settings, rows)
    points = {
        Criterion.NEED: _need(question, settings, rows),
        Criterion.DISTANCE: _distance(question, metres),
        Criterion.PLACES: _places(question, settings, rows),
        Criterion.COST: _cost(question, settings, rows),
        Criterion.WISHES: _wishes(question, settings, rows),
    }
    total = sum(points.values(), np.zeros(len(rows), np.int64))
    return Scored(rows=rows, points=points, total=total, metres=metres)


def best_first(scores: Scored, settings: Settings, length: int) -> Rows:
    """Places in ``scores`` of the best so many, most points first, ties by number."""
    numbers = settings.number[scores.rows]
    key = numbers - scores.total * (LARGEST_NUMBER + 1)
    if length < len(key):
        first = np.argpartition(key, length - 1)[:length]
        return first[np.argsort(key[first])]
    return np.argsort(key)


def _need(question: Question, settings: Settings, rows: Rows) -> Points:
    child, weights = question.child, question.rules.weights
    main = _need_share(question, settings, rows, child.main_need)
    points, others = weights.main_need * main, np.zeros(len(rows), np.int64)
    for need in child.other_needs:
        others += _need_share(question, settings, rows, need)
    return points + weights.other_needs * others // max(len(child.other_needs), 1)


def _need_share(question: Question, settings: Settings, rows: Rows, need: str | None) -> Points:
    """All where it makes special provision for the need; None is a need that isn't recorded."""
    rules = question.rules
    takes_all = settings.kind[rows] & TAKES_ALL != 0
    unknown = ~settings.needs_known[rows] | (need is None or need in rules.unnamed_needs)
    share = np.where(unknown, rules.unknown_percent * 10, 0)
    share[takes_all] = rules.any_need_percent * 10
    if need is not None:
        share[settings.needs[rows] & bits_of([need], NEEDS) != 0] = ALL
    return share


def _distance(question: Question, metres: npt.NDArray[np.float64]) -> Points:
    """All at the door, none from the furthest that a child travels daily."""
    rules, limit = question.rules, max(question.limit_metres, 1)
    known = np.nan_to_num(metres, nan=limit).astype(np.int64)
    share = np.maximum(limit - known, 0) * ALL // limit
    share[np.isnan(metres)] = rules.unknown_percent * 10
    return rules.weights.distance * share


def _places(question: Question, settings: Settings, rows: Rows) -> Points:
    places = settings.places[question.year_row, rows]
    share = np.where(places > 0, ALL, 0)
    share[places < 0] = question.rules.unknown_percent * 10
    return question.rules.weights.places * share


def _cost(question: Question, settings: Settings, rows: Rows) -> Points:
    """All for what costs nothing, none from the ceiling on."""
    rules, prices = question.rules, settings.price_pence[rows]
    share = np.maximum(rules.cost_ceiling_pence - prices, 0) * ALL // rules.cost_ceiling_pence
    share[prices < 0] = rules.unknown_percent * 10
    return rules.weights.cost * share


def _wishes(question: Question, settings: Settings, rows: Rows) -> Points:
    """The share of the family's wishes that are met; nothing for anyone where there are none."""
    wishes, rules = question.child.wishes, question.rules
    if not wishes or not rules.weights.wishes:
        return np.zeros(len(rows), np.int64)
    met = np.zeros(len(rows), np.int64)
    for wish in wishes:
        met += _wish_share(question, settings, rows, wish)
    return rules.weights.wishes * met // len(wishes)


def _wish_share(question: Question, settings: Settings, rows: Rows, wish: str) -> Points:
    unknown = question.rules.unknown_percent * 10
    if wish not in settings.feature_names:
        return np.full(len(rows), unknown)
    bit = np.uint64(bits_of([wish], settings.feature_names))
    has, lacks = settings.features[rows] & bit != 0, settings.lacks[rows] & bit != 0
    return np.where(has, ALL, np.where(lacks, 0, unknown))
