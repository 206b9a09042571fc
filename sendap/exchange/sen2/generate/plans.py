"""The named plan, and the parts of the plan in force other than placements."""

from __future__ import annotations

from datetime import date

import numpy as np

from sendap.exchange.sen2.generate.columns import Columns, day_number
from sendap.exchange.sen2.generate.draws import Draws, Flags, Ints, cumulative, week_day
from sendap.exchange.sen2.generate.histories import Histories
from sendap.exchange.sen2.generate.marginals import (
    Story,
    figures,
    need_codes,
    needs_by_kind,
)
from sendap.exchange.sen2.generate.span import Span

REASONS = tuple("123456789")
TWO_YEARS = 720


def add_plans(columns: Columns, draws: Draws, histories: Histories) -> None:
    """Set the items of the named plan, but for the settings that it names."""
    where = histories.with_plan
    figure = figures()["plans"]
    columns.blocks["NamedPlan"] = where
    columns.days("NamedPlan.StartDate", histories.start, where=where)
    budget = draws.chance(figure["personal_budget"] / figure["in_force"], among=where)
    columns.flag("NamedPlan.PB", budget, where=where)
    organised = draws.chance(figure["organised_arrangements"] / figure["personal_budget"])
    columns.flag("NamedPlan.OA", organised, where=where & budget)
    payments = figure["direct_payments"]
    paid = draws.chance(sum(payments.values()) / figure["personal_budget"])
    payment = draws.pick(list(payments.values()))
    columns.codes("NamedPlan.DP", tuple(payments), payment, where=where & budget & paid)
    ceased = histories.are(Story.CEASED)
    columns.days("NamedPlan.CeaseDate", histories.cease, where=ceased)
    columns.codes("NamedPlan.CeaseReason", REASONS, histories.reason, where=ceased)


def add_needs(columns: Columns, draws: Draws, span: Span, histories: Histories) -> None:
    """Set one or two types of need, which differ."""
    with_down_syndrome = span.year >= 2025
    codes = need_codes(with_down_syndrome=with_down_syndrome)
    table = needs_by_kind(with_down_syndrome=with_down_syndrome)
    first = draws.pick_by_row(table, histories.kind)
    other = draws.pick_by_row(table, histories.kind)
    where = histories.with_plan
    second = where & draws.chance(figures()["needs"]["second_rate"])
    other = np.where(other == first, (first + 1) % len(codes), other)
    for block, need, present, rank in (
        ("Need", first, where, 0),
        ("NeedSecond", other, second, 1),
    ):
        columns.blocks[block] = present
        columns.codes(f"{block}.SENtype", codes, need, where=present)
        columns.codes(f"{block}.SENtypeRank", ("1", "2"), np.full_like(need, rank), where=present)


def add_reviews(columns: Columns, draws: Draws, span: Span, histories: Histories) -> None:
    """Set the latest review meeting, its decision and outcome, and the draft that followed."""
    until = np.where(histories.cease > 0, histories.cease, span.census)
    meeting = _meetings(draws, span, histories, until)
    met = meeting > 0
    decision, decided = _decisions(draws, meeting, until)
    decided &= met
    outcomes = figures()["reviews"]["outcomes"]
    outcome = draws.pick(list(outcomes.values()))
    drafted = decided & (outcome == 0) & draws.chance(0.9)
    draft = np.minimum(week_day(decision + draws.between(0, 20)), until)
    columns.days("ActivePlans.ReviewMeeting", meeting, where=met)
    columns.days("ActivePlans.LastReview", decision, where=decided)
    columns.codes("ActivePlans.ReviewOutcome", tuple(outcomes), outcome, where=decided)
    columns.days("ActivePlans.ReviewDraft", draft, where=drafted)


def add_active_plans(
    columns: Columns, draws: Draws, span: Span, histories: Histories, others: tuple[str, ...]
) -> None:
    """Set the block for plans in force, where they moved from, and changes of phase."""
    columns.blocks["ActivePlans"] = histories.with_plan
    other = draws.between(0, len(others) - 1)
    moved = histories.are(Story.MOVED_IN)
    columns.codes("ActivePlans.TransferLA", others, other, where=moved)
    due = _phase_due(draws, span, histories)
    where = due > 0
    rate = figures()["reviews"]["phase_transfer_final_rate"]
    latest = np.minimum(due, span.census)
    earliest = np.maximum(due - 110, histories.start)
    final = week_day(draws.between(np.minimum(earliest, latest), latest))
    columns.days("ActivePlans.PhaseTransferDueDate", due, where=where)
    past = due <= span.census  # one that is past and not settled would be a likely error
    settled = where & (past | ((earliest <= latest) & draws.chance(rate)))
    columns.days("ActivePlans.PhaseTransferFinalDate", final, where=settled)


def _meetings(draws: Draws, span: Span, histories: Histories, until: Ints) -> Ints:
    shares = figures()["reviews"]
    young = histories.start > span.first - 366
    when = draws.pick_by_row(
        cumulative([shares["older"], shares["second_year"]]), young.astype(np.int64)
    )
    earliest = histories.start + 90
    recent = week_day(draws.between(np.maximum(earliest, span.first + 4), until))
    floor = span.census - TWO_YEARS
    before = week_day(draws.between(np.maximum(earliest, floor), span.first - 3))
    before = np.where(earliest < span.first - 10, before, recent)
    never = (when == 2) & (histories.start > floor)  # longer without a meeting is a likely error
    day = np.where(when == 0, recent, np.where(never, 0, before))
    reviewed = histories.with_plan & ~histories.are(Story.NEW) & (earliest + 10 < until)
    return np.where(reviewed, day, 0)


def _decisions(draws: Draws, meeting: Ints, until: Ints) -> tuple[Ints, Flags]:
    shares = figures()["reviews"]
    room = until - meeting
    in_time = draws.chance(
        shares["four_week_rate"] * 0.95, among=meeting > 0
    )  # late ones lose some to census day
    quick = draws.between(3, np.minimum(28, room))
    slow = draws.between(31, np.minimum(150, room))
    day = week_day(meeting + np.where(in_time, quick, slow))
    fits = np.where(in_time, room >= 3, room >= 31)
    return np.maximum(day, meeting), fits & ~draws.chance(shares["no_decision_rate"] * 0.75)


def _phase_due(draws: Draws, span: Span, histories: Histories) -> Ints:
    age = histories.age(span.ages_on)
    year = span.school_year + 1
    school = day_number(date(year, 2, 15))
    older = day_number(date(year, 3, 31))
    infant = (age == 6) & draws.chance(0.15)
    moving = np.isin(age, (3, 10)) | infant
    due = np.select([age == 15, moving], [older, school], 0)
    in_force = histories.are(Story.IN_FORCE, Story.MOVED_IN, Story.NEW)
    return np.where(in_force & (histories.start < due), due, 0)
