"""Who has which case in the demonstration, and what they did since the return was made."""

from __future__ import annotations

import random
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sendap.apps.access.models import Account, Grant
from sendap.apps.access.roles import SETTING_STAFF
from sendap.apps.timeline.actions.events import refresh
from sendap.apps.timeline.evidence import ENTERED
from sendap.apps.timeline.models import Case, Event, ExceptionRecord
from sendap.apps.timeline.rules import OPEN_STAGES
from sendap.demo.area import NamedSetting
from sendap.reference.authorities import NORTHMERE

UNASSIGNED_RATE = {"request": 0.35, "assessment": 0.06, "draft": 0.0, "plan": 0.03}
"""The share of cases at a stage that nobody has yet."""

PLAN_AGREED_RATE = 0.7
"""The share of assessments with all advice in where it was decided that a plan will be made."""

INVITED_BEFORE = timedelta(days=14)

NEAR_RATE = 0.3

STILL_WAITING = 2
"""The assessments, the last agreed, in which no adviser has answered: each has work to do."""

ADVISERS = ("education", "psychology", "health", "social-care")
LONDON = ZoneInfo("Europe/London")


def send_to_school(
    chance: random.Random, settings: Mapping[str, NamedSetting], *, today: date
) -> int:
    """Have those who are asked about or assessed attend a setting; returns how many.

    The return doesn't say where someone without a plan goes. One in four goes where somebody of
    the demonstration works, so that those have something to do.
    """
    grown_on, own = today - timedelta(days=round(11.4 * 365.25)), _where_somebody_works()
    open_cases = list(_cases(("request", "assessment", "draft")))
    for case in open_cases:
        phase = "secondary" if case.born_on < grown_on else "primary"
        fitting = [each for each in settings.values() if phase in each.kind.lower()]
        near = [each for each in fitting if each.number in own] or [
            each for each in settings.values() if each.number in own and each.group == "special"
        ]
        choose_near = near and chance.random() < NEAR_RATE
        chosen = chance.choice(near if choose_near else fitting or list(settings.values()))
        case.setting_number, case.setting_name = chosen.number, chosen.name
    Case.objects.bulk_update(open_cases, ["setting_number", "setting_name"], batch_size=200)
    return len(open_cases)


def _where_somebody_works() -> set[str]:
    rows = Grant.objects.filter(scope=Grant.Scope.SETTING, role__in=SETTING_STAFF)
    return set(rows.values_list("code", flat=True))


def assign_officers(chance: random.Random) -> int:
    """Share the open cases evenly among the caseworkers, one setting's with one officer.

    Returns how many cases have one.
    """
    held: dict[int, list[uuid.UUID]] = {pk: [] for pk in _caseworkers()}
    by_setting: dict[str, list[tuple[uuid.UUID, str]]] = defaultdict(list)
    for pk, stage, setting in _cases(OPEN_STAGES).values_list("pk", "stage", "setting_number"):
        by_setting[setting or str(pk)].append((pk, stage))
    for cases in by_setting.values():
        officer = min(held, key=lambda pk: (len(held[pk]), pk))
        held[officer] += [pk for pk, stage in cases if chance.random() >= UNASSIGNED_RATE[stage]]
    for officer, theirs in held.items():
        Case.objects.filter(pk__in=theirs).update(officer_id=officer)
    return sum(map(len, held.values()))


def _caseworkers() -> list[int]:
    made_up = Account.objects.filter(is_demonstration=True, grants__role="caseworker")
    return list(made_up.order_by("pk").values_list("pk", flat=True))


def record_happenings(chance: random.Random, *, today: date) -> int:
    """Record advice, drafts, planned reviews and exceptions on the cases that are under way.

    Returns how many events were recorded; the copies of those cases are renewed.
    """
    events = [*_assessments(chance, today), *_reviews(chance, today)]
    Event.objects.bulk_create(events, batch_size=500)
    excepted = list(_exceptions(chance, today))
    ExceptionRecord.objects.bulk_create(excepted)
    excused = {row.case_id for row in excepted}
    Case.objects.filter(pk__in=excused).update(has_exception=True)
    refresh(sorted(excused | {row.case_id for row in events}), today=today)
    return len(events)


def _cases(stages: tuple[str, ...]) -> Any:
    rows = Case.objects.filter(authority_code=NORTHMERE.code, stage__in=stages)
    return rows.order_by("reference")


@dataclass(frozen=True, slots=True)
class _Diary:
    """Writes the events of one case, none of them later than today."""

    case: Case
    today: date
    by: str

    def entry(self, name: str, on: date, *, reference: str = "", **facts: Any) -> Iterator[Event]:
        if on <= self.today:
            at = datetime.combine(on, time(16, 30), tzinfo=LONDON)
            yield Event(
                case=self.case, name=name, on=on, reference=reference, facts=facts, source=ENTERED,
                recorded_at=at, recorded_by=self.by,
            )  # fmt: skip


