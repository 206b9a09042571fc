"""What a caseload list is cut down to and in which order; each choice with its words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case as Choice
from django.db.models import Exists, F, IntegerField, OrderBy, OuterRef, Q, QuerySet, Value, When

from sendap.apps.access.actors import Actor
from sendap.apps.timeline.models import Case, OpenDeadline
from sendap.apps.timeline.rules import STAGES

DUE = {
    "overdue": "The date has passed",
    "7": "Within 7 days",
    "14": "Within 14 days",
    "28": "Within 28 days",
    "none": "No date",
}
"""The choices for when the next date of a case falls."""

SORTS = {
    "due": "Next date",
    "name": "Name",
    "age": "Age",
    "stage": "Stage",
    "officer": "Officer",
}
"""The orders that a list can have."""

ME, NOBODY = "me", "none"
"""Choices of ``Criteria.officer`` besides the number of an account."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """A caseload's filters and order; an empty text or False leaves a filter out.

    ``officer`` is ``me``, ``none`` (unassigned) or an account's number; ``setting`` a number, or
    part of a name; ``due`` a key of ``DUE``; ``late`` keeps cases with a missed limit that nothing
    excuses; ``words`` is what was typed into the search; ``sort`` a key of ``SORTS``.
    """

    stage: str = ""
    officer: str = ""
    setting: str = ""
    need: str = ""
    due: str = ""
    late: bool = False
    excepted: bool = False
    words: str = ""
    sort: str = "due"
    descending: bool = False


def narrowed(
    rows: QuerySet[Case], criteria: Criteria, *, viewer: Actor, on: date
) -> QuerySet[Case]:
    """The rows that meet every filter but the search words."""
    for condition in (
        Q(stage=criteria.stage) if criteria.stage else None,
        Q(need=criteria.need) if criteria.need else None,
        _officer(criteria.officer, viewer),
        _setting(criteria.setting),
        _due(criteria.due, on),
        Q(has_exception=True) if criteria.excepted else None,
    ):
        rows = rows.filter(condition) if condition is not None else rows
    return rows.filter(next_due_on__lt=on).filter(missed(on)) if criteria.late else rows


def missed(on: date) -> Exists:
    """Whether a case has a limit that has passed and that nothing excuses."""
    return Exists(OpenDeadline.objects.filter(case=OuterRef("pk"), due__lt=on, excepted=False))


def ordered(rows: QuerySet[Case], criteria: Criteria) -> QuerySet[Case]:
    """The rows in the order asked for; rows without a value come last, ties by their id."""
    keys: list[OrderBy | str] = [_key(criteria)]
    if criteria.sort in {"stage", "officer"}:
        keys.append(F("next_due_on").asc(nulls_last=True))
    return rows.order_by(*keys, "id")


def _key(criteria: Criteria) -> OrderBy:
    if criteria.sort == "stage":
        steps = [When(stage=name, then=Value(place)) for place, name in enumerate(STAGES)]
        return _directed(Choice(*steps, default=len(STAGES), output_field=IntegerField()), criteria)
    if criteria.sort == "age":
        return F("born_on").asc() if criteria.descending else F("born_on").desc()
    field = {"name": "sort_name", "officer": "officer__name"}.get(criteria.sort, "next_due_on")
    if field == "sort_name":
        return F(field).desc() if criteria.descending else F(field).asc()
    return _directed(F(field), criteria)


def _directed(key: F | Choice, criteria: Criteria) -> OrderBy:
    return key.desc(nulls_last=True) if criteria.descending else key.asc(nulls_last=True)


def _officer(officer: str, viewer: Actor) -> Q | None:
    if not officer:
        return None
    if officer == NOBODY:
        return Q(officer__isnull=True)
    return Q(officer_id=viewer.account_id if officer == ME else int(officer))


def _setting(setting: str) -> Q | None:
    if not setting:
        return None
    if setting.isdigit():
        return Q(setting_number=setting)
    return Q(setting_name__icontains=setting)


def _due(due: str, on: date) -> Q | None:
    if not due:
        return None
    if due == "none":
        return Q(next_due_on__isnull=True)
    if due == "overdue":
        return Q(next_due_on__lt=on)
    return Q(next_due_on__range=(on, on + timedelta(days=int(due))))
