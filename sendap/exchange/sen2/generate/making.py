"""The making of a synthetic return, a block of people at a time, into a file."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO

from sendap.basics.errors import CannotDo
from sendap.exchange.sen2.description import YEARS, census_day
from sendap.exchange.sen2.generate.columns import Columns
from sendap.exchange.sen2.generate.directory import Directory, Setting, settings_of
from sendap.exchange.sen2.generate.draws import Draws
from sendap.exchange.sen2.generate.histories import Histories, draw_histories
from sendap.exchange.sen2.generate.marginals import Story, stories
from sendap.exchange.sen2.generate.people import add_people, first_number, running_numbers
from sendap.exchange.sen2.generate.placements import add_placements
from sendap.exchange.sen2.generate.plans import add_active_plans, add_needs, add_plans, add_reviews
from sendap.exchange.sen2.generate.planting import Planted, Planter
from sendap.exchange.sen2.generate.requests import add_assessments, add_requests
from sendap.exchange.sen2.generate.span import Span, span_of
from sendap.exchange.sen2.generate.writing import FOOTER, Writer, header_of

BLOCK = 8192
NEIGHBOURS = ("340", "888", "889", "890", "356", "353")


@dataclass(slots=True, kw_only=True)
class Tally:
    """What a synthetic return holds, in people; ``planted`` counts planted errors."""

    people: int = 0
    plans_in_force: int = 0
    new_plans: int = 0
    ceased_plans: int = 0
    refused: int = 0
    undecided: int = 0
    withdrawn: int = 0
    no_plan: int = 0
    assessing: int = 0
    exported: int = 0
    planted: int = 0
    requests: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What return to make."""

    persons: int
    year: int
    seed: int
    authority: str
    error_rate: float
    reference_date: date | None = None
    settings: Sequence[Setting] | None = None


