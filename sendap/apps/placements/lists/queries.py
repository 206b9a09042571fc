"""Reads of lists: the officers' page, the family's page, and who was ranked."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.correspondence.messages.queries import case_of_family
from sendap.apps.organisations.models import Setting, SettingProfile
from sendap.apps.people.queries import is_own_record, with_protected_place
from sendap.apps.placements.lists.children import Wanted, usual_start
from sendap.apps.placements.lists.entries import Entry, entry_of
from sendap.apps.placements.lists.rules import rules_of
from sendap.apps.placements.models import ListChoice, ListMade, ListWord
from sendap.apps.timeline.queries.cases import case_of
from sendap.insight.matching import Child, Rules, read_child
from sendap.insight.matching.codes import Reason

MOST_FOUND = 10
MOST_COMPARED = 4


@dataclass(frozen=True, slots=True)
class WordLine:
    """What one of the family added about a setting; ``looked`` is there for one added."""

    id: int
    kind: str
    number: str
    name: str
    text: str
    on: date | None
    looked: Entry | None
    made_by: str
    made_at: datetime
    answer: str
    answered_by: str


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """In which order somebody would choose: names with numbers, first first."""

    made_by: str
    ranked: tuple[tuple[str, str], ...]
    reasons: str
    sent_on: date


@dataclass(frozen=True, slots=True)
class Shown:
    """A list as it was made: what was asked, what weighed, and what was found."""

    id: uuid.UUID
    number: int
    mode: str
    made_on: date
    made_by: str
    shared_on: date | None
    child: Child
    rules: Rules
    entries: tuple[Entry, ...]
    considered: int
    left_out: int
    not_listed: Mapping[Reason, int]


@dataclass(frozen=True, slots=True)
class ListPage:
    """What an officer sees; ``shown`` is None before the first list.

    ``versions`` are all lists, newest first: number, day, by whom, shared when.
    """

    case_id: uuid.UUID
    name: str
    reference: str
    usual: Wanted
    shown: Shown | None
    versions: tuple[tuple[int, date, str, date | None], ...]
    choices: tuple[ChoiceLine, ...]
    words: tuple[WordLine, ...]


@dataclass(frozen=True, slots=True)
class OwnListPage:
    """What one of the family sees: the list last shared, and what they themselves said of it.

    ``open_days`` is what settings say of their open days, by number; ``found`` answers a search.
    """

    case_id: uuid.UUID
    forename: str
    is_own: bool
    withheld: bool
    shown: Shown | None
    compared: tuple[Entry, ...]
    ranks: Mapping[str, int]
    choice: ChoiceLine | None
    words: tuple[WordLine, ...]
    open_days: Mapping[str, str]
    found: tuple[tuple[str, str, str], ...]

    @property
    def choosable(self) -> tuple[tuple[str, str], ...]:
        """Numbers and names of all that can be ranked: those listed, then those added."""
        listed = [(each.number, each.name) for each in self.shown.entries] if self.shown else []
        added = [(word.number, word.name) for word in self.words if word.kind == "added"]
        return tuple(dict.fromkeys([*listed, *added]))


def case_list(viewer: Actor, case_id: uuid.UUID, *, number: int = 0, on: date) -> ListPage:
    """A list of a case (the last, or the one of a ``number``), with what the family said.

    Audited. Errors: ``NotFound``.
    """
    with audit.reading(viewer, "lists.open") as note:
        case = case_of(viewer, case_id)
        note.saw(case.person_id)
        rows = list(ListMade.objects.filter(case=case).order_by("-number"))
        made = next((row for row in rows if row.number == number), rows[0] if rows else None)
        shown = _shown(made) if made else None
        return ListPage(
            case.pk, case.person.full_name, case.reference,
            usual_start(case.person, today=on), shown,
            tuple((row.number, row.made_on, row.made_by, row.shared_on) for row in rows),
            *_said(made, shown),
        )  # fmt: skip


def _said(
    made: ListMade | None, shown: Shown | None
) -> tuple[tuple[ChoiceLine, ...], tuple[WordLine, ...]]:
    if made is None or shown is None:
        return (), ()
    words = _words(ListWord.objects.filter(tailored=made).order_by("pk"), shown)
    names = _names(shown, words)
    choices = ListChoice.objects.filter(tailored=made).order_by("pk")
    return tuple(_choice(row, names) for row in choices), words


def own_list(
    viewer: Actor, case_id: uuid.UUID, *, compare: Sequence[str] = (), text: str = "", on: date
) -> OwnListPage:
    """The list last shared, for one of the family; nothing of it where a place is protected.

    ``compare`` are numbers of up to four settings to put side by side; ``text`` finds settings to
    add by name. Audited. Errors: ``NotFound``.
    """
    with audit.reading(viewer, "lists.own") as note:
        case = case_of_family(viewer, case_id, on=on)
        note.saw(case.person_id)
        withheld = bool(with_protected_place(viewer, [case.person_id]))
        rows = ListMade.objects.filter(case=case, shared_on__isnull=False).order_by("-number")
        made = None if withheld else rows.first()
        return _own_page(viewer, case_id, made, withheld=withheld, compare=compare, text=text,
                         forename=case.person.forename,
                         is_own=is_own_record(viewer, case.person_id))  # fmt: skip


def _own_page(
    viewer: Actor, case_id: uuid.UUID, made: ListMade | None, *, withheld: bool,
    compare: Sequence[str], text: str, forename: str, is_own: bool,
) -> OwnListPage:  # fmt: skip
    if made is None:
        return OwnListPage(case_id, forename, is_own, withheld, None, (), {}, None, (), {}, ())
    shown, mine = _shown(made), {"tailored": made, "account_id": viewer.account_id or 0}
    words = _words(ListWord.objects.filter(**mine).order_by("pk"), shown)
    row = ListChoice.objects.filter(**mine).first()
    entries = [*shown.entries, *(word.looked for word in words if word.looked)]
    compared = [each for each in entries if each.number in compare][:MOST_COMPARED]
    return OwnListPage(
        case_id, forename, is_own, withheld, shown, tuple(compared),
        {number: place for place, number in enumerate(row.ranked, 1)} if row else {},
        _choice(row, _names(shown, words)) if row else None,
        words, _open_days(each.number for each in entries), settings_to_add(text),
    )  # fmt: skip


def settings_to_add(text: str) -> tuple[tuple[str, str, str], ...]:
    """Number, name and kind of settings by a part of their name or their whole number."""
    if not text.strip():
        return ()
    named = Q(name__icontains=text.strip()) | Q(number=text.strip())
    rows = Setting.objects.filter(named).exclude(status="closed").exclude(category="")
    return tuple(rows.order_by("name", "number").values_list("number", "name", "kind")[:MOST_FOUND])


def _open_days(numbers: Iterable[str]) -> dict[str, str]:
    rows = SettingProfile.objects.filter(setting__in=list(numbers), replaced_at=None)
    return dict(rows.exclude(open_days="").values_list("setting_id", "open_days"))


def _shown(made: ListMade) -> Shown:
    found = made.found
    return Shown(
        made.pk, made.number, made.mode, made.made_on, made.made_by, made.shared_on,
        read_child(made.child), rules_of(made.rules),
        tuple(entry_of(row) for row in found["listed"]), found["considered"], found["left_out"],
        {Reason(reason): count for reason, count in found["not_listed"].items()},
    )  # fmt: skip


def _words(rows: Iterable[ListWord], shown: Shown) -> tuple[WordLine, ...]:
    rows = list(rows)
    names = {each.number: each.name for each in shown.entries}
    names |= {row.number: row.looked["name"] for row in rows if row.looked}
    return tuple(
        WordLine(
            row.pk, row.kind, row.number, names.get(row.number, row.number), row.text, row.on,
            entry_of(row.looked) if row.looked else None, row.made_by, row.made_at, row.answer,
            row.answered_by,
        )
        for row in rows
    )  # fmt: skip


def _names(shown: Shown, words: Iterable[WordLine]) -> dict[str, str]:
    names = {each.number: each.name for each in shown.entries}
    return names | {word.number: word.name for word in words}


def _choice(row: ListChoice, names: Mapping[str, str]) -> ChoiceLine:
    ranked = tuple((number, names.get(number, number)) for number in row.ranked)
    return ChoiceLine(row.made_by, ranked, row.reasons, row.sent_on)