def _assessments(chance: random.Random, today: date) -> Iterator[Event]:
    decided = _days_of("decision_to_assess_notified")
    cases = [case for case in _cases(("assessment",)).select_related("officer")
             if case.pk in decided and case.requested_on]  # fmt: skip
    newest = sorted(cases, key=lambda case: decided[case.pk])[-STILL_WAITING:]
    for case in cases:
        if case.requested_on:
            diary = _Diary(case, today, case.officer.name if case.officer else "Duty officer")
            sent_on = _draft_sent_on(chance, case.requested_on, today)
            yield from _advice(diary, chance, decided[case.pk], sent_on, waits=case in newest)
            if sent_on:
                yield from _draft(diary, chance, sent_on)


def _draft_sent_on(chance: random.Random, requested_on: date, today: date) -> date | None:
    """The day of the draft, of those that are with the family by now."""
    days = round(chance.triangular(95, 180, 118))
    sent_on = _working(requested_on + timedelta(days=days))
    return sent_on if sent_on <= today and chance.random() < 0.75 else None


def _days_of(name: str) -> dict[Any, date]:
    return dict(
        Event.objects.filter(case__authority_code=NORTHMERE.code, name=name)
        .order_by("on")
        .values_list("case_id", "on")
    )


def _advice(
    diary: _Diary, chance: random.Random, decided_on: date, sent_on: date | None, *, waits: bool
) -> Iterator[Event]:
    """What was asked and came: all of it before a draft is sent, else most, or none if it waits."""
    yield from _family_advice(diary, chance, decided_on, sent_on)
    came = []
    for adviser in ADVISERS:
        asked_on = _working(decided_on + timedelta(days=chance.randint(1, 8)))
        yield from diary.entry("advice_requested", asked_on, reference=adviser)
        came_on = _working(asked_on + timedelta(days=round(chance.triangular(14, 70, 36))))
        if sent_on:
            came_on = max(min(came_on, sent_on - timedelta(days=7)), asked_on)
        if sent_on or (chance.random() < 0.82 and not waits):
            came.append(came_on)
            yield from diary.entry("advice_received", came_on, reference=adviser)
    agreed_on = _working(max(came, default=decided_on) + timedelta(days=5))
    if sent_on or (len(came) == len(ADVISERS) and chance.random() < PLAN_AGREED_RATE):
        yield from diary.entry("plan_agreed", min(agreed_on, sent_on or agreed_on))


def _family_advice(
    diary: _Diary, chance: random.Random, decided_on: date, sent_on: date | None
) -> Iterator[Event]:
    yield from diary.entry("family_asked", decided_on, reference="family")
    given_on = _working(decided_on + timedelta(days=chance.randint(10, 40)))
    if sent_on or chance.random() < 0.5:
        yield from diary.entry("family_advice_given", given_on, reference="family")


def _draft(diary: _Diary, chance: random.Random, sent_on: date) -> Iterator[Event]:
    yield from diary.entry("draft_plan_served", sent_on)
    consulted_on = _working(sent_on + timedelta(days=2))
    yield from diary.entry("consultation_sent", consulted_on, reference="first-choice")
    if chance.random() < 0.6:
        replied_on = _working(sent_on + timedelta(days=chance.randint(9, 20)))
        yield from diary.entry("consultation_replied", replied_on, reference="first-choice")
    if chance.random() < 0.7:
        heard_on = _working(sent_on + timedelta(days=chance.randint(6, 15)))
        yield from diary.entry("family_response_received", heard_on)


def _reviews(chance: random.Random, today: date) -> Iterator[Event]:
    soon = _cases(("plan",)).filter(
        next_rule="R1", next_due_on__range=(today, today + timedelta(days=42))
    )
    for case in soon.select_related("officer"):
        if chance.random() < 0.6:
            diary = _Diary(case, today, case.officer.name if case.officer else "Duty officer")
            meeting = _working(case.next_due_on - timedelta(days=chance.randint(3, 35)))
            yield from _review(diary, chance, meeting)


def _review(diary: _Diary, chance: random.Random, meeting: date) -> Iterator[Event]:
    """A meeting that is planned; those who come are invited, and a held one has its report."""
    planned_on = _working(min(meeting, diary.today) - timedelta(days=chance.randint(5, 30)))
    facts: Mapping[str, str] = {"for": meeting.isoformat()}
    yield from diary.entry("review_meeting_planned", planned_on, **facts)
    if meeting - diary.today <= INVITED_BEFORE:
        yield from diary.entry("review_invitations_sent", planned_on + timedelta(days=1))
    if meeting < diary.today:
        yield from diary.entry("review_meeting_held", meeting)
        if chance.random() < 0.5:
            yield from diary.entry("review_report_sent", _working(meeting + timedelta(days=9)))


def _exceptions(chance: random.Random, today: date) -> Iterator[ExceptionRecord]:
    """Lawful exceptions for some of the assessments that are past their twenty weeks."""
    for case in _cases(("assessment", "draft")).filter(next_rule="C7", next_due_on__lt=today):
        if chance.random() < 0.2:
            limb = chance.choice(("personal_circumstances", "absent_from_area"))
            starts_on = case.next_due_on - timedelta(days=chance.randint(40, 60))
            yield ExceptionRecord(
                case=case, rule="C7", limb=limb, starts_on=starts_on,
                ends_on=starts_on + timedelta(days=35), source=ENTERED,
            )  # fmt: skip


def _working(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(day.weekday() - 4, 0))
