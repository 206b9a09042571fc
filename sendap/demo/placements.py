"""Consultations under way, places decided and waited for: what settings and officers see."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sendap.apps.access.models import Grant
from sendap.apps.organisations.models import Setting
from sendap.apps.organisations.own_words import year_groups_of
from sendap.apps.organisations.places import take_free_place
from sendap.apps.placements.consultation.reach import ANSWERS_FOR_SETTING
from sendap.apps.placements.models import Consultation, Naming, PlaceClaim
from sendap.apps.placements.naming.actions import tested
from sendap.apps.placements.naming.rules import CRITERIA, MADE_OUT, NOT_MADE_OUT, Candidate, Finding
from sendap.apps.plans.models import PlanVersion
from sendap.apps.timeline.models import Event
from sendap.demo.casework import LONDON
from sendap.law.calendar import school_year_group

SOON = timedelta(days=40)
REASONS = "With 33 in the class there is no room for the small group that section F asks for."
QUESTION = "Could you give the provision of section F, and from when?"
DECIDED = 12
"""How many of the plans in force have their decision with its test here."""

WAITING = 3
"""How many wait at each of the settings where somebody of the demonstration works."""


def make_placements(*, seed: int, today: date) -> None:
    """Make what was asked and replied, the decisions, and who waits; of its own chance."""
    chance = random.Random(seed)  # noqa: S311
    settings = list(Setting.objects.filter(pk__in=_where_somebody_works()).order_by("pk"))
    if not settings:
        return
    asked = list(_asked(chance, settings))
    Consultation.objects.bulk_create(asked)
    for place, version in enumerate(_in_force(settings)[:DECIDED]):
        _decide(version, chance, settings, today if place % 2 else None)
    _queue(settings, today)


def _where_somebody_works() -> set[str]:
    rows = Grant.objects.filter(scope=Grant.Scope.SETTING, role__in=ANSWERS_FOR_SETTING)
    return set(rows.values_list("code", flat=True))


def _asked(chance: random.Random, settings: list[Setting]) -> Iterator[Consultation]:
    """A row for each consultation that officers recorded on a draft that was sent."""
    versions = _by_case("draft")
    replies = _days("consultation_replied")
    for (case_id, reference), sent_on in _days("consultation_sent").items():
        if (version := versions.get(case_id)) is None:
            continue
        year = school_year_group(version.case.born_on, sent_on)
        setting = chance.choice(_fitting(settings, year))
        row = Consultation(
            case_id=case_id, reference=reference, number=setting.number, name=setting.name,
            reader_number=setting.number, version=version, question=QUESTION, sent_on=sent_on,
            sent_by="Duty officer", year_group=year,
        )  # fmt: skip
        if replied_on := replies.get((case_id, reference)):
            _reply(row, chance, replied_on)
        yield row


def _fitting(settings: list[Setting], year: int) -> list[Setting]:
    """Those that take the year group; all of them where none does."""
    return [each for each in settings if year in year_groups_of(each)] or settings


def _reply(row: Consultation, chance: random.Random, on: date) -> None:
    row.replied_on, row.replied_by = on, "Admissions"
    if chance.random() < 0.5:
        row.answer, row.grounds, row.reasons, row.is_full = "no", ["others"], REASONS, True
    else:
        row.answer, row.offered_from = "yes", on + timedelta(days=30)
        row.conditions = "A trained adult for the small group has to be found first."


def _by_case(status: str) -> dict[uuid.UUID, PlanVersion]:
    rows = PlanVersion.objects.filter(status=status, served_on__isnull=False)
    ordered = rows.select_related("case__person").order_by("case__reference", "number")
    return {row.case_id: row for row in ordered}


def _days(name: str) -> dict[tuple[uuid.UUID, str], date]:
    rows = Event.objects.filter(name=name, retraction__isnull=True, source="entered")
    ordered = rows.order_by("case__reference", "on")
    return {
        (case, text): on for case, text, on in ordered.values_list("case_id", "reference", "on")
    }


def _in_force(settings: list[Setting]) -> list[PlanVersion]:
    """Those that people of the demonstration open first: of families, and of their settings."""
    own = {each.number for each in settings}
    rows = _by_case("final").values()
    tied = PlanVersion.objects.filter(case__person__relationships__account__isnull=False)
    first = set(tied.values_list("pk", flat=True))
    return sorted(rows, key=lambda row: (
        row.pk not in first, row.case.setting_number not in own, row.case.reference,
    ))  # fmt: skip


def _decide(
    version: PlanVersion, chance: random.Random, settings: list[Setting], today: date | None
) -> None:
    """The decision on a plan; with ``today`` its start is still to come."""
    case, on = version.case, version.served_on or version.prepared_on
    if not case.setting_number:
        return
    other = chance.choice(settings)
    no = tuple(
        Finding(name, MADE_OUT if name == "others" else NOT_MADE_OUT,
                REASONS if name == "others" else "")
        for name in CRITERIA
    )  # fmt: skip
    tests = [Candidate(case.setting_number, case.setting_name, 2, _none_against())]
    if other.number != case.setting_number:
        tests.insert(0, Candidate(other.number, other.name, 1, no))
    naming = Naming.objects.create(
        case=case, token=uuid.UUID(int=chance.getrandbits(128)), regime="cfa2014", way="setting",
        number=case.setting_number, name=case.setting_name, setting_type="A school or college",
        starts_on=today + SOON if today else on, tests=[tested(each) for each in tests],
        reasons=f"{case.setting_name} can give what section F says. {REASONS}",
        transition=[{"what": "A visit with the class teacher", "who": case.setting_name,
                     "by": (on + timedelta(days=20)).isoformat()}],
        version=version.number, made_on=on, made_by="Duty officer",
        made_at=datetime.combine(on, time(15), tzinfo=LONDON),
    )  # fmt: skip
    _claim(naming, started=today is None)


def _none_against() -> tuple[Finding, ...]:
    return tuple(Finding(name, NOT_MADE_OUT) for name in CRITERIA)


def _claim(naming: Naming, *, started: bool) -> None:
    case, on = naming.case, naming.starts_on
    year = school_year_group(case.born_on, on)
    PlaceClaim.objects.create(
        case=case, naming=naming, number=naming.number, name=naming.name, year_group=year,
        state="started" if started else "taken", is_counted=take_free_place(naming.number, year),
        starts_on=on, made_by="Duty officer", made_on=naming.made_on,
        started_on=on if started else None, started_by="Admissions" if started else "",
    )  # fmt: skip


def _queue(settings: list[Setting], today: date) -> None:
    """Some of those whose draft is with the family wait for a place, each for a reason."""
    drafts = list(_by_case("draft").values())
    for setting in settings:
        fitting = [
            each for each in drafts
            if setting in _fitting(settings, school_year_group(each.case.born_on, today))
        ]  # fmt: skip
        for rank, version in enumerate(fitting[:WAITING], 1):
            PlaceClaim.objects.create(
                case=version.case, number=setting.number, name=setting.name, state="waiting",
                year_group=school_year_group(version.case.born_on, today), rank=rank,
                because="Looked-after child" if rank == 1 else "In order of the decision",
                starts_on=today + timedelta(days=60), made_by="Duty officer", made_on=today,
            )  # fmt: skip