def generate(
    *,
    persons: int,
    year: int,
    seed: int,
    out: Path | str,
    authority: str = "998",
    error_rate: float = 0.0,
    reference_date: date | None = None,
    settings: Sequence[Setting] | None = None,
) -> Tally:
    """Write a synthetic SEN2 return; the same arguments give the same bytes.

    ``persons`` counts people, about four fifths of whom have a plan in force on census day.
    ``error_rate`` (0 to 1) is the share of people given one planted error each; then
    ``OUT.planted.json`` lists them. With ``reference_date`` that is census day and the collection
    period is the year before it. ``settings`` replaces the made-up settings of the same kinds.
    Errors: ``CannotDo`` for a year, number, rate or authority that can't be, or a file that can't
    be written; then no file is left behind.
    """
    order = Order(
        persons=persons,
        year=year,
        seed=seed,
        authority=authority,
        error_rate=error_rate,
        reference_date=reference_date,
        settings=settings,
    )
    _check(order)
    path = Path(out)
    _check_place(path)
    place = Path(os.path.realpath(path))
    unfinished = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        with unfinished.open("w", encoding="utf-8", newline="\n") as file:
            tally, planted = _write(order, file)
        unfinished.replace(place)
        _write_planted(path, planted if error_rate else None)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CannotDo(f"{path} can't be written ({reason}); choose another place.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return tally


def _check_place(path: Path) -> None:
    """Refuse a device, a pipe or a folder: the finished return would take its place."""
    if path.exists() and not path.is_file():
        reason = "it isn't an ordinary file"
        raise CannotDo(f"{path} can't be written ({reason}); choose another place.")


def persons_for(plans: int) -> int:
    """How many people a return needs to hold about so many plans in force on census day."""
    in_force = sum(int(stories()[story]) for story in (Story.IN_FORCE, Story.MOVED_IN, Story.NEW))
    return max(round(plans * int(stories().sum()) / in_force), 1)


@dataclass(slots=True)
class _Made:
    tally: Tally = field(default_factory=Tally)
    planted: list[Planted] = field(default_factory=list)


def _write(order: Order, file: IO[str]) -> tuple[Tally, list[Planted]]:
    span = span_of(year=order.year, reference_date=order.reference_date)
    census = order.reference_date or census_day(order.year)
    writer = Writer(order.year)
    planter = Planter(writer.slots, span, authority=order.authority, rate=order.error_rate)
    made = _Made()
    file.write(header_of(year=order.year, authority=order.authority, census=census))
    for start, draws, columns, histories in _blocks(order, span):
        pages = writer.pages(columns)
        made.planted += planter.plant(pages, draws, first=start + 1)
        file.write(pages.joined())
        _count(made.tally, columns, histories)
    file.write(FOOTER)
    made.tally.planted = len(made.planted)
    return made.tally, made.planted


def _blocks(order: Order, span: Span) -> Iterator[tuple[int, Draws, Columns, Histories]]:
    spare = settings_of(persons=order.persons, authority=order.authority)
    directory = Directory(order.settings or spare, spare=spare)
    others = tuple(code for code in NEIGHBOURS if code != order.authority)
    first = first_number(seed=order.seed, authority=order.authority, year=order.year)
    for start in range(0, order.persons, BLOCK):
        size = min(BLOCK, order.persons - start)
        draws = Draws([order.seed, order.year, int(order.authority), start], size=size)
        numbers = running_numbers(first, size, authority=order.authority, start=start)
        columns = Columns(size)
        histories = draw_histories(draws, span)
        add_people(columns, draws, span, histories, numbers)
        add_requests(columns, draws, span, histories, others)
        add_assessments(columns, draws, histories)
        add_plans(columns, draws, histories)
        add_placements(columns, draws, span, histories, directory)
        add_needs(columns, draws, span, histories)
        add_reviews(columns, draws, span, histories)
        add_active_plans(columns, draws, span, histories, others)
        yield start, draws, columns, histories


def _count(tally: Tally, columns: Columns, histories: Histories) -> None:
    tally.people += columns.size
    tally.requests += columns.size + int(columns.blocks["Earlier"].sum())
    counted = {
        "plans_in_force": (Story.IN_FORCE, Story.MOVED_IN, Story.NEW),
        "new_plans": (Story.NEW,),
        "ceased_plans": (Story.CEASED,),
        "refused": (Story.REFUSED,),
        "undecided": (Story.UNDECIDED,),
        "withdrawn": (Story.WITHDRAWN, Story.ASSESSMENT_WITHDRAWN),
        "no_plan": (Story.NO_PLAN,),
        "assessing": (Story.ASSESSING,),
        "exported": (Story.EXPORTED,),
    }
    for name, which in counted.items():
        setattr(tally, name, getattr(tally, name) + int(histories.are(*which).sum()))


def _write_planted(path: Path, planted: list[Planted] | None) -> None:
    beside = path.with_name(path.name + ".planted.json")
    if planted is None:
        beside.unlink(missing_ok=True)  # a list of an older file would be of other people
        return
    listed = [{"person": one.person, "item": one.item, "rule": one.rule} for one in planted]
    beside.write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")


def _check(order: Order) -> None:
    if order.persons < 1:
        raise CannotDo(f"A return of {order.persons} people can't be made; ask for 1 or more.")
    if order.year not in YEARS:
        known = f"{YEARS[0]} to {YEARS[-1]}"
        raise CannotDo(f"The return of {order.year} isn't known; choose a year from {known}.")
    if not 0 <= order.error_rate <= 1:
        raise CannotDo(f"An error rate of {order.error_rate} can't be; give a number from 0 to 1.")
    if order.seed < 0:
        raise CannotDo(f"A seed of {order.seed} can't be used; give a whole number from 0.")
    if len(order.authority) != 3 or not (order.authority.isascii() and order.authority.isdecimal()):
        raise CannotDo(f"{order.authority!r} isn't an authority's code; give three digits.")
