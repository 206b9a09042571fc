"""The blocks of the return, their items and their order, with what each year changed.

Source: the person-level SEN2 guides of 2023 to 2026 as recorded by the LIIA project's schemas and
the witan.sen2 readers; item numbers are those of the 2025 and 2026 guides.
"""

from __future__ import annotations

from sendap.exchange.sen2.description.items import names
from sendap.exchange.sen2.description.model import Block, Change, Item
from sendap.exchange.sen2.description.plan_blocks import (
    ACTIVE_PLANS,
    NAMED_PLAN,
    PLACEMENT_DETAIL,
    PLAN_DETAIL,
    SEN_NEED,
)
from sendap.exchange.sen2.description.request_blocks import (
    ASSESSMENT,
    COLLECTION,
    HEADER,
    PERSON,
    REQUESTS,
    SOURCE,
)

YEARS = (2023, 2024, 2025, 2026)
"""The years of the return that this description holds; the year is that of census day."""

PERSONS = Block(
    name="Persons",
    table="",
    title="People",
    parent="Message",
    least=1,
    orders={2023: names("Person")},
)

MESSAGE = Block(
    name="Message", table="", title="The return", least=1, orders={2023: names("Header Persons")}
)

BLOCKS: dict[str, Block] = {
    block.name: block
    for block in (
        MESSAGE,
        HEADER,
        COLLECTION,
        SOURCE,
        PERSONS,
        PERSON,
        REQUESTS,
        ASSESSMENT,
        NAMED_PLAN,
        PLAN_DETAIL,
        ACTIVE_PLANS,
        PLACEMENT_DETAIL,
        SEN_NEED,
    )
}
"""Every block by name, a parent before its children."""

TABLES = (
    "person",
    "request",
    "assessment",
    "named_plan",
    "plan_detail",
    "active_plan",
    "placement",
    "need",
)
"""The tables that a return becomes, in file order."""

RUNNING_NUMBERS = {
    "plan_detail": "plan_detail_no",
    "placement": "placement_no",
    "need": "need_no",
}
"""The running number of the tables whose rows repeat within a request."""

CHANGES = (
    Change(
        year=2023,
        text="NamedPlan, PlanDetail, ActivePlans, PlacementDetail and SENneed hold "
        "what was a flat record in the trial of 2022; W replaces the outcomes T and S.",
    ),
    Change(
        year=2024,
        text="Sex (M or F) replaces GenderCurrent; Res and WBP move from ActivePlans "
        "into PlacementDetail; AttendancePattern goes; ReviewMeeting and ReviewOutcome are new "
        "(voluntary, needed from 2025).",
    ),
    Change(
        year=2025,
        text="DSCO, RequestSource, ReviewDraft, PhaseTransferDueDate and "
        "PhaseTransferFinalDate are new (voluntary); the need DS (Down syndrome) is new; "
        "LastReview comes before ReviewOutcome.",
    ),
    Change(
        year=2026,
        text="The five items that were new in 2025 are needed; LastReview moves to "
        "the end of ActivePlans.",
    ),
)
"""What each year's return changed."""


def block_of_table(table: str) -> Block:
    """The block whose rows become this table; ``KeyError`` where there is none."""
    for block in BLOCKS.values():
        if block.table == table and table != "header":
            return block
    raise KeyError(table)


def items_in(block: Block, year: int) -> tuple[Item, ...]:
    """The items of a block that the return of this year has, in file order."""
    by_name = {item.name: item for item in block.items}
    return tuple(by_name[name] for name in block.children(year) if name in by_name)


def nearest_year(year: int | None) -> int:
    """The described year whose format a return of this year is read in (the latest for None)."""
    if year is None:
        return YEARS[-1]
    return min(max(year, YEARS[0]), YEARS[-1])
