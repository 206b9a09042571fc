"""The caseload: list, filters, search, saved views and the same list as a file."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from sendap.apps.access import policy
from sendap.apps.timeline import queries
from sendap.apps.timeline.actions import workload
from sendap.basics.errors import BadInput, Refusal
from sendap.web.casework import filters, spreadsheets
from sendap.web.casework.filters import Asked

OLD_AFTER_DAYS = 7
"""How old the record may be before the page says up to which day it speaks."""

QUICK = (
    ("My cases", {"officer": "me"}),
    ("Nobody's cases", {"officer": "none"}),
    ("Date has passed", {"due": "overdue"}),
    ("Due within 14 days", {"due": "14"}),
    ("Late without an exception", {"late": True}),
)
"""Ready-made views that everyone has: what each is called, and its filters."""


def cases(request: HttpRequest) -> HttpResponse:
    """The caseload, cut down by the filters in the address."""
    asked = filters.read(request.GET)
    status = 400 if asked.problems else 200
    return list_page(request, asked, errors=asked.problems, status=status)


def list_page(
    request: HttpRequest,
    asked: Asked,
    *,
    errors: Sequence[Mapping[str, str]] = (),
    status: int = 200,
    **entered: Any,
) -> HttpResponse:
    """The list with any errors on top; ``entered`` is what was typed or ticked, to keep it."""
    today = timezone.localdate()
    viewer = request.actor  # type: ignore[attr-defined]
    offset = (asked.page - 1) * queries.PAGE_SIZE
    found = queries.caseload(viewer, asked.criteria, on=today, offset=offset)
    context = {
        "asked": asked,
        "criteria": asked.criteria,
        "found": found,
        "first": offset + 1,
        "last": offset + len(found.rows),
        "pages": pages(asked, found.total),
        "record_is_old": _is_old(found, today),
        "officers": queries.officers(viewer, on=today),
        "views": queries.saved_views(viewer),
        "quick": _quick_views(viewer.roles),
        "columns": _columns(asked),
        "may_reassign": policy.may(viewer.roles, "cases.reassign"),
        "stages": queries.stages(),
        "needs": queries.needs(),
        "dues": queries.DUE,
        "done": request.session.pop("done", ""),
        "errors": list(errors),
        "most": queries.MOST_SHOWN,
        "ticked": frozenset(),
        **entered,
    }
    return render(request, "casework/cases.html", context, status=status)


def _is_old(found: queries.Caseload, today: Any) -> bool:
    return bool(found.recorded_from and (today - found.recorded_from).days > OLD_AFTER_DAYS)


def _quick_views(roles: Collection[str]) -> list[dict[str, str]]:
    does_casework = policy.may(frozenset(roles), "calendar.make_address")
    return [
        {"text": text, "query": filters.query_of(queries.Criteria(), **changes)}
        for text, changes in QUICK
        if does_casework or "officer" not in changes
    ]


def _columns(asked: Asked) -> dict[str, dict[str, str]]:
    """For each order: the link that sorts by it, or turns it round, and how it is sorted now."""
    columns = {}
    for name, title in queries.SORTS.items():
        current = asked.criteria.sort == name
        turned = current and not asked.criteria.descending
        now = "descending" if asked.criteria.descending else "ascending"
        columns[name] = {
            "title": title,
            "query": filters.query_of(asked.criteria, sort=name, descending=turned),
            "sorted": now if current else "none",
        }
    return columns


def pages(asked: Asked, total: int) -> dict[str, Any] | None:
    """What the component for paging needs: the pages near this one, the first and the last."""
    last = min(-(-total // queries.PAGE_SIZE), filters.MOST_PAGES)
    if last < 2:
        return None
    here = asked.page
    near = sorted({1, last, *range(max(1, here - 2), min(last, here + 2) + 1)})
    items: list[dict[str, Any]] = []
    for before, number in zip([0, *near], near, strict=False):
        if number > before + 1:
            items.append({"ellipsis": True})
        items.append({"number": number, "href": _page(asked, number), "current": number == here})
    found: dict[str, Any] = {"items": items, "landmarkLabel": "Pages of cases"}
    if here > 1:
        found["previous"] = {"href": _page(asked, min(here - 1, last))}
    if here < last:
        found["next"] = {"href": _page(asked, here + 1)}
    return found


def _page(asked: Asked, number: int) -> str:
    return "?" + "&".join(part for part in (asked.query, f"page={number}") if part)


HEADING = (
    "Reference", "Name", "Date of birth", "Age", "Stage", "Need", "Setting", "Officer",
    "Next date", "What is due", "Days to go (minus: late)", "Late", "Exception recorded",
    "Recorded up to",
)  # fmt: skip


def cases_csv(request: HttpRequest) -> HttpResponseBase:
    """The whole list as a file, without any address; audited before the first byte leaves."""
    asked = filters.read(request.GET)
    if asked.problems:
        return list_page(request, asked, errors=asked.problems, status=400)
    today = timezone.localdate()
    found = queries.whole_caseload(request.actor, asked.criteria, on=today)  # type: ignore[attr-defined]
    rows = (
        (
            row.reference, row.name, row.born_on, row.age, row.stage_title, row.need_title,
            row.setting, row.officer, row.next_due_on, row.next_title, row.days,
            "yes" if row.is_late else "no", "yes" if row.is_excepted else "no", row.recorded_to,
        )
        for row in found.rows
    )  # fmt: skip
    return spreadsheets.download(f"cases-{today.isoformat()}.csv", HEADING, rows)


def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the list's filters under a name."""
    asked = filters.read(given_query(request))
    name = request.POST.get("name", "")
    try:
        workload.save_view(actor=request.actor, name=name, query=asked.query)  # type: ignore[attr-defined]
    except Refusal as refusal:
        error = {"text": str(refusal), "href": "#view-name"}
        return list_page(request, asked, errors=[error], status=_status(refusal), view_name=name)
    request.session["done"] = f"The view “{' '.join(name.split())}” is kept."
    return back_to_list(asked.query)


def delete_view(request: HttpRequest, view: int) -> HttpResponse:
    """Delete a saved view."""
    workload.delete_view(actor=request.actor, view_id=view)  # type: ignore[attr-defined]
    request.session["done"] = "The view is deleted."
    return back_to_list(filters.read(given_query(request)).query)


def _status(refusal: Refusal) -> int:
    return 400 if isinstance(refusal, BadInput) else 409


def given_query(request: HttpRequest) -> Mapping[str, str]:
    """The filters of the list that a form was sent from."""
    return QueryDict(request.POST.get("query", "")[:1_000])


def back_to_list(query: str) -> HttpResponse:
    """To the list with these filters."""
    address = reverse("casework:cases")
    return redirect(f"{address}?{query}" if query else address)
