"""Makes an authority's return from the live record, and writes it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Grant
from sendap.apps.organisations.models import Authority
from sendap.apps.plans.models import PersonReturn
from sendap.apps.plans.returned import ReturnedPerson, ReturnedRequest
from sendap.apps.returns.exporting.carrying import aged, carried_over
from sendap.apps.returns.exporting.contents import content_from
from sendap.apps.returns.exporting.following import Course, Gap
from sendap.apps.returns.exporting.headers import header_for
from sendap.apps.returns.exporting.live import Lived, lived
from sendap.apps.returns.exporting.period import Period
from sendap.apps.returns.exporting.stored import Requests, stored_people, stored_requests
from sendap.apps.returns.exporting.supplying import supplied_person, with_supplied
from sendap.apps.returns.models import ReturnFile, SuppliedItem
from sendap.basics.errors import CannotDo
from sendap.exchange.sen2.description import YEARS, census_day, period_of
from sendap.exchange.sen2.write import Content, write_xml


@dataclass(frozen=True, slots=True)
class PersonGap:
    """An item of a person that the record can't fill; ``position`` is theirs in the return.

    Position 0 with no case stands for the header.
    """

    case_id: uuid.UUID | None
    reference: str
    position: int
    item: str
    text: str


@dataclass(frozen=True, slots=True)
class Export:
    """A return made from the live record: its content, its cases in file order, and the gaps."""

    authority: str
    year: int
    census_on: date
    content: Content
    cases: tuple[uuid.UUID, ...]
    gaps: tuple[PersonGap, ...]


def export_return(*, actor: Actor, authority: str, year: int, out: Path, at: datetime) -> Export:
    """Make an authority's return of a year from the live record and write it as XML.

    ``at`` is the moment that the header gives. Errors: ``CannotDo`` for an authority that isn't
    the actor's or isn't known, a year whose format isn't known, an authority with nobody to
    return, or a place that can't be written; no file is then left.
    """
    with audit.change(actor, "returns.export", authority=authority, year=year) as note:
        made = make_export(actor=actor, authority=authority, year=year, at=at)
        note.count = len(made.cases)
        write_xml(made.content, out)
    return made


def make_export(*, actor: Actor, authority: str, year: int, at: datetime) -> Export:
    """Make an authority's return of a year from the live record; the caller audits.

    Errors: as ``export_return``.
    """
    _check(actor, authority, year)
    files = ReturnFile.objects.filter(authority_code=authority, year__lte=year)
    latest = files.order_by("-year", "-loaded_at", "-pk").first()
    period = _period(year, latest)
    found = _People(authority, period, latest)
    people, cases, gaps = [], [], []
    for position, (case_id, reference, each, missing) in enumerate(found.returned(), start=1):
        people.append(each._replace(position=position))
        cases.append(case_id)
        gaps += [PersonGap(case_id, reference, position, *gap) for gap in missing]
    if not people:
        raise CannotDo(
            f"the record has nobody to return for authority {authority} and {year}; import a "
            "return with sendap sen2 import, or record requests and plans first."
        )
    header, unknown = header_for(
        authority,
        period,
        latest,
        changed=found.changed,
        at=at,
        supplied=supplied_items(authority, year).get(None, {}),
    )
    gaps = [*(PersonGap(None, "", 0, *gap) for gap in unknown), *gaps]
    content = content_from(people, header=header, year=year)
    return Export(authority, year, period.census_on, content, tuple(cases), tuple(gaps))


def _check(actor: Actor, authority: str, year: int) -> None:
    if year not in YEARS:
        raise CannotDo(
            f"the format of {year} isn't known; a return is written for {YEARS[0]} to {YEARS[-1]}."
        )
    if authority not in actor.codes(Grant.Scope.AUTHORITY):
        raise CannotDo(f"you act for another authority than {authority}; choose your own.")
    if not Authority.objects.filter(pk=authority).exists():
        raise CannotDo(f"{authority} isn't an authority of the record; give its three digits.")


def _period(year: int, latest: ReturnFile | None) -> Period:
    """The period of the year, with the census day of its own return where that was loaded."""
    first_on, _ = period_of(year)
    on = latest.reference_on if latest and latest.year == year else census_day(year)
    return Period(year=year, first_on=first_on, census_on=on)


def supplied_items(authority: str, year: int) -> dict[uuid.UUID | None, dict[str, str]]:
    """What was supplied for a year's return, by case (None: the header) and item."""
    rows = SuppliedItem.objects.filter(authority_code=authority, year=year).order_by("pk")
    found: dict[uuid.UUID | None, dict[str, str]] = defaultdict(dict)
    for case_id, item, value in rows.values_list("case_id", "item", "value"):
        found[case_id][item] = value
    return dict(found)


class _People:
    """The people of a return to be made; ``changed`` says afterwards if anything was done since."""

    def __init__(self, authority: str, period: Period, latest: ReturnFile | None) -> None:
        self.changed = False
        self._period = period
        self._latest = latest
        self._people = stored_people(authority)
        self._base: Requests = stored_requests(authority, latest.year) if latest else {}
        self._lived: Lived = lived(
            authority,
            until=period.census_on,
            told_to=latest.reference_on if latest else date.min,
            loaded_at=latest.loaded_at if latest else None,
        )
        self._supplied = supplied_items(authority, period.year)
        self._older = self._of_older_returns(authority)

    def _of_older_returns(self, authority: str) -> dict[int, Requests]:
        """What earlier returns said of people whom the latest left out and who came again."""
        missing = [key for key in self._lived.happened if key not in self._base]
        before = self._latest.year if self._latest else 0
        rows = PersonReturn.objects.filter(case_id__in=missing, year__lt=before)
        years: dict[uuid.UUID, int] = dict(rows.order_by("year").values_list("case_id", "year"))
        return {
            year: stored_requests(
                authority, year, cases=[key for key, at in years.items() if at == year]
            )
            for year in sorted(set(years.values()))
        }

    def returned(self) -> Iterator[tuple[uuid.UUID, str, ReturnedPerson, list[Gap]]]:
        """Everyone to be returned, by reference, with their case and what isn't known."""
        for case_id, (reference, row) in self._people.items():
            requests, gaps = self._requests(case_id)
            if not requests:
                continue
            if case_id in self._lived.happened:
                row, missing = supplied_person(row, self._supplied.get(case_id, {}))
                gaps = [*missing, *gaps]
            yield case_id, reference, ReturnedPerson(0, row, requests), gaps

    def _requests(self, case_id: uuid.UUID) -> tuple[tuple[ReturnedRequest, ...], list[Gap]]:
        happened = self._lived.happened.get(case_id, [])
        base, year = self._base_of(case_id)
        if not happened and (not base or year == self._period.year):
            return base, []
        self.changed = True
        if year < self._period.year:
            base = carried_over(base, year=self._period.year)
        course = Course(
            list(base), self._period.first_on, self._lived.plans,
            need=self._lived.needs.get(case_id, ""), excepted=case_id in self._lived.excepted,
            until=self._period.census_on,
        )  # fmt: skip
        told = aged(course.follow(happened), first_on=self._period.first_on)
        values = self._supplied.get(case_id, {})
        gaps = [gap for gap in course.gaps if gap.item not in values]
        return with_supplied(told, values), gaps

    def _base_of(self, case_id: uuid.UUID) -> tuple[tuple[ReturnedRequest, ...], int]:
        if self._latest and case_id in self._base:
            return self._base[case_id], self._latest.year
        for year, requests in self._older.items():
            if case_id in requests:
                return requests[case_id], year
        return (), 0
