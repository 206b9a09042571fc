"""From the return's flat tables to one value a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import polars as pl

from sendap.apps.plans.returned import (
    ActivePlanRow,
    AssessmentRow,
    NeedRow,
    PersonRow,
    PlacementRow,
    PlanRow,
    PlanSettingRow,
    RequestRow,
    ReturnedPerson,
    ReturnedRequest,
)

COLUMNS: dict[str, tuple[type[NamedTuple], str]] = {
    "person": (
        PersonRow,
        "surname forename person_birth_date sex ethnicity post_code upn unique_learner_number "
        "upn_unknown",
    ),
    "request": (
        RequestRow,
        "received_date request_source rya request_outcome_date request_outcome request_mediation "
        "request_tribunal exported",
    ),
    "assessment": (
        AssessmentRow,
        "assessment_outcome assessment_outcome_date assessment_mediation assessment_tribunal "
        "other_mediation other_tribunal week20",
    ),
    "named_plan": (
        PlanRow,
        "start_date plan_res plan_wbp pb oa dp cease_date cease_reason",
    ),
    "plan_detail": (
        PlanSettingRow,
        "urn ukprn sen_setting sen_setting_other placement_rank sen_unit_indicator "
        "resourced_provision_indicator",
    ),
    "active_plan": (
        ActivePlanRow,
        "transfer_la review_meeting review_outcome review_draft phase_transfer_due_date "
        "phase_transfer_final_date last_review res wbp",
    ),
    "placement": (
        PlacementRow,
        "urn ukprn sen_setting sen_setting_other placement_rank entry_date leaving_date "
        "attendance_pattern sen_unit_indicator resourced_provision_indicator res wbp",
    ),
    "need": (NeedRow, "sen_type sen_type_rank"),
}
"""For each table of the return, the row it becomes and its columns in the row's order."""

SEX_OF_GENDER = {"1": "M", "2": "F"}
"""The return of 2023 gave GenderCurrent; what it couldn't tell stays empty."""

Blocks = dict[tuple[int, int], list[Any]]


def gather(tables: Mapping[str, pl.DataFrame]) -> Iterator[ReturnedPerson]:
    """Each person of the return with everything that hangs on them, in file order."""
    blocks = {name: _blocks(name, tables[name]) for name in COLUMNS if name not in ("person",)}
    numbers: dict[int, list[int]] = defaultdict(list)
    for person_no, request_no in blocks["request"]:
        numbers[person_no].append(request_no)
    people = tables["person"].with_columns(
        pl.coalesce("sex", pl.col("gender_current").replace_strict(SEX_OF_GENDER, default=None))
    )
    for person_no, row in zip(people["person_no"], _rows("person", people), strict=True):
        requests = tuple(_request(blocks, (person_no, number)) for number in numbers[person_no])
        yield ReturnedPerson(person_no, row, requests)


def _request(blocks: Mapping[str, Blocks], key: tuple[int, int]) -> ReturnedRequest:
    def one(name: str) -> Any:
        found = blocks[name].get(key)
        return found[0] if found else None

    return ReturnedRequest(
        one("request"),
        one("assessment"),
        one("named_plan"),
        tuple(blocks["plan_detail"].get(key, ())),
        one("active_plan"),
        tuple(blocks["placement"].get(key, ())),
        tuple(blocks["need"].get(key, ())),
    )


def _blocks(name: str, table: pl.DataFrame) -> Blocks:
    found: Blocks = defaultdict(list)
    keys = zip(table["person_no"], table["request_no"], strict=True)
    for key, row in zip(keys, _rows(name, table), strict=True):
        found[key].append(row)
    return dict(found)


def _rows(name: str, table: pl.DataFrame) -> Iterator[Any]:
    row, columns = COLUMNS[name]
    chosen = table.select(columns.split())
    texts = [column for column, kind in chosen.schema.items() if kind == pl.String]
    for values in chosen.with_columns(pl.col(texts).fill_null("")).iter_rows():
        yield row._make(values)
