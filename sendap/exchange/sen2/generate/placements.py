"""The settings named in plans, and the settings attended in the year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sendap.exchange.sen2.generate.columns import Columns, words_of
from sendap.exchange.sen2.generate.directory import Directory
from sendap.exchange.sen2.generate.draws import Draws, Flags, Ints, week_day
from sendap.exchange.sen2.generate.histories import YEAR, Histories
from sendap.exchange.sen2.generate.marginals import Story, figures, setting_kinds
from sendap.exchange.sen2.generate.span import Span

SETTING_CODES = ("OLA", "OPA", "EHE", "EYP", "OTH", "NEET", "NIEC", "NIEO")
NOT_NAMED = ("NEET", "NIEC", "NIEO")
EXPLAINED = ("OTH", "NIEO")
TYPES_NAMED = ("Special school, to be found", "College place, to be found", "Setting not confirmed")
NO_PLACE = ("Between placements", "Awaiting a place", "Setting not confirmed")


@dataclass(frozen=True, slots=True)
class Place:
    """A setting for each person: kind of placement, and place in the directory of settings."""

    kind: Ints
    setting: Ints


def add_placements(
    columns: Columns, draws: Draws, span: Span, histories: Histories, directory: Directory
) -> None:
    """Set the settings named in the plans and every placement of the year."""
    age = histories.age(span.ages_on)
    where = histories.with_plan
    now = Place(histories.kind, directory.place(draws, histories.kind, age))
    former = _another(draws, directory, np.maximum(age - 1, 2))
    work = _add_named(columns, draws, directory, histories, now=now, another=former)
    left, entered, moved = _moves(draws, span, histories, age)
    began = week_day(left - draws.between(200, 900))
    born = histories.birth + 400
    _add_attended(columns, directory, "PlacementFormer", former, where & moved)
    columns.days("PlacementFormer.EntryDate", np.maximum(began, born), where=where & moved)
    columns.days("PlacementFormer.LeavingDate", left, where=where & moved)
    _add_attended(columns, directory, "Placement", now, where)
    columns.days("Placement.EntryDate", entered, where=where)
    ended = histories.are(Story.CEASED) & draws.chance(0.85)
    columns.days("Placement.LeavingDate", histories.cease, where=ended)
    _add_second(columns, draws, directory, histories, entered=entered, latest=span.census)
    _add_pattern(columns, draws)
    _add_stay(columns, draws, histories, work)


def _another(draws: Draws, directory: Directory, age: Ints) -> Place:
    kinds = [kind.name for kind in setting_kinds()]
    chosen = np.where(
        age < 16,
        np.where(draws.chance(0.75), kinds.index("academy"), kinds.index("special_maintained")),
        kinds.index("college"),
    )
    return Place(chosen, directory.place(draws, chosen, age))


def _add_named(
    columns: Columns,
    draws: Draws,
    directory: Directory,
    histories: Histories,
    *,
    now: Place,
    another: Place,
) -> Ints:
    figure = figures()["plans"]
    where = histories.with_plan
    unnamed = _has_code(now.kind, NOT_NAMED)
    named = Place(
        np.where(unnamed, another.kind, now.kind), np.where(unnamed, another.setting, now.setting)
    )
    _add_setting(columns, directory, "PlanDetail", named, where)
    explained = where & _has_code(named.kind, EXPLAINED)
    _add_other(columns, draws, "PlanDetail", TYPES_NAMED, where=explained)
    second = where & ~unnamed & draws.chance(figure["second_setting_rate"])
    second &= _recorded(another.kind) < 2
    second &= (another.kind != now.kind) | (another.setting != now.setting)
    _add_setting(columns, directory, "PlanDetailSecond", another, second, rank=1)
    kinds = [kind.group == "further" for kind in setting_kinds()]
    adult = np.array(kinds)[now.kind] & (histories.age(histories.start) >= 0)
    names = ("supported_internships", "apprenticeships", "traineeships")
    counts = [figure[name] for name in names]
    share = draws.shares() * figure["post_sixteen"]
    return np.where(where & adult, np.searchsorted(np.cumsum(counts), share, side="right"), 3)


def _moves(draws: Draws, span: Span, histories: Histories, age: Ints) -> tuple[Ints, Ints, Flags]:
    """The day a former setting was left, the day the present one was entered, who moved."""
    september = span.september()
    from_september = week_day(draws.between(september + 2, september + 8))
    leaving = week_day(draws.between(september - 45, september - 41))
    phase = np.isin(age, (11, 16))
    until = np.where(histories.cease > 0, histories.cease, span.census)
    moved = phase & (until > from_september) & (september > span.first + 60)
    joined = np.select([age >= 16, age >= 11], [16, 11], 4)
    since = histories.birth + (joined * YEAR).astype(np.int64) + 200
    latest = np.minimum(until - 20, span.first - 20)
    entered = week_day(draws.between(np.minimum(since, latest), latest))
    entered = np.maximum(entered, histories.birth + 500)
    mover = ~moved & draws.chance(figures()["placements"]["former_rate"])
    mid = week_day(draws.between(span.first + 30, span.first + 200))
    mover &= mid + 40 < until
    entered = np.where(moved, from_september, np.where(mover, mid + 7, entered))
    return np.where(moved, leaving, mid), _grown(histories, entered, until), moved | mover


def _grown(histories: Histories, entered: Ints, until: Ints) -> Ints:
    """Nobody is out of employment or training before the day after their 16th birthday."""
    adult = histories.birth + int(16 * YEAR) + 2
    out = _has_code(histories.kind, ("NEET",))
    return np.where(out, np.minimum(np.maximum(entered, adult), until), entered)


def _add_second(
    columns: Columns,
    draws: Draws,
    directory: Directory,
    histories: Histories,
    *,
    entered: Ints,
    latest: int,
) -> None:
    kinds = [kind.name for kind in setting_kinds()]
    age = histories.age(entered)
    chosen = np.where(age < 16, kinds.index("pupil_referral_unit"), kinds.index("college"))
    place = Place(chosen, directory.place(draws, chosen, age))
    school = _recorded(histories.kind) == 0
    where = histories.are(Story.IN_FORCE) & school & (histories.kind != chosen)
    where &= draws.chance(figures()["placements"]["secondary_rate"])
    _add_attended(columns, directory, "PlacementSecond", place, where, rank=1)
    joined = np.minimum(week_day(entered + 7), latest)
    columns.days("PlacementSecond.EntryDate", joined, where=where)


def _add_pattern(columns: Columns, draws: Draws) -> None:
    part = draws.chance(figures()["placements"]["part_time_rate"]).astype(np.int64)
    for block in ("PlacementFormer", "Placement", "PlacementSecond"):
        where = columns.blocks[block]
        columns.codes(f"{block}.AttendancePattern", ("FT", "PT"), part, where=where)


def _add_stay(columns: Columns, draws: Draws, histories: Histories, work: Ints) -> None:
    rates = np.array([kind.residential for kind in setting_kinds()])[histories.kind]
    share = draws.shares()
    stay = np.select([share < rates[:, 0], share < rates.sum(axis=1)], [0, 1], 2)
    where = histories.with_plan & (stay < 2)
    working = work < 3
    for path, item, codes, at, present in (
        ("PlanRes", "Res", ("A", "B"), stay, where),
        ("PlanWBP", "WBP", ("S", "A", "T"), work, working),
    ):
        columns.codes(f"NamedPlan.{path}", codes, at, where=present)
        columns.codes(f"ActivePlans.{item}", codes, at, where=present)
        columns.codes(f"Placement.{item}", codes, at, where=present)


def _add_attended(
    columns: Columns, directory: Directory, block: str, place: Place, where: Flags, *, rank: int = 0
) -> None:
    _add_setting(columns, directory, block, place, where, rank=rank)
    other = where & _has_code(place.kind, EXPLAINED)
    which = columns.items["Person.PersonBirthDate"].at % len(NO_PLACE) + 1
    columns.words(f"{block}.SENSettingOther", words_of(NO_PLACE), np.where(other, which, 0))


def _add_setting(
    columns: Columns, directory: Directory, block: str, place: Place, where: Flags, *, rank: int = 0
) -> None:
    how = _recorded(place.kind)
    columns.blocks[block] = where
    columns.words(f"{block}.URN", directory.urns, np.where(where & (how == 0), place.setting, 0))
    ukprn = np.where(where & (how == 1), place.setting, 0)
    columns.words(f"{block}.UKPRN", directory.ukprns, ukprn)
    columns.codes(f"{block}.SENSetting", SETTING_CODES, how - 2, where=where & (how >= 2))
    ranks = np.full_like(place.kind, rank)
    columns.codes(f"{block}.PlacementRank", ("1", "2"), ranks, where=where)
    kinds = setting_kinds()
    unit = np.array([kind.sen_unit for kind in kinds])[place.kind]
    resourced = np.array([kind.resourced_provision for kind in kinds])[place.kind]
    columns.flag(f"{block}.SENunitIndicator", unit, where=where)
    columns.flag(f"{block}.ResourcedProvisionIndicator", resourced, where=where)


def _add_other(
    columns: Columns, draws: Draws, block: str, texts: tuple[str, ...], *, where: Flags
) -> None:
    at = draws.between(1, len(texts))
    columns.words(f"{block}.SENSettingOther", words_of(texts), np.where(where, at, 0))


def _recorded(kinds: Ints) -> Ints:
    ways = ("urn", "ukprn", *SETTING_CODES)
    table = np.array([ways.index(kind.recorded) for kind in setting_kinds()])
    return np.asarray(table[kinds])


def _has_code(kinds: Ints, codes: tuple[str, ...]) -> Flags:
    return np.array([kind.recorded in codes for kind in setting_kinds()])[kinds]
