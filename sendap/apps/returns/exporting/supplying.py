"""Items that the record has no place for, as somebody supplied them for one year's return."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sendap.apps.plans.returned import (
    NeedRow,
    PersonRow,
    PlacementRow,
    PlanRow,
    RequestRow,
    ReturnedRequest,
)
from sendap.apps.returns.exporting.following import Gap
from sendap.basics.errors import BadInput
from sendap.exchange.sen2.description import code_list

YES_NO = {"1": "Yes", "0": "No"}
CODES = {
    "RequestSource": "request_source", "SENtype": "need", "CeaseReason": "cease_reason",
    "DMO": "officer", "DCO": "officer", "DSCO": "officer",
    "Sex": "sex", "Ethnicity": "ethnicity", "UPNunknown": "upn_unknown",
}  # fmt: skip
"""The items that take a code, and its list."""

FLAGS = ("RYA", "PB")
DAYS = ("EntryDate",)


def choices_of(item: str) -> Mapping[str, str] | None:
    """What may be chosen for an item, by code; empty for a day, None for what can't be supplied."""
    if item in FLAGS:
        return YES_NO
    if item in DAYS:
        return {}
    return code_list(CODES[item]).labels() if item in CODES else None


def read_supplied(item: str, text: str, field: str) -> str:
    """The value that was entered for an item. Errors: ``BadInput`` of the field."""
    value, choices = text.strip(), choices_of(item)
    if choices is None:
        raise BadInput("Record this on the case, and make the return again.", field=field)
    if item in DAYS:
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            raise BadInput("Enter the day as day, month and year.", field=field) from None
    if value not in choices:
        raise BadInput("Choose one of the answers.", field=field)
    return value


def supplied_person(row: PersonRow, values: Mapping[str, str]) -> tuple[PersonRow, list[Gap]]:
    """The person with the supplied values where they have none, and what is missing still."""
    row = row._replace(
        sex=row.sex or values.get("Sex", ""), ethnicity=row.ethnicity or values.get("Ethnicity", "")
    )
    if not row.upn and not row.uln:
        row = row._replace(upn_unknown=row.upn_unknown or values.get("UPNunknown", ""))
    gaps = []
    if not row.sex:
        gaps.append(Gap("Sex", "The person’s sex isn’t recorded."))
    if not row.ethnicity:
        gaps.append(Gap("Ethnicity", "The person’s ethnicity isn’t recorded."))
    if not (row.upn or row.uln or row.upn_unknown):
        gaps.append(Gap("UPNunknown", "There is no UPN and no learner number, nor why."))
    return row, gaps


def with_supplied(
    requests: Iterable[ReturnedRequest], values: Mapping[str, str]
) -> tuple[ReturnedRequest, ...]:
    """The requests with the supplied values where they have none; nothing known is replaced."""
    return tuple(_filled(each, values) for each in requests)


def _filled(each: ReturnedRequest, values: Mapping[str, str]) -> ReturnedRequest:
    needs = each.needs
    if each.active_plan and not needs and "SENtype" in values:
        needs = (NeedRow(values["SENtype"], "1"),)
    return each._replace(
        request=_request(each.request, values),
        plan=_plan(each.plan, values) if each.plan else None,
        placements=tuple(_placement(row, values) for row in each.placements),
        needs=needs,
    )


def _request(row: RequestRow, values: Mapping[str, str]) -> RequestRow:
    if row.outcome == "H":
        return row
    accommodation = row.youth_accommodation
    if accommodation is None and "RYA" in values:
        accommodation = values["RYA"] == "1"
    source = row.request_source or values.get("RequestSource", "")
    return row._replace(youth_accommodation=accommodation, request_source=source)


def _plan(row: PlanRow, values: Mapping[str, str]) -> PlanRow:
    budget = row.personal_budget
    if budget is None and "PB" in values:
        budget = values["PB"] == "1"
    reason = row.cease_reason or (values.get("CeaseReason", "") if row.ceased_on else "")
    return row._replace(personal_budget=budget, cease_reason=reason)


def _placement(row: PlacementRow, values: Mapping[str, str]) -> PlacementRow:
    if row.entered_on is None and "EntryDate" in values:
        return row._replace(entered_on=date.fromisoformat(values["EntryDate"]))
    return row
